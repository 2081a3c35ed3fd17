//! Search over everything the actor sees: a few statements a module, each under the reader's rights before its limit.
//!
//! The text by which a record is found holds all that its module lets search read. Whoever may not read all of that is
//! answered by what they may read alone, so that no word they try tells them of the rest.

use std::collections::HashSet;
use std::sync::Arc;

use meta::catalogue::Resolved;
use meta::fold::{asked, fold, words};
use meta::{FieldType, Filter, Key, Module, Op, Path, Record, Value};
use store::search::Hit;
use uuid::Uuid;

use crate::error::Result;
use crate::records;
use crate::work::Work;

/// A record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its module.
    pub module: Key,
    /// The record.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
}

/// How many hits of a module are looked at to find the best of those that are not called as the query says.
const LOOKED_AT: usize = 50;
/// Most records that a search within one module considers.
pub const MOST: usize = 1_000;

/// Records of all modules but those of administration, at most `each` a module, best first: those called as the query
/// says, those whose title begins with it, those whose title holds it, then the newest.
pub fn everywhere(work: &mut Work, query: &str, each: usize) -> Result<Vec<Found>> {
    let snapshot = work.snapshot.clone();
    let wanted = fold(query);
    let mut all = Vec::new();
    for module in snapshot.schema.catalogue.modules() {
        if work.actor.rights.may_read(&module.key) && module.area != "admin" {
            let mut hits = best(work, module, query, each)?;
            hits.sort_by_key(|hit| rank(&wanted, hit));
            all.extend(hits.into_iter().take(each));
        }
    }
    all.sort_by_key(|hit| rank(&wanted, hit));
    Ok(all)
}

/// Records of one module among which the best are that a query finds.
fn best(work: &mut Work, module: &Arc<Module>, query: &str, wanted: usize) -> Result<Vec<Found>> {
    let scope = work.scope();
    let called = store::search::called(work.tx, &scope, module, query, LOOKED_AT)?;
    // What only holds the words is never better than what is called so.
    let held = if called.len() < wanted { held(work, module, query, LOOKED_AT)? } else { Vec::new() };
    Ok(together(called, held, LOOKED_AT))
}

/// Records of one module that a query finds, at most `limit`: those called as it says, those whose title begins with
/// it, then the newest.
pub fn within(work: &mut Work, module: &str, query: &str, limit: usize) -> Result<Vec<Found>> {
    let module = work.module(module)?;
    let scope = work.scope();
    let called = store::search::called(work.tx, &scope, &module, query, limit)?;
    let held = held(work, &module, query, limit)?;
    Ok(together(called, held, limit))
}

/// Keeps the records of a module that words find, the first of very many; all of them where no words are given.
pub fn filter(work: &mut Work, module: &str, words: &str) -> Result<Filter> {
    if words.trim().is_empty() {
        return Ok(Filter::Const(true));
    }
    let hits = within(work, module, words, MOST)?;
    Ok(Filter::any_of(Key::of("id"), hits.into_iter().map(|hit| Value::Id(hit.id)).collect()))
}

fn together(called: Vec<Hit>, held: Vec<Hit>, limit: usize) -> Vec<Found> {
    let mut seen = HashSet::new();
    let hits = called.into_iter().chain(held).filter(|hit| seen.insert(hit.id)).take(limit);
    hits.map(|hit| Found { module: hit.module, id: hit.id, title: hit.title }).collect()
}

fn rank(wanted: &str, hit: &Found) -> u8 {
    let title = fold(&hit.title);
    match () {
        () if title == wanted => 0,
        () if title.starts_with(wanted) => 1,
        () if title.contains(wanted) => 2,
        () => 3,
    }
}

/// Records with the words of a query in what the actor may read of them, newest first.
fn held(work: &mut Work, module: &Arc<Module>, query: &str, limit: usize) -> Result<Vec<Hit>> {
    let (snapshot, scope) = (work.snapshot.clone(), work.scope());
    let read: Vec<(Path, Resolved<'_>)> = snapshot.reader(&work.actor.rights, |reader| {
        module.search.iter().filter_map(|path| reader.path(&module.key, &path.to_string()).ok()).collect()
    });
    let whole = |(_, end): &(Path, Resolved<'_>)| end.hops.iter().all(|(_, target)| scope.sees_all(&target.key));
    if read.len() == module.search.len() && read.iter().all(whole) {
        return Ok(store::search::find(work.tx, &scope, module, query, &Filter::Const(true), limit)?);
    }
    let asked = asked(query);
    let any = |word: &String| Filter::Or(read.iter().filter_map(|(path, end)| may_hold(path, end, word)).collect());
    let also = Filter::Or(asked.iter().map(|words| Filter::And(words.iter().map(any).collect())).collect());
    let mut hits = store::search::find(work.tx, &scope, module, query, &also, limit)?;
    let ids = hits.iter().map(|hit| Value::Id(hit.id)).collect();
    let paths: Vec<Path> = read.iter().map(|(path, _)| path.clone()).collect();
    let records = records::find(work, &scope, module, Filter::any_of(Key::of("id"), ids), &paths, limit)?;
    let holding = records.iter().filter(|record| holds(record, &read, &asked));
    let holding: HashSet<Uuid> = holding.map(|record| record.id).collect();
    hits.retain(|hit| holding.contains(&hit.id));
    Ok(hits)
}

/// What the records whose value at a path has a word that begins with `word` have in common; `None` when there are none.
fn may_hold(path: &Path, end: &Resolved<'_>, word: &str) -> Option<Filter> {
    match end.kind() {
        FieldType::Select { options } | FieldType::MultiSelect { options } => {
            let fitting = options.into_iter().filter(|option| begins(&option.label, word));
            Some(Filter::any_of(path.clone(), fitting.map(|option| Value::Text(option.key)).collect()))
        }
        // Numbers are asked for by their digits, so a word without any would be in each.
        FieldType::Phones if !word.chars().all(|c| c.is_ascii_digit()) => None,
        _ => Some(Filter::test(path.clone(), Op::Contains, Value::Text(word.into()))),
    }
}

/// Whether what may be read of a record has words that begin with each of one of these lists.
fn holds(record: &Record, read: &[(Path, Resolved<'_>)], asked: &[Vec<String>]) -> bool {
    let texts: Vec<String> = read.iter().map(|(path, end)| end.field.kind.searched(record.at(path))).collect();
    asked.iter().any(|words| words.iter().all(|word| texts.iter().any(|text| begins(text, word))))
}

fn begins(text: &str, word: &str) -> bool {
    words(text).iter().any(|one| one.starts_with(word))
}
