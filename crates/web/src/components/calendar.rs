//! Days and months as each language calls them.

use std::fmt::Display;

use chrono::format::Item;
use chrono::{DateTime, Locale, NaiveDate, TimeZone};
use words::Language;

/// A day in a form of `strftime`.
pub fn of(day: NaiveDate, form: &str, lang: Language) -> String {
    day.format_localized(form, locale(lang)).to_string()
}

/// A day written of these items.
pub fn written(day: NaiveDate, items: &'static [Item<'static>], lang: Language) -> String {
    day.format_localized_with_items(items.iter(), locale(lang)).to_string()
}

/// A moment in a form of `strftime`.
pub fn at<Z: TimeZone<Offset: Display>>(moment: &DateTime<Z>, form: &str, lang: Language) -> String {
    moment.format_localized(form, locale(lang)).to_string()
}

fn locale(lang: Language) -> Locale {
    match lang {
        Language::En => Locale::POSIX,
        Language::Pt => Locale::pt_PT,
        Language::It => Locale::it_IT,
        Language::Es => Locale::es_ES,
    }
}
