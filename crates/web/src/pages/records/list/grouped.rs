//! A list in groups by the values of a field: how many records each has, what their amounts add up to, its first records
//! and the way to all of them. One statement for the figures and one for each group that shows records, of which there are
//! only so many. The figures of most fields take a look at every record, so the page comes first and asks for them then.

use axum::extract::{Path as Segment, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::board::{self, Tally};
use crm::records::{self, ListQuery};
use crm::{Error, Result, Work, search};
use maud::{Markup, html};
use meta::{Field, FieldType, Filter, Key, Path, Record, Value};
use words::said;

use super::ask::Ask;
use super::table::{self, Rows};
use super::{chips, framed, nothing, views};
use crate::app::App;
use crate::components::fields;
use crate::failure::{self, Failure};
use crate::pages::records::Scene;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Records of a group at once.
const FIRST: usize = 5;
/// Groups that show records; the others show their figures.
const OPEN: usize = 8;
/// Groups shown at all.
const MOST: usize = 40;

/// A list in groups.
pub struct Grouped {
    scene: Scene,
    ask: Ask,
    field: Key,
    /// The columns whose values are added up.
    sums: Vec<Key>,
    groups: Vec<Group>,
    /// There are more groups.
    more: bool,
}

struct Group {
    tally: Tally,
    records: Vec<Record>,
}

/// Reads the groups with the first records of the first of them.
pub fn read(work: &mut Work, mut scene: Scene, ask: Ask) -> Result<Grouped> {
    let module = scene.module.key.clone();
    let field = ask.group.clone().unwrap_or_else(|| Key::of("id"));
    let filter = ask.whole_filter().and(search::filter(work, &module, &ask.find)?);
    let sums = sums(&scene, &ask);
    let mut tallies = board::tallies(work, &module, &field, &sums, &filter)?;
    order(&scene, &field, &mut tallies);
    let more = tallies.len() > MOST;
    tallies.truncate(MOST);
    let mut groups = Vec::with_capacity(tallies.len());
    for (at, tally) in tallies.into_iter().enumerate() {
        let records = if at < OPEN {
            first(work, &ask, &module, filter.clone().and(board::holding(&field, &tally.value)))?
        } else {
            Vec::new()
        };
        groups.push(Group { tally, records });
    }
    let mut wanted = chips::records(&scene, &ask);
    if scene.module.field(&field).is_some_and(|field| matches!(field.kind, FieldType::Team)) {
        let teams = groups.iter().filter_map(|group| match group.tally.value {
            Value::Id(id) => Some(id),
            _ => None,
        });
        wanted.entry(Key::of("team")).or_default().extend(teams);
    }
    scene.name(work, &wanted)?;
    Ok(Grouped { scene, ask, field, sums, groups, more })
}

/// The first records of a group.
fn first(work: &mut Work, ask: &Ask, module: &Key, filter: Filter) -> Result<Vec<Record>> {
    let query =
        ListQuery { filter, sort: ask.sort.clone(), fields: ask.columns.clone(), limit: FIRST, ..ListQuery::default() };
    Ok(records::list(work, module, &query)?.records)
}

/// The columns to add up: what the module's boards add up, where any of that is shown, since it is kept added up; else
/// amounts and durations.
fn sums(scene: &Scene, ask: &Ask) -> Vec<Key> {
    let shown: Vec<&Field> =
        ask.columns.iter().filter_map(|path| scene.module.field(path.single()?)).map(|field| &**field).collect();
    let totals: Vec<&Key> = scene.module.views.iter().filter_map(|view| view.total.as_ref()).collect();
    let kept: Vec<Key> =
        shown.iter().filter(|field| totals.contains(&&field.key)).map(|field| field.key.clone()).collect();
    if !kept.is_empty() {
        return kept;
    }
    let adds = |field: &&&Field| {
        matches!(field.kind.shown(), FieldType::Money { .. } | FieldType::Duration)
            && !matches!(field.kind, FieldType::Lookup { .. })
    };
    shown.iter().filter(adds).map(|field| field.key.clone()).collect()
}

/// Stages and options in their order, yes before no, people and teams by how much they have; without a value last.
fn order(scene: &Scene, field: &Key, tallies: &mut [Tally]) {
    let stages: Vec<_> = scene.pipelines().flat_map(|pipeline| pipeline.stages.iter().map(|stage| stage.id)).collect();
    let kind = scene.module.field(field).map(|field| &field.kind);
    let place = |value: &Value| match (kind, value) {
        (_, Value::Null) => usize::MAX,
        (Some(FieldType::Select { options }), Value::Text(key)) => {
            options.iter().position(|choice| choice.key == *key).unwrap_or(options.len())
        }
        (Some(FieldType::Stage), Value::Id(id)) => stages.iter().position(|stage| stage == id).unwrap_or(stages.len()),
        (_, Value::Bool(yes)) => usize::from(!yes),
        _ => 0,
    };
    tallies.sort_by_cached_key(|tally| place(&tally.value));
}

/// `GET /{module}/groups`: the groups, for the page that waits for them; for whom scripts do not run, as a page.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Segment(module): Segment<String>,
    headers: HeaderMap,
    pairs: Pairs,
) -> std::result::Result<Response, Failure> {
    let part = headers.contains_key("hx-request");
    let read = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let pairs = views::opened(work, &scene, &pairs)?;
        let mut ask = Ask::read(&scene, pairs)?;
        if ask.group.is_none() {
            return Err(Error::NotFound(said!("page")));
        }
        ask.saved = crm::views::list(work, &scene.module.key)?;
        read(work, scene, ask)
    });
    match read.await {
        Ok(grouped) if part => Ok(rows(&grouped).into_response()),
        Ok(grouped) => Ok(page(&signed, &grouped).into_response()),
        Err(error) if part => Ok(failure::part(&error, signed.lang())),
        Err(error) => Err(error.into()),
    }
}

/// The page before its groups are known.
pub fn waiting(signed: &Signed, scene: &Scene, ask: &Ask) -> Markup {
    let address = ask.pairs.without(&["add"]).on(&format!("{}/groups", scene.home()));
    let columns = 1 + ask.columns.iter().filter(|path| scene.resolve(path).is_some()).count();
    let bodies = html! {
        tbody { tr.group-row { td colspan=(columns) {
            span.spinner.htmx-indicator {}
            a.no-js-only href=(address) { (scene.lang().text("list-group-show")) }
        } } }
    };
    let groups = html! {
        div #groups hx-get=(address) hx-trigger="load" hx-swap="outerHTML" aria-busy="true" { (table::framed(scene, ask, bodies)) }
    };
    framed(signed, scene, ask, 0, groups)
}

/// The page.
pub fn page(signed: &Signed, grouped: &Grouped) -> Markup {
    framed(signed, &grouped.scene, &grouped.ask, 0, rows(grouped))
}

/// The groups with their records.
fn rows(grouped: &Grouped) -> Markup {
    let Grouped { scene, ask, groups, more, .. } = grouped;
    let rows = Rows::of(scene, ask);
    let bodies = html! {
        @for group in groups {
            tbody data-follow {
                (head(grouped, group))
                @for record in &group.records { (rows.row(record)) }
            }
        }
    };
    html! {
        div #groups {
            @if groups.is_empty() { (nothing(scene, ask)) } @else {
                (table::framed(scene, ask, bodies))
                @if *more { p.muted.small-text { (scene.lang().say(said!("list-group-more", count = MOST))) } }
            }
        }
    }
}

/// The heading of a group: its value, how many, the way to all of them, and the sums under their columns.
fn head(grouped: &Grouped, group: &Group) -> Markup {
    let Grouped { scene, ask, field, sums, .. } = grouped;
    let tally = &group.tally;
    let lang = scene.lang();
    let count = scene.formats.number(&tally.count.into());
    let all = ask
        .with_filter(&ask.filter.clone().and(board::holding(field, &tally.value)))
        .with("group", "")
        .on(&scene.home());
    let sum = |path: &Path| {
        let at = sums.iter().position(|key| path.single() == Some(key))?;
        let value = tally.totals.get(at).filter(|value| !value.is_empty())?;
        let kind = &scene.module.field(&sums[at])?.kind;
        Some(match value {
            Value::Money(amount) => html! { (scene.formats.sum(amount)) },
            value => fields::show(kind, value, &[], scene.brief()),
        })
    };
    let label = scene.module.field(field).map(|field| called(scene, field, &tally.value));
    html! {
        tr.group-row {
            th scope="rowgroup" colspan="2" {
                (label.unwrap_or_default()) " " span.tab-count { (count) }
                @if tally.count > group.records.len() as i64 { " " a.button.quiet.small href=(all) { (lang.text("show-all")) } }
            }
            @for path in ask.columns.iter().skip(1).filter(|path| scene.resolve(path).is_some()) {
                td.num { @if let Some(sum) = sum(path) { (sum) } }
            }
        }
    }
}

/// A value as the heading of its group.
fn called(scene: &Scene, field: &Field, value: &Value) -> Markup {
    match value {
        Value::Null => html! { (scene.lang().say(said!("list-group-without", field = field.label.as_str()))) },
        Value::Bool(yes) => html! { (field.label) ": " (scene.lang().text(if *yes { "yes" } else { "no" })) },
        value => fields::show(&field.kind, value, &[], scene.brief()),
    }
}
