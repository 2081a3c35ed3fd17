//! `PUT /{module}?match=field`: the record that has the body's value in a field is changed; without one, one is made.

use crm::{Error, Result, Work, records};
use meta::{Field, FieldType, Key, Module, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::change::{Change, create, own_id};
use super::reply::Reply;
use super::single::present;
use super::view::View;

/// Changes or makes.
pub fn perform(work: &mut Work, module: &Module, field: &str, change: &Change) -> Result<Reply> {
    let rights = &work.actor.rights;
    if !rights.may_create(&module.key) && !rights.edit.contains_key(&module.key) {
        return Err(Error::Forbidden(format!("you may not change {}", module.label.many.to_lowercase()).into()));
    }
    let key = by(work, module, field)?;
    match found(work, module, &key, &change.body)? {
        Some(id) => {
            let mut body = change.body.clone();
            if own_id(&mut body)?.is_some_and(|given| given != id) {
                return Err(Error::Conflict(format!("the {} with this {key} has another id", named(module)).into()));
            }
            if module.field(&key).is_some_and(|field| !field.writable()) {
                body.remove(key.as_str());
            }
            change.update(work, module, id, &body)
        }
        None => {
            change.expected.nothing()?;
            create(work, module, change.body.clone())
        }
    }
}

fn by(work: &Work, module: &Module, name: &str) -> Result<Key> {
    let view = View::of(work);
    let field = module.field(name).filter(|field| view.knows(module, field));
    let Some(field) = field else {
        return Err(Error::bad(name, "unknown_field", format!("is not a field of {}", module.key)));
    };
    if !identifies(field) {
        return Err(Error::bad(name, "not_matchable", "cannot identify a record: match by a field of exact values"));
    }
    Ok(field.key.clone())
}

/// Whether records can be told apart by a field: by values that are plainly the same or not, which a body may hold.
pub fn identifies(field: &Field) -> bool {
    match field.kind {
        FieldType::Id => field.key == "id",
        FieldType::Autonumber { .. } => true,
        FieldType::Text { .. }
        | FieldType::Url
        | FieldType::Emails
        | FieldType::Phones
        | FieldType::Int { .. }
        | FieldType::Decimal { .. }
        | FieldType::Date
        | FieldType::Select { .. }
        | FieldType::Link { .. }
        | FieldType::User
        | FieldType::Team => field.writable(),
        _ => false,
    }
}

fn found(work: &mut Work, module: &Module, key: &Key, body: &Map<String, Json>) -> Result<Option<Uuid>> {
    let one: Map<String, Json> =
        body.get_key_value(key.as_str()).map(|(k, v)| (k.clone(), v.clone())).into_iter().collect();
    let values = records::from_json(work, module, &one)?;
    let Some(value) = values.get(key).filter(|value| !value.is_empty()) else {
        return Err(Error::invalid(key, "required", "must be given, since the record is matched by it"));
    };
    if let (true, Value::Id(id)) = (*key == "id", value) {
        return match present(work, module, *id) {
            Ok(record) => Ok(Some(record.id)),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        };
    }
    let module = work.module(&module.key)?;
    let mut ids = Vec::new();
    for value in each(value) {
        let matching = records::matching(work, &module, key, &value)?;
        ids.extend(matching.into_iter().map(|record| record.id));
    }
    ids.sort_unstable();
    ids.dedup();
    match ids[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(Error::Conflict(format!("more than one {} has this {key}", named(&module)).into())),
    }
}

/// The values of which one is enough: each address and each number of several.
fn each(value: &Value) -> Vec<Value> {
    match value {
        Value::Emails(emails) => emails.iter().map(|email| Value::Text(email.value.clone())).collect(),
        Value::Phones(phones) => phones.iter().map(|phone| Value::Text(phone.value.clone())).collect(),
        value => vec![value.clone()],
    }
}

fn named(module: &Module) -> String {
    module.label.one.to_lowercase()
}
