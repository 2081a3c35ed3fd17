//! `resolve`: a filter at a moment and for a user, in the small language that the store compiles and `eval` decides.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Filter, Op, Operand, Test, operand};
use crate::types::Money;
use crate::{Catalogue, FieldType, Key, Path, Value};

/// What the words in filters stand for.
pub struct Moment<'a> {
    /// Today in the company's time zone.
    pub today: NaiveDate,
    /// The instant at which a day of the company starts.
    pub day_start: &'a dyn Fn(NaiveDate) -> DateTime<Utc>,
    /// The first day of the company's week.
    pub week_start: Weekday,
    /// The month, 1 to 12, in which the company's fiscal year starts.
    pub fiscal_year_start: u32,
    /// The acting user.
    pub me: Uuid,
    /// The users of the acting user's team, the user among them.
    pub my_team: &'a [Uuid],
    /// Everybody who reports to the acting user, directly or not, and the user.
    pub my_people: &'a [Uuid],
    /// An amount in base currency; `None` without a rate.
    pub to_base: &'a dyn Fn(&Money) -> Option<Decimal>,
    /// The stages that are named by a key; `None` where stages are not known and must be looked up by it.
    pub stages: &'a dyn Fn(&str) -> Option<Vec<Uuid>>,
}

/// Replaces periods, people, dates on datetimes, stage keys and amounts in a named currency by plain tests.
///
/// An amount in a named currency compares with amounts in that currency as they are, and with others by what both are in
/// base currency.
pub fn resolve(filter: &Filter, catalogue: &Catalogue, module: &str, moment: &Moment<'_>) -> Filter {
    match filter {
        Filter::Const(holds) => Filter::Const(*holds),
        Filter::And(all) => Filter::And(all.iter().map(|one| resolve(one, catalogue, module, moment)).collect()),
        Filter::Or(any) => Filter::Or(any.iter().map(|one| resolve(one, catalogue, module, moment)).collect()),
        Filter::Not(inner) => Filter::Not(Box::new(resolve(inner, catalogue, module, moment))),
        Filter::Related { relation, filter } => match catalogue.relation(module, relation) {
            Some(found) => {
                let filter = Box::new(resolve(filter, catalogue, &found.target, moment));
                Filter::Related { relation: relation.clone(), filter }
            }
            None => Filter::Const(false),
        },
        Filter::Test(test) => match catalogue.resolve(module, &test.path) {
            Some(end) if end.part.is_none() => plain(test, end.field.kind.shown(), moment),
            Some(_) => Filter::Test(test.clone()),
            None => Filter::Const(false),
        },
    }
}

fn plain(test: &Test, kind: &FieldType, moment: &Moment<'_>) -> Filter {
    let people = |ids: &[Uuid]| {
        let values = ids.iter().map(|id| Value::Id(*id)).collect();
        complement(test.op, Filter::any_of(test.path.clone(), values))
    };
    match (&test.operand, kind) {
        (Operand::Me, _) => people(&[moment.me]),
        (Operand::MyTeam, _) => people(moment.my_team),
        (Operand::MyPeople, _) => people(moment.my_people),
        (Operand::Period(period), kind) => {
            let days = period.days(moment.today, moment.week_start, moment.fiscal_year_start);
            within_days(&test.path, test.op, kind, days, moment)
        }
        (Operand::Many(values), FieldType::Money { .. } | FieldType::DateTime | FieldType::Stage) => values
            .iter()
            .fold(Filter::Const(false), |any, value| any.or(plain_value(&test.path, Op::Eq, value, kind, moment))),
        (Operand::One(value), kind) => plain_value(&test.path, test.op, value, kind, moment),
        (Operand::Many(_), _) => Filter::Test(test.clone()),
    }
}

fn plain_value(path: &Path, op: Op, value: &Value, kind: &FieldType, moment: &Moment<'_>) -> Filter {
    match (kind, value) {
        (FieldType::DateTime, Value::Date(day)) => within_days(path, op, kind, (*day, *day), moment),
        (FieldType::Stage, Value::Text(key)) => complement(op, staged(path, key, moment)),
        (FieldType::Money { .. }, Value::Money(money)) if op == Op::Ne => {
            Filter::Not(Box::new(in_currency(path, Op::Eq, money, moment)))
        }
        (FieldType::Money { .. }, Value::Money(money)) => in_currency(path, op, money, moment),
        _ => Filter::test(path.clone(), op, value.clone()),
    }
}

fn staged(path: &Path, key: &str, moment: &Moment<'_>) -> Filter {
    match (moment.stages)(key).as_deref() {
        None => Filter::test(step(path, "key"), Op::Eq, Value::Text(key.into())),
        Some([one]) => Filter::test(path.clone(), Op::Eq, Value::Id(*one)),
        Some(several) => Filter::any_of(path.clone(), several.iter().copied().map(Value::Id).collect()),
    }
}

/// `eq` is within the days, `ne` its complement, the others compare with their start or end.
fn within_days(path: &Path, op: Op, kind: &FieldType, days: (NaiveDate, NaiveDate), moment: &Moment<'_>) -> Filter {
    let instants = matches!(kind, FieldType::DateTime);
    let start = if instants { Value::Time((moment.day_start)(days.0)) } else { Value::Date(days.0) };
    let after = days.1.succ_opt().unwrap_or(days.1);
    let (end, before_end, past_end) = match instants {
        true => (Value::Time((moment.day_start)(after)), Op::Lt, Op::Gte),
        false => (Value::Date(days.1), Op::Lte, Op::Gt),
    };
    let test = |op, value| Filter::test(path.clone(), op, value);
    match op {
        Op::Lt | Op::Gte => test(op, start),
        Op::Lte => test(before_end, end),
        Op::Gt => test(past_end, end),
        op => complement(op, test(Op::Gte, start).and(test(before_end, end))),
    }
}

fn in_currency(path: &Path, op: Op, money: &Money, moment: &Moment<'_>) -> Filter {
    let currency = Value::Text(money.currency.as_str().to_string());
    let same = Filter::test(step(path, "currency"), Op::Eq, currency.clone()).and(Filter::test(
        step(path, "amount"),
        op,
        Value::Decimal(money.amount),
    ));
    let Some(base) = (moment.to_base)(money).and_then(operand::base_amount) else { return same };
    let other = Filter::test(step(path, "currency"), Op::Ne, currency).and(Filter::test(
        path.clone(),
        op,
        Value::Decimal(base),
    ));
    same.or(other)
}

fn complement(op: Op, filter: Filter) -> Filter {
    if op == Op::Ne { Filter::Not(Box::new(filter)) } else { filter }
}

fn step(path: &Path, name: &'static str) -> Path {
    let steps: Vec<Key> = path.steps().iter().cloned().chain([Key::of(name)]).collect();
    Path::join(&steps)
}
