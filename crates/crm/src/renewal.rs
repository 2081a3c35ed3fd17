//! Renewal: what is kept of a record and follows from something beside it is told anew when that changes: its search text
//! when a record it reads through links does, what its amounts are worth when a rate does. A first part is done at once,
//! the rest is a job. Like all that is derived it moves no version and stands in no history.

use meta::types::Currency;
use meta::{Filter, Op, Path, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::jobs as rows;
use store::page::{self, Bin, Position, Query};
use uuid::Uuid;

use crate::crm::Crm;
use crate::error::Result;
use crate::jobs::{Job, Keeper};
use crate::records;
use crate::records::Draft;
use crate::work::Work;

/// The kind of these jobs.
pub const KIND: &str = "renewal";
/// Records of one part.
const PART: usize = 100;

/// What is told anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum Order {
    /// The search texts of a module's records that reach this record over these links.
    Words { module: String, through: String, record: Uuid },
    /// What the amounts of a module's records are worth.
    Worth { module: String, currency: String },
}

/// What is found by the words of a changed record follows it.
pub fn follow(work: &mut Work, draft: &Draft) -> Result<()> {
    let snapshot = work.snapshot.clone();
    let Some(derived) = snapshot.derivations.module(&draft.module.key).filter(|_| !draft.is_new()) else {
        return Ok(());
    };
    for words in derived.words.iter().filter(|words| draft.changed(&words.reads)) {
        let (module, through) = (words.module.to_string(), words.through.to_string());
        begin(work, &Order::Words { module, through, record: draft.id })?;
    }
    Ok(())
}

/// All amounts follow a rate that changed, behind the scenes: the rate holds once this transaction is committed.
pub fn rate_changed(work: &mut Work, currency: Currency) -> Result<()> {
    let snapshot = work.snapshot.clone();
    for module in snapshot.schema.catalogue.modules() {
        if !records::base::amounts(&snapshot, module).is_empty() {
            let order = Order::Worth { module: module.key.to_string(), currency: currency.as_str().into() };
            later(work, &order, None)?;
        }
    }
    Ok(())
}

fn begin(work: &mut Work, order: &Order) -> Result<()> {
    match part(work, order, None)? {
        Some(rest) => later(work, order, Some(rest)),
        None => Ok(()),
    }
}

fn later(work: &mut Work, order: &Order, from: Option<i64>) -> Result<()> {
    let job = Job::waiting(KIND, json!({ "order": order, "from": from }).to_string(), work.now);
    Ok(rows::add(work.tx, &job)?)
}

#[derive(Clone, Deserialize)]
struct Body {
    order: Order,
    from: Option<i64>,
}

/// Does a job, or goes on with it.
pub fn run(crm: &Crm, job: &Job, keeper: &Keeper) -> Result<serde_json::Value> {
    let damaged = |error| store::Error::Damaged(format!("the job {} cannot be read: {error}", job.id));
    let body: Body = serde_json::from_str(&job.body).map_err(damaged)?;
    let mut from = job.result.as_deref().and_then(|at| at.parse().ok()).or(body.from);
    let mut done = u64::try_from(job.done).unwrap_or(0);
    loop {
        let (order, keeper, after) = (body.order.clone(), keeper.clone(), done + PART as u64);
        let step = crm.write(&crm.system(), KIND, move |work| {
            let next = part(work, &order, from)?;
            keeper.keep(work, after, &next.map_or_else(String::new, |rid| rid.to_string()))?;
            Ok(next)
        });
        match step.wait()? {
            Some(next) => (from, done) = (Some(next), after),
            None => return Ok(json!({})),
        }
    }
}

/// One part, newest records first, after a row number; gives where to go on.
fn part(work: &mut Work, order: &Order, from: Option<i64>) -> Result<Option<i64>> {
    let (module, filter) = match order {
        Order::Words { module, through, record } => (module, test(through, Value::Id(*record))?),
        Order::Worth { module, currency } => (module, in_currency(work, module, currency)?),
    };
    // A module that is not there any more has nothing to tell.
    let Some(module) = work.snapshot.module(module).cloned() else { return Ok(None) };
    let query = Query {
        filter,
        sort: Vec::new(),
        fields: Vec::new(),
        limit: PART,
        after: from.map(|rid| Position { values: Vec::new(), rid }),
        bin: Bin::Both,
    };
    let scope = work.system();
    let page = page::page(work.tx, &scope, &module, &query)?;
    for record in &page.records {
        match order {
            Order::Words { .. } => records::renew_words(work, &module, record.id)?,
            Order::Worth { .. } => records::base::renew(work, &module, record.id)?,
        }
    }
    Ok(page.next.map(|position| position.rid))
}

fn test(path: &str, value: Value) -> Result<Filter> {
    let path = Path::parse(path).ok_or_else(|| store::Error::Damaged(format!("{path:?} is no path")))?;
    Ok(Filter::test(path, Op::Eq, value))
}

/// The records with an amount in a currency.
fn in_currency(work: &Work, module: &str, currency: &str) -> Result<Filter> {
    let Some(module) = work.snapshot.module(module) else { return Ok(Filter::Const(false)) };
    let amounts = records::base::amounts(work.snapshot, module).into_iter();
    let tests = amounts.map(|key| test(&format!("{key}.currency"), Value::Text(currency.into())));
    Ok(Filter::Or(tests.collect::<Result<_>>()?))
}
