//! What the trail calls things in the reader's language: what was done, and settings and their parts, which belong to no
//! module.

use maud::Markup;
use serde_json::Value as Json;
use words::Language;

use crate::components::badge::badge;
use crate::components::control::capital;

/// What is done to a record or a setting, with its message.
const ACTIONS: [(&str, &str); 14] = [
    ("create", "act-step-create"),
    ("update", "act-step-update"),
    ("delete", "act-step-delete"),
    ("restore", "act-step-restore"),
    ("purge", "act-step-purge"),
    ("relate", "act-step-relate"),
    ("unrelate", "act-step-unrelate"),
    ("share", "act-step-share"),
    ("unshare", "act-step-unshare"),
    ("access", "act-step-access"),
    ("sign_in", "act-step-sign-in"),
    ("sign_in_failed", "act-step-sign-in-failed"),
    ("sign_out", "act-step-sign-out"),
    ("configure", "act-step-configure"),
];

/// What is set and is no record.
const SETTINGS: [(&str, &str); 7] = [
    ("company", "act-of-company"),
    ("backups", "act-of-backups"),
    ("rate", "act-of-rate"),
    ("role", "act-of-role"),
    ("view", "act-of-view"),
    ("dashboard", "act-of-dashboard"),
    ("module", "act-of-module"),
];

/// Parts of settings and of what people do.
const PARTS: [(&str, &str); 30] = [
    ("name", "act-field-name"),
    ("base_currency", "act-field-base-currency"),
    ("default_country", "act-field-country"),
    ("time_zone", "act-field-time-zone"),
    ("week_start", "act-field-week-start"),
    ("fiscal_start", "act-field-fiscal-start"),
    ("logo", "act-field-logo"),
    ("on", "act-field-on"),
    ("at", "act-field-at"),
    ("daily", "act-field-daily"),
    ("weekly", "act-field-weekly"),
    ("monthly", "act-field-monthly"),
    ("module", "act-of-module"),
    ("rights", "act-field-rights"),
    ("field", "field"),
    ("level", "act-field-level"),
    ("role", "act-of-role"),
    ("like", "act-field-like"),
    ("address", "act-field-address"),
    ("sessions", "act-field-sessions"),
    ("password", "act-field-password"),
    ("seen_as_by", "act-field-seen-as-by"),
    ("token", "act-field-token"),
    ("link", "act-field-link"),
    ("export", "act-field-export"),
    ("share", "act-field-share"),
    ("view", "act-of-view"),
    ("dashboard", "act-of-dashboard"),
    ("tile", "act-field-tile"),
    ("steps", "act-field-steps"),
];

/// Values that Kith writes of itself where a secret stays untold.
const VALUES: [(&str, &str); 4] = [
    ("changed", "act-value-changed"),
    ("by link", "act-value-by-link"),
    ("invitation", "act-value-invitation"),
    ("reset", "act-value-reset"),
];

/// What was done, as a badge.
pub fn action(action: &str, lang: Language) -> Markup {
    badge(&called(&ACTIONS, action, lang), 0)
}

/// A setting.
pub fn setting(key: &str, lang: Language) -> String {
    called(&SETTINGS, key, lang)
}

/// A part of a setting, or of what somebody did.
pub fn part(key: &str, lang: Language) -> String {
    called(&PARTS, key, lang)
}

/// What Kith wrote in place of a secret; `None` for what it did not.
pub fn untold(part: &str, value: &Json, lang: Language) -> Option<String> {
    let secret = matches!(part, "password" | "link");
    let known = VALUES.iter().find(|(written, _)| secret && value.as_str() == Some(written));
    known.map(|(_, key)| lang.text(key).to_owned())
}

fn called(all: &[(&str, &'static str)], key: &str, lang: Language) -> String {
    let known = all.iter().find(|(name, _)| *name == key);
    known.map_or_else(|| capital(&key.replace('_', " ")), |(_, message)| lang.text(message).to_owned())
}
