//! What a tile shows: read under the reader's rights, and drawn.

use crm::board::Lane;
use crm::dashboards::{self, Asked, Figure, Kind, Month, Width};
use crm::records::{self, ListQuery};
use crm::{Error, Result, Work};
use maud::{Markup, html};
use meta::types::Money;
use meta::{Field, FieldType, Filter, Key, Record, Value};
use rust_decimal::Decimal;
use words::said;

use super::bars::{self, Bar};
use super::lanes;
use super::place::Placed;
use crate::components::{empty, fields};
use crate::pages::records::Scene;
use crate::pages::records::board;
use crate::pages::records::list::ask::MINE;
use crate::pages::records::list::table::{called, cell, columns};

/// Records of a list.
const FEW: usize = 6;

/// What was read for a tile.
pub enum Drawn {
    /// One figure.
    Figure(Figure),
    /// A figure a month.
    Months(Vec<Month>),
    /// A figure a value.
    Bars(Vec<Bar>),
    /// The first records, and whether there are more.
    Records(Vec<Record>, bool),
    /// Lanes of a board.
    Lanes(Vec<board::Lane>),
}

/// Reads a tile; nothing where it asks for what is not there, or what the reader does not see.
pub fn read(work: &mut Work, mut placed: Placed) -> Result<Option<(Placed, Drawn)>> {
    match figures(work, &mut placed) {
        Ok(drawn) => Ok(Some((placed, drawn))),
        Err(Error::BadRequest(_) | Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn figures(work: &mut Work, placed: &mut Placed) -> Result<Drawn> {
    let (filter, find) = (placed.ask.whole_filter(), placed.ask.find.clone());
    let (module, shows) = (placed.scene.module.key.clone(), placed.shows.clone());
    let asked = Asked { module: &module, filter: &filter, find: &find, summed: shows.summed.as_ref() };
    let by = || shows.grouped.clone().ok_or_else(|| Error::NotFound(said!("missing-tile")));
    match shows.kind {
        Kind::Count | Kind::Sum => Ok(Drawn::Figure(dashboards::whole(work, &asked)?)),
        Kind::Trend => Ok(Drawn::Months(dashboards::months(work, &asked, &by()?)?)),
        Kind::Chart => {
            let found: Vec<Lane> = dashboards::groups(work, &asked, &by()?)?;
            Ok(Drawn::Bars(bars::read(work, &mut placed.scene, &by()?, found)?))
        }
        Kind::Board => {
            (placed.ask.view.lanes, placed.ask.view.total) = (Some(by()?), shows.summed.clone());
            Ok(Drawn::Lanes(board::frame(work, &placed.scene, &placed.ask)?.lanes))
        }
        Kind::List => {
            let query = ListQuery {
                filter,
                find: Some(find).filter(|find| !find.is_empty()),
                sort: placed.ask.sort.clone(),
                fields: placed.ask.columns.iter().take(beside(placed) + 1).cloned().collect(),
                limit: FEW,
                ..ListQuery::default()
            };
            let page = records::list(work, &module, &query)?;
            Ok(Drawn::Records(page.records, page.next.is_some()))
        }
    }
}

/// Columns beside the title.
fn beside(placed: &Placed) -> usize {
    match Width::of(&placed.tile) {
        Width::Quarter => 0,
        Width::Half => 2,
        Width::Full => 5,
    }
}

/// A tile's content; its table open where nothing draws it.
pub fn content(placed: &Placed, drawn: &Drawn, alone: bool) -> Markup {
    match drawn {
        Drawn::Figure(figure) => one(placed, figure),
        Drawn::Months(months) => bars::trend(placed, months, alone),
        Drawn::Bars(all) => bars::chart(placed, all, alone),
        Drawn::Records(records, more) => list(placed, records, *more),
        Drawn::Lanes(all) => lanes::table(placed, all),
    }
}

fn one(placed: &Placed, figure: &Figure) -> Markup {
    let Placed { scene, .. } = placed;
    let many = scene.formats.number(&figure.count.into());
    html! {
        a.tile-figure href=(placed.list()) {
            span.stat-value { (shown(placed, figure)) }
            @if summed(placed).is_some() {
                span.stat-note { (placed.note()) " · " (scene.lang().say(said!("dashboards-of-records", count = figure.count, shown = many))) }
            }
        }
    }
}

fn list(placed: &Placed, records: &[Record], more: bool) -> Markup {
    let Placed { scene, ask, .. } = placed;
    if records.is_empty() {
        return nothing(scene);
    }
    let paths = &ask.columns[1..ask.columns.len().min(beside(placed) + 1)];
    let columns = columns(scene, paths);
    html! {
        div.table-wrap { table.table.compact.cards {
            thead { tr {
                @for path in ask.columns.iter().take(paths.len() + 1) {
                    @if let Some(found) = scene.resolve(path) {
                        th scope="col" class=[fields::is_figure(&found.kind()).then_some("num")] { (found.label(scene.lang())) }
                    }
                }
            } }
            tbody data-follow { @for record in records { tr {
                td.cell-title { a href=(scene.record(record.id)) { (called(record, scene.lang())) } }
                @for column in &columns { (cell(scene, record, column)) }
            } } }
        } }
        @if more { p.card-footer { a href=(placed.list()) { (scene.lang().text("show-all")) } } }
    }
}

/// What stands where no record is.
pub fn nothing(scene: &Scene) -> Markup {
    empty::small(&scene.lang().say(said!("dashboards-nothing", modules = scene.many())))
}

/// The number that a tile adds up.
pub fn summed(placed: &Placed) -> Option<&Field> {
    let key = placed.shows.summed.as_ref()?;
    placed.scene.module.field(key).map(|field| &**field)
}

/// What the numbers of a tile are called.
pub fn measure(placed: &Placed) -> String {
    match summed(placed) {
        Some(field) => field.label.clone(),
        None => placed.scene.lang().text("dashboards-records").to_string(),
    }
}

/// A figure as people read it: the sum where one is made, else how many records there are.
pub fn shown(placed: &Placed, figure: &Figure) -> Markup {
    let formats = &placed.scene.formats;
    let Some(field) = summed(placed) else { return html! { (formats.number(&figure.count.into())) } };
    let nothing = Money { amount: Decimal::ZERO, currency: formats.base() };
    match (&figure.total, field.kind.shown()) {
        (Value::Money(money), _) => html! { (formats.sum(money)) },
        (Value::Null, FieldType::Money { .. }) => html! { (formats.sum(&nothing)) },
        (Value::Null, _) => html! { (formats.number(&Decimal::ZERO)) },
        (value, _) => fields::show(&field.kind, value, &[], placed.scene.brief()),
    }
}

/// A figure as a plain number.
pub fn worth(placed: &Placed, figure: &Figure) -> Decimal {
    match &figure.total {
        _ if placed.shows.summed.is_none() => figure.count.into(),
        Value::Money(money) => money.amount,
        Value::Decimal(number) => *number,
        Value::Int(number) | Value::Duration(number) => (*number).into(),
        _ => Decimal::ZERO,
    }
}

/// The list of the records behind a part of a tile.
pub fn narrowed(placed: &Placed, filter: Filter) -> String {
    let Placed { ask, scene, .. } = placed;
    let pairs = ask.with_filter(&ask.filter.clone().and(filter));
    let boards = |name: &str, value: &str| matches!(name, "lanes" | "pipeline") || (name == "view" && value != MINE);
    pairs.keeping(|name, value| !boards(name, value)).on(&scene.home())
}

/// Keeps the records that hold one of some values in a field; without any, those that hold nothing.
pub fn holding(field: &Key, values: Vec<Value>) -> Filter {
    match &values[..] {
        [] => crm::board::holding(field, &Value::Null),
        [one] => crm::board::holding(field, one),
        _ => Filter::any_of(field.clone(), values),
    }
}
