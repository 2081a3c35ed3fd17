//! The figures of a tile: one statement each under the reader's rights, off a module's summary where that tells. Asking by
//! a field that the reader does not see is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate};
use meta::layout::SortKey;
use meta::{Field, FieldType, Filter, Key, Module, Op, Path, Value};
use store::Param;
use store::groups::{self as rows, By, Group, Span};

use crate::board::{self, Lane};
use crate::error::{Error, Result};
use crate::records::{self, ListQuery};
use crate::search;
use crate::work::Work;

/// Months of a trend, the present one included; and how many may follow it.
const SPAN: u32 = 12;
/// More months than records have.
const ALL: usize = 10_000;

/// Which records a tile is about, and what is added up.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The module.
    pub module: &'a Key,
    /// Which of its records.
    pub filter: &'a Filter,
    /// Words by which they are found; may be empty.
    pub find: &'a str,
    /// The number that is added up.
    pub summed: Option<&'a Key>,
}

/// How many records, and what they add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// How many.
    pub count: i64,
    /// What their numbers add up to, money in base currency; null where nothing is added up, or all are empty.
    pub total: Value,
}

/// The figure of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// What it holds.
    pub figure: Figure,
}

/// The question as the store is asked it.
struct Question {
    module: Arc<Module>,
    filter: Filter,
    summed: Option<Field>,
}

impl Question {
    fn of(work: &mut Work, asked: &Asked) -> Result<Question> {
        let module = work.module(asked.module)?;
        let summed = asked.summed.map(|key| board::field(work, &module, key).cloned()).transpose()?;
        let found = search::filter(work, asked.module, asked.find)?;
        let filter = work.resolve(&module.key, &asked.filter.clone().and(found));
        Ok(Question { module, filter, summed })
    }

    fn groups(&self, work: &mut Work, also: Filter, by: &[By]) -> Result<Vec<Group>> {
        let sums: Vec<Path> = self.summed.iter().map(|field| Path::of(field.key.clone())).collect();
        let scope = work.scope();
        let filter = self.filter.clone().and(also);
        let asked = rows::Asked { filter: &filter, by, sums: &sums, limit: ALL };
        Ok(rows::groups(work.tx, &scope, &self.module, &asked)?)
    }

    fn figure(&self, work: &Work, group: &Group) -> Figure {
        let total = match (&self.summed, group.sums.first()) {
            (Some(field), Some(Some(sum))) => board::shaped(work, field, *sum),
            _ => Value::Null,
        };
        Figure { count: group.count, total }
    }
}

/// All records together.
pub fn whole(work: &mut Work, asked: &Asked) -> Result<Figure> {
    let question = Question::of(work, asked)?;
    let groups = question.groups(work, Filter::Const(true), &[])?;
    let nothing = Figure { count: 0, total: Value::Null };
    Ok(groups.first().map_or(nothing, |group| question.figure(work, group)))
}

/// The records by what a field holds, in no order; values that no record holds are left out.
pub fn groups(work: &mut Work, asked: &Asked, by: &Key) -> Result<Vec<Lane>> {
    let found = search::filter(work, asked.module, asked.find)?;
    board::lanes(work, asked.module, by, asked.summed, &asked.filter.clone().and(found))
}

/// The records by the months of a date, in order and without gaps: twelve months up to the present one, and those after it
/// that hold any, within a year. Where nothing is of these, the twelve months that end with the youngest record.
pub fn months(work: &mut Work, asked: &Asked, by: &Key) -> Result<Vec<Month>> {
    let question = Question::of(work, asked)?;
    let field = board::field(work, &question.module, by)?.clone();
    let today = work.today();
    let present = first(today);
    let found = match field.kind.shown() {
        FieldType::Date => dates(work, &question, &field)?,
        FieldType::DateTime => {
            let found = instants(work, &question, &field, present)?;
            match if found.is_empty() { newest(work, asked, &field)? } else { None } {
                Some(month) => instants(work, &question, &field, month)?,
                None => found,
            }
        }
        _ => return Err(Error::BadRequest(vec![records::unknown(by)])),
    };
    let (from, to) = stretch(&found, present);
    let nothing = || Figure { count: 0, total: Value::Null };
    let months = (0..).map_while(|n| from.checked_add_months(Months::new(n))).take_while(|month| *month <= to);
    Ok(months.map(|first| Month { first, figure: found.get(&first).cloned().unwrap_or_else(nothing) }).collect())
}

/// The first and the last month to be shown.
fn stretch(found: &BTreeMap<NaiveDate, Figure>, present: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (begin, end) = (back(present, SPAN - 1), ahead(present, SPAN));
    match found.range(begin..=end).next_back() {
        Some((month, _)) => (begin, present.max(*month)),
        None => match found.keys().next_back() {
            Some(month) => (back(*month, SPAN - 1), *month),
            None => (begin, present),
        },
    }
}

fn dates(work: &mut Work, question: &Question, field: &Field) -> Result<BTreeMap<NaiveDate, Figure>> {
    let by = By { path: Path::of(field.key.clone()), span: Span::Month };
    let groups = question.groups(work, Filter::Const(true), &[by])?;
    let month = |group: &Group| match group.keys.first() {
        Some(Param::Date(month)) => Some((*month, question.figure(work, group))),
        _ => None,
    };
    Ok(groups.iter().filter_map(month).collect())
}

/// The month of the youngest instant some record holds.
fn newest(work: &mut Work, asked: &Asked, field: &Field) -> Result<Option<NaiveDate>> {
    let path = Path::of(field.key.clone());
    let query = ListQuery {
        filter: asked.filter.clone(),
        find: Some(asked.find.to_string()).filter(|find| !find.is_empty()),
        sort: vec![SortKey { path: path.clone(), descending: true }],
        fields: vec![path],
        limit: 1,
        ..ListQuery::default()
    };
    let page = records::list(work, asked.module, &query)?;
    let value = page.records.first().map(|record| record.get(&field.key));
    Ok(match value {
        Some(Value::Time(at)) => Some(first(work.snapshot.company.today(*at))),
        _ => None,
    })
}

/// Instants fall into the months of the company's time zone.
fn instants(
    work: &mut Work,
    question: &Question,
    field: &Field,
    present: NaiveDate,
) -> Result<BTreeMap<NaiveDate, Figure>> {
    let begin = back(present, SPAN - 1);
    let months: Vec<NaiveDate> = (0..2 * SPAN).map(|n| ahead(begin, n)).collect();
    let starts: Vec<_> = months.iter().skip(1).map(|month| work.snapshot.company.day_start(*month)).collect();
    let start = |month| Value::Time(work.snapshot.company.day_start(month));
    let test = |op, month| Filter::test(field.key.clone(), op, start(month));
    let within = test(Op::Gte, begin).and(test(Op::Lt, ahead(begin, 2 * SPAN)));
    let by = By { path: Path::of(field.key.clone()), span: Span::From(starts) };
    let groups = question.groups(work, within, &[by])?;
    let month = |group: &Group| match group.keys.first() {
        Some(Param::Int(at)) => Some((*months.get(usize::try_from(*at).ok()?)?, question.figure(work, group))),
        _ => None,
    };
    Ok(groups.iter().filter_map(month).collect())
}

fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn back(month: NaiveDate, by: u32) -> NaiveDate {
    month.checked_sub_months(Months::new(by)).unwrap_or(month)
}

fn ahead(month: NaiveDate, by: u32) -> NaiveDate {
    month.checked_add_months(Months::new(by)).unwrap_or(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shown(months: &[&str]) -> (NaiveDate, NaiveDate) {
        let one = Figure { count: 1, total: Value::Null };
        stretch(&months.iter().map(|month| (day(month), one.clone())).collect(), day("2026-11-01"))
    }

    #[test]
    fn a_trend_shows_a_year_and_what_is_ahead() {
        assert_eq!(shown(&[]), (day("2025-12-01"), day("2026-11-01")));
        assert_eq!(shown(&["2025-01-01", "2026-03-01"]), (day("2025-12-01"), day("2026-11-01")));
        assert_eq!(shown(&["2026-03-01", "2027-02-01", "2031-01-01"]), (day("2025-12-01"), day("2027-02-01")));
        assert_eq!(shown(&["2020-01-01", "2023-06-01"]), (day("2022-07-01"), day("2023-06-01")), "what there was");
        assert_eq!(shown(&["2031-06-01"]), (day("2030-07-01"), day("2031-06-01")), "what there will be");
    }
}
