//! What currencies are worth in the base currency, day by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use meta::types::{Currency, MONEY_SCALE, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Decimal places of a stored rate.
pub const RATE_SCALE: u32 = 8;

/// Rates by currency and the day from which they hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates {
    base: Option<Currency>,
    by_currency: BTreeMap<Currency, BTreeMap<NaiveDate, Decimal>>,
}

impl Rates {
    /// The rates of a company: `(currency, since, worth of one unit in the base currency)`.
    pub fn new(base: Currency, rows: impl IntoIterator<Item = (Currency, NaiveDate, Decimal)>) -> Rates {
        let mut by_currency: BTreeMap<Currency, BTreeMap<NaiveDate, Decimal>> = BTreeMap::new();
        for (currency, since, rate) in rows {
            by_currency.entry(currency).or_default().insert(since, rate);
        }
        Rates { base: Some(base), by_currency }
    }

    /// The worth of one unit on a day: the last rate set by then, else the first ever set; `None` without any.
    pub fn rate(&self, currency: Currency, day: NaiveDate) -> Option<Decimal> {
        if Some(currency) == self.base {
            return Some(Decimal::ONE);
        }
        let rates = self.by_currency.get(&currency)?;
        rates.range(..=day).next_back().or_else(|| rates.iter().next()).map(|(_, rate)| *rate)
    }

    /// An amount in the base currency on a day, in 10⁻⁴, rounded half away from zero.
    pub fn to_base(&self, money: &Money, day: NaiveDate) -> Option<i64> {
        let exact = money.amount.checked_mul(self.rate(money.currency, day)?)?;
        let rounded = exact.round_dp_with_strategy(MONEY_SCALE, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        rounded.checked_mul(Decimal::from(10i64.pow(MONEY_SCALE)))?.to_i64()
    }

    /// Currencies that have a rate, the base currency first.
    pub fn currencies(&self) -> Vec<Currency> {
        let mut all: Vec<Currency> = self.base.into_iter().collect();
        all.extend(self.by_currency.keys().filter(|currency| Some(**currency) != self.base));
        all
    }

    /// All rates set, by currency and day.
    pub fn rows(&self) -> impl Iterator<Item = (Currency, NaiveDate, Decimal)> {
        self.by_currency
            .iter()
            .flat_map(|(currency, rates)| rates.iter().map(|(since, rate)| (*currency, *since, *rate)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_of_the_day_is_the_last_one_set() {
        let (usd, eur) = (Currency::parse("USD").unwrap(), Currency::parse("EUR").unwrap());
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let rate = |text: &str| text.parse::<Decimal>().unwrap();
        let rates = Rates::new(usd, [(eur, day("2026-01-01"), rate("1.10")), (eur, day("2026-02-01"), rate("1.2"))]);
        let ten = Money { amount: Decimal::TEN, currency: eur };
        assert_eq!(rates.to_base(&ten, day("2026-01-31")), Some(110_000));
        assert_eq!(rates.to_base(&ten, day("2026-02-01")), Some(120_000));
        assert_eq!(rates.to_base(&ten, day("2020-01-01")), Some(110_000));
        let pounds = Money { amount: Decimal::TEN, currency: Currency::parse("GBP").unwrap() };
        assert_eq!(rates.to_base(&pounds, day("2026-01-31")), None);
    }
}
