//! What a backup takes for the types of Kith's own tables is what they are, and a table nobody knows is refused.

use store::Store;
use store::backup::{Table, inventory};
use store::testing::Workspace;

fn tables(workspace: &Workspace) -> Vec<Table> {
    let store: Store = workspace.open();
    store.read(|tx| inventory(tx, &|_, _| None)).wait().unwrap()
}

#[test]
fn the_migrations_tell_the_same_types_as_postgresql_itself() {
    let (sqlite, postgres) = (tables(&Workspace::sqlite()), tables(&Workspace::postgres()));
    assert!(sqlite.len() > 20, "{sqlite:?}");
    for (here, there) in sqlite.iter().zip(&postgres) {
        assert_eq!(here, there);
        assert!(!here.key.is_empty(), "{} has a key", here.name);
    }
    assert_eq!(sqlite.len(), postgres.len());
    assert!(sqlite.iter().all(|table| table.name != "kith_lease"), "leases are of no use elsewhere");
}

#[test]
fn a_strange_table_is_named_and_not_left_out_in_silence() {
    store::testing::stores(|store| {
        let outcome = store.alone(|tx| {
            let mut q = tx.sql();
            q.push("CREATE TABLE ").table("mine").push(" (a bigint)");
            tx.execute(&q)?;
            inventory(tx, &|_, _| None)
        });
        let words = outcome.wait().unwrap_err().to_string();
        assert!(words.contains("mine"), "{words}");
    });
}
