//! What a condition compares with: the words for operators, and a control for the values of each type.

use maud::{Markup, html};
use meta::catalogue::Resolved;
use meta::{FieldType, Module, Op};
use words::{Language, said};

use crate::pages::records::{Scene, lower};

/// The periods that dates are compared with, with their messages.
const PERIODS: [(&str, &str); 15] = [
    ("today", "period-today"),
    ("yesterday", "period-yesterday"),
    ("tomorrow", "period-tomorrow"),
    ("this_week", "period-this-week"),
    ("last_week", "period-last-week"),
    ("next_week", "period-next-week"),
    ("this_month", "period-this-month"),
    ("last_month", "period-last-month"),
    ("next_month", "period-next-month"),
    ("this_quarter", "period-this-quarter"),
    ("last_quarter", "period-last-quarter"),
    ("next_quarter", "period-next-quarter"),
    ("this_year", "period-this-year"),
    ("last_year", "period-last-year"),
    ("next_year", "period-next-year"),
];

/// The operators of what a path leads to, with their words; emptiness as two.
pub fn operators(found: &Resolved, lang: Language) -> Vec<(&'static str, &'static str)> {
    let dated = matches!(found.kind(), FieldType::Date | FieldType::DateTime);
    let mut all = Vec::new();
    for op in found.ops() {
        match op {
            Op::Empty => all.extend([("empty", lang.text("list-op-empty")), ("filled", lang.text("list-op-filled"))]),
            op => all.push((op.name(), lang.text(words(*op, dated)))),
        }
    }
    all
}

/// The message of an operator.
fn words(op: Op, dated: bool) -> &'static str {
    match (op, dated) {
        (Op::Eq, _) => "list-op-is",
        (Op::Ne, _) => "list-op-is-not",
        (Op::Lt, true) => "list-op-before",
        (Op::Lte, true) => "list-op-not-after",
        (Op::Gt, true) => "list-op-after",
        (Op::Gte, true) => "list-op-not-before",
        (Op::Lt, false) => "list-op-less",
        (Op::Lte, false) => "list-op-at-most",
        (Op::Gt, false) => "list-op-more",
        (Op::Gte, false) => "list-op-at-least",
        (Op::In, _) => "list-op-one-of",
        (Op::Contains, _) => "list-op-contains",
        (Op::Starts, _) => "list-op-starts",
        (Op::Empty, _) => "list-op-empty",
    }
}

/// Whether two operators, by their names in the form, take the same control.
pub fn alike(found: &Resolved, a: &str, b: &str) -> bool {
    let control = |name: &str| {
        let op = Op::parse(name).filter(|op| *op != Op::Empty);
        op.map(|op| (found.operand(op), op == Op::In))
    };
    control(a) == control(b)
}

/// The control for what a field is compared with.
pub fn control(scene: &Scene, found: &Resolved, op: Op, at: usize, typed: &str) -> Markup {
    let name = format!("v.{at}");
    let lang = scene.lang();
    let label = lang.say(said!("list-filter-value", field = found.label(lang)));
    let several = op == Op::In;
    let list = |options: Markup, search: bool| {
        html! {
            select name=(name) aria-label=(label) multiple[several] data-picker[several || search] {
                @if !several { option value="" {} }
                (options)
            }
        }
    };
    match found.operand(op) {
        FieldType::Bool => {
            let all =
                [("true", "yes"), ("false", "no")].map(|(key, said)| (key.to_string(), lang.text(said).to_string()));
            list(choices(&all, typed), false)
        }
        FieldType::Select { options } => {
            let all: Vec<(String, String)> =
                options.iter().map(|choice| (choice.key.clone(), choice.label.clone())).collect();
            list(choices(&all, typed), all.len() > 12)
        }
        FieldType::Stage => list(stages(scene, typed), false),
        FieldType::User => list(people(scene, typed), true),
        kind @ (FieldType::Link { .. } | FieldType::Team) => record(scene, &kind, &name, &label, several, typed),
        FieldType::Parent { to, .. } => list(modules(scene, &to, typed), false),
        FieldType::Date | FieldType::DateTime if !several => dates(scene, found, at, &label, typed),
        FieldType::Int { .. } | FieldType::Decimal { .. } | FieldType::Percent { .. } | FieldType::Money { .. } => {
            html! { input.num name=(name) value=(typed) inputmode="decimal" aria-label=(label); }
        }
        _ => html! { input name=(name) value=(typed) aria-label=(label); },
    }
}

fn choices(options: &[(String, String)], typed: &str) -> Markup {
    html! {
        @for (key, label) in options {
            option value=(key) selected[typed.split(',').any(|one| one == key)] { (label) }
        }
    }
}

fn stages(scene: &Scene, typed: &str) -> Markup {
    html! {
        @for pipeline in scene.pipelines() {
            optgroup label=(pipeline.name) {
                @for stage in &pipeline.stages {
                    @let id = stage.id.to_string();
                    option value=(id) selected[typed.split(',').any(|one| one == id || one == stage.key)] { (stage.name) }
                }
            }
        }
    }
}

fn people(scene: &Scene, typed: &str) -> Markup {
    let words = [("me", "list-filter-me"), ("my_team", "list-filter-my-team"), ("my_people", "list-filter-my-people")];
    let words = words.map(|(key, said)| (key.to_string(), scene.lang().text(said).to_string()));
    let mut all: Vec<(String, String)> = words.to_vec();
    let mut people: Vec<_> = scene.snapshot.people.iter().collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    all.extend(people.into_iter().map(|person| (person.id.to_string(), person.name.clone())));
    choices(&all, typed)
}

fn modules(scene: &Scene, to: &[meta::Key], typed: &str) -> Markup {
    let offered = scene.snapshot.schema.catalogue.modules().filter(|module| {
        (to.is_empty() || to.contains(&module.key)) && module.area != "admin" && scene.rights.may_read(&module.key)
    });
    let any = |module: &Module| scene.lang().say(said!("list-filter-any", module = lower(&module.label.one)));
    let all: Vec<(String, String)> = offered.map(|module| (module.key.to_string(), any(module))).collect();
    choices(&all, typed)
}

fn record(scene: &Scene, kind: &FieldType, name: &str, label: &str, several: bool, typed: &str) -> Markup {
    let called = |id: &str| uuid::Uuid::try_parse(id).ok().and_then(|id| scene.names.get(&id).cloned());
    html! {
        select name=(name) aria-label=(label) multiple[several] data-picker data-url={ "/" (kind.target().unwrap_or_default()) "/options" } {
            @if !several { option value="" {} }
            @for id in typed.split(',').filter(|id| !id.is_empty()) {
                option value=(id) selected { (called(id).unwrap_or_else(|| id.to_string())) }
            }
        }
    }
}

fn dates(scene: &Scene, found: &Resolved, at: usize, label: &str, typed: &str) -> Markup {
    let lang = scene.lang();
    let of_period = lang.say(said!("list-filter-period", field = found.label(lang)));
    let period = PERIODS.iter().any(|(key, _)| *key == typed);
    html! {
        div.row {
            select name={ "p." (at) } aria-label=(of_period) {
                option value="" { (lang.text("list-filter-the-day")) }
                @for (key, said) in PERIODS { option value=(key) selected[key == typed] { (lang.text(said)) } }
                @if !period && !typed.is_empty() && !typed.starts_with(|c: char| c.is_ascii_digit()) {
                    option value=(typed) selected { (typed) }
                }
            }
            input type="date" name={ "v." (at) } value=(if period { "" } else { typed }) aria-label=(label);
        }
    }
}
