//! Functions of days, instants and durations.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Fault, Run};
use crate::node::Node;
use crate::{Function, Value, number, temporal};

impl Run<'_> {
    pub(super) fn time(&mut self, node: &Node, function: Function, values: &[Value]) -> Value {
        use Function as F;
        match (function, values) {
            (F::Now, []) => Value::Time(self.context.now),
            (F::Today, []) => Value::Date(self.context.now.with_timezone(&self.context.zone).date_naive()),
            (F::Date, [Value::Time(time)]) => Value::Date(time.with_timezone(&self.context.zone).date_naive()),
            (F::Date, [Value::Text(text)]) => {
                self.or_fault(node, temporal::date(text).map(Value::Date), Fault::NotATime)
            }
            (F::Date, [Value::Number(year), Value::Number(month), Value::Number(day)]) => {
                let day = whole(year).zip(whole(month)).zip(whole(day));
                let day = day.and_then(|((year, month), day)| temporal::ymd(year, month, day));
                self.or_fault(node, day.map(Value::Date), Fault::NotATime)
            }
            (F::DateTime, [Value::Text(text)]) => {
                self.or_fault(node, temporal::time(text).map(Value::Time), Fault::NotATime)
            }
            (F::Year, [Value::Date(day)]) => Value::Number(day.year().into()),
            (F::Month, [Value::Date(day)]) => Value::Number(day.month().into()),
            (F::Day, [Value::Date(day)]) => Value::Number(day.day().into()),
            (F::DayOfWeek, [Value::Date(day)]) => Value::Text(day.format("%A").to_string()),
            (F::DaysBetween | F::MonthsBetween | F::YearsBetween, [Value::Date(from), Value::Date(to)]) => {
                Value::Number(between(function, *from, *to).into())
            }
            (F::Days, [Value::Number(n)]) => self.length(node, n, 86_400, Value::Duration),
            (F::Hours, [Value::Number(n)]) => self.length(node, n, 3_600, Value::Duration),
            (F::Minutes, [Value::Number(n)]) => self.length(node, n, 60, Value::Duration),
            (F::Months, [Value::Number(n)]) => self.length(node, n, 1, Value::Months),
            (F::Years, [Value::Number(n)]) => self.length(node, n, 12, Value::Months),
            _ => Value::Null,
        }
    }

    /// So many units, to whole seconds or months.
    fn length(&mut self, node: &Node, count: &Decimal, unit: i128, of: fn(i64) -> Value) -> Value {
        let total = count.mantissa().checked_mul(unit).and_then(|total| number::rescale(total, count.scale(), 0));
        self.or_fault(node, total.and_then(|total| i64::try_from(total).ok()).map(of), Fault::Overflow)
    }
}

fn between(function: Function, from: NaiveDate, to: NaiveDate) -> i64 {
    match function {
        Function::DaysBetween => temporal::days_between(from, to),
        Function::MonthsBetween => temporal::months_between(from, to),
        _ => temporal::months_between(from, to) / 12,
    }
}

fn whole(number: &Decimal) -> Option<i64> {
    if number.is_integer() { number::scaled(*number, 0).and_then(|n| i64::try_from(n).ok()) } else { None }
}
