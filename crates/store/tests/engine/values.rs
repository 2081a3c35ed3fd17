//! Every type comes back as it went in, on both engines, NULL and extremes included.

use chrono::{DateTime, NaiveDate, Utc};
use store::{ColumnType, Error, Param, Result, Row, Tx, testing};
use uuid::Uuid;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn samples(column: ColumnType) -> Vec<Param> {
    let mut samples: Vec<Param> = match column {
        ColumnType::Uuid => vec![Uuid::nil().into(), Uuid::max().into(), Uuid::now_v7().into()],
        ColumnType::Bool => vec![true.into(), false.into()],
        ColumnType::Int => [i64::MIN, -1, 0, 1, i64::MAX].map(Param::from).to_vec(),
        ColumnType::Text => ["", "İß'\"\\$1", "a\nb", "😀"].map(Param::from).to_vec(),
        ColumnType::Date => {
            vec![date(1, 1, 1).into(), date(1969, 12, 31).into(), date(2024, 2, 29).into(), date(9999, 12, 31).into()]
        }
        ColumnType::Time => [
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999Z",
            "2024-03-31T01:30:00.000001Z",
            "9999-12-31T23:59:59Z",
        ]
        .map(|text| Param::from(time(text)))
        .to_vec(),
        ColumnType::Bytes => vec![Vec::new().into(), vec![0, 255, 1].into()],
    };
    samples.push(Param::Null);
    samples
}

fn read(row: &Row<'_>, at: usize, column: ColumnType) -> Result<Param> {
    Ok(match column {
        ColumnType::Uuid => row.opt_uuid(at)?.into(),
        ColumnType::Bool => row.opt_bool(at)?.into(),
        ColumnType::Int => row.opt_int(at)?.into(),
        ColumnType::Text => row.opt_text(at)?.into(),
        ColumnType::Date => row.opt_date(at)?.into(),
        ColumnType::Time => row.opt_time(at)?.into(),
        ColumnType::Bytes => row.opt_bytes(at)?.into(),
    })
}

fn store_and_read(tx: &mut Tx<'_>, column: ColumnType) -> Result<()> {
    for (number, sample) in samples(column).into_iter().enumerate() {
        let mut insert = tx.sql();
        insert.push("INSERT INTO ").table("sample").push(" (number, value) VALUES (");
        insert.bind(number as i64).push(", ").bind(sample.clone()).push(")");
        tx.execute(&insert)?;
        let mut select = tx.sql();
        select.push("SELECT value, ").bind_as(sample.clone(), column).push(" FROM ").table("sample");
        select.push(" WHERE number = ").bind(number as i64);
        select.push(" AND (value = ").bind(sample.clone()).push(" OR value IS NULL)");
        let found = tx.query_one(&select, |row| Ok((read(row, 0, column)?, read(row, 1, column)?)))?;
        assert_eq!(found, Some((sample.clone(), sample)), "{column:?}");
    }
    Ok(())
}

#[test]
fn every_type_comes_back_as_it_went_in() {
    testing::stores(|store| {
        for column in ColumnType::ALL {
            let outcome = store.alone(move |tx| {
                let mut create = tx.sql();
                let (kind, end) = (tx.dialect().sql_type(column), tx.dialect().table_options());
                create.push("CREATE TABLE ").table("sample").push(" (number ");
                create.push(tx.dialect().sql_type(ColumnType::Int)).push(", value ").push(kind).push(")").push(end);
                tx.execute(&create)?;
                store_and_read(tx, column)?;
                tx.script("DROP TABLE {t:sample};")
            });
            outcome.wait().unwrap_or_else(|error| panic!("{column:?}: {error}"));
        }
    });
}

#[test]
fn instants_are_cut_to_microseconds_downwards_on_both_engines() {
    testing::stores(|store| {
        for (given, kept) in [
            ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999Z"),
            ("2024-01-01T00:00:00.000000999Z", "2024-01-01T00:00:00Z"),
        ] {
            let read = store.read(move |tx| {
                let mut select = tx.sql();
                select.push("SELECT ").bind_as(time(given), ColumnType::Time);
                tx.query_one(&select, |row| row.time(0))
            });
            assert_eq!(read.wait(), Ok(Some(time(kept))));
        }
    });
}

#[test]
fn null_and_other_types_are_errors_not_guesses() {
    testing::stores(|store| {
        let outcome: Result<()> = store
            .read(|tx| {
                let mut select = tx.sql();
                select.push("SELECT ").bind_as(Param::Null, ColumnType::Int);
                select.push(", ").bind_as("seven", ColumnType::Text).push(", ").bind_as(7, ColumnType::Int);
                tx.query_one(&select, |row| {
                    assert!(matches!(row.int(0), Err(Error::Decode { column: 0, .. })));
                    assert!(matches!(row.int(1), Err(Error::Decode { column: 1, .. })));
                    assert!(matches!(row.opt_text(2), Err(Error::Decode { column: 2, .. })));
                    assert!(matches!(row.uuid(2), Err(Error::Decode { column: 2, .. })));
                    assert!(matches!(row.int(9), Err(Error::Decode { column: 9, .. })));
                    Ok(())
                })
                .map(|found| assert!(found.is_some()))
            })
            .wait();
        assert_eq!(outcome, Ok(()));
    });
}

#[test]
fn sums_and_numerics_are_read_as_integers_only_when_whole() {
    testing::stores(|store| {
        let read = store.read(|tx| {
            let mut select = tx.sql();
            select.push("SELECT sum(n), count(*) FROM (SELECT ").bind_as(i64::MAX - 1, ColumnType::Int);
            select.push(" AS n UNION ALL SELECT ").bind_as(1, ColumnType::Int).push(") AS numbers");
            tx.query_one(&select, |row| Ok((row.int(0)?, row.int(1)?)))
        });
        assert_eq!(read.wait(), Ok(Some((i64::MAX, 2))));
        let half: Result<Option<i64>> = store
            .read(|tx| {
                let mut select = tx.sql();
                select.push("SELECT 1.5");
                tx.query_one(&select, |row| row.int(0))
            })
            .wait();
        assert!(matches!(half, Err(Error::Decode { .. })), "{half:?}");
    });
}

#[test]
fn a_column_takes_only_its_own_type() {
    testing::stores(|store| {
        let outcome: Result<u64> = store
            .write(|tx| {
                let mut insert = tx.sql();
                insert.push("INSERT INTO ").table("kith_setting").push(" (key, value) VALUES ('blob', ");
                insert.bind(vec![1u8, 2]).push(")");
                tx.execute(&insert)
            })
            .wait();
        assert!(matches!(outcome, Err(Error::Sql { .. } | Error::Statement(_))), "{outcome:?}");
    });
}
