//! Counts and exact sums that can be added to each other.

use meta::types::{Currency, MONEY_SCALE, Money};
use meta::{FieldType, Module};
use rust_decimal::Decimal;

/// Decimal places of a percentage as the statement gives it.
pub fn scale(module: &Module) -> u32 {
    match module.field("probability").map(|field| &field.kind) {
        Some(FieldType::Percent { scale, .. }) => *scale,
        _ => 0,
    }
}

/// A count with what it is worth. Sums are integers: amounts in 10⁻⁴, weighted ones also times 10ˢᶜᵃˡᵉ percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    pub count: i64,
    sum: Option<i128>,
    weighted: Option<i128>,
    scale: u32,
}

impl Tally {
    /// Of no records, with or without amounts and weighted ones.
    pub fn nothing(amount: bool, weighted: bool, scale: u32) -> Tally {
        Tally { count: 0, sum: amount.then_some(0), weighted: weighted.then_some(0), scale }
    }

    /// Adds records with one probability.
    pub fn add(&mut self, count: i64, sum: i128, probability: i64) {
        self.count += count;
        self.sum = self.sum.map(|known| known + sum);
        self.weighted = self.weighted.map(|known| known + sum * i128::from(probability));
    }

    /// Adds another tally.
    pub fn join(&mut self, other: &Tally) {
        let plus = |a: Option<i128>, b: Option<i128>| a.zip(b).map(|(a, b)| a + b);
        self.count += other.count;
        (self.sum, self.weighted) = (plus(self.sum, other.sum), plus(self.weighted, other.weighted));
    }

    /// Whether it has amounts.
    pub fn has_amount(&self) -> bool {
        self.sum.is_some()
    }

    /// Whether it has weighted amounts.
    pub fn has_weighted(&self) -> bool {
        self.weighted.is_some()
    }

    /// What it is worth; `None` when hidden, or beyond the 28 digits of a decimal.
    pub fn amount(&self, currency: Currency) -> Option<Money> {
        money(self.sum?, currency)
    }

    /// What may be expected of it, rounded half away from zero.
    pub fn weighted(&self, currency: Currency) -> Option<Money> {
        let whole = 100 * expr::number::ten(self.scale);
        money(expr::number::divide_rounded(self.weighted?, whole), currency)
    }

    /// For sorting: the highest amount first, then the highest count.
    pub fn rank(&self) -> (std::cmp::Reverse<i128>, std::cmp::Reverse<i64>) {
        (std::cmp::Reverse(self.sum.unwrap_or_default()), std::cmp::Reverse(self.count))
    }
}

fn money(sum: i128, currency: Currency) -> Option<Money> {
    let amount = Decimal::try_from_i128_with_scale(sum, MONEY_SCALE).ok()?;
    Some(Money { amount: amount.normalize(), currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_pass_64_bits_and_are_rounded_once() {
        let eur = Currency::parse("EUR").unwrap();
        let mut large = Tally::nothing(true, true, 2);
        large.add(1, i64::MAX.into(), 10_000);
        large.add(1, i64::MAX.into(), 10_000);
        assert_eq!(large.amount(eur).unwrap().amount.to_string(), "1844674407370955.1614");
        assert_eq!(large.amount(eur), large.weighted(eur));

        // Twice 0.0001 at 25 %: each alone would round to nothing; the sum is half a unit and rounds away from zero.
        let mut small = Tally::nothing(true, true, 0);
        small.add(1, 1, 25);
        small.add(1, 1, 25);
        assert_eq!(small.weighted(eur).unwrap().amount.to_string(), "0.0001");
        small.join(&small.clone());
        assert_eq!((small.count, small.amount(eur).unwrap().amount.to_string()), (4, "0.0004".into()));
    }

    #[test]
    fn what_is_hidden_stays_hidden() {
        let eur = Currency::parse("EUR").unwrap();
        let mut hidden = Tally::nothing(false, false, 0);
        hidden.add(3, 50, 100);
        assert_eq!((hidden.count, hidden.amount(eur), hidden.weighted(eur)), (3, None, None));
    }
}
