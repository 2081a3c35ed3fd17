//! What a pipeline report is asked by an address, of a page or of the API.

use chrono::NaiveDate;
use crm::reports::pipeline::{By, Question};
use crm::{Actor, Error, FieldError, Result};
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
            ("from", day) => match day.parse::<NaiveDate>() {
                Ok(day) => question.from = Some(day),
                Err(_) => refuse("must be a day such as 2026-01-31"),
            },
            ("to", day) => match day.parse::<NaiveDate>() {
                Ok(day) => question.to = Some(day),
                Err(_) => refuse("must be a day such as 2026-01-31"),
            },
            ("by", "stage") => question.by = By::Stage,
            ("by", "owner") => question.by = By::Owner,
            ("by", "team") => question.by = By::Team,
            ("by", _) => refuse("must be “stage”, “owner” or “team”"),
            _ => unknown.push(FieldError::new(name, "unknown", "is not a parameter of this report")),
        }
    }
    match (unknown.is_empty(), wrong.is_empty()) {
        (false, _) => Err(Error::BadRequest(unknown)),
        (true, false) => Err(Error::Invalid(wrong)),
        (true, true) => Ok(question),
    }
}
