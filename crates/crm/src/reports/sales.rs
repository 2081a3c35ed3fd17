//! Sales by agent and month: what each owner has won, by the month of the close date.
//!
//! Won is what stands in a stage whose outcome is won. Amounts are in base currency, each at the rate of the record;
//! records without an amount count, and add nothing; those without a close date belong to no month and are left out.

mod period;

use std::collections::HashMap;
use std::sync::Arc;

use meta::types::{Currency, Money};
use meta::{Filter, Key, Module, Op, Path, Value};
use store::Param;
use store::groups::{self, Group, Span};
use uuid::Uuid;

use super::named;
use super::tally::Tally;
use super::which::{ALL, MODULE, Which, seen, within};
use crate::error::Result;
use crate::work::Work;

pub use period::{MOST, Period};

/// What records come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// How many.
    pub count: i64,
    /// What they are worth, in base currency; `None` when amounts are hidden from the actor.
    pub amount: Option<Money>,
}

/// What was won in each month, and in all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Sales {
    /// A sum for each month of the report, in their order.
    pub months: Vec<Sum>,
    /// All months together.
    pub all: Sum,
}

/// One agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The owner of the records; `None` for records without one.
    pub owner: Option<Uuid>,
    /// What they are called.
    pub owner_name: String,
    /// What they have won.
    pub sales: Sales,
}

/// The report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The days it is about.
    pub period: Period,
    /// The stages in which records are won.
    pub won: Vec<Uuid>,
    /// Agents with sales, the highest amount first.
    pub rows: Vec<Row>,
    /// All agents together.
    pub total: Sales,
}

/// The report. Without days it is about the last twelve months, the present one included; a day alone is the first or the
/// last of twelve months.
pub fn report(work: &mut Work, which: &Which) -> Result<Report> {
    let module = work.module(MODULE)?;
    let by = [seen(work, &module, "owner")?, seen(work, &module, "close_date")?];
    seen(work, &module, "stage")?;
    let period = Period::of(which, work.today())?;
    let won = named::stages(work, won(which))?;
    let filter = Which { from: None, to: None, ..*which }.filter(work, &module)?.and(within(won.clone()));
    let sold = sold(work, &module, by, &period, &filter)?;
    let currency = work.snapshot.company.base_currency;
    let mut total = Sold::nothing(work, &module, &period);
    sold.values().for_each(|sold| total.join(sold));
    let rows = named::ranked(work, sold, "user", |sold| sold.all.rank())?.into_iter();
    let rows = rows.map(|(owner_name, owner, sold)| Row { owner, owner_name, sales: sold.told(currency) });
    Ok(Report { rows: rows.collect(), total: total.told(currency), period, won })
}

/// Keeps the stages of a pipeline, or of all, in which records are won.
fn won(which: &Which) -> Filter {
    let won = Filter::test(Key::of("outcome"), Op::Eq, Value::Text("won".into()));
    let of_it = which.pipeline.map(|id| Filter::test(Key::of("pipeline"), Op::Eq, Value::Id(id)));
    of_it.map_or(won.clone(), |of_it| won.and(of_it))
}

/// What was sold by owner; the nil id is for records without one.
fn sold(
    work: &mut Work,
    module: &Arc<Module>,
    by: [Path; 2],
    period: &Period,
    filter: &Filter,
) -> Result<HashMap<Uuid, Sold>> {
    let (nothing, [owner, day]) = (Sold::nothing(work, module, period), by);
    let by = [owner.into(), groups::By { path: day.clone(), span: Span::Month }];
    let sums: Vec<Path> = nothing.all.has_amount().then(|| Path::of(Key::of("amount"))).into_iter().collect();
    let months = period.months();
    let scope = work.scope();
    let mut sold: HashMap<Uuid, Sold> = HashMap::new();
    // Whole months are read off the summary; only those cut short are counted.
    for stretch in period.stretches() {
        let test = |op, at| Filter::test(day.clone(), op, Value::Date(at));
        let filter = filter.clone().and(test(Op::Gte, stretch.from)).and(test(Op::Lte, stretch.to));
        let asked = groups::Asked { filter: &filter, by: &by, sums: &sums, limit: ALL };
        for group in groups::groups(work.tx, &scope, module, &asked)? {
            let [owner, Param::Date(month)] = &group.keys[..] else { continue };
            let owner = if let Param::Uuid(id) = owner { *id } else { Uuid::nil() };
            if let Some(at) = months.iter().position(|known| known == month) {
                sold.entry(owner).or_insert_with(|| nothing.clone()).add(at, &group);
            }
        }
    }
    Ok(sold)
}

/// Tallies of months, and of all.
#[derive(Debug, Clone)]
struct Sold {
    months: Vec<Tally>,
    all: Tally,
}

impl Sold {
    /// Nothing in any month, with amounts where the actor sees them.
    fn nothing(work: &Work, module: &Module, period: &Period) -> Sold {
        let nothing = Tally::nothing(seen(work, module, "amount").is_ok(), false, 0);
        Sold { months: vec![nothing.clone(); period.months().len()], all: nothing }
    }

    fn add(&mut self, month: usize, group: &Group) {
        let sum = group.sums.first().copied().flatten().unwrap_or_default();
        [&mut self.months[month], &mut self.all].into_iter().for_each(|tally| tally.add(group.count, sum, 0));
    }

    fn join(&mut self, other: &Sold) {
        self.months.iter_mut().zip(&other.months).for_each(|(month, more)| month.join(more));
        self.all.join(&other.all);
    }

    fn told(&self, currency: Currency) -> Sales {
        let sum = |tally: &Tally| Sum { count: tally.count, amount: tally.amount(currency) };
        Sales { months: self.months.iter().map(sum).collect(), all: sum(&self.all) }
    }
}
