//! What one unit of a currency is worth in the base currency, from a day on: an integer of 10⁻⁸.

use chrono::NaiveDate;
use meta::types::Currency;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::{Error, Result, Tx};

const SCALE: u32 = 8;

/// Rates by currency and the day from which they hold.
pub fn rates(tx: &mut Tx) -> Result<Vec<(Currency, NaiveDate, Decimal)>> {
    let mut q = tx.sql();
    q.push("SELECT currency, since, rate FROM ").table("kith_rate").push(" ORDER BY currency, since");
    tx.query(&q, |row| {
        let code = row.text_ref(0)?;
        let currency = Currency::parse(code).ok_or_else(|| Error::Damaged(format!("{code:?} is no currency")))?;
        Ok((currency, row.date(1)?, Decimal::new(row.int(2)?, SCALE)))
    })
}

/// Sets the worth of a currency from a day on. Digits beyond 10⁻⁸ are refused, not rounded.
pub fn put_rate(tx: &mut Tx, currency: Currency, since: NaiveDate, rate: Decimal) -> Result<()> {
    let scaled = rate
        .checked_mul(Decimal::from(10_i64.pow(SCALE)))
        .filter(Decimal::is_integer)
        .and_then(|whole| whole.to_i64())
        .ok_or_else(|| Error::Damaged(format!("a rate of {rate} cannot be kept exactly")))?;
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_rate").push(" (currency, since, rate) VALUES (");
    q.bind(currency.as_str()).push(", ").bind(since).push(", ").bind(scaled);
    q.push(") ON CONFLICT (currency, since) DO UPDATE SET rate = excluded.rate");
    tx.execute(&q)?;
    Ok(())
}

/// Notes that amounts are given in a currency before it has a rate: a rate of 0. Says whether that was news.
pub fn know_currency(tx: &mut Tx, currency: Currency) -> Result<bool> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_rate").push(" (currency, since, rate) VALUES (").bind(currency.as_str());
    q.push(", ").bind(NaiveDate::default()).push(", 0) ON CONFLICT (currency, since) DO NOTHING");
    Ok(tx.execute(&q)? > 0)
}

/// Forgets a rate; says whether there was one.
pub fn delete_rate(tx: &mut Tx, currency: Currency, since: NaiveDate) -> Result<bool> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_rate").push(" WHERE currency = ").bind(currency.as_str());
    q.push(" AND since = ").bind(since);
    Ok(tx.execute(&q)? > 0)
}
