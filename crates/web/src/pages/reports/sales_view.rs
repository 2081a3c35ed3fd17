//! The page of sales by agent and month.

use chrono::NaiveDate;
use crm::reports::Which;
use crm::reports::sales::{Period, Report, Row, Sales, Sum};
use maud::{Markup, html};
use meta::Filter;
use rust_decimal::{Decimal, RoundingStrategy};
use words::{Language, said};

use super::parts;
use super::sales::Told;
use crate::components::control::Form;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{calendar, empty, warning};
use crate::pairs::Pairs;
use crate::who::Signed;

const AT: &str = "/reports/sales";
/// Agents shown; of more the total speaks, and the API gives all.
const SHOWN: usize = 100;

/// The whole page.
pub fn page(signed: &Signed, told: &Told, pairs: &Pairs) -> Markup {
    let lang = signed.lang();
    let title = lang.text("report-sales");
    let content = html! {
        div.page-header {
            div { h1.page-title #report-title { (icon("chart-line")) (title) } }
            @if told.found.as_ref().is_ok_and(|(_, report)| report.total.all.amount.is_some()) {
                div.page-actions { (ways(pairs, lang)) }
            }
        }
        @match &told.found {
            Err(errors) => {
                (parts::questions(&told.snapshot, Form::refused(lang, pairs.clone(), errors.clone()), &["team", "show"]))
            }
            Ok((which, report)) => {
                (parts::questions(&told.snapshot, Form::refused(lang, dated(pairs, &report.period), Vec::new()), &["team", "show"]))
                (warning::unrated(&told.snapshot, lang))
                @if report.total.all.count == 0 {
                    (empty::empty("chart-line", lang.text("reports-no-sales"), lang.text("reports-no-sales-hint"), html! {
                        a.button href=(AT) { (lang.text("reports-last-year")) }
                    }))
                } @else {
                    div.stack { (Drawn::of(told, which, report, pairs).figures()) }
                }
            }
        }
    };
    shell::page(&Shell { signed, snapshot: &told.snapshot, title, at: AT }, content)
}

/// What the figures stand for.
fn ways(pairs: &Pairs, lang: Language) -> Markup {
    html! {
        div.button-group {
            @for (key, called) in [("", "reports-amounts"), ("count", "reports-numbers")] {
                a.button href=(pairs.with("show", key).on(AT)) aria-current=[(pairs.text("show") == key).then_some("true")] { (lang.text(called)) }
            }
        }
    }
}

/// What was typed, with the days that the report is about.
fn dated(pairs: &Pairs, period: &Period) -> Pairs {
    pairs.with("from", &period.from.to_string()).with("to", &period.to.to_string())
}

/// The report as it is drawn.
struct Drawn<'a> {
    which: &'a Which,
    report: &'a Report,
    formats: &'a Formats,
    months: Vec<NaiveDate>,
    /// Whether figures are amounts, not numbers of records.
    amounts: bool,
}

impl<'a> Drawn<'a> {
    fn of(told: &'a Told, which: &'a Which, report: &'a Report, pairs: &Pairs) -> Drawn<'a> {
        let amounts = report.total.all.amount.is_some() && pairs.text("show") != "count";
        Drawn { which, report, formats: &told.formats, months: report.period.months(), amounts }
    }

    fn figures(&self) -> Markup {
        let lang = self.formats.lang();
        let everybody = self.which.owner.map(|owner| parts::of("owner", Some(owner)));
        html! {
            figure.card.chart.js-only data-chart="bar" data-table="sales" data-across aria-labelledby="report-title" {}
            p.small-text.muted { (self.caption()) }
            div.table-wrap { table.table.pivot #sales {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("reports-agent")) }
                    @for month in &self.months { th.num scope="col" { (calendar::of(*month, "%b %Y", lang)) } }
                    th.num scope="col" { (lang.text("reports-total")) }
                } }
                tbody { @for row in self.report.rows.iter().take(SHOWN) { (self.row(row)) } }
                tfoot {
                    @if let more @ 1.. = self.report.rows.len().saturating_sub(SHOWN) {
                        tr { th.cell-title scope="row" { (lang.say(said!("and-more", shown = self.formats.number(&Decimal::from(more))))) } td colspan=(self.months.len() + 1) {} }
                    }
                    tr { th.cell-title scope="row" { (lang.text("reports-total")) } (self.sales(&self.report.total, everybody.as_ref())) }
                }
            } }
        }
    }

    fn caption(&self) -> String {
        let Period { from, to } = self.report.period;
        let (from, to) = (self.formats.date(from), self.formats.date(to));
        let base = self.formats.base().to_string();
        let what = match self.amounts {
            true => said!("reports-of-amounts", currency = base, from = from, to = to),
            false => said!("reports-of-numbers", from = from, to = to),
        };
        self.formats.lang().say(what)
    }

    fn row(&self, row: &Row) -> Markup {
        let theirs = parts::of("owner", row.owner);
        let href = self.records(Some(&theirs), self.report.period);
        html! {
            tr {
                th.cell-title scope="row" { a href=(href) { (row.owner_name) } }
                (self.sales(&row.sales, Some(&theirs)))
            }
        }
    }

    /// A cell a month, and one for all.
    fn sales(&self, sales: &Sales, whose: Option<&Filter>) -> Markup {
        html! {
            @for (month, sum) in self.months.iter().zip(&sales.months) {
                (self.cell(sum, whose, self.report.period.part(*month)))
            }
            (self.cell(&sales.all, whose, self.report.period))
        }
    }

    fn cell(&self, sum: &Sum, whose: Option<&Filter>, days: Period) -> Markup {
        if sum.count == 0 {
            return html! { td.num data-value="0" { span.none {} } };
        }
        let amount = sum.amount.as_ref().filter(|_| self.amounts);
        let whole = |amount: Decimal| amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let figure = amount.map_or(Decimal::from(sum.count), |money| whole(money.amount));
        html! { td.num data-value=(figure) { a href=(self.records(whose, days)) { (self.formats.number(&figure)) } } }
    }

    /// The list of the records behind a figure.
    fn records(&self, whose: Option<&Filter>, days: Period) -> String {
        let mut all: Vec<Filter> = vec![parts::within(&self.report.won)];
        all.extend(whose.cloned());
        all.extend(self.which.team.map(|team| parts::of("team", Some(team))));
        all.extend(parts::closing(Some(days.from), Some(days.to)));
        parts::list(all)
    }
}
