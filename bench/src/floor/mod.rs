//! The floor: the same work by hand. Statements as one would write them, through the same driver, behind a server that
//! does nothing but run them and answer as many bytes as Kith does. One thread a connection, each with its own.

mod serve;
mod statements;

use std::collections::HashMap;
use std::path::PathBuf;

pub use serve::{Work, serve};
pub use statements::statements;

use crate::Outcome;

/// Where the floor reads.
#[derive(Debug, Clone)]
pub enum Place {
    /// The file that Kith works on.
    Sqlite(PathBuf),
    /// The database that Kith works on, its schema `kith`.
    Postgres(String),
}

/// A connection that runs statements.
pub enum Connection {
    /// To a file.
    Sqlite(rusqlite::Connection),
    /// To a server, with the statements it knows already.
    Postgres(Box<postgres::Client>, HashMap<String, postgres::Statement>),
}

impl Place {
    /// Opens a connection.
    pub fn connect(&self) -> Outcome<Connection> {
        match self {
            Place::Sqlite(path) => {
                let connection = rusqlite::Connection::open(path)?;
                connection.execute_batch("PRAGMA query_only = ON; PRAGMA mmap_size = 1073741824;")?;
                connection.set_prepared_statement_cache_capacity(256);
                Ok(Connection::Sqlite(connection))
            }
            Place::Postgres(url) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls)?;
                client.batch_execute("SET search_path = kith; SET jit = off")?;
                Ok(Connection::Postgres(Box::new(client), HashMap::new()))
            }
        }
    }

    /// Whether it is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Place::Sqlite(_))
    }
}

impl Connection {
    /// Runs a statement and reads every value of every row; gives the number of rows.
    pub fn run(&mut self, text: &str) -> Outcome<usize> {
        let mut count = 0;
        match self {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(text)?;
                let columns = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    for column in 0..columns {
                        std::hint::black_box(row.get_ref(column)?);
                    }
                    count += 1;
                }
            }
            Connection::Postgres(client, known) => {
                let statement = match known.get(text) {
                    Some(statement) => statement.clone(),
                    None => known.entry(text.to_owned()).or_insert(client.prepare(text)?).clone(),
                };
                count = client.query(&statement, &[])?.iter().map(std::hint::black_box).count();
            }
        }
        Ok(count)
    }

    /// The first value of the first row as text.
    pub fn one(&mut self, text: &str) -> Outcome<String> {
        match self {
            Connection::Sqlite(connection) => Ok(connection.query_row(text, [], |row| row.get(0))?),
            Connection::Postgres(client, _) => {
                for row in client.simple_query(text)? {
                    if let postgres::SimpleQueryMessage::Row(row) = row {
                        return Ok(row.get(0).unwrap_or_default().to_owned());
                    }
                }
                Err("no row".into())
            }
        }
    }
}
