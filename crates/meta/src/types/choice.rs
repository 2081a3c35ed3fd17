//! Select and multiselect: choices of a list.

use words::said;

use super::Fault;
use crate::field_type::Choice;
use crate::fold::fold;

/// How many choices a message names at most.
const NAMED: usize = 12;

/// The key meant by a text: a key, else a label or key without regard to case and accents.
pub(crate) fn parse(text: &str, options: &[Choice]) -> Result<String, Fault> {
    if let Some(exact) = options.iter().find(|choice| choice.key == text) {
        return Ok(exact.key.clone());
    }
    let folded = fold(text);
    let by_label = options.iter().find(|choice| fold(&choice.label) == folded);
    let found = by_label.or_else(|| options.iter().find(|choice| fold(&choice.key) == folded));
    found.map(|choice| choice.key.clone()).ok_or_else(|| unknown(text, options))
}

/// Refuses what is not a key of the list. Retired choices are still held by records, so they pass.
pub(crate) fn check(key: &str, options: &[Choice]) -> Result<(), Fault> {
    match options.iter().any(|choice| choice.key == key) {
        true => Ok(()),
        false => Err(unknown(key, options)),
    }
}

/// Refuses a choice that is retired.
pub(crate) fn offered(key: &str, options: &[Choice]) -> Result<(), Fault> {
    match options.iter().any(|choice| choice.key == key && choice.retired) {
        true => Err(unknown(key, options)),
        false => Ok(()),
    }
}

fn unknown(text: &str, options: &[Choice]) -> Fault {
    let offered = options.iter().filter(|choice| !choice.retired);
    let names: Vec<&str> = offered.map(|choice| choice.key.as_str()).take(NAMED).collect();
    let more = if options.len() > NAMED { "…" } else { "" };
    let choices = format!("{}{more}", names.join(", "));
    Fault::new("unknown_option", said!("fault-choice", choices = choices, text = text))
}

/// The label of a key; the key itself when the list no longer has it.
pub(crate) fn label<'a>(key: &'a str, options: &'a [Choice]) -> &'a str {
    options.iter().find(|choice| choice.key == key).map_or(key, |choice| &choice.label)
}
