//! The same rows by hand in PostgreSQL: each writer in transactions of its own, which the server commits together.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use postgres::{Client, NoTls, Statement};
use uuid::Uuid;

use super::{KEYS, ROUND, TABLES, WARM_UP, WRITERS};
use crate::Outcome;

/// Inserts a second.
pub fn raw(url: &str, schema: &str) -> Outcome<f64> {
    let (over, done) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let write = |writer: usize| {
            let (over, done) = (&over, &done);
            scope.spawn(move || written(url, schema, writer, over, done).map_err(|error| crate::said(&*error)))
        };
        let writers: Vec<_> = (0..WRITERS).map(write).collect();
        std::thread::sleep(WARM_UP);
        let before = done.load(Ordering::Relaxed);
        std::thread::sleep(ROUND);
        let rate = (done.load(Ordering::Relaxed) - before) as f64 / ROUND.as_secs_f64();
        over.store(true, Ordering::Relaxed);
        writers.into_iter().try_for_each(|writer| writer.join().map_err(|_| "a writer died".to_owned())?)?;
        Ok(rate)
    })
}

fn written(url: &str, schema: &str, writer: usize, over: &AtomicBool, done: &AtomicU64) -> Outcome {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute(&format!("SET search_path = {schema}"))?;
    let mut models = Vec::new();
    for table in TABLES {
        models.extend(Model::of(&mut client, schema, table)?);
    }
    let mut n = 1_000_000_000 + 10_000_000 * writer as i64;
    while !over.load(Ordering::Relaxed) {
        let mut transaction = client.transaction()?;
        n += 1;
        for model in &models {
            let values: Vec<Option<String>> = model.values(n);
            let values: Vec<_> = values.iter().map(|value| value as &(dyn postgres::types::ToSql + Sync)).collect();
            transaction.execute(&model.statement, &values)?;
        }
        transaction.commit()?;
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// A row to be inserted again and again with other keys.
struct Model {
    statement: Statement,
    /// As text, with the type of the column.
    values: Vec<(String, Option<String>)>,
    /// Columns that are different each time.
    fresh: Vec<bool>,
}

impl Model {
    /// Of the row that Kith itself wrote last; columns that count by themselves are left out.
    fn of(client: &mut Client, schema: &str, table: &str) -> Outcome<Option<Model>> {
        let text = "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute \
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attidentity = '' \
             AND NOT (atthasdef AND attname IN ('_rid', 'nr')) ORDER BY attnum";
        let columns: Vec<(String, String)> =
            client.query(text, &[&format!("{schema}.{table}")])?.iter().map(|row| (row.get(0), row.get(1))).collect();
        let listed = |each: &dyn Fn(usize, &str, &str) -> String| -> String {
            let all: Vec<String> = columns.iter().enumerate().map(|(at, (name, kind))| each(at, name, kind)).collect();
            all.join(", ")
        };
        let read = format!("SELECT {} FROM {table} LIMIT 1", listed(&|_, name, _| format!("\"{name}\"::text")));
        let Some(row) = client.query_opt(&read, &[])? else { return Ok(None) };
        let values = columns.iter().enumerate().map(|(at, (_, kind))| (kind.clone(), row.get(at))).collect();
        let insert = format!(
            "INSERT INTO {table} ({}) VALUES ({})",
            listed(&|_, name, _| format!("\"{name}\"")),
            listed(&|at, _, kind| format!("${}::text::{kind}", at + 1))
        );
        let fresh = columns.iter().map(|(name, _)| KEYS.contains(&name.as_str())).collect();
        Ok(Some(Model { statement: client.prepare(&insert)?, values, fresh }))
    }

    fn values(&self, n: i64) -> Vec<Option<String>> {
        let value = |((kind, value), fresh): (&(String, Option<String>), &bool)| match (fresh, value) {
            (true, Some(_)) if kind == "uuid" => Some(Uuid::from_u64_pair(n as u64, 1 << 63).to_string()),
            (true, Some(_)) => Some(n.to_string()),
            (_, value) => value.clone(),
        };
        self.values.iter().zip(&self.fresh).map(value).collect()
    }
}
