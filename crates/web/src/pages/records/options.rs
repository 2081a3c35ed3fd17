//! What link controls offer while somebody types: JSON for the combobox.

use axum::Json;
use axum::extract::{Path, State};
use crm::search::{self, Found};
use crm::{Error, Result, Work, personal, records};
use meta::FieldType;
use serde::Serialize;
use uuid::Uuid;
use words::said;

use super::Scene;
use super::edit::modules_of;
use crate::app::App;
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Records offered at once.
const MOST: usize = 20;

/// A record to choose.
#[derive(Serialize)]
pub struct Choice {
    value: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<String>,
}

impl Choice {
    /// A record by its id.
    pub fn of(id: Uuid, title: String) -> Choice {
        Choice { value: id.to_string(), text: title, sub: None }
    }
}

/// `GET /{module}/options?q=`: records of the module; with `field`, records of any module that its parent field takes.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> std::result::Result<Json<Vec<Choice>>, Failure> {
    let (query, field) = (pairs.text("q").to_string(), pairs.text("field").to_string());
    let found = app.crm().read(&signed.actor, move |work| match field.as_str() {
        "" => of_module(work, &module, &query),
        field => of_parent(work, &module, field, &query),
    });
    Ok(Json(found.await?))
}

fn of_module(work: &mut Work, module: &str, query: &str) -> Result<Vec<Choice>> {
    let found = find(work, module, query)?;
    let people = work.snapshot.clone();
    let active = |hit: &Found| module != "user" || people.people.get(hit.id).is_none_or(|person| person.active);
    Ok(found.into_iter().filter(active).map(|hit| Choice::of(hit.id, hit.title)).collect())
}

fn of_parent(work: &mut Work, module: &str, field: &str, query: &str) -> Result<Vec<Choice>> {
    let scene = Scene::set(work, module)?;
    let missing = || Error::NotFound(said!("list-field-named", field = field));
    let field = scene.module.field(field).filter(|field| scene.sees(&field.key)).ok_or_else(missing)?;
    let FieldType::Parent { to, .. } = &field.kind else { return Err(missing()) };
    let mut choices = Vec::new();
    for key in modules_of(&scene, to).iter().filter(|key| scene.rights.may_read(key)) {
        let label = scene.snapshot.module(key).map(|module| module.label.one.clone());
        for hit in find(work, key, query)?.into_iter().take(5) {
            choices.push(Choice { value: format!("{key}/{}", hit.id), text: hit.title, sub: label.clone() });
        }
    }
    choices.truncate(MOST);
    Ok(choices)
}

/// The records that a text finds; without a text the first.
fn find(work: &mut Work, module: &str, query: &str) -> Result<Vec<Found>> {
    if !query.is_empty() {
        return search::within(work, module, query, MOST);
    }
    first(work, module, MOST)
}

/// Records one may choose before one says which: those one looked at last, then the newest.
pub fn first(work: &mut Work, module: &str, limit: usize) -> Result<Vec<Found>> {
    let mut found: Vec<Found> = personal::recents_of(work, module)?
        .into_iter()
        .map(|item| Found { module: item.module, id: item.id, title: item.title })
        .collect();
    let query = records::ListQuery { limit, ..records::ListQuery::default() };
    let newest = records::list(work, module, &query)?.records.into_iter();
    let newest = newest.filter(|record| found.iter().all(|known| known.id != record.id)).collect::<Vec<_>>();
    found.extend(newest.into_iter().map(|record| Found { module: record.module, id: record.id, title: record.title }));
    found.truncate(limit);
    Ok(found)
}
