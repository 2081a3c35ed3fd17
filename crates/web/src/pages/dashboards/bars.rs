//! Trends and charts: a figure a month, or a figure a value, drawn from a table that stays for those who read.

use std::collections::HashMap;

use chrono::Months;
use crm::board::Lane;
use crm::dashboards::{Figure, Month};
use crm::{Result, Work};
use maud::{Markup, html};
use meta::types::Money;
use meta::{FieldType, Filter, Key, Op, Value};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::draw::{holding, measure, narrowed, nothing, shown, summed, worth};
use super::place::Placed;
use crate::components::icon::icon;
use crate::components::{badge, calendar};
use crate::pages::records::Scene;

/// Values of a chart; the rest stands together.
const MOST: usize = 12;

/// A value with its figure.
pub struct Bar {
    label: String,
    hue: u8,
    figure: Figure,
    /// The list behind it; none for what stands together.
    filter: Option<Filter>,
    /// Its place, where values have an order of their own.
    rank: Option<usize>,
    values: Vec<Value>,
}

/// What a value is called, its hue, and its place among the values of its field.
struct Named {
    label: String,
    hue: u8,
    rank: Option<usize>,
}

/// Names and orders the values of a field. Stages of several pipelines with the same key are one.
pub fn read(work: &mut Work, scene: &mut Scene, by: &Key, lanes: Vec<Lane>) -> Result<Vec<Bar>> {
    let Some(field) = scene.module.field(by).cloned() else { return Ok(Vec::new()) };
    if let Some(target @ ("user" | "team")) = field.kind.shown().target() {
        let ids: Vec<Uuid> = lanes.iter().filter_map(|lane| lane.value.id()).collect();
        let target = Key::of(if target == "user" { "user" } else { "team" });
        scene.name(work, &HashMap::from([(target, ids)]))?;
    }
    let mut bars: Vec<Bar> = Vec::new();
    for lane in lanes {
        let Named { label, hue, rank } = named(scene, field.kind.shown(), &lane.value);
        let figure = Figure { count: lane.count, total: lane.total };
        let values: Vec<Value> = Some(lane.value).filter(|value| !value.is_empty()).into_iter().collect();
        match bars.iter_mut().find(|bar| rank.is_some() && bar.rank == rank) {
            Some(bar) => {
                bar.figure = plus(&bar.figure, &figure);
                bar.values.extend(values);
            }
            None => bars.push(Bar { label, hue, figure, filter: None, rank, values }),
        }
    }
    bars.iter_mut().for_each(|bar| bar.filter = Some(holding(by, bar.values.clone())));
    Ok(bars)
}

fn named(scene: &Scene, kind: &FieldType, value: &Value) -> Named {
    let lang = scene.lang();
    let plain = |label: &str, rank| Named { label: label.to_string(), hue: 0, rank };
    match (kind, value) {
        (_, Value::Null) => plain(lang.text("board-without-value"), Some(usize::MAX)),
        (FieldType::Stage, Value::Id(id)) => {
            let all = || scene.pipelines().flat_map(|pipeline| &pipeline.stages);
            let stage = all().find(|stage| stage.id == *id);
            let rank = stage.and_then(|stage| all().position(|other| other.key == stage.key));
            let first = rank.and_then(|rank| all().nth(rank));
            let other = || plain(lang.text("dashboards-others"), Some(usize::MAX - 1));
            first.map_or_else(other, |stage| Named { label: stage.name.clone(), hue: stage.hue, rank })
        }
        (FieldType::Select { options }, Value::Text(key)) => {
            let rank = options.iter().position(|option| option.key == *key);
            let option = rank.map(|rank| &options[rank]);
            let other = || plain(key, Some(usize::MAX - 1));
            option.map_or_else(other, |option| Named { label: option.label.clone(), hue: option.hue, rank })
        }
        (_, Value::Bool(yes)) => plain(lang.text(if *yes { "yes" } else { "no" }), Some(usize::from(!*yes))),
        (_, Value::Id(id)) => {
            // Colleagues have a name also for those who do not see their records.
            let person = || scene.snapshot.people.get(*id).map(|person| &person.name);
            let name = scene.names.get(id).or_else(person);
            plain(name.map_or(lang.text("link-restricted"), String::as_str), None)
        }
        _ => plain(lang.text("dashboards-others"), Some(usize::MAX - 1)),
    }
}

fn plus(one: &Figure, other: &Figure) -> Figure {
    let total = match (&one.total, &other.total) {
        (Value::Null, total) | (total, Value::Null) => total.clone(),
        (Value::Money(a), Value::Money(b)) => Value::Money(Money { amount: a.amount + b.amount, ..*a }),
        (Value::Decimal(a), Value::Decimal(b)) => Value::Decimal(*a + *b),
        (Value::Int(a), Value::Int(b)) => a.checked_add(*b).map_or(Value::Null, Value::Int),
        (Value::Duration(a), Value::Duration(b)) => a.checked_add(*b).map_or(Value::Null, Value::Duration),
        _ => Value::Null,
    };
    Figure { count: one.count + other.count, total }
}

/// In their own order, else the largest first; the smallest of very many stand together.
fn ordered<'b>(placed: &Placed, bars: &'b [Bar]) -> (Vec<&'b Bar>, Option<Figure>) {
    let mut all: Vec<&Bar> = bars.iter().collect();
    all.sort_by_key(|bar| {
        (bar.rank.unwrap_or_default(), std::cmp::Reverse(worth(placed, &bar.figure)), bar.label.clone())
    });
    let rest = if all.len() > MOST { all.split_off(MOST - 1) } else { Vec::new() };
    let rest = rest.into_iter().map(|bar| bar.figure.clone()).reduce(|one, other| plus(&one, &other));
    (all, rest)
}

/// A chart by the values of a field.
pub fn chart(placed: &Placed, bars: &[Bar], open: bool) -> Markup {
    if bars.is_empty() {
        return nothing(&placed.scene);
    }
    let (all, rest) = ordered(placed, bars);
    let heading = placed.shows.grouped.as_ref().and_then(|key| placed.scene.module.field(key));
    let heading = heading.map_or("", |field| field.label.as_str());
    let rows = html! {
        @for bar in all { tr {
            td { @match &bar.filter {
                Some(filter) => a href=(narrowed(placed, filter.clone())) { (name(bar)) },
                None => (name(bar)),
            } }
            (cells(placed, &bar.figure))
        } }
        @if let Some(rest) = rest { tr { td { (placed.scene.lang().text("dashboards-others")) } (cells(placed, &rest)) } }
    };
    drawn(placed, "bar", heading, &rows, open)
}

fn name(bar: &Bar) -> Markup {
    if bar.hue == 0 {
        html! { (bar.label) }
    } else {
        badge::badge(&bar.label, bar.hue)
    }
}

/// A trend by the months of a date.
pub fn trend(placed: &Placed, months: &[Month], open: bool) -> Markup {
    if months.iter().all(|month| month.figure.count == 0) {
        return nothing(&placed.scene);
    }
    let lang = placed.scene.lang();
    let rows = html! {
        @for month in months { tr {
            td { a href=(narrowed(placed, within(placed, month))) { (calendar::of(month.first, "%b %Y", lang)) } }
            (cells(placed, &month.figure))
        } }
    };
    drawn(placed, if months.len() > 2 { "line" } else { "bar" }, lang.text("dashboards-month"), &rows, open)
}

/// Keeps the records of a month.
fn within(placed: &Placed, month: &Month) -> Filter {
    let Some(field) = placed.shows.grouped.as_ref().and_then(|key| placed.scene.module.field(key)) else {
        return Filter::Const(true);
    };
    let next = month.first.checked_add_months(Months::new(1)).unwrap_or(month.first);
    let value = |day| match field.kind.shown() {
        FieldType::DateTime => Value::Time(placed.scene.snapshot.company.day_start(day)),
        _ => Value::Date(day),
    };
    let test = |op, day| Filter::test(field.key.clone(), op, value(day));
    test(Op::Gte, month.first).and(test(Op::Lt, next))
}

/// The cells of a figure: what is drawn, then how many records, where that is another number.
fn cells(placed: &Placed, figure: &Figure) -> Markup {
    let number: Decimal = worth(placed, figure);
    html! {
        td.num data-value=(number) { (shown(placed, figure)) }
        @if summed(placed).is_some() { td.num { (placed.scene.formats.number(&figure.count.into())) } }
    }
}

fn drawn(placed: &Placed, kind: &str, heading: &str, rows: &Markup, open: bool) -> Markup {
    let (id, lang) = (placed.tile.id, placed.scene.lang());
    html! {
        figure.chart.js-only data-chart=(kind) data-table={ "tile-table-" (id) } data-column="1" aria-labelledby={ "tile-title-" (id) } {}
        details.tile-figures open[open] {
            summary { (icon("chevron-right")) (lang.text("dashboards-as-table")) }
            div.table-wrap { table.table.compact id={ "tile-table-" (id) } {
                thead { tr {
                    th scope="col" { (heading) }
                    th.num scope="col" { (measure(placed)) }
                    @if summed(placed).is_some() { th.num scope="col" { (lang.text("dashboards-records")) } }
                } }
                tbody { (rows) }
            } }
        }
    }
}
