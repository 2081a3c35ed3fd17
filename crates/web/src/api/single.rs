//! One record.

use axum::extract::{self, RawQuery, State};
use crm::records;
use crm::{Error, Result, Work};
use meta::{Key, Module, Path, Record};
use serde_json::Value as Json;
use uuid::Uuid;

use super::caller::Caller;
use super::question::Question;
use super::reply::{Answered, Reply};
use super::view::View;
use super::{expand, id, pairs};
use crate::app::App;

/// `GET /{module}/{id}`
pub async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    extract::Path((module, record)): extract::Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answered {
    let pairs = pairs(query.as_deref());
    let reply = app.crm().read(&actor, move |work| {
        let (module, view) = (work.module(&module)?, View::of(work));
        let record = id(&module, &record)?;
        let question = Question::of_one(&view, &module, &pairs)?;
        let record = outside_bin(work, &module, record, &question.list.fields)?;
        let (id, version) = (record.id, record.version);
        match expand::written(work, &view, &[record], &question)?.pop() {
            Some(Json::Object(written)) => Ok(Reply::record(id, version, written)),
            _ => Err(missing(&module, id)),
        }
    });
    Ok(reply.await?)
}

/// A record that the actor sees and that is not in the bin, with nothing but its version.
pub fn present(work: &mut Work, module: &Module, id: Uuid) -> Result<Record> {
    outside_bin(work, module, id, &[])
}

fn outside_bin(work: &mut Work, module: &Module, id: Uuid, fields: &[Path]) -> Result<Record> {
    let deleted = Path::of(Key::of("deleted_at"));
    let asked = fields.contains(&deleted);
    let fields: Vec<Path> = fields.iter().chain((!asked).then_some(&deleted)).cloned().collect();
    let mut record = records::get(work, &module.key, id, &fields)?;
    if !record.get("deleted_at").is_empty() {
        return Err(missing(module, id));
    }
    if !asked {
        record.values.remove("deleted_at");
    }
    Ok(record)
}

fn missing(module: &Module, id: Uuid) -> Error {
    Error::NotFound(format!("{} {id}", module.label.one.to_lowercase()).into())
}
