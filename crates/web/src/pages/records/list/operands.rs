//! What a condition compares with: the words for operators, and a control for the values of each type.

use maud::{Markup, html};
use meta::catalogue::Resolved;
use meta::{FieldType, Op};

use crate::pages::records::Scene;

/// Words of the periods that dates are compared with.
const PERIODS: [(&str, &str); 15] = [
    ("today", "today"),
    ("yesterday", "yesterday"),
    ("tomorrow", "tomorrow"),
    ("this_week", "this week"),
    ("last_week", "last week"),
    ("next_week", "next week"),
    ("this_month", "this month"),
    ("last_month", "last month"),
    ("next_month", "next month"),
    ("this_quarter", "this quarter"),
    ("last_quarter", "last quarter"),
    ("next_quarter", "next quarter"),
    ("this_year", "this year"),
    ("last_year", "last year"),
    ("next_year", "next year"),
];

/// The operators of what a path leads to, with their words; emptiness as two.
pub fn operators(found: &Resolved) -> Vec<(&'static str, &'static str)> {
    let dated = matches!(found.kind(), FieldType::Date | FieldType::DateTime);
    let mut all = Vec::new();
    for op in found.ops() {
        match op {
            Op::Empty => all.extend([("empty", "is empty"), ("filled", "is not empty")]),
            op => all.push((op.name(), words(*op, dated))),
        }
    }
    all
}

fn words(op: Op, dated: bool) -> &'static str {
    match (op, dated) {
        (Op::Eq, _) => "is",
        (Op::Ne, _) => "is not",
        (Op::Lt, true) => "is before",
        (Op::Lte, true) => "is not after",
        (Op::Gt, true) => "is after",
        (Op::Gte, true) => "is not before",
        (Op::Lt, false) => "is less than",
        (Op::Lte, false) => "is at most",
        (Op::Gt, false) => "is more than",
        (Op::Gte, false) => "is at least",
        (Op::In, _) => "is one of",
        (Op::Contains, _) => "contains",
        (Op::Starts, _) => "starts with",
        (Op::Empty, _) => "is empty",
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
    let label = format!("Value of {}", found.label());
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
        FieldType::Bool => list(choices(&[("true".into(), "Yes".into()), ("false".into(), "No".into())], typed), false),
        FieldType::Select { options } => {
            let all: Vec<(String, String)> =
                options.iter().map(|choice| (choice.key.clone(), choice.label.clone())).collect();
            list(choices(&all, typed), all.len() > 12)
        }
        FieldType::Stage => list(stages(scene, typed), false),
        FieldType::User => list(people(scene, typed), true),
        kind @ (FieldType::Link { .. } | FieldType::Team) => record(scene, &kind, &name, &label, several, typed),
        FieldType::Parent { to, .. } => list(modules(scene, &to, typed), false),
        FieldType::Date | FieldType::DateTime if !several => dates(at, &label, typed),
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
    let words = [("me", "Me"), ("my_team", "My team"), ("my_people", "Me and my people")];
    let mut all: Vec<(String, String)> = words.map(|(key, label)| (key.to_string(), label.to_string())).to_vec();
    let mut people: Vec<_> = scene.snapshot.people.iter().collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    all.extend(people.into_iter().map(|person| (person.id.to_string(), person.name.clone())));
    choices(&all, typed)
}

fn modules(scene: &Scene, to: &[meta::Key], typed: &str) -> Markup {
    let offered = scene.snapshot.schema.catalogue.modules().filter(|module| {
        (to.is_empty() || to.contains(&module.key)) && module.area != "admin" && scene.rights.may_read(&module.key)
    });
    let all: Vec<(String, String)> =
        offered.map(|module| (module.key.to_string(), format!("any {}", module.label.one.to_lowercase()))).collect();
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

fn dates(at: usize, label: &str, typed: &str) -> Markup {
    let period = PERIODS.iter().any(|(key, _)| *key == typed);
    html! {
        div.row {
            select name={ "p." (at) } aria-label={ (label) ", a period" } {
                option value="" { "the day" }
                @for (key, words) in PERIODS { option value=(key) selected[key == typed] { (words) } }
                @if !period && !typed.is_empty() && !typed.starts_with(|c: char| c.is_ascii_digit()) {
                    option value=(typed) selected { (typed) }
                }
            }
            input type="date" name={ "v." (at) } value=(if period { "" } else { typed }) aria-label=(label);
        }
    }
}
