//! Building statements: names are checked, values are only ever bound, fragments keep their order.

use store::{Dialect, Error, Param, Sql, testing};

fn postgres() -> Sql {
    Sql::new(Dialect::Postgres { schema: "kith".into() })
}

#[test]
fn placeholders_are_numbered_across_fragments() {
    let mut inner = postgres();
    inner.column("a", "name").push(" = ").bind("x").push(" AND n IN (").binds([1, 2]).push(")");
    let mut outer = postgres();
    outer.push("SELECT 1 FROM ").table("account").push(" a WHERE ").bind(true).push(" AND ").append(&inner);
    outer.push(" LIMIT ").bind(5).stamp(12);
    assert_eq!(
        outer.text().as_deref(),
        Ok(
            "SELECT 1 FROM \"kith\".\"account\" a WHERE $1 AND \"a\".\"name\" = $2 AND n IN ($3, $4) LIMIT $5 /* v12 */"
        )
    );
    assert_eq!(outer.params(), [true.into(), "x".into(), 1.into(), 2.into(), Param::Int(5)]);
}

#[test]
fn a_bad_name_is_refused_wherever_it_stands() {
    let long = "a".repeat(64);
    for name in ["", "a b", "a\"b", "a;--", "A", "é", "a.b", "a-b", &long] {
        for build in [Sql::ident, Sql::table, |sql: &mut Sql, name: &str| sql.column("a", name)]
            as [for<'a> fn(&'a mut Sql, &str) -> &'a mut Sql; 3]
        {
            let mut fragment = postgres();
            build(&mut fragment, name);
            let mut whole = postgres();
            whole.push("SELECT ").append(&fragment);
            assert!(matches!(whole.text(), Err(Error::Statement(_))), "{name:?}");
        }
    }
    let mut good = postgres();
    good.ident(&long[1..]).ident("_rid").ident("0_9");
    assert!(good.text().is_ok());
}

#[test]
fn a_bad_name_never_reaches_the_engine() {
    testing::stores(|store| {
        let outcome = store.write(|tx| {
            let mut drop = tx.sql();
            drop.push("DROP TABLE ").table("kith_setting\"; --");
            tx.execute(&drop)
        });
        assert!(matches!(outcome.wait(), Err(Error::Statement(_))));
    });
}

#[test]
fn in_lists_share_statements_and_find_the_same_rows() {
    testing::stores(|store| {
        for (list, expected) in [(vec![3], 1), (vec![1, 2, 3], 3), (vec![1, 2, 9, 9, 8], 2)] {
            let counted = store.read(move |tx| {
                let mut select = tx.sql();
                select.push("SELECT count(*) FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) AS numbers WHERE n");
                select.in_list(list.iter().copied());
                let shared = tx.dialect().pick(list.len().next_power_of_two(), 1);
                assert_eq!(select.params().len(), shared);
                tx.query_one(&select, |row| row.int(0))
            });
            assert_eq!(counted.wait(), Ok(Some(expected)));
        }
    });
    let mut empty = postgres();
    empty.push("n").in_list(Vec::<i64>::new());
    assert!(matches!(empty.text(), Err(Error::Statement(_))));
}

#[test]
fn what_a_person_typed_stays_a_value() {
    testing::stores(|store| {
        let evil = "'; DROP TABLE kith_setting; -- $1 ?1";
        let found = store.read(move |tx| {
            let mut select = tx.sql();
            select.push("SELECT ").bind_as(evil, store::ColumnType::Text);
            tx.query_one(&select, |row| row.text(0))
        });
        assert_eq!(found.wait(), Ok(Some(evil.to_owned())));
    });
}

#[test]
fn too_many_parameters_are_an_error() {
    let mut sql = postgres();
    sql.push("SELECT ").binds(0..40_000);
    assert!(matches!(sql.text(), Err(Error::TooMany { given: 40_000, .. })));
}
