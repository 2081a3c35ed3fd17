//! A value changed in the list itself: its control over the cell, and the row anew once it is saved. It must never offer
//! what the form of the record would not.

use std::collections::HashMap;

use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::records::{self, ListQuery};
use crm::{Error, FieldError, Result, Work};
use maud::{Markup, html};
use meta::record::LinkTitle;
use meta::{Field, FieldType, Filter, Key, Op, Path, Record, Value};
use uuid::Uuid;
use words::said;

use super::ask::Ask;
use super::{table, views};
use crate::app::App;
use crate::components::fields::{self, Input, Offers};
use crate::components::icon::icon;
use crate::components::toast;
use crate::failure::{self, Failure};
use crate::flash::News;
use crate::pages::records::Scene;
use crate::pages::records::edit::sentence;
use crate::pages::records::values::refusal;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Where the script shows the control.
const PLACE: &str = "#cell-editor";
/// Most changes of a record that are looked through for one of the field.
const LOOKED_AT: usize = 200;

/// The control of a cell as it stands.
struct Cell {
    scene: Scene,
    record: Record,
    /// The version that was read; a refused value is still one of that.
    version: i64,
    key: Key,
    required: bool,
    typed: Pairs,
    offers: Offers,
    errors: HashMap<String, String>,
    /// What somebody else made of it since it was read, in words.
    clash: Option<String>,
}

/// What a refused change comes again with.
pub enum Trouble {
    /// The value was refused.
    Errors(Vec<FieldError>),
    /// Somebody else changed it meanwhile.
    Clash,
}

/// Whether the reader may ever give a column's value in the list: a field of the module itself, and no table of lines.
pub fn settable(scene: &Scene, path: &Path) -> bool {
    let field = path.single().and_then(|key| scene.module.field(key));
    scene.rights.edit.contains_key(&scene.module.key) && field.is_some_and(|field| takes(scene, field))
}

fn takes(scene: &Scene, field: &Field) -> bool {
    scene.sees(&field.key) && scene.sets(field) && !matches!(field.kind, FieldType::Children { .. })
}

/// `GET /{module}/{id}/cell?field=`: the control of a value.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Segment((module, id)): Segment<(String, Uuid)>,
    pairs: Pairs,
) -> std::result::Result<Response, Failure> {
    let lang = signed.lang();
    let key = pairs.text("field").to_string();
    let drawn = app.crm().read(&signed.actor, move |work| Ok::<_, Error>(draw(&read(work, &module, id, &key, None)?)));
    match drawn.await {
        Ok(control) => Ok(control.into_response()),
        Err(error) => {
            let news = News::refused(refusal(&error, lang));
            Ok((failure::status(&error), toast::partial(&news, lang)).into_response())
        }
    }
}

/// The control again, with what was typed and why it was not saved.
pub fn again(work: &mut Work, module: &str, id: Uuid, pairs: &Pairs, trouble: &Trouble) -> Result<Markup> {
    let mut cell = read(work, module, id, pairs.text("_cell"), Some(pairs))?;
    match trouble {
        Trouble::Errors(errors) => {
            cell.version = pairs.text("_version").parse().unwrap_or(cell.version);
            cell.mark(errors);
        }
        Trouble::Clash => cell.clash = Some(cell.said()),
    }
    Ok(toast::partial_at(PLACE, "innerHTML", draw(&cell)))
}

/// What kind of trouble an error is; `None` for what a control cannot mend.
pub fn trouble(error: &Error) -> Option<(StatusCode, Trouble)> {
    match error {
        Error::Invalid(errors) => Some((StatusCode::UNPROCESSABLE_ENTITY, Trouble::Errors(errors.clone()))),
        Error::Stale { .. } => Some((StatusCode::CONFLICT, Trouble::Clash)),
        _ => None,
    }
}

fn read(work: &mut Work, module: &str, id: Uuid, key: &str, typed: Option<&Pairs>) -> Result<Cell> {
    let scene = Scene::set(work, module)?;
    let missing = || Error::NotFound(said!("list-field-named", field = key));
    let field = scene.module.field(key).filter(|field| takes(&scene, field)).cloned().ok_or_else(missing)?;
    let record = records::get(work, module, id, &[])?;
    if !record.get("deleted_at").is_empty() {
        return Err(Error::Conflict(said!("form-in-bin")));
    }
    if !records::allowed(work, module, id)?.edit {
        return Err(Error::Forbidden(said!("form-may-not-change", module = scene.one())));
    }
    let shape = records::shape(work, module, id)?;
    if shape.hidden.contains(&field.key) {
        return Err(Error::Conflict(said!("list-cell-unused", field = field.label.as_str(), module = scene.one())));
    }
    let required = field.required || shape.required.contains(&field.key);
    let value = record.get(&field.key);
    let typed = typed.cloned().unwrap_or_else(|| fields::typed(&field, &field.key, value, scene.look()));
    let offers = Offers { chosen: chosen(work, &scene, &field, &typed)?, ..Offers::default() };
    let errors = HashMap::new();
    Ok(Cell {
        key: field.key.clone(),
        version: record.version,
        scene,
        record,
        required,
        typed,
        offers,
        errors,
        clash: None,
    })
}

/// What the chosen records are called: a statement for each module they are of.
fn chosen(work: &mut Work, scene: &Scene, field: &Field, typed: &Pairs) -> Result<HashMap<String, String>> {
    let target = fields::links::target(&field.kind).and_then(|target| Key::new(target).ok());
    let mut wanted: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for value in typed.all(&field.key) {
        let (module, id) = match value.split_once('/') {
            Some((module, id)) => (Key::new(module).ok(), id),
            None => (target.clone(), value),
        };
        if let (Some(module), Ok(id)) = (module.filter(|module| *module != "stage"), Uuid::try_parse(id)) {
            wanted.entry(module).or_default().push(id);
        }
    }
    let names = crate::pages::records::names(work, &wanted)?;
    let mut chosen = HashMap::new();
    for (module, ids) in wanted {
        for id in ids {
            let person = scene.snapshot.people.get(id).map(|person| person.name.clone());
            if let Some(name) = names.get(&id).cloned().or(person) {
                chosen.insert(id.to_string(), name.clone());
                chosen.insert(format!("{module}/{id}"), name);
            }
        }
    }
    Ok(chosen)
}

impl Cell {
    fn field(&self) -> Option<&Field> {
        self.scene.module.field(&self.key).map(|field| &**field)
    }

    /// Puts what is wrong beside the control; what is wrong elsewhere is said here too, since nothing else is shown.
    fn mark(&mut self, errors: &[FieldError]) {
        for error in errors {
            let key = error.field.split(['.', '[']).next().unwrap_or_default();
            let field = self.scene.module.field(key);
            let words = sentence(field.map(|field| &**field), error, self.scene.lang());
            let said = self.errors.entry(self.key.to_string()).or_default();
            said.push_str(if said.is_empty() { "" } else { "; " });
            said.push_str(&words);
        }
    }

    /// The value as it is saved, in words.
    fn said(&self) -> String {
        let titles = self.record.link_titles(&self.key);
        let named: Vec<&str> = titles.iter().filter_map(open).collect();
        let lang = self.scene.lang();
        match (self.field(), self.record.get(&self.key)) {
            (_, value) if value.is_empty() => lang.text("record-value-empty").into(),
            (_, Value::Id(_) | Value::Ids(_) | Value::Ref(..)) if !named.is_empty() => named.join(", "),
            (Some(field), value) => crate::pages::records::values::shown(&self.scene, field, value),
            (None, _) => String::new(),
        }
    }
}

fn open(title: &LinkTitle) -> Option<&str> {
    match title {
        LinkTitle::Open(name) | LinkTitle::Binned(name) => Some(name),
        LinkTitle::Restricted => None,
    }
}

/// The control with its save, as a small form.
fn draw(cell: &Cell) -> Markup {
    let Some(field) = cell.field() else { return html! {} };
    let scene = &cell.scene;
    let lang = scene.lang();
    let input = Input {
        module: &scene.module.key,
        name: &field.key,
        required: cell.required,
        errors: &cell.errors,
        typed: &cell.typed,
        look: scene.look(),
        offers: &cell.offers,
        pickers: true,
        field,
    };
    let title = table::called(&cell.record, lang);
    let wide =
        fields::is_wide(&field.kind) || fields::is_group(&field.kind) || matches!(field.kind, FieldType::Address);
    html! {
        form.cell-form.wide[wide] method="post" action={ (scene.record(cell.record.id)) "/values" } novalidate
            data-keep={ "cell " (field.key) }
            aria-label=(lang.say(said!("list-cell-of", field = field.label.as_str(), title = title))) {
            input type="hidden" name="_cell" value=(field.key);
            input type="hidden" name="_version" value=(cell.version);
            (control(&input))
            @if let Some(theirs) = &cell.clash {
                p.field-error role="alert" { (icon("triangle-alert")) (lang.say(said!("list-cell-changed", value = theirs.as_str()))) }
            }
            div.cell-acts {
                button.button.primary.small { (lang.text("save")) }
                button.button.quiet.small type="button" data-cell-cancel { (lang.text("cancel")) }
            }
        }
    }
}

/// The control under a label for those who do not see the column, and what is wrong with it.
fn control(input: &Input) -> Markup {
    let label = &input.field.label;
    html! {
        @if fields::is_group(&input.field.kind) {
            fieldset { legend.visually-hidden { (label) } (fields::input(input)) }
        } @else {
            @if !matches!(input.field.kind, FieldType::Bool) { label.visually-hidden for=(input.id()) { (label) } }
            (fields::input(input))
        }
        @if let Some(help) = &input.field.help { p.field-hint id={ (input.id()) "-hint" } { (help) } }
        @if let Some(error) = input.errors.get(input.name) {
            p.field-error id={ (input.id()) "-error" } role="alert" { (icon("circle-alert")) (error) }
        }
    }
}

/// Whether somebody changed one of the given fields of a record after a version; also where so much happened since that not
/// all of it was looked at.
pub fn changed_since(work: &mut Work, module: &str, id: Uuid, fields: &[&Key], since: i64) -> Result<bool> {
    let (entries, more) = records::history(work, module, id, None, LOOKED_AT)?;
    let beyond = more.is_some() && entries.last().is_some_and(|oldest| oldest.version > since);
    let later = entries.iter().filter(|entry| entry.version > since).flat_map(|entry| &entry.changes);
    Ok(beyond || later.into_iter().any(|change| fields.contains(&&change.field)))
}

/// The row of a record in the list that somebody looks at, as a part of an answer to htmx: with what followed from the
/// change, and gone when the reader does not see the record any more.
pub fn row(work: &mut Work, module: &str, id: Uuid, page: &str) -> Result<Markup> {
    let scene = Scene::set(work, module)?;
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    if path != scene.home() {
        return Ok(html! {});
    }
    let pairs = views::opened(work, &scene, &Pairs::read(query))?;
    let ask = Ask::read(&scene, pairs)?;
    let asked = ListQuery {
        filter: Filter::test(Key::of("id"), Op::Eq, Value::Id(id)),
        fields: ask.columns.clone(),
        limit: 1,
        ..ListQuery::default()
    };
    let found = records::list(work, module, &asked)?;
    let place = format!("#main tr:has(> .cell-check > [value=\"{id}\"])");
    Ok(match found.records.first() {
        Some(record) => toast::partial_at(&place, "outerHTML", table::one(&scene, &ask, record)),
        None => toast::partial_at(&place, "delete", html! {}),
    })
}
