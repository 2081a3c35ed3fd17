//! What a report is asked by an address, of a page or of the API.

use chrono::NaiveDate;
use crm::reports::Which;
use crm::reports::pipeline::{By, Question};
use crm::{Actor, Error, FieldError, Result};
use meta::json::Context;
use meta::types::Fault;
use meta::{FieldType, Value};
use uuid::Uuid;
use words::{Said, said};

/// What is wrong with a value, in words that follow the name of its parameter.
type Wrong = Said;

/// Reads what the pipeline report is asked.
pub fn pipeline<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, actor: &Actor) -> Result<Question> {
    let mut by = By::Stage;
    let which = read(pairs, actor, |_, name, value| {
        let read = match (name, value) {
            ("by", "" | "stage") => Ok(By::Stage),
            ("by", "owner") => Ok(By::Owner),
            ("by", "team") => Ok(By::Team),
            ("by", _) => Err(said!("reports-not-a-way")),
            _ => return None,
        };
        Some(read.map(|read| by = read))
    })?;
    Ok(Question { which, by })
}

/// Reads what the report of sales is asked.
pub fn sales<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, actor: &Actor) -> Result<Which> {
    read(pairs, actor, |which, name, value| match name {
        "team" => Some(id(value, said!("reports-not-a-team")).map(|id| which.team = id)),
        _ => None,
    })
}

/// Reads the pairs of an address; empty values ask nothing. `owner=me` is who asks. What only one report is asked is
/// `own` to it, `None` where it does not know the name.
fn read<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    actor: &Actor,
    mut own: impl FnMut(&mut Which, &str, &str) -> Option<std::result::Result<(), Wrong>>,
) -> Result<Which> {
    let mut which = Which::default();
    let (mut unknown, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in pairs {
        let value = value.trim();
        let done = match (name, value) {
            ("pipeline", text) => id(text, said!("reports-not-a-pipeline")).map(|id| which.pipeline = id),
            ("owner", text) => owner(text, actor).map(|id| which.owner = id),
            ("from", text) => day(text).map(|day| which.from = day),
            ("to", text) => day(text).map(|day| which.to = day),
            _ => own(&mut which, name, value).unwrap_or_else(|| {
                unknown.push(FieldError::new(name, "unknown", said!("reports-unknown")));
                Ok(())
            }),
        };
        wrong.extend(done.err().map(|detail| FieldError::new(name, "invalid", detail)));
    }
    if let (Some(from), Some(to)) = (which.from, which.to)
        && from > to
    {
        wrong.push(FieldError::new("from", "invalid", said!("reports-after-end", to = to.to_string())));
    }
    match (unknown.is_empty(), wrong.is_empty()) {
        (false, _) => Err(Error::BadRequest(unknown)),
        (true, false) => Err(Error::Invalid(wrong)),
        (true, true) => Ok(which),
    }
}

fn id(text: &str, wrong: Said) -> std::result::Result<Option<Uuid>, Wrong> {
    if text.is_empty() { Ok(None) } else { Uuid::parse_str(text).map(Some).map_err(|_| wrong) }
}

fn owner(text: &str, actor: &Actor) -> std::result::Result<Option<Uuid>, Wrong> {
    if text == "me" { Ok(actor.user) } else { id(text, said!("reports-not-an-owner")) }
}

/// A day as the API writes it.
fn day(text: &str) -> std::result::Result<Option<NaiveDate>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = FieldType::Date.from_json(&text.into(), &Context::default()).map_err(|fault: Fault| fault.detail)?;
    Ok(if let Value::Date(day) = read { Some(day) } else { None })
}
