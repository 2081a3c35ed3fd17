//! `POST /batch`: many changes as one act in one transaction, all or nothing.
//!
//! `"@a"` anywhere in a body or an address stands for the id of the record that the act with `"ref": "a"` made or
//! changed before. A text that merely begins with @ and is nobody's reference stays a text.

use std::collections::HashMap;

use axum::http::Method;
use crm::{Error, Result, Work};
use serde_json::{Map, Value as Json, json};

use super::change::{Change, Expected};
use super::reply::Reply;
use super::verb::{Aim, Astray};

/// Most acts of one batch.
pub const MOST: usize = 1_000;
/// What addresses of acts begin with.
const PREFIX: &str = "/api/v1";

/// One act as it was given.
#[derive(Debug, Clone)]
pub struct Act {
    method: Method,
    path: String,
    body: Map<String, Json>,
    reference: Option<String>,
}

/// The acts of a request's body.
pub fn acts(mut body: Map<String, Json>) -> Result<Vec<Act>> {
    let given = body.remove("acts");
    if let Some(stranger) = body.keys().next() {
        return Err(Error::invalid(stranger, "unknown", "must not be here: a batch has only acts"));
    }
    let Some(Json::Array(given)) = given else {
        return Err(Error::invalid("acts", "required", "must be a list of acts"));
    };
    if given.len() > MOST {
        let detail = format!("must hold at most {MOST} acts; it holds {}", given.len());
        return Err(Error::invalid("acts", "too_many", detail));
    }
    let acts: Vec<Act> =
        given.into_iter().enumerate().map(|(at, act)| read(act).map_err(|e| within(at, e))).collect::<Result<_>>()?;
    let mut known = HashMap::new();
    for (at, act) in acts.iter().enumerate() {
        if act.reference.as_ref().and_then(|name| known.insert(name, at)).is_some() {
            return Err(within(at, Error::invalid("ref", "duplicate", "is the name of an earlier act")));
        }
    }
    Ok(acts)
}

fn read(act: Json) -> Result<Act> {
    let Json::Object(mut act) = act else { return Err(Error::invalid("", "invalid", "must be an object")) };
    let mut text = |name: &str| match act.remove(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text)),
        Some(_) => Err(Error::invalid(name, "invalid", "must be a text")),
    };
    let needed =
        |name: &str, found: Option<String>| found.ok_or_else(|| Error::invalid(name, "required", "must be given"));
    let method = needed("method", text("method")?)?;
    let path = needed("path", text("path")?)?;
    let reference = text("ref")?;
    if reference.as_ref().is_some_and(String::is_empty) {
        return Err(Error::invalid("ref", "invalid", "must not be empty"));
    }
    let body = match act.remove("body") {
        None | Some(Json::Null) => Map::new(),
        Some(Json::Object(body)) => body,
        Some(_) => return Err(Error::invalid("body", "invalid", "must be an object")),
    };
    if let Some(stranger) = act.keys().next() {
        return Err(Error::invalid(stranger, "unknown", "must not be here: an act has method, path, body and ref"));
    }
    let method =
        method.parse().map_err(|_| Error::invalid("method", "invalid", "must be POST, PUT, PATCH or DELETE"))?;
    Ok(Act { method, path, body, reference })
}

/// Does all acts in order, each seeing what those before did; the answer of each.
pub fn perform(work: &mut Work, acts: &[Act]) -> Result<Reply> {
    let names: Vec<&str> = acts.iter().filter_map(|act| act.reference.as_deref()).collect();
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut answers = Vec::with_capacity(acts.len());
    crm::acts::summarise(work, format!("Batch of {}", acts.len()))?;
    for (at, act) in acts.iter().enumerate() {
        let reply = one(work, act, &ids, &names).map_err(|error| within(at, error))?;
        if let (Some(name), Some(id)) = (&act.reference, reply.id) {
            ids.insert(name.clone(), id.to_string());
        }
        answers.push(reply.inner()?);
    }
    Ok(Reply::of(&json!({ "act": work.act, "data": answers })))
}

fn one(work: &mut Work, act: &Act, ids: &HashMap<String, String>, names: &[&str]) -> Result<Reply> {
    let known = |text: &str| match text.strip_prefix('@') {
        Some(name) if names.contains(&name) => {
            let later = || Error::invalid("", "unknown_ref", format!("“{text}” is the name of a later act"));
            ids.get(name).cloned().ok_or_else(later).map(Some)
        }
        _ => Ok(None),
    };
    let path = address(&act.path, &known).map_err(|error| under("path", error))?;
    let mut body = Map::new();
    for (key, value) in &act.body {
        body.insert(key.clone(), filled(value, &known).map_err(|error| under(key, error))?);
    }
    let (path, query) = path.split_once('?').map_or((path.as_str(), None), |(path, query)| (path, Some(query)));
    let aim = Aim::read(&act.method, path, query).map_err(|astray| match astray {
        Astray::Nowhere => Error::invalid("path", "unknown_path", format!("{} cannot be done there", act.method)),
        Astray::Query(error) => error,
    })?;
    if !aim.takes_body() && !body.is_empty() {
        return Err(Error::invalid("body", "invalid", "must not be given here"));
    }
    Change { aim, body, expected: Expected::Unsaid }.perform(work)
}

type Known<'k> = dyn Fn(&str) -> Result<Option<String>> + 'k;

/// The address below the API's prefix, with references put in.
fn address(path: &str, known: &Known) -> Result<String> {
    let below = path.strip_prefix(PREFIX).filter(|rest| rest.starts_with('/'));
    let below = below.ok_or_else(|| Error::invalid("", "invalid", format!("must begin with {PREFIX}/")))?;
    let (steps, query) = below.split_once('?').map_or((below, None), |(steps, query)| (steps, Some(query)));
    let mut filled = Vec::new();
    for step in steps.split('/') {
        filled.push(known(step)?.unwrap_or_else(|| step.to_string()));
    }
    let path = filled.join("/");
    Ok(query.map_or(path.clone(), |query| format!("{path}?{query}")))
}

fn filled(value: &Json, known: &Known) -> Result<Json> {
    Ok(match value {
        Json::String(text) => Json::String(known(text)?.unwrap_or_else(|| text.clone())),
        Json::Array(items) => items.iter().map(|item| filled(item, known)).collect::<Result<_>>()?,
        Json::Object(parts) => {
            let parts = parts.iter().map(|(key, part)| Ok((key.clone(), filled(part, known)?)));
            Json::Object(parts.collect::<Result<_>>()?)
        }
        other => other.clone(),
    })
}

/// The error of one act; failures of the database stay what they are.
fn within(at: usize, error: Error) -> Error {
    match error {
        error @ (Error::Store(_) | Error::Outdated) => error,
        error => Error::Act { at, error: Box::new(error) },
    }
}

fn under(field: &str, error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(
            errors.into_iter().map(|error| crm::FieldError { field: field.to_string(), ..error }).collect(),
        ),
        other => other,
    }
}
