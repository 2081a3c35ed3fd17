//! Bulk: one thing done to many records: to those ticked in a list, or to all that a list shows. It is one act, done in
//! atomic parts; a record that cannot be changed is left with the reason and the others go on. More than one part is a
//! job, known by the id of its act.

mod deed;
mod jobs;
mod tally;

use std::sync::Arc;

use meta::Module;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::said;

use self::deed::Ready;
use crate::acts;
use crate::error::{Error, Result};
use crate::records::{self, ListQuery};
use crate::work::Work;

pub use deed::Deed;
pub(crate) use jobs::{KIND, run};
pub use jobs::{Standing, begin, find, stop};
pub use tally::{Left, Tally};

/// Records of one part, and the most that are done while somebody waits.
pub const PART: usize = 200;

/// What is to be done, and to which records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Key of the module.
    pub module: String,
    /// Which records.
    pub which: Which,
    /// What is done to each.
    pub deed: Deed,
}

/// Which records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// These.
    Chosen(Vec<Uuid>),
    /// All that satisfy a filter, as an address says it, and hold these words.
    Matching {
        /// Names and values of the address: `filter[stage][eq]`, `won`.
        filter: Vec<(String, String)>,
        /// Words to find; empty for none.
        find: String,
    },
}

/// A part: its records with what they are called, and where the next part begins.
struct Part {
    ids: Vec<(Uuid, String)>,
    next: Option<String>,
}

/// Does all of it in one transaction: for those ticked, at most [`PART`] of them.
pub fn at_once(work: &mut Work, order: &Order) -> Result<Tally> {
    if !matches!(&order.which, Which::Chosen(ids) if ids.len() <= PART) {
        return Err(Error::bad("id", "too_many", said!("many-at-once", most = PART)));
    }
    let mut tally = Tally::default();
    part(work, order, None, &mut tally)?;
    Ok(tally)
}

/// Does one part, from where the part before ended, and adds it to the tally; gives where to go on.
fn part(work: &mut Work, order: &Order, from: Option<&str>, tally: &mut Tally) -> Result<Option<String>> {
    let module = work.module(&order.module)?;
    let ready = Ready::read(work, &module, &order.deed)?;
    let Part { ids, next } = next_part(work, &module, &order.which, from)?;
    for (id, title) in ids {
        match work.apart(|work| ready.apply(work, &module, id)) {
            Ok(true) => tally.done += 1,
            Ok(false) => tally.unchanged += 1,
            Err(error @ (Error::Store(_) | Error::Outdated | Error::Definition(_))) => return Err(error),
            Err(error) => tally.leave(Left { id, title, why: error.said() }),
        }
    }
    if tally.done > 0 {
        acts::summarise(work, order.deed.told(tally.done))?;
    }
    Ok(next)
}

/// The records of the part that begins at a place.
fn next_part(work: &mut Work, module: &Arc<Module>, which: &Which, from: Option<&str>) -> Result<Part> {
    match which {
        Which::Chosen(ids) => {
            let all = ids.len();
            let begin = from.and_then(|from| from.parse().ok()).unwrap_or(0).min(all);
            let end = (begin + PART).min(all);
            let ids = ids[begin..end].to_vec();
            let mut titles = records::titles(work, &module.key, ids.clone())?;
            let ids = ids.into_iter().map(|id| (id, titles.remove(&id).unwrap_or_default())).collect();
            Ok(Part { ids, next: (end < all).then(|| end.to_string()) })
        }
        Which::Matching { filter, find } => {
            let query =
                ListQuery { limit: PART, cursor: from.map(str::to_string), ..matching(work, module, filter, find)? };
            let page = records::list(work, &module.key, &query)?;
            let ids = page.records.into_iter().map(|record| (record.id, record.title)).collect();
            Ok(Part { ids, next: page.next })
        }
    }
}

/// The list of all that match, newest first: what is made meanwhile is not among them.
fn matching(work: &Work, module: &Module, filter: &[(String, String)], find: &str) -> Result<ListQuery> {
    let pairs = filter.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let filter = work.snapshot.reader(&work.actor.rights, |reader| reader.query(&module.key, pairs))?;
    let find = Some(find.to_string()).filter(|find| !find.is_empty());
    Ok(ListQuery { filter, find, ..ListQuery::default() })
}
