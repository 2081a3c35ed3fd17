//! Full text search: one text a record, written in its transaction, read under the reader's access.
//!
//! Texts and queries are folded to words in Rust, so that both engines find the same. Every word of a query must begin
//! a word of the text; a telephone number is found however it is spaced.

use std::sync::Arc;

use meta::fold::{asked, fold, words};
use meta::{Filter, Module};
use uuid::Uuid;

use crate::columns::{RID, TITLE, TITLE_KEY, search_table};
use crate::filter::successor;
use crate::insertion::Shape;
use crate::scope::Scope;
use crate::{Error, Param, Row, Sql, Tx, filter};

/// Writes the text by which a new record is found.
pub fn begin(tx: &mut Tx, module: &Module, rid: i64, text: &str) -> Result<(), Error> {
    let number = tx.dialect().pick("rowid", "rid");
    let shape = Shape { words: Some(1), ..Shape::of(&search_table(&module.key), &[number, "body"]) };
    tx.insert(shape, vec![vec![Param::from(rid), Param::from(words(text).join(" "))]])
}

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
    let asked = asked(query);
    if asked.iter().all(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    q.push("SELECT r.id, r.").ident(TITLE);
    matching(&mut q, module, &asked);
    q.push(" AND r.deleted_at IS NULL AND ").only_test(Some("r"));
    scope.visible(&mut q, module, "r")?;
    q.push(" AND ");
    filter::condition(&mut q, scope, module, "r", also)?;
    q.only_test(None);
    q.pick(" ORDER BY s.rowid", " ORDER BY s.rid").push(" DESC LIMIT ").bind(limit as i64);
    tx.query(&q, |row| hit(module, row))
}

/// Records of one module outside the bin that are called as a text says: those called exactly so, the newest first, then
/// those whose title begins with it, in the order of titles. At most `limit` of each, read off the index of titles;
/// nothing for a text without words.
pub fn called(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, text: &str, limit: usize) -> Result<Vec<Hit>, Error> {
    if words(text).is_empty() {
        return Ok(Vec::new());
    }
    let key = fold(text);
    let mut q = tx.sql();
    for exactly in [true, false] {
        q.push(if exactly {
            "SELECT * FROM (SELECT r.id, r."
        } else {
            ") same UNION ALL SELECT * FROM (SELECT r.id, r."
        });
        q.ident(TITLE).push(" FROM ").table(&module.key).push(" r WHERE r.").ident(TITLE_KEY);
        q.push(if exactly { " = " } else { " > " }).bind(key.as_str());
        if let Some(past) = successor(&key).filter(|_| !exactly) {
            q.push(" AND r.").ident(TITLE_KEY).push(" < ").bind(past);
        }
        q.push(" AND r.deleted_at IS NULL AND ").only_test(Some("r"));
        scope.visible(&mut q, module, "r")?;
        q.only_test(None).push(" ORDER BY ");
        match exactly {
            true => q.push("r.").ident(RID).push(" DESC"),
            false => q.push("r.").ident(TITLE_KEY).push(", r.").ident(RID),
        };
        q.push(" LIMIT ").bind(limit as i64);
    }
    q.push(") longer").stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| hit(module, row))
}

fn hit(module: &Module, row: &Row) -> Result<Hit, Error> {
    Ok(Hit { module: module.key.clone(), id: row.uuid(0)?, title: row.opt_text(1)?.unwrap_or_default() })
}

/// Writes that records come of the texts that match: in SQLite newest first, one after the other, as far as they are wanted.
fn matching(q: &mut Sql, module: &Module, asked: &[Vec<String>]) {
    let table = search_table(&module.key);
    let lists = |word: fn(&String) -> String, and: &str, or: &str| {
        let all = asked.iter().map(|words| words.iter().map(word).collect::<Vec<_>>().join(and));
        all.map(|list| format!("({list})")).collect::<Vec<_>>().join(or)
    };
    q.push(" FROM ").table(&table).push(" s").pick(" CROSS JOIN ", " JOIN ").table(&module.key);
    q.push(" r ON r.").ident(RID).pick(" = s.rowid WHERE s.", " = s.rid WHERE s.");
    if q.dialect().is_sqlite() {
        q.ident(&table).push(" MATCH ").bind(lists(|word| format!("\"{word}\"*"), " ", " OR "));
    } else {
        q.push("body @@ to_tsquery('simple', ").bind(lists(|word| format!("{word}:*"), " & ", " | ")).push(")");
    }
}
