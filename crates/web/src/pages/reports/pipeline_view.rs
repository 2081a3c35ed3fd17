//! The page of the pipeline report.

use crm::reports::pipeline::{By, Question, Row, Subject};
use maud::{Markup, html};
use meta::types::Money;
use meta::{Filter, Op, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use words::{Language, said};

use super::parts;
use super::pipeline::Told;
use crate::components::control::Form;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{badge, empty, warning};
use crate::pairs::Pairs;
use crate::who::Signed;

const AT: &str = "/reports/pipeline";
/// Rows shown; of more the total speaks, and the API gives all.
const SHOWN: usize = 300;

/// The whole page.
pub fn page(signed: &Signed, told: &Told, pairs: &Pairs) -> Markup {
    let lang = signed.lang();
    let title = lang.text("report-pipeline");
    let content = html! {
        div.page-header {
            div { h1.page-title #report-title { (icon("chart-column")) (title) } }
            div.page-actions { (ways(told, pairs, lang)) }
        }
        (parts::questions(&told.snapshot, Form::refused(lang, pairs.clone(), told.errors.clone()), &["by"]))
        (warning::unrated(&told.snapshot, lang))
        @if told.rows.iter().all(|row| row.count == 0) {
            (empty::empty("chart-column", lang.text("reports-nothing"), lang.text("reports-nothing-hint"), html! {
                a.button href=(AT) { (lang.text("reports-everything")) }
            }))
        } @else {
            div.stack { (chart(told)) (table(told)) }
        }
    };
    shell::page(&Shell { signed, snapshot: &told.snapshot, title, at: AT }, content)
}

/// By what the rows are told apart.
fn ways(told: &Told, pairs: &Pairs, lang: Language) -> Markup {
    let ways = [
        (By::Stage, "", "reports-by-stage"),
        (By::Owner, "owner", "reports-by-owner"),
        (By::Team, "team", "reports-by-team"),
    ];
    html! {
        div.button-group {
            @for (by, key, called) in ways {
                a.button href=(pairs.with("by", key).on(AT)) aria-current=[(told.question.by == by).then_some("true")] { (lang.text(called)) }
            }
        }
    }
}

fn chart(told: &Told) -> Markup {
    let column = if told.rows.iter().any(|row| row.amount.is_some()) { "2" } else { "1" };
    html! {
        figure.card.chart.js-only data-chart="bar" data-table="pipeline" data-column=(column) aria-labelledby="report-title" {}
    }
}

fn table(told: &Told) -> Markup {
    let heading = match told.question.by {
        By::Stage => "reports-stage",
        By::Owner => "reports-owner",
        By::Team => "reports-team",
    };
    let lang = told.formats.lang();
    let has = |pick: fn(&Row) -> &Option<Money>| told.rows.iter().any(|row| pick(row).is_some());
    let (amount, weighted) = (has(|row| &row.amount), has(|row| &row.weighted));
    let most = told.rows.iter().filter_map(worth).max().unwrap_or_default();
    html! {
        div.table-wrap {
            table.table #pipeline {
                thead { tr {
                    th.cell-title scope="col" { (lang.text(heading)) }
                    th.num scope="col" { (lang.text("reports-count")) }
                    @if amount { th.num scope="col" { (lang.text("reports-amount")) } }
                    @if weighted { th.num.hide-phone scope="col" { (lang.text("reports-weighted")) } }
                    @if amount { th.hide-phone scope="col" { (lang.text("reports-share")) } }
                } }
                tbody {
                    @for row in told.rows.iter().take(SHOWN) {
                        tr {
                            td.cell-title { a href=(records(&told.question, row)) { (label(row)) } }
                            td.num data-value=(row.count) { (told.formats.number(&Decimal::from(row.count))) }
                            @if amount { (cell(told, "num", &row.amount)) }
                            @if weighted { (cell(told, "num hide-phone", &row.weighted)) }
                            @if amount { td.hide-phone { (bar(row, most)) } }
                        }
                    }
                }
                tfoot {
                    @if let more @ 1.. = told.rows.len().saturating_sub(SHOWN) {
                        @let shown = told.formats.number(&Decimal::from(more));
                        tr { td.cell-title colspan="5" { (lang.say(said!("and-more", shown = shown))) } }
                    }
                    tr {
                        td.cell-title { (lang.text("reports-total")) }
                        td.num { (told.formats.number(&Decimal::from(told.rows.iter().map(|row| row.count).sum::<i64>()))) }
                        @if amount { (cell(told, "num", &total(told, |row| &row.amount))) }
                        @if weighted { (cell(told, "num hide-phone", &total(told, |row| &row.weighted))) }
                        @if amount { td.hide-phone {} }
                    }
                }
            }
        }
    }
}

fn cell(told: &Told, class: &str, money: &Option<Money>) -> Markup {
    match money {
        Some(money) => {
            html! { td class=(class) data-value=(money.amount) { (told.formats.money(&parts::cents(money))) } }
        }
        None => html! { td class=(class) { span.none {} } },
    }
}

fn total(told: &Told, pick: fn(&Row) -> &Option<Money>) -> Option<Money> {
    let sum = told
        .rows
        .iter()
        .map(|row| pick(row).as_ref().map(|money| money.amount))
        .try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?))?;
    Some(Money { amount: sum, currency: told.snapshot.company.base_currency })
}

fn worth(row: &Row) -> Option<Decimal> {
    row.amount.as_ref().map(|money| money.amount)
}

fn bar(row: &Row, most: Decimal) -> Markup {
    let share = worth(row).and_then(|amount| (amount * Decimal::ONE_HUNDRED).checked_div(most));
    let share = share.and_then(|share| share.round().to_i64()).unwrap_or_default();
    html! { span.bar-cell { progress max="100" value=(share) aria-label={ (share) " %" } {} } }
}

fn label(row: &Row) -> Markup {
    match &row.subject {
        Subject::Stage { hue, .. } => badge::badge(&row.label, *hue),
        _ => html! { (row.label) },
    }
}

/// The list of a row's records.
fn records(question: &Question, row: &Row) -> String {
    let which = &question.which;
    let mut all = vec![match &row.subject {
        Subject::Stage { ids, .. } => parts::within(ids),
        Subject::Owner(id) => parts::of("owner", *id),
        Subject::Team(id) => parts::of("team", *id),
    }];
    if let (Some(_), false) = (which.owner, question.by == By::Owner) {
        all.push(parts::of("owner", which.owner));
    }
    if let (Some(id), false) = (which.pipeline, question.by == By::Stage) {
        let path = meta::Path::parse("stage.pipeline").expect("a path");
        all.push(Filter::test(path, Op::Eq, Value::Id(id)));
    }
    all.extend(parts::closing(which.from, which.to));
    parts::list(all)
}
