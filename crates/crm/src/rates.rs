//! What currencies are worth in the base currency, day by day. An amount in a currency without a rate counts one to one,
//! so that nothing is missing from lists and sums; whoever shows sums says so.

use std::collections::{BTreeMap, BTreeSet};

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
    unrated: BTreeSet<Currency>,
}

impl Rates {
    /// The rates of a company: `(currency, since, worth of one unit in the base currency)`. A worth of 0 tells of a currency
    /// that amounts were given in before it had a rate.
    pub fn new(base: Currency, rows: impl IntoIterator<Item = (Currency, NaiveDate, Decimal)>) -> Rates {
        let mut by_currency: BTreeMap<Currency, BTreeMap<NaiveDate, Decimal>> = BTreeMap::new();
        let mut unrated = BTreeSet::new();
        for (currency, since, rate) in rows {
            match rate.is_zero() {
                true => drop(unrated.insert(currency)),
                false => drop(by_currency.entry(currency).or_default().insert(since, rate)),
            }
        }
        unrated.retain(|currency| *currency != base && !by_currency.contains_key(currency));
        Rates { base: Some(base), by_currency, unrated }
    }

    /// The worth of one unit on a day: the last rate set by then, else the first ever set; `None` without any.
    pub fn rate(&self, currency: Currency, day: NaiveDate) -> Option<Decimal> {
        if Some(currency) == self.base {
            return Some(Decimal::ONE);
        }
        let rates = self.by_currency.get(&currency)?;
        rates.range(..=day).next_back().or_else(|| rates.iter().next()).map(|(_, rate)| *rate)
    }

    /// An amount in the base currency on a day, in 10⁻⁴, rounded half away from zero; one to one without a rate. `None`
    /// when it is too large to tell.
    pub fn to_base(&self, money: &Money, day: NaiveDate) -> Option<i64> {
        let exact = money.amount.checked_mul(self.rate(money.currency, day).unwrap_or(Decimal::ONE))?;
        let rounded = exact.round_dp_with_strategy(MONEY_SCALE, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        rounded.checked_mul(Decimal::from(10i64.pow(MONEY_SCALE)))?.to_i64()
    }

    /// Currencies that have a rate or are in use, the base currency first.
    pub fn currencies(&self) -> Vec<Currency> {
        let mut all: Vec<Currency> = self.base.into_iter().collect();
        all.extend(self.by_currency.keys().filter(|currency| Some(**currency) != self.base));
        all.extend(&self.unrated);
        all
    }

    /// Currencies that amounts are given in though they have no rate.
    pub fn unrated(&self) -> impl Iterator<Item = Currency> {
        self.unrated.iter().copied()
    }

    /// Whether a currency has a rate or is known to be in use.
    pub fn knows(&self, currency: Currency) -> bool {
        Some(currency) == self.base || self.by_currency.contains_key(&currency) || self.unrated.contains(&currency)
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
        assert_eq!(rates.to_base(&pounds, day("2026-01-31")), Some(100_000), "one to one without a rate");
        assert!(!rates.knows(pounds.currency));
    }

    #[test]
    fn a_currency_in_use_without_a_rate_is_told_until_it_has_one() {
        let [usd, eur, gbp] = ["USD", "EUR", "GBP"].map(|code| Currency::parse(code).unwrap());
        let day = "2026-01-01".parse::<NaiveDate>().unwrap();
        let rates = Rates::new(usd, [(eur, day, Decimal::ZERO), (gbp, day, Decimal::ZERO), (gbp, day, Decimal::TWO)]);
        assert_eq!(rates.unrated().collect::<Vec<_>>(), [eur]);
        assert_eq!(rates.rate(eur, day), None);
        assert_eq!(rates.rate(gbp, day), Some(Decimal::TWO));
        assert_eq!(rates.rows().count(), 1);
    }
}
