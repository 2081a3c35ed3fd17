//! What currencies are worth in the base currency, from a day on.

use chrono::NaiveDate;
use meta::Key;
use meta::types::Currency;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use store::audit::Action;
use store::company as rows;
use words::said;

use super::administrator;
use crate::error::{Error, Result};
use crate::rates::RATE_SCALE;
use crate::work::Work;
use crate::{renewal, trail};

/// No currency is worth a billion of another.
const HIGHEST: i64 = 1_000_000_000;

/// Sets the worth of one unit of a currency from a day on, in place of one set for the same day.
pub fn set(work: &mut Work, currency: Currency, since: NaiveDate, rate: Decimal) -> Result<()> {
    administrator(work.actor)?;
    let base = work.snapshot.company.base_currency;
    let rate = rate.normalize();
    if currency == base {
        return Err(Error::invalid("currency", "invalid", said!("settings-rate-of-base", currency = base.as_str())));
    }
    if !currency.is_listed() {
        return Err(Error::invalid("currency", "invalid", said!("settings-currency")));
    }
    if rate <= Decimal::ZERO || rate > Decimal::from(HIGHEST) {
        return Err(Error::invalid("rate", "range", said!("settings-rate-range")));
    }
    if rate.scale() > RATE_SCALE {
        return Err(Error::invalid("rate", "scale", said!("settings-rate-places", most = RATE_SCALE)));
    }
    let before = current(work, currency, since);
    if before == Some(rate) {
        return Ok(());
    }
    rows::put_rate(work.tx, currency, since, rate)?;
    note(work, currency, since, before, Some(rate))
}

/// Forgets the rate set for a day.
pub fn remove(work: &mut Work, currency: Currency, since: NaiveDate) -> Result<()> {
    administrator(work.actor)?;
    let before = current(work, currency, since);
    if !rows::delete_rate(work.tx, currency, since)? {
        let detail = said!("missing-rate", currency = currency.as_str(), since = since.to_string());
        return Err(Error::NotFound(detail));
    }
    note(work, currency, since, before, None)
}

fn current(work: &Work, currency: Currency, since: NaiveDate) -> Option<Decimal> {
    let mut rows = work.snapshot.rates.rows();
    rows.find(|(code, day, _)| *code == currency && *day == since).map(|(_, _, rate)| rate.normalize())
}

fn note(
    work: &mut Work,
    currency: Currency,
    since: NaiveDate,
    before: Option<Decimal>,
    after: Option<Decimal>,
) -> Result<()> {
    renewal::rate_changed(work, currency)?;
    let text = |rate: Option<Decimal>| rate.map_or(Json::Null, |rate| json!(rate.to_string()));
    let changes = json!({ since.to_string(): [text(before), text(after)] });
    trail::note(work, Action::Configure, &Key::of("rate"), trail::subject("rate", currency.as_str()), &changes)?;
    work.bump()
}
