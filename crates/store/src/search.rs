//! Full text search: one text a record, written in its transaction, read under the reader's access.
//!
//! Texts and queries are folded to words in Rust, so that both engines find the same. Every word of a query must begin
//! a word of the text; a telephone number is found however it is spaced.

use std::sync::Arc;

use meta::fold::{asked, fold, words};
use meta::{Field, Filter, Module};
use uuid::Uuid;

use crate::columns::{RID, TITLE, TITLE_KEY, search_table, side_table};
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
    let mut hits = Vec::new();
    for reach in tx.dialect().pick(&[Reach::All][..], &[Reach::Newest, Reach::All]) {
        let mut q = tx.sql();
        matching(&mut q, module, &asked, *reach);
        q.push(" AND r.deleted_at IS NULL AND ").only_test(Some("r"));
        scope.visible(&mut q, module, "r")?;
        q.push(" AND ");
        filter::condition(&mut q, scope, module, "r", also)?;
        q.only_test(None);
        q.pick(" ORDER BY s.rowid", " ORDER BY s.rid").push(" DESC").limit(limit);
        hits = tx.query(&q, |row| hit(module, row))?;
        if hits.len() == limit {
            break;
        }
    }
    Ok(hits)
}

/// How far a search goes. PostgreSQL's index of words gives all records with a word before the newest are known, so words
/// that many have are looked for among the newest records first, one after the other.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// The newest [`NEWEST`].
    Newest,
    /// All.
    All,
}

/// How many records are worth reading before the index of words is asked: it is read in the time of some thousand hits.
const NEWEST: usize = 8_000;

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
        q.limit(limit);
    }
    q.push(") longer").stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| hit(module, row))
}

/// Records of one module outside the bin that hold one of these e-mail addresses or telephone numbers in a field of them,
/// read off the index of their keys; newest first, at most `limit`.
pub fn reached(
    tx: &mut Tx,
    scope: &Scope,
    module: &Arc<Module>,
    field: &Field,
    points: &[&str],
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let keys: Vec<String> = points.iter().map(|point| filter::element_key(&field.kind, point)).collect();
    let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    q.push("SELECT r.id, r.").ident(TITLE).push(" FROM (SELECT DISTINCT owner FROM ");
    q.table(&side_table(&module.key, &field.key)).push(" WHERE value__key").in_list(keys);
    // SQLite keeps to the order of a cross join: the few who hold them first.
    q.push(") p CROSS JOIN ").table(&module.key).push(" r WHERE r.id = p.owner AND r.deleted_at IS NULL AND ");
    q.only_test(Some("r"));
    scope.visible(&mut q, module, "r")?;
    q.only_test(None).push(" ORDER BY r.").ident(RID).push(" DESC").limit(limit);
    q.stamp(scope.schema.catalogue.version);
    tx.query(&q, |row| hit(module, row))
}

fn hit(module: &Module, row: &Row) -> Result<Hit, Error> {
    Ok(Hit { module: module.key.clone(), id: row.uuid(0)?, title: row.opt_text(1)?.unwrap_or_default() })
}

/// Writes a selection of the records whose texts match: in SQLite newest first, one after the other, as far as they are
/// wanted.
fn matching(q: &mut Sql, module: &Module, asked: &[Vec<String>], reach: Reach) {
    let table = search_table(&module.key);
    let lists = |word: fn(&String) -> String, and: &str, or: &str| {
        let all = asked.iter().map(|words| words.iter().map(word).collect::<Vec<_>>().join(and));
        all.map(|list| format!("({list})")).collect::<Vec<_>>().join(or)
    };
    if q.dialect().is_sqlite() {
        q.push("SELECT r.id, r.").ident(TITLE).push(" FROM ").table(&table).push(" s CROSS JOIN ").table(&module.key);
        q.push(" r ON r.").ident(RID).push(" = s.rowid WHERE s.").ident(&table).push(" MATCH ");
        q.bind(lists(|word| format!("\"{word}\"*"), " ", " OR "));
        return;
    }
    let words = lists(|word| format!("{word}:*"), " & ", " | ");
    // The index is asked apart from the order: a plan for both at once walks all records for a word that few have.
    if reach == Reach::All {
        q.push("WITH s AS MATERIALIZED (SELECT rid FROM ").table(&table).push(" WHERE body @@ to_tsquery('simple', ");
        q.bind(words.as_str()).push(")) ");
    }
    q.push("SELECT r.id, r.").ident(TITLE).push(" FROM ");
    match reach {
        Reach::All => q.push("s"),
        Reach::Newest => {
            q.push("(SELECT rid, body FROM ").table(&table).push(" ORDER BY rid DESC").limit(NEWEST).push(") s")
        }
    };
    q.push(" JOIN ").table(&module.key).push(" r ON r.").ident(RID).push(" = s.rid WHERE ");
    match reach {
        Reach::All => q.push("TRUE"),
        Reach::Newest => q.push("s.body @@ to_tsquery('simple', ").bind(words).push(")"),
    };
}
