//! `PUT /{module}?match=field`: the record that has the body's value in a field is changed; without one, one is made.

use crm::{Error, Result, Work, records};
use meta::{FieldType, Key, Module, Op, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::change::{Change, create, own_id};
use super::reply::Reply;
use super::single::present;
use super::view::View;

/// Changes or makes.
pub fn perform(work: &mut Work, module: &Module, field: &str, change: &Change) -> Result<Reply> {
    let key = by(work, module, field)?;
    match found(work, module, &key, &change.body)? {
        Some(id) => {
            let mut body = change.body.clone();
            if own_id(&mut body)?.is_some_and(|given| given != id) {
                return Err(Error::Conflict(format!("the {} with this {key} has another id", named(module))));
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
    if !exact(&field.kind) || (!field.writable() && name != "id") {
        return Err(Error::bad(name, "not_matchable", "cannot identify a record: match by a field of exact values"));
    }
    Ok(field.key.clone())
}

/// Whether two values of the type are plainly the same or not.
pub fn exact(kind: &FieldType) -> bool {
    let exact = matches!(
        kind,
        FieldType::Id
            | FieldType::Text { .. }
            | FieldType::Url
            | FieldType::Int { .. }
            | FieldType::Decimal { .. }
            | FieldType::Date
            | FieldType::Select { .. }
            | FieldType::Link { .. }
            | FieldType::User
            | FieldType::Team
    );
    exact && kind.ops().contains(&Op::Eq)
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
    match &records::matching(work, &module, key, value)?[..] {
        [] => Ok(None),
        [one] => Ok(Some(one.id)),
        _ => Err(Error::Conflict(format!("more than one {} has this {key}", named(&module)))),
    }
}

fn named(module: &Module) -> String {
    module.label.one.to_lowercase()
}
