//! The filter panel: a row a condition, each of field, operator and value. It works as a plain form: the address it makes
//! (`f.0`, `o.0`, `v.0`…) is sent on to the tidy one (`filter[field][op]=value`).

use std::sync::Arc;

use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::Error;
use maud::{Markup, html};
use meta::catalogue::Resolved;
use meta::layout::ViewKind;
use meta::types::MONEY_SCALE;
use meta::{Field, FieldType, Filter, Op, Operand, Path, Test, Value};
use words::said;

use super::ask::{Ask, is_filter};
use super::{chips, columns, operands, order};
use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pages::records::board::is_limit;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Fields that programs ask for, and people do not.
const INNER: [&str; 4] = ["id", "version", "source", "deleted_at"];

/// What `add` says where the panels are open and no field is chosen.
pub const OPEN: &str = "-";

/// Whether an address comes from a panel, of filters, columns or order, and is to be tidied.
pub fn is_loose(pairs: &Pairs) -> bool {
    let loose = |name: &str| name.starts_with("f.") || name == "column" || order::is_loose(name);
    pairs.iter().any(|(name, value)| loose(name) || (is_limit(name) && value.is_empty()))
}

/// The tidy address of what the panel sent.
pub fn tidy(scene: &Scene, pairs: &Pairs) -> Pairs {
    let loose = |name: &str| {
        let row = ["f.", "o.", "v.", "p."].iter().any(|start| name.starts_with(start)) || order::is_loose(name);
        row || matches!(name, "column" | "add" | "move")
    };
    let mut tidy = pairs.keeping(|name, value| !loose(name) && !value.is_empty()).without(&["cursor", "from"]);
    if let Some(columns) = columns::tidy(scene, pairs) {
        tidy = tidy.with("columns", &columns);
    }
    if let Some(sort) = order::tidy(scene, pairs) {
        tidy = tidy.with("sort", &sort);
    }
    if pairs.get("move").is_some() {
        // Who moves rows without script has more to move.
        tidy = tidy.with("add", OPEN);
    }
    for (name, path) in pairs.iter() {
        let Some(row) = name.strip_prefix("f.").filter(|_| !path.is_empty()) else { continue };
        match condition(scene, pairs, row, path) {
            Some((name, value)) => tidy.push(name, value),
            None => tidy = tidy.with("add", path),
        }
    }
    tidy
}

/// The pair of one row; `None` while it is not complete.
fn condition(scene: &Scene, pairs: &Pairs, row: &str, path: &str) -> Option<(String, String)> {
    let found = scene.resolve(&Path::parse(path)?)?;
    let text = |part: &str| pairs.text(&format!("{part}.{row}")).to_string();
    let op = match text("o").as_str() {
        "empty" => return Some((format!("filter[{path}][empty]"), "true".into())),
        "filled" => return Some((format!("filter[{path}][empty]"), "false".into())),
        name => Op::parse(name)?,
    };
    let value = match text("p") {
        period if !period.is_empty() => period,
        _ if op == Op::In => pairs.all(&format!("v.{row}")).collect::<Vec<_>>().join(","),
        _ => plain(scene, &found, op, text("v")),
    };
    (!value.is_empty()).then(|| (format!("filter[{path}][{}]", op.name()), value))
}

/// A number as the address holds it, from how its reader types it.
fn plain(scene: &Scene, found: &Resolved, op: Op, text: String) -> String {
    let kind = match found.operand(op) {
        FieldType::Money { .. } => FieldType::Decimal { scale: MONEY_SCALE, min: None, max: None },
        kind @ (FieldType::Int { .. } | FieldType::Decimal { .. } | FieldType::Percent { .. }) => kind,
        _ => return text,
    };
    kind.parse(&text, &scene.formats.reading()).map_or(text, |value| kind.cell(&value))
}

/// The panels in the page, for browsers without script: with a condition whose field was just chosen.
pub fn inline(scene: &Scene, ask: &Ask) -> Markup {
    let added = Some(ask.pairs.text("add")).filter(|path| !path.is_empty());
    html! {
        section.card { div.card-body { (form(scene, ask, added)) } }
        @if ask.view.kind == ViewKind::List {
            section.card { div.card-body { (order::form(scene, ask)) } }
            section.card { div.card-body { (columns::form(scene, ask)) } }
        }
    }
}

fn form(scene: &Scene, ask: &Ask, added: Option<&str>) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let (rows, others): (Vec<&Filter>, Vec<&Filter>) =
        ask.conditions().into_iter().partition(|one| editable(scene, one).is_some());
    let kept = ask.pairs.keeping(|name, _| !is_filter(name)).without(&["cursor", "from", "add"]);
    html! {
        form.stack.tight action=(home) {
            @for (name, value) in kept.iter() { input type="hidden" name=(name) value=(value); }
            @for other in others {
                @for (name, value) in other.to_query() { input type="hidden" name=(name) value=(value); }
            }
            div.filter-rows data-repeat data-repeat-rows {
                @for (at, one) in rows.iter().enumerate() {
                    @if let Some(test) = editable(scene, one) { (row(scene, &test.path, at, Some(test))) }
                }
                @if let Some(path) = added.and_then(Path::parse) { (row(scene, &path, rows.len(), None)) }
                @else { (chooser(scene, rows.len())) }
            }
            div.row {
                button.button.primary.small { (lang.text("list-filter-apply")) }
                a.button.quiet.small href=(ask.with_filter(&Filter::Const(true)).on(&home)) { (lang.text("list-filter-clear")) }
            }
        }
    }
}

/// A condition that a row can show.
fn editable<'f>(scene: &Scene, filter: &'f Filter) -> Option<&'f Test> {
    match filter {
        Filter::Test(test) if scene.resolve(&test.path).is_some() && filter.to_query().len() == 1 => Some(test),
        _ => None,
    }
}

/// The row in which a field is chosen; its operators and values follow.
fn chooser(scene: &Scene, at: usize) -> Markup {
    let lang = scene.lang();
    html! {
        div.filter-row {
            select name={ "f." (at) } aria-label=(lang.text("field")) hx-get={ (scene.home()) "/filter?at=" (at) } hx-trigger="change"
                hx-target="closest .filter-row" hx-swap="outerHTML" {
                option value="" { (lang.text("list-filter-choose")) }
                (offered(scene))
            }
            span.no-js-only.small-text.muted { (lang.text("list-filter-then-apply")) }
        }
    }
}

/// The fields one can filter by: the module's own, and those of the records it links to.
fn offered(scene: &Scene) -> Markup {
    let module = &scene.module;
    let usable = |path: &Path| scene.resolve(path).is_some_and(|found| found.ops().len() > 1);
    let asked = |field: &&Arc<Field>| !INNER.contains(&field.key.as_str()) && usable(&Path::of(field.key.clone()));
    let own: Vec<_> = module.fields.values().filter(asked).collect();
    let links = module.own_fields().filter(|field| matches!(field.kind, FieldType::Link { .. }));
    html! {
        optgroup label=(module.label.one) {
            @for field in own { option value=(field.key) { (field.label) } }
        }
        @for link in links {
            @if let Some(target) = link.kind.target().and_then(|key| scene.snapshot.module(key)) {
                optgroup label=(link.label) {
                    @for field in target.own_fields() {
                        @let path = Path::join(&[link.key.clone(), field.key.clone()]);
                        @if usable(&path) { option value=(path) { (link.label) " › " (field.label) } }
                    }
                }
            }
        }
    }
}

/// A row of a condition as it stands in the address, or begun for a field.
fn row(scene: &Scene, path: &Path, at: usize, test: Option<&Test>) -> Markup {
    let Some(found) = scene.resolve(path) else { return chooser(scene, at) };
    let op = test.map_or(first_op(&found), |test| test.op);
    let typed = test.map(|test| typed(scene, test)).unwrap_or_default();
    let chosen = if op == Op::Empty && typed == "false" { "filled" } else { op.name() };
    drawn(scene, &found, path, at, chosen, &typed, false)
}

/// What somebody would have typed for the operand of a condition.
fn typed(scene: &Scene, test: &Test) -> String {
    match &test.operand {
        Operand::One(Value::Decimal(number)) => scene.formats.typed(number),
        _ => Filter::Test(test.clone()).to_query().pop().map(|(_, value)| value).unwrap_or_default(),
    }
}

/// A row with an operator chosen and a value typed; in a row that takes the place of another the operator is `next`.
fn drawn(scene: &Scene, found: &Resolved, path: &Path, at: usize, chosen: &str, typed: &str, next: bool) -> Markup {
    let lang = scene.lang();
    let compare = lang.say(said!("list-filter-compare", field = found.label(lang)));
    let again = format!("{}/filter?at={at}&f.{at}={path}&was={chosen}", scene.home());
    html! {
        div.filter-row data-repeat-row {
            strong { (found.label(lang)) }
            select name={ "o." (at) } aria-label=(compare) data-focus[next] hx-get=(again) hx-trigger="change"
                hx-include="closest .filter-row" hx-target="closest .filter-row" hx-swap="outerHTML" {
                @for (key, words) in operands::operators(found, lang) {
                    option value=(key) selected[key == chosen] { (words) }
                }
            }
            @match Op::parse(chosen).filter(|op| *op != Op::Empty) {
                Some(op) => (operands::control(scene, found, op, at, typed)),
                None => span {},
            }
            button.icon-button.js-only type="button" data-repeat-remove aria-label=(lang.text("list-filter-remove")) { (icon("x")) }
            input type="hidden" name={ "f." (at) } value=(path);
        }
    }
}

fn first_op(found: &Resolved) -> Op {
    let ops = found.ops();
    let text = matches!(found.kind(), FieldType::Text { .. } | FieldType::LongText { .. } | FieldType::PersonName);
    if text && ops.contains(&Op::Contains) { Op::Contains } else { ops.first().copied().unwrap_or(Op::Empty) }
}

/// `GET /{module}/filters`: the panel of a list or board.
pub async fn index(
    State(app): State<App>,
    signed: Signed,
    Segment(module): Segment<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let drawn = app.crm().read(&signed.actor, move |work| {
        let mut scene = Scene::set(work, &module)?;
        let ask = Ask::read(&scene, pairs.clone())?;
        scene.name(work, &chips::records(&scene, &ask))?;
        Ok::<_, Error>(form(&scene, &ask, None))
    });
    Ok(drawn.await?)
}

/// `GET /{module}/filter`: a row for a field that was chosen, or drawn anew where another operator takes another control.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Segment(module): Segment<String>,
    pairs: Pairs,
) -> Result<Response, Failure> {
    let scene = app.crm().read(&signed.actor, move |work| Scene::set(work, &module)).await?;
    let at: usize = pairs.text("at").parse().unwrap_or_default();
    let chooses = || Error::bad("filter", "unknown_field", said!("list-filter-none-chosen"));
    let path = Path::parse(pairs.text(&format!("f.{at}"))).ok_or_else(chooses)?;
    let found = scene.resolve(&path).ok_or_else(chooses)?;
    let chosen = pairs.text(&format!("o.{at}"));
    if chosen.is_empty() {
        let first = first_op(&found).name();
        let row = drawn(&scene, &found, &path, at, first, "", true);
        return Ok(html! { (row) (chooser(&scene, at + 1)) }.into_response());
    }
    if operands::alike(&found, pairs.text("was"), chosen) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(drawn(&scene, &found, &path, at, chosen, pairs.text(&format!("v.{at}")), true).into_response())
}
