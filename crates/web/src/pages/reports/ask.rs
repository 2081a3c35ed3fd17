//! What a pipeline report is asked by an address, of a page or of the API.

use chrono::NaiveDate;
use crm::reports::pipeline::{By, Question};
use crm::{Actor, Error, FieldError, Result};
use meta::json::Context;
use meta::types::Fault;
use meta::{FieldType, Value};
use uuid::Uuid;

/// Reads the pairs of an address; empty values ask nothing. `owner=me` is who asks.
pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, actor: &Actor) -> Result<Question> {
    let mut question = Question::default();
    let (mut unknown, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in pairs {
        let value = value.trim();
        let mut refuse = |detail: &str| wrong.push(FieldError::new(name, "invalid", detail));
        match (name, value) {
            ("pipeline" | "owner" | "from" | "to" | "by", "") => {}
            ("pipeline", id) => match Uuid::parse_str(id) {
                Ok(id) => question.pipeline = Some(id),
                Err(_) => refuse("must be the id of a pipeline"),
            },
            ("owner", "me") => question.owner = actor.user,
            ("owner", id) => match Uuid::parse_str(id) {
                Ok(id) => question.owner = Some(id),
                Err(_) => refuse("must be the id of a user, or “me”"),
            },
            ("from", text) => match day(text) {
                Ok(day) => question.from = day,
                Err(fault) => refuse(&fault.detail),
            },
            ("to", text) => match day(text) {
                Ok(day) => question.to = day,
                Err(fault) => refuse(&fault.detail),
            },
            ("by", "stage") => question.by = By::Stage,
            ("by", "owner") => question.by = By::Owner,
            ("by", "team") => question.by = By::Team,
            ("by", _) => refuse("must be “stage”, “owner” or “team”"),
            _ => unknown.push(FieldError::new(name, "unknown", "is not a parameter of this report")),
        }
    }
    if let (Some(from), Some(to)) = (question.from, question.to)
        && from > to
    {
        wrong.push(FieldError::new("from", "invalid", format!("must not be after {to}, the last day asked for")));
    }
    match (unknown.is_empty(), wrong.is_empty()) {
        (false, _) => Err(Error::BadRequest(unknown)),
        (true, false) => Err(Error::Invalid(wrong)),
        (true, true) => Ok(question),
    }
}

/// A day as the API writes it.
fn day(text: &str) -> std::result::Result<Option<NaiveDate>, Fault> {
    let value = FieldType::Date.from_json(&text.into(), &Context::default())?;
    Ok(if let Value::Date(day) = value { Some(day) } else { None })
}
