//! `GET /meta/modules`: what the modules are, as far as the caller may know them: fields, relations, rights.

use axum::extract::{Path, RawQuery, State};
use crm::{Work, records};
use meta::{Field, FieldLevel, FieldType, Module, Relation};
use serde_json::{Map, Value as Json, json};

use super::caller::Caller;
use super::lists::no_query;
use super::reply::{Answered, Reply};
use super::view::{View, leads};
use crate::app::App;

/// `GET /meta/modules`
pub async fn index(State(app): State<App>, Caller(actor): Caller, RawQuery(query): RawQuery) -> Answered {
    no_query(&query)?;
    let reply = app.crm().read(&actor, |work| {
        let snapshot = work.snapshot.clone();
        let seen = snapshot.schema.catalogue.modules().filter(|module| work.actor.rights.may_read(&module.key));
        let data: Vec<Json> = seen.map(|module| Json::Object(summary(module))).collect();
        Ok(Reply::of(&json!({ "data": data })))
    });
    Ok(reply.await?)
}

/// `GET /meta/modules/{module}`
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(module): Path<String>,
    RawQuery(query): RawQuery,
) -> Answered {
    no_query(&query)?;
    let reply = app.crm().read(&actor, move |work| {
        let module = work.module(&module)?;
        Ok(Reply::of(&whole(work, &module)))
    });
    Ok(reply.await?)
}

fn summary(module: &Module) -> Map<String, Json> {
    let pairs = [
        ("module", json!(module.key)),
        ("label", json!(module.label)),
        ("icon", json!(module.icon)),
        ("area", json!(module.area)),
        ("title", json!(module.title)),
    ];
    pairs.map(|(key, value)| (key.to_string(), value)).into_iter().collect()
}

fn whole(work: &Work, module: &Module) -> Json {
    let view = View::of(work);
    let mut out = summary(module);
    let fields: Vec<Json> = view.fields(module).map(|f| field(&view, module, f)).collect();
    let known = |relation: &&Relation| records::relation_of(work, module, &relation.name).is_ok();
    let relations = work.snapshot.schema.catalogue.relations(&module.key).iter().filter(known);
    let relations: Vec<Json> = relations.map(|r| json!({ "name": r.name, "module": r.target })).collect();
    let granted = work.snapshot.granted(&work.actor.role, module);
    out.insert("fields".into(), json!(fields));
    out.insert("relations".into(), json!(relations));
    out.insert(
        "rights".into(),
        json!({ "create": granted.create, "read": granted.read, "edit": granted.edit, "delete": granted.delete }),
    );
    Json::Object(out)
}

fn field(view: &View, module: &Module, field: &Field) -> Json {
    let writable = field.writable() && view.rights.level(&module.key, &field.key) == FieldLevel::Edit;
    let ops: Vec<&str> = field.kind.ops().iter().map(|op| op.name()).collect();
    let mut out = json!({
        "field": field.key, "label": field.label, "help": field.help, "type": field.kind.name(),
        "required": field.required, "unique": field.unique, "writable": writable, "system": field.system,
        "default": field.default.as_ref().map(|value| field.kind.to_json(value)),
        "operators": ops, "sortable": field.kind.sortable(),
    });
    if let Some(result) = field.kind.result() {
        out["result"] = json!(result.name());
    }
    if let Some(to) = leads(&field.kind) {
        out["to"] = json!(to);
    }
    parameters(&mut out, &field.kind);
    out
}

/// What the type of a field says more.
fn parameters(out: &mut Json, kind: &FieldType) {
    match kind.shown() {
        FieldType::Text { max } | FieldType::LongText { max } => out["max_length"] = json!(max),
        FieldType::Int { min, max } => (out["min"], out["max"]) = (json!(min), json!(max)),
        FieldType::Rating { max } => (out["min"], out["max"]) = (json!(0), json!(max)),
        FieldType::Decimal { scale, min, max } | FieldType::Percent { scale, min, max } => {
            out["scale"] = json!(scale);
            (out["min"], out["max"]) = (json!(min), json!(max));
        }
        FieldType::Money { min, max } => (out["min"], out["max"]) = (json!(min), json!(max)),
        FieldType::Select { options } | FieldType::MultiSelect { options } => {
            let options = options.iter().map(|option| {
                json!({ "key": option.key, "label": option.label,
                "retired": option.retired })
            });
            out["options"] = options.collect();
        }
        FieldType::Children { to, .. } => out["lines"] = json!(to),
        _ => {}
    }
}
