//! Full text search: one text a record, written in its transaction, read under the reader's access.
//!
//! Texts and queries are folded to words in Rust, so that both engines find the same. Every word of a query must begin
//! a word of the text.

use std::sync::Arc;

use meta::fold::words;
use meta::{Filter, Module};
use uuid::Uuid;

use crate::columns::{RID, TITLE, search_table};
use crate::scope::Scope;
use crate::{Error, Sql, Tx, filter};

/// Writes the text by which a record is found, replacing an earlier one.
pub fn index(tx: &mut Tx, module: &Module, rid: i64, text: &str) -> Result<(), Error> {
    let body = words(text).join(" ");
    let table = search_table(&module.key);
    let mut q = tx.sql();
    if q.dialect().is_sqlite() {
        q.push("INSERT OR REPLACE INTO ").table(&table).push(" (rowid, body) VALUES (").bind(rid);
        q.push(", ").bind(body).push(")");
    } else {
        q.push("INSERT INTO ").table(&table).push(" (rid, body) VALUES (").bind(rid);
        q.push(", to_tsvector('simple', ").bind(body);
        q.push(")) ON CONFLICT (rid) DO UPDATE SET body = excluded.body");
    }
    tx.execute(&q)?;
    Ok(())
}

/// Takes a record out of the search.
pub fn remove(tx: &mut Tx, module: &Module, rid: i64) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table(&search_table(&module.key)).pick(" WHERE rowid = ", " WHERE rid = ").bind(rid);
    tx.execute(&q)?;
    Ok(())
}

/// A record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its module.
    pub module: meta::Key,
    /// Its identity.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
}

/// Records of one module outside the bin whose text has words that begin with those of the query, newest
/// first. At most `limit`; nothing for a query without words.
pub fn find(
    tx: &mut Tx,
    scope: &Scope,
    module: &Arc<Module>,
    query: &str,
    also: &Filter,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let words = words(query);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    q.push("SELECT r.id, r.").ident(TITLE).push(" FROM ").table(&module.key).push(" r WHERE r.").ident(RID);
    matching(&mut q, module, &words);
    q.push(" AND r.deleted_at IS NULL AND ");
    scope.visible(&mut q, module, "r")?;
    q.push(" AND ");
    filter::condition(&mut q, scope, module, "r", also)?;
    q.push(" ORDER BY r.").ident(RID).push(" DESC LIMIT ").bind(limit as i64);
    tx.query(&q, |row| {
        Ok(Hit { module: module.key.clone(), id: row.uuid(0)?, title: row.opt_text(1)?.unwrap_or_default() })
    })
}

/// Writes ` IN (row numbers of the texts that match)`.
fn matching(q: &mut Sql, module: &Module, words: &[String]) {
    let table = search_table(&module.key);
    if q.dialect().is_sqlite() {
        let query: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        q.push(" IN (SELECT rowid FROM ").table(&table).push(" WHERE ").ident(&table).push(" MATCH ");
        q.bind(query.join(" ")).push(")");
    } else {
        let query: Vec<String> = words.iter().map(|word| format!("{word}:*")).collect();
        q.push(" IN (SELECT rid FROM ").table(&table).push(" WHERE body @@ to_tsquery('simple', ");
        q.bind(query.join(" & ")).push("))");
    }
}
