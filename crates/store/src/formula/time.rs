//! Days, instants and lengths of time: days and microseconds since 1970, seconds.

use chrono::NaiveDate;
use expr::ast::Arithmetic;
use expr::{Function, Node, Type};

use super::{Writer, Written, unsafe_here};

const DAY: i64 = 86_400;
const SECOND: i64 = 1_000_000;
/// The first and last day that Kith holds: those of the years 1 to 9999.
const DAYS: (i64, i64) = (-719_162, 2_932_896);
/// The first and last microsecond of those.
const INSTANTS: (i64, i64) = (DAYS.0 * DAY * SECOND, (DAYS.1 + 1) * DAY * SECOND - 1);

/// Days since 1970.
pub(super) fn days(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

impl Writer<'_> {
    /// A day or an instant so much earlier or later, or the length from one to another.
    pub(super) fn moved(&self, node: &Node, op: Arithmetic, left: &Node, right: &Node) -> Written {
        let (from, by) = (self.node(left)?, self.node(right)?);
        let exact = self.blank.dialect();
        let sign = if op == Arithmetic::Subtract { -1 } else { 1 };
        Ok(match (&left.ty, &right.ty) {
            (Type::Date, Type::Date) => exact.sum(&[(from, DAY), (by, -DAY)]),
            (Type::DateTime, Type::DateTime) => {
                let micros = exact.sum(&[(from, 1), (by, -1)]);
                let mut q = self.sql();
                q.pick("(", "trunc(").append(&micros).pick(" / 1000000)", " * 0.000001)");
                q
            }
            (Type::Date, Type::Duration) => {
                let length = if sign < 0 { exact.sum(&[(by, -1)]) } else { by };
                exact.within(&exact.sum(&[(from, 1), (exact.floor(&length, DAY), 1)]), DAYS.0, DAYS.1)
            }
            (Type::DateTime, Type::Duration) => {
                exact.within(&exact.sum(&[(from, 1), (by, sign * SECOND)]), INSTANTS.0, INSTANTS.1)
            }
            _ => return Err(unsafe_here(&format!("{} {} {}", node.ty, op.symbol(), right.ty))),
        })
    }

    /// The year, month or day of the month of a day.
    pub(super) fn calendar(&self, function: Function, day: &Node) -> Written {
        let day = self.node(day)?;
        let mut q = self.sql();
        if q.dialect().is_sqlite() {
            q.push("CAST(strftime(").push(match function {
                Function::Year => "'%Y', ",
                Function::Month => "'%m', ",
                _ => "'%d', ",
            });
            q.append(&day).push(" * 86400, 'unixepoch') AS INTEGER)");
            return Ok(q);
        }
        q.push("extract(").push(match function {
            Function::Year => "year",
            Function::Month => "month",
            _ => "day",
        });
        q.push(" FROM DATE '1970-01-01' + CAST(").append(&day).push(" AS integer))");
        Ok(q)
    }

    pub(super) fn time(&self, function: Function, arguments: &[Node]) -> Written {
        let exact = self.blank.dialect();
        let unit = match function {
            Function::Now => return Ok(exact.whole(self.scope.now.timestamp_micros())),
            Function::Today => return Ok(exact.whole(days(self.scope.today()))),
            Function::DaysBetween => {
                let (from, to) = (self.node(&arguments[0])?, self.node(&arguments[1])?);
                return Ok(exact.sum(&[(to, 1), (from, -1)]));
            }
            Function::Days => DAY,
            Function::Hours => 3_600,
            _ => 60,
        };
        let per = exact.whole(crate::dialect::ten(arguments[0].ty.scale()));
        Ok(exact.ratio(&self.node(&arguments[0])?, &exact.whole(unit), &per))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_last_day_are_those_of_the_calendar() {
        assert_eq!(days(NaiveDate::from_ymd_opt(1, 1, 1).unwrap()), DAYS.0);
        assert_eq!(days(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap()), DAYS.1);
    }
}
