//! The same rows by hand in SQLite: whoever waits is committed together.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;

use super::{KEYS, ROUND, TABLES, WARM_UP, WRITERS};
use crate::Outcome;

/// Inserts the rows that a new account makes, by hand: whoever waits is committed together, durably.
pub fn raw(path: &Path) -> Outcome<f64> {
    let mut connection = rusqlite::Connection::open(path)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    connection.set_prepared_statement_cache_capacity(64);
    // The rows that Kith itself wrote last stand as a model of what a new account makes.
    let models: Vec<Model> =
        TABLES.iter().filter_map(|table| Model::of(&connection, table).transpose()).collect::<Outcome<_>>()?;
    let over = AtomicBool::new(false);
    let done = AtomicU64::new(0);
    let (queue, waiting) = mpsc::sync_channel::<mpsc::SyncSender<()>>(WRITERS * 2);
    std::thread::scope(|scope| -> Outcome<f64> {
        for _ in 0..WRITERS {
            let (queue, over, done) = (queue.clone(), &over, &done);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    let (answer, answered) = mpsc::sync_channel(1);
                    if queue.send(answer).is_err() || answered.recv().is_err() {
                        return;
                    }
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        drop(queue);
        let writer = scope.spawn(move || -> Result<(), rusqlite::Error> {
            let mut n = 1_000_000_000i64;
            while let Ok(first) = waiting.recv() {
                let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                let mut answers = vec![first];
                answers.extend(waiting.try_iter());
                for _ in &answers {
                    n += 1;
                    models.iter().try_for_each(|model| model.insert(&transaction, n))?;
                }
                transaction.commit()?;
                for answer in answers {
                    // Whoever stopped waiting is not told.
                    let _ = answer.send(());
                }
            }
            Ok(())
        });
        std::thread::sleep(WARM_UP);
        let before = done.load(Ordering::Relaxed);
        std::thread::sleep(ROUND);
        let rate = (done.load(Ordering::Relaxed) - before) as f64 / ROUND.as_secs_f64();
        over.store(true, Ordering::Relaxed);
        writer.join().map_err(|_| "the writer died")??;
        Ok(rate)
    })
}

/// A row to be inserted again and again with other keys.
struct Model {
    text: String,
    values: Vec<rusqlite::types::Value>,
    /// Columns that are different each time.
    fresh: Vec<bool>,
}

impl Model {
    fn of(connection: &rusqlite::Connection, table: &str) -> Outcome<Option<Model>> {
        use rusqlite::types::Value;
        if table.ends_with("__search") {
            let text = format!("INSERT INTO {table} (rowid, body) VALUES (?1, ?2)");
            let body = Value::Text("nordwind logistik 12345 acc 00012 info12345 nordwind example 35121 12345".into());
            return Ok(Some(Model { text, values: vec![Value::Null, body], fresh: vec![true, false] }));
        }
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} LIMIT 1"))?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let values: Vec<Value> = (0..names.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
        let fresh = names.iter().map(|name| KEYS.contains(&name.as_str())).collect();
        let places: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let text = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        Ok(Some(Model { text, values, fresh }))
    }

    fn insert(&self, transaction: &rusqlite::Transaction, n: i64) -> rusqlite::Result<()> {
        use rusqlite::types::Value;
        let mut statement = transaction.prepare_cached(&self.text)?;
        for (at, (value, fresh)) in self.values.iter().zip(&self.fresh).enumerate() {
            match (value, fresh) {
                (Value::Blob(_), true) => {
                    let mut id = [0u8; 16];
                    id[..8].copy_from_slice(&n.to_be_bytes());
                    statement.raw_bind_parameter(at + 1, &id[..])?;
                }
                (_, true) => statement.raw_bind_parameter(at + 1, n)?,
                (value, false) => statement.raw_bind_parameter(at + 1, value)?,
            }
        }
        statement.raw_execute().map(drop)
    }
}
