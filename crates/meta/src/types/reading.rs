//! `Reading`: how texts that people type and files hold are to be read: marks of numbers, order of dates, zone.
//!
//! It is law, not advice: a text that only another reading could make sense of is refused, never guessed.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::Currency;

/// The order of day, month and year in dates made of three numbers with the year last or first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `2026-12-31`; with the year last only where day and month cannot be taken for each other.
    #[default]
    Ymd,
    /// `31/12/2026`.
    Dmy,
    /// `12/31/2026`.
    Mdy,
}

/// Turns a wall clock reading into the instant it means; `None` where it means none.
pub type LocalToUtc = Arc<dyn Fn(NaiveDateTime) -> Option<DateTime<Utc>> + Send + Sync>;

/// How to read texts.
#[derive(Clone)]
pub struct Reading {
    /// The decimal mark, `.` or `,`; thousands may be set apart by the other one, a space or an apostrophe.
    pub decimal: char,
    /// The order of dates.
    pub date_order: DateOrder,
    /// The currency of amounts that name none.
    pub base_currency: Currency,
    /// The zone of times that name none.
    pub local: LocalToUtc,
}

impl Reading {
    /// The plain reading: decimal point, ISO dates, UTC.
    pub fn plain(base_currency: Currency) -> Reading {
        Reading {
            decimal: '.',
            date_order: DateOrder::Ymd,
            base_currency,
            local: Arc::new(|wall: NaiveDateTime| Some(wall.and_utc())),
        }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reading { decimal, date_order, base_currency, local: _ } = self;
        write!(f, "Reading({decimal:?}, {date_order:?}, {base_currency})")
    }
}
