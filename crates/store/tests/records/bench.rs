//! A workspace on each engine with the tables of the fixture, filled with a world and emptied again for the next.

use std::collections::HashMap;
use std::sync::Arc;

use meta::{Filter, Key, Module};
use store::page::{self, Bin, Query};
use store::testing::Workspace;
use store::{Access, Result, Scope, Store, Tx, rows, shares, tables};
use uuid::Uuid;

use crate::fixture::{FIXTURE, module, now, worth};
use crate::world::World;

/// Both engines.
pub struct Bench {
    engines: Vec<(Store, Workspace)>,
}

impl Bench {
    pub fn new() -> Bench {
        let engines = [Workspace::sqlite(), Workspace::postgres()].map(|workspace| {
            let store = workspace.open();
            let made = store.alone(|tx| {
                for module in FIXTURE.schema.catalogue.modules() {
                    tables::create(tx, &FIXTURE.schema, module)?;
                }
                store::summary::restore(tx, FIXTURE.schema.catalogue.modules())?;
                Ok::<(), store::Error>(())
            });
            made.wait().expect("the tables are made");
            (store, workspace)
        });
        Bench { engines: engines.into() }
    }

    /// Replaces all records by those of a world.
    pub fn fill(&self, world: &Arc<World>) {
        for (store, _) in &self.engines {
            let world = world.clone();
            store.write(move |tx| fill(tx, &world)).wait().expect("the world is stored");
        }
    }

    /// Runs a closure on each engine; both must say the same.
    pub fn both<T, F>(&self, run: F) -> T
    where
        T: PartialEq + std::fmt::Debug + Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Clone + Send + 'static,
    {
        let mut answers = self.engines.iter().map(|(store, workspace)| {
            let answer = store.write(run.clone()).wait();
            answer.unwrap_or_else(|error| panic!("{}: {error}", workspace.engine()))
        });
        let (sqlite, postgres) = (answers.next().unwrap(), answers.next().unwrap());
        assert_eq!(sqlite, postgres, "SQLite and PostgreSQL differ");
        sqlite
    }

    /// The ids that each filter finds, in order, for a reader.
    pub fn find(&self, of: &str, filters: &[Filter], access: &Arc<HashMap<Key, Access>>) -> Vec<Vec<Uuid>> {
        let (of, filters, access) = (module(of), Arc::new(filters.to_vec()), access.clone());
        self.both(move |tx| {
            let scope = Scope::of(&FIXTURE.schema, now(), &access);
            filters.iter().map(|filter| found(tx, &scope, of, filter)).collect()
        })
    }
}

fn found(tx: &mut Tx, scope: &Scope, of: &Arc<Module>, filter: &Filter) -> Result<Vec<Uuid>> {
    let query = Query {
        filter: filter.clone(),
        sort: Vec::new(),
        fields: Vec::new(),
        limit: 1_000,
        after: None,
        bin: Bin::Both,
    };
    let mut ids: Vec<Uuid> = page::page(tx, scope, of, &query)?.records.iter().map(|record| record.id).collect();
    ids.sort();
    Ok(ids)
}

fn fill(tx: &mut Tx, world: &World) -> Result<()> {
    for module in FIXTURE.schema.catalogue.modules() {
        let stored = |key: &Key| !FIXTURE.schema.computed().contains_key(&(module.key.clone(), key.clone()));
        for field in module.fields.values().filter(|field| store::columns::side(&field.kind).is_some()) {
            if stored(&field.key) {
                empty(tx, &store::columns::side_table(&module.key, &field.key))?;
            }
        }
        empty(tx, &module.key)?;
    }
    empty(tx, "kith_share")?;
    for (key, id, values) in world.records() {
        let module = module(key);
        let title = values.get(&module.title).and_then(|value| value.text()).unwrap_or_default();
        rows::insert(tx, module, id, title, values, &worth)?;
    }
    for (key, record, share) in &world.shares {
        shares::put(tx, key, *record, share)?;
    }
    Ok(())
}

fn empty(tx: &mut Tx, table: &str) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table(table);
    tx.execute(&q).map(drop)
}
