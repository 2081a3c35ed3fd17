//! What the pages of reports share: the form above them, and the way down to the records behind a figure.

use chrono::NaiveDate;
use crm::Snapshot;
use maud::{Markup, html};
use meta::types::Money;
use meta::{Filter, Key, Op, Value};
use rust_decimal::RoundingStrategy;
use uuid::Uuid;

use crate::components::control::{Control, Form};
use crate::components::people_choice;
use crate::pairs::Pairs;

/// What controls of reports are called, those too that a form only sends along.
const CALLED: [(&str, &str); 6] = [
    ("pipeline", "reports-pipeline"),
    ("owner", "reports-owner"),
    ("team", "reports-team"),
    ("by", "reports-by"),
    ("from", "reports-from"),
    ("to", "reports-to"),
];

/// The form above a report: which opportunities it is about. Values of the names kept are sent along.
pub fn questions(snapshot: &Snapshot, form: Form, kept: &[&str]) -> Markup {
    let (lang, form) = (form.lang, form.calling(&CALLED));
    let people = people_choice::people(snapshot, lang.text("reports-everybody"), form.typed.text("owner"));
    let pipelines =
        snapshot.pipelines_of("opportunity").map(|pipeline| (pipeline.id.to_string(), pipeline.name.clone()));
    let all = std::iter::once((String::new(), lang.text("reports-all-pipelines").to_string()));
    html! {
        (form.summary())
        form.form-line data-autosubmit {
            @for name in kept.iter().filter(|name| !form.typed.text(name).is_empty()) {
                input type="hidden" name=(name) value=(form.typed.text(name));
            }
            (form.select(Control::new("pipeline", lang.text("reports-pipeline")), all.chain(pipelines)))
            (form.picker(Control::new("owner", lang.text("reports-owner")), Some(people_choice::ADDRESS), people))
            (form.text("date", Control::new("from", lang.text("reports-from"))))
            (form.text("date", Control::new("to", lang.text("reports-to"))))
            button.button.no-js-only { (lang.text("reports-show")) }
        }
    }
}

/// Rounded to hundredths, for reading; the API gives all places.
pub fn cents(money: &Money) -> Money {
    Money { amount: money.amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero), ..*money }
}

/// Keeps the records of an owner or a team, or those without one.
pub fn of(key: &'static str, id: Option<Uuid>) -> Filter {
    match id {
        Some(id) => Filter::test(Key::of(key), Op::Eq, Value::Id(id)),
        None => Filter::test(Key::of(key), Op::Empty, Value::Bool(true)),
    }
}

/// Keeps what stands in one of some stages.
pub fn within(stages: &[Uuid]) -> Filter {
    Filter::any_of(Key::of("stage"), stages.iter().copied().map(Value::Id).collect())
}

/// Keeps what closes between two days, both included.
pub fn closing(from: Option<NaiveDate>, to: Option<NaiveDate>) -> impl Iterator<Item = Filter> {
    let test = |(day, op): (Option<NaiveDate>, Op)| Some(Filter::test(Key::of("close_date"), op, Value::Date(day?)));
    [(from, Op::Gte), (to, Op::Lte)].into_iter().filter_map(test)
}

/// The address of the list of the opportunities that all of these keep.
pub fn list(all: Vec<Filter>) -> String {
    let mut pairs = Pairs::default();
    for (name, value) in Filter::And(all).to_query() {
        pairs.push(name, value);
    }
    pairs.on("/opportunity")
}
