//! Lists of records: one page at a time, under the reader's rights.

use std::sync::Arc;

use meta::layout::SortKey;
use meta::relation::RelationKind;
use meta::{Filter, Key, Module, Op, Path, Record, Value};
use store::page::{self, Bin, Query};
use uuid::Uuid;

use super::{cursor, lines};
use crate::error::Result;
use crate::search;
use crate::work::Work;

/// Whether and how far to count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counting {
    /// Not at all.
    #[default]
    None,
    /// Up to [`CAP`].
    Capped,
    /// To the end.
    Exact,
}

/// How far a capped count counts.
pub const CAP: i64 = 1_000;

/// Which records somebody wants to see.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// Which records; periods and `me` may stand in it.
    pub filter: Filter,
    /// Words by which full text search must find the records; of very many found, the newest thousand.
    pub find: Option<String>,
    /// Order; empty means newest first. By hidden fields nothing is ordered.
    pub sort: Vec<SortKey>,
    /// What to read of each; hidden fields are left out.
    pub fields: Vec<Path>,
    /// How many a page.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Whether to count.
    pub count: Counting,
    /// Records of the bin instead.
    pub bin: bool,
}

impl Default for ListQuery {
    fn default() -> ListQuery {
        ListQuery {
            filter: Filter::Const(true),
            find: None,
            sort: Vec::new(),
            fields: Vec::new(),
            limit: 50,
            cursor: None,
            count: Counting::None,
            bin: false,
        }
    }
}

/// How many records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Counted so far.
    pub value: i64,
    /// There may be more.
    pub capped: bool,
}

/// A page of records.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// In order.
    pub records: Vec<Record>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// When asked for.
    pub count: Option<Counted>,
}

/// A page of a module's records.
pub fn list(work: &mut Work, module: &str, query: &ListQuery) -> Result<RecordPage> {
    let module = work.module(module)?;
    within(work, &module, query, Filter::Const(true), None)
}

/// A page of what hangs on a record, by the name of the relation.
pub fn related(work: &mut Work, module: &str, id: Uuid, relation: &str, query: &ListQuery) -> Result<RecordPage> {
    let module = work.module(module)?;
    super::get(work, &module.key, id, &[Path::of(Key::of("id"))])?;
    let relation = super::relation_of(work, &module, relation)?;
    let target = work.module(&relation.target)?;
    let hangs = match &relation.kind {
        RelationKind::Inverse { field } | RelationKind::Children { by: field, .. } => {
            Filter::test(field.clone(), Op::Eq, Value::Id(id))
        }
        RelationKind::ParentInverse { field } => {
            Filter::test(field.clone(), Op::Eq, Value::Ref(module.key.clone(), id))
        }
        RelationKind::LinksInverse { field } => Filter::test(field.clone(), Op::Eq, Value::Id(id)),
        RelationKind::Links { field } => {
            let this = super::load(work, &work.scope(), &module, id, &[Path::of(field.clone())])?;
            let ids = match this.as_ref().map(|record| record.get(field)) {
                Some(Value::Ids(ids)) => ids.iter().copied().map(Value::Id).collect(),
                _ => Vec::new(),
            };
            Filter::any_of(Key::of("id"), ids)
        }
    };
    within(work, &target, query, hangs, Some((id, &relation.name)))
}

/// A page of the records that satisfy a filter too: of all, or of those in the relation of a record.
fn within(
    work: &mut Work,
    module: &Arc<Module>,
    query: &ListQuery,
    also: Filter,
    of: Option<(Uuid, &Key)>,
) -> Result<RecordPage> {
    let found = search::filter(work, &module.key, query.find.as_deref().unwrap_or_default())?;
    let filter = work.resolve(&module.key, &query.filter).and(also).and(found);
    let catalogue = work.snapshot.schema.catalogue.clone();
    // The question is what was asked, not what today makes of it: a cursor outlives midnight.
    let question =
        cursor::question(&(&module.key, of, &query.filter, &query.find, &query.sort, query.bin, catalogue.version));
    let after = query.cursor.as_deref().map(|text| cursor::open(work.secret, &question, text)).transpose()?;
    let asked = Query {
        filter,
        sort: query.sort.iter().filter(|key| is_visible(work, module, &key.path)).cloned().collect(),
        fields: visible(work, module, &query.fields),
        limit: query.limit,
        after,
        bin: if query.bin { Bin::In } else { Bin::Out },
    };
    let scope = work.scope();
    let mut page = page::page(work.tx, &scope, module, &asked)?;
    lines::read(work, module, &mut page.records, &asked.fields)?;
    let count = match query.count {
        Counting::None => None,
        Counting::Capped => {
            let value = page::count(work.tx, &scope, module, &asked, Some(CAP + 1))?;
            Some(Counted { value: value.min(CAP), capped: value > CAP })
        }
        Counting::Exact => Some(Counted { value: page::count(work.tx, &scope, module, &asked, None)?, capped: false }),
    };
    let next = page.next.map(|position| cursor::seal(work.secret, &question, &position));
    Ok(RecordPage { records: page.records, next, count })
}

/// The paths whose every step the actor may see.
pub(super) fn visible(work: &Work, module: &Module, paths: &[Path]) -> Vec<Path> {
    paths.iter().filter(|path| is_visible(work, module, path)).cloned().collect()
}

fn is_visible(work: &Work, module: &Module, path: &Path) -> bool {
    work.snapshot.schema.catalogue.resolve(&module.key, path).is_some_and(|found| {
        let mut at = &module.key;
        let hops = found.hops.iter().all(|(link, target)| {
            let seen = work.actor.rights.sees(at, &link.key);
            at = &target.key;
            seen
        });
        hops && work.actor.rights.sees(&found.module.key, &found.field.key)
    })
}
