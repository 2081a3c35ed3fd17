//! My open opportunities by stage, with sums: mine, and those of everybody who reports to me.

use crm::board::{self, Lane};
use crm::pipelines::Outcome;
use crm::{Result, Work};
use maud::{Markup, html};
use meta::filter::{Period, Unit};
use meta::{Filter, Key, Op, Operand, Path, Test, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use words::said;

use crate::components::badge;
use crate::components::empty;
use crate::pages::records::Scene;
use crate::pairs::Pairs;

/// How somebody's pipeline stands.
pub struct Pipeline {
    scene: Scene,
    open: Vec<Row>,
    won: Vec<Lane>,
    closing: i64,
}

struct Row {
    name: String,
    hue: u8,
    stage: String,
    lane: Lane,
}

/// What must be seen for that.
const NEEDED: [&str; 4] = ["stage.outcome", "amount", "owner", "close_date"];

/// Reads the actor's pipeline: three statements of sums. Nothing where something needed for it is hidden.
pub fn read(work: &mut Work, home: &Scene) -> Result<Option<Pipeline>> {
    let scene = home.beside(work, "opportunity")?;
    let (stage, amount) = (Key::of("stage"), Key::of("amount"));
    if !NEEDED.iter().all(|path| Path::parse(path).is_some_and(|path| scene.resolve(&path).is_some())) {
        return Ok(None);
    }
    let sums = |work: &mut Work, filter: Filter| board::lanes(work, "opportunity", &stage, Some(&amount), &filter);
    let open = sums(work, mine().and(outcome("open")))?;
    let won = sums(work, mine().and(outcome("won")).and(closes(Period { unit: Unit::Quarter, offset: 0 })))?;
    let closing = sums(work, mine().and(outcome("open")).and(closes(Period { unit: Unit::Week, offset: 0 })))?;
    let closing = closing.iter().map(|lane| lane.count).sum();
    let stages = scene.pipelines().flat_map(|pipeline| &pipeline.stages);
    let rows = stages.filter(|stage| stage.outcome == Outcome::Open).filter_map(|stage| {
        let lane = open.iter().find(|lane| lane.value == Value::Id(stage.id))?.clone();
        Some(Row { name: stage.name.clone(), hue: stage.hue, stage: stage.id.to_string(), lane })
    });
    let open = rows.collect();
    Ok(Some(Pipeline { scene, open, won, closing }))
}

fn mine() -> Filter {
    Filter::Test(Test { path: Path::of(Key::of("owner")), op: Op::Eq, operand: Operand::MyPeople })
}

fn outcome(outcome: &'static str) -> Filter {
    let path = Path::join(&[Key::of("stage"), Key::of("outcome")]);
    Filter::test(path, Op::Eq, Value::Text(outcome.into()))
}

fn closes(period: Period) -> Filter {
    Filter::Test(Test { path: Path::of(Key::of("close_date")), op: Op::Eq, operand: Operand::Period(period) })
}

fn amount(lane: &Lane) -> Decimal {
    if let Value::Money(money) = &lane.total { money.amount } else { Decimal::ZERO }
}

impl Pipeline {
    fn sum<'l>(&self, lanes: impl Iterator<Item = &'l Lane>) -> String {
        let amount = lanes.map(amount).sum();
        self.scene.formats.sum(&meta::types::Money { amount, currency: self.scene.formats.base() })
    }

    /// The figures at the top.
    pub fn stats(&self) -> Markup {
        let count = |lanes: &mut dyn Iterator<Item = &Lane>| lanes.map(|lane| lane.count).sum::<i64>();
        let open = count(&mut self.open.iter().map(|row| &row.lane));
        let won = count(&mut self.won.iter());
        let (lang, number) = (self.scene.lang(), |count: i64| self.scene.formats.number(&count.into()));
        let list = |pairs: &[(&str, &str)]| {
            let mut query = Pairs::default();
            query.push("filter[owner][eq]", "my_people");
            pairs.iter().for_each(|(name, value)| query.push(*name, *value));
            query.on("/opportunity")
        };
        html! {
            div.stats {
                a.stat href=(list(&[("filter[stage.outcome][eq]", "open")])) {
                    span.stat-label { (lang.text("home-open-pipeline")) }
                    span.stat-value { (self.sum(self.open.iter().map(|row| &row.lane))) }
                    span.stat-note { (lang.say(said!("home-opportunities", count = open, shown = number(open)))) }
                }
                a.stat href=(list(&[("filter[stage.outcome][eq]", "won"), ("filter[close_date][eq]", "this_quarter")])) {
                    span.stat-label { (lang.text("home-won")) }
                    span.stat-value { (self.sum(self.won.iter())) }
                    span.stat-note { (lang.say(said!("home-deals", count = won, shown = number(won)))) }
                }
                a.stat href=(list(&[("filter[stage.outcome][eq]", "open"), ("filter[close_date][eq]", "this_week")])) {
                    span.stat-label { (lang.text("home-closing")) }
                    span.stat-value { (number(self.closing)) }
                    span.stat-note { (lang.say(said!("home-open-deals", count = self.closing))) }
                }
            }
        }
    }

    /// The card of stages.
    pub fn card(&self) -> Markup {
        let (lang, title) = (self.scene.lang(), self.scene.lang().text("home-pipeline"));
        let largest = self.open.iter().map(|row| amount(&row.lane)).max().unwrap_or_default();
        html! {
            section.card aria-label=(title) {
                div.card-header { h2 { (title) } a.button.quiet.small href="/opportunity?view=board&filter[owner][eq]=my_people" { (lang.text("home-board")) } }
                @if self.open.is_empty() { (empty::small(lang.text("home-no-open"))) } @else {
                    div.table-wrap { table.table.compact {
                        thead { tr {
                            th scope="col" { (lang.text("home-stage")) } th scope="col" class="num" { (lang.text("home-deals-of-stage")) }
                            th scope="col" class="num" { (lang.text("home-amount")) } th scope="col" class="hide-phone" { span.visually-hidden { (lang.text("home-share")) } }
                        } }
                        tbody data-follow { @for row in &self.open { (self.row(row, largest)) } }
                    } }
                }
            }
        }
    }

    fn row(&self, row: &Row, largest: Decimal) -> Markup {
        let share = if largest.is_zero() { Decimal::ZERO } else { amount(&row.lane) * Decimal::ONE_HUNDRED / largest };
        let share = share.round_dp(0).to_i64().unwrap_or_default();
        let shares = self.scene.lang().say(said!("home-share-of-largest", share = share.to_string()));
        let href = format!("/opportunity?filter%5Bstage%5D%5Beq%5D={}&filter%5Bowner%5D%5Beq%5D=my_people", row.stage);
        html! {
            tr {
                td { a href=(href) { (badge::badge(&row.name, row.hue)) } }
                td.num { (self.scene.formats.number(&row.lane.count.into())) }
                td.num { (self.sum(std::iter::once(&row.lane))) }
                td.hide-phone { span.bar-cell { progress max="100" value=(share) aria-label=(shares) {} } }
            }
        }
    }
}
