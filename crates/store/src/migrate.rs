//! Brings a workspace to this program's version, and renders scripts that are one text for both engines.
//!
//! In a script `{text}`, `{int}`, `{bool}`, `{date}`, `{time}`, `{uuid}`, `{bytes}` are column types, `{id}` the key
//! columns of a table, `{serial}` an integer key
//! counting up, `{strict}` what follows its closing parenthesis, and `{t:name}` a qualified table or index.
//! A line `-- only sqlite` or `-- only postgres` starts a part for one engine; `-- both` ends it.

use uuid::Uuid;

use crate::dialect::{ColumnType, Dialect, is_identifier};
use crate::migrations::STEPS;
use crate::{Error, Result, Tx};

/// One at a time in a whole PostgreSQL database, because extensions are shared by its schemas. "kith" in ASCII.
const LOCK: i64 = 0x6b69_7468;

/// The table of the steps that were taken; it is there before the first.
pub(crate) const MIGRATIONS: &str = "CREATE TABLE IF NOT EXISTS {t:kith_migration} (
             number {int} PRIMARY KEY, name {text} NOT NULL, applied_at {time} NOT NULL
         ){strict};";

/// The version that this program knows.
pub(crate) fn newest() -> i64 {
    STEPS.len() as i64
}

pub(crate) fn run(tx: &mut Tx<'_>) -> Result<()> {
    up_to(tx, newest())
}

/// Refuses a version that only a newer program knows: this one would not know what it changes.
pub(crate) fn known(version: i64) -> Result<()> {
    let known = newest();
    if version > known { Err(Error::Newer { found: version, known }) } else { Ok(()) }
}

/// Brings a workspace to a version that need not be the newest.
pub(crate) fn up_to(tx: &mut Tx<'_>, wanted: i64) -> Result<()> {
    prepare(tx)?;
    let taken = version(tx)?.unwrap_or(0);
    known(taken.max(wanted))?;
    for (step, number) in STEPS.iter().zip(1..=wanted).skip(taken as usize) {
        tx.script(step.script)?;
        let mut insert = tx.sql();
        insert.push("INSERT INTO ").table("kith_migration").push(" (number, name, applied_at) VALUES (");
        insert.bind(number).push(", ").bind(step.name).push(", ").bind(chrono::Utc::now()).push(")");
        tx.execute(&insert)?;
        tracing::info!(step = step.name, "workspace upgraded");
    }
    identify(tx)
}

fn prepare(tx: &mut Tx<'_>) -> Result<()> {
    if let Dialect::Postgres { schema } = tx.dialect().clone() {
        let mut lock = tx.sql();
        lock.push("SELECT 1 FROM pg_advisory_xact_lock(").bind(LOCK).push(")");
        tx.query_one(&lock, |_| Ok(()))?;
        let mut create = tx.sql();
        create.push("CREATE SCHEMA IF NOT EXISTS ").ident(&schema);
        tx.execute(&create)?;
    }
    tx.script(MIGRATIONS)
}

fn identify(tx: &mut Tx<'_>) -> Result<()> {
    let mut insert = tx.sql();
    insert.push("INSERT INTO ").table("kith_setting").push(" (key, value) VALUES ('workspace_id', ");
    insert.bind(Uuid::new_v4().to_string()).push(") ON CONFLICT (key) DO NOTHING");
    tx.execute(&insert).map(drop)
}

pub(crate) fn workspace_id(tx: &mut Tx<'_>) -> Result<Uuid> {
    let mut select = tx.sql();
    select.push("SELECT value FROM ").table("kith_setting").push(" WHERE key = 'workspace_id'");
    let id = tx.query_one(&select, |row| Uuid::parse_str(row.text_ref(0)?).map_err(|error| Error::decode(0, error)))?;
    id.ok_or_else(|| Error::statement("the workspace has no identity"))
}

pub(crate) fn version(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let mut exists = tx.sql();
    match tx.dialect().clone() {
        Dialect::Sqlite => exists.push("SELECT 1 FROM sqlite_schema WHERE name = 'kith_migration'"),
        Dialect::Postgres { schema } => exists
            .push("SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'kith_migration' AND schemaname = ")
            .bind(&*schema),
    };
    if tx.query_one(&exists, |_| Ok(()))?.is_none() {
        return Ok(None);
    }
    let mut select = tx.sql();
    select.push("SELECT max(number) FROM ").table("kith_migration");
    Ok(tx.query_one(&select, |row| row.opt_int(0))?.flatten())
}

/// Fills a script in for one engine.
pub(crate) fn render(template: &str, dialect: &Dialect) -> Result<String> {
    let mut text = String::with_capacity(template.len() * 2);
    let mut wanted = true;
    for line in template.lines() {
        match line.trim() {
            "-- only sqlite" => wanted = dialect.is_sqlite(),
            "-- only postgres" => wanted = !dialect.is_sqlite(),
            "-- both" => wanted = true,
            _ if wanted => fill(line, dialect, &mut text)?,
            _ => {}
        }
    }
    Ok(text)
}

fn fill(line: &str, dialect: &Dialect, text: &mut String) -> Result<()> {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, after) = after.split_once('}').ok_or_else(|| Error::statement(format!("unclosed {{ in: {line}")))?;
        text.push_str(before);
        text.push_str(&placeholder(word, dialect)?);
        rest = after;
    }
    text.push_str(rest);
    text.push('\n');
    Ok(())
}

fn placeholder(word: &str, dialect: &Dialect) -> Result<String> {
    let column = match word {
        "id" => return Ok(dialect.identity().to_owned()),
        "serial" => return Ok(dialect.serial().to_owned()),
        "strict" => return Ok(dialect.table_options().to_owned()),
        "text" => ColumnType::Text,
        "int" => ColumnType::Int,
        "bool" => ColumnType::Bool,
        "date" => ColumnType::Date,
        "time" => ColumnType::Time,
        "uuid" => ColumnType::Uuid,
        "bytes" => ColumnType::Bytes,
        _ => {
            let table = word.strip_prefix("t:").filter(|name| is_identifier(name));
            let table = table.ok_or_else(|| Error::statement(format!("unknown placeholder {{{word}}}")))?;
            return Ok(dialect.qualify(table));
        }
    };
    Ok(dialect.sql_type(column).to_owned())
}
