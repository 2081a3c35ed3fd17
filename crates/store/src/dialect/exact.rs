//! Exact arithmetic inside a statement, by the rules of `expr::number`: whole numbers of 64 bits, every operation exact
//! and rounded once, halves away from zero; what leaves 64 bits is null.
//!
//! PostgreSQL computes with `numeric`. SQLite has nothing wide enough and calls the functions of `engine/sqlite/exact`.
//! A fragment given here stands for itself: a column, a call, a literal or something in parentheses.

use super::Dialect;
use crate::Sql;

/// Places to which PostgreSQL takes a quotient before it is rounded. Two integers of 64 bits never give a fraction
/// nearer to a half than 10⁻²⁰ without being one, so that rounding twice is rounding once.
const PLACES: i64 = 25;

impl Dialect {
    /// The sum of terms, each times a factor.
    pub fn sum(&self, terms: &[(Sql, i64)]) -> Sql {
        let mut q = Sql::new(self.clone());
        match self {
            Dialect::Sqlite => {
                q.push("exact_sum(").join(terms, ", ", |q, (term, factor)| {
                    q.append(term).push(", ").int(*factor);
                });
                q.push(")");
                q
            }
            Dialect::Postgres { .. } => {
                q.push("(").join(terms, " + ", |q, (term, factor)| {
                    q.append(term).push(" * ").int(*factor);
                });
                q.push(")");
                fitting(&q)
            }
        }
    }

    /// `a · b / c`, rounded; null when `c` is zero.
    pub fn ratio(&self, a: &Sql, b: &Sql, c: &Sql) -> Sql {
        let mut q = Sql::new(self.clone());
        match self {
            Dialect::Sqlite => {
                q.push("exact_ratio(").append(a).push(", ").append(b).push(", ").append(c).push(")");
                q
            }
            Dialect::Postgres { .. } => {
                q.push("round(round(").append(a).push(" * ").append(b).push(", ").int(PLACES);
                q.push(") / nullif(").append(c).push(", 0))");
                fitting(&q)
            }
        }
    }

    /// A number of 10⁻ᶠʳᵒᵐ as one of 10⁻ᵗᵒ.
    pub fn rescaled(&self, number: &Sql, from: u32, to: u32) -> Sql {
        match to.cmp(&from) {
            std::cmp::Ordering::Equal => number.clone(),
            std::cmp::Ordering::Greater => self.sum(&[(number.clone(), ten(to - from))]),
            std::cmp::Ordering::Less => self.ratio(number, &self.whole(1), &self.whole(ten(from - to))),
        }
    }

    /// The number without its sign.
    pub fn absolute(&self, number: &Sql) -> Sql {
        let mut q = Sql::new(self.clone());
        q.pick("exact_abs(", "abs(").append(number).push(")");
        if self.is_sqlite() { q } else { fitting(&q) }
    }

    /// How many whole units a number holds, downwards.
    pub fn floor(&self, number: &Sql, unit: i64) -> Sql {
        self.units(number, unit, "exact_floor(", "floor(round(")
    }

    /// How many whole units cover a number, upwards.
    pub fn ceiling(&self, number: &Sql, unit: i64) -> Sql {
        self.units(number, unit, "exact_ceiling(", "ceil(round(")
    }

    fn units(&self, number: &Sql, unit: i64, sqlite: &'static str, postgres: &'static str) -> Sql {
        let mut q = Sql::new(self.clone());
        q.pick(sqlite, postgres).append(number).push(", ");
        if self.is_sqlite() {
            q.int(unit).push(")");
        } else {
            q.int(PLACES).push(") / ").int(unit).push(")");
        }
        q
    }

    /// The number where it lies between two others, both included, and null elsewhere.
    pub fn within(&self, number: &Sql, low: i64, high: i64) -> Sql {
        let mut q = Sql::new(self.clone());
        q.push("nullif(nullif(").pick("max(min(", "greatest(least(").append(number).push(", ").int(high + 1);
        q.push("), ").int(low - 1).push("), ").int(high + 1).push("), ").int(low - 1).push(")");
        q
    }

    /// A whole number in the form that arithmetic takes.
    pub fn whole(&self, number: i64) -> Sql {
        let mut q = Sql::new(self.clone());
        q.pick("", "CAST(").int(number).pick("", " AS numeric)");
        q
    }
}

/// 10 to a power of at most 18.
pub fn ten(power: u32) -> i64 {
    10i64.pow(power.min(18))
}

/// On PostgreSQL: the number where 64 bits hold it. `least` passes over a null, which `nullif` then gives back.
fn fitting(number: &Sql) -> Sql {
    let mut q = number.fresh();
    q.push("nullif(nullif(greatest(least(").append(number);
    q.push(", 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)");
    q
}
