//! E-mail addresses and phone numbers: rows that repeat, each with its kind and marks.

use maud::{Markup, html};
use meta::types::{Email, Fault, Phone};
use meta::{Field, FieldType, Value};
use words::Language;

use super::Input;
use crate::components::icon::icon;
use crate::pairs::Pairs;

/// What both have in common.
struct Point<'v> {
    value: &'v str,
    kind: &'v str,
    primary: bool,
    opted_out: bool,
    invalid: bool,
}

/// What rows of one type are, with the messages that say so.
struct Rows {
    one: &'static str,
    add: &'static str,
    kind: &'static str,
    control: &'static str,
    kinds: &'static [(&'static str, &'static str)],
}

const EMAIL: Rows = Rows {
    one: "point-email",
    add: "point-email-add",
    kind: "point-email-kind",
    control: "email",
    kinds: &[("work", "point-work"), ("home", "point-home"), ("other", "point-other")],
};
const PHONE: Rows = Rows {
    one: "point-phone",
    add: "point-phone-add",
    kind: "point-phone-kind",
    control: "tel",
    kinds: &[
        ("work", "point-work"),
        ("mobile", "point-mobile"),
        ("home", "point-home"),
        ("fax", "point-fax"),
        ("other", "point-other"),
    ],
};

fn rows(kind: &FieldType) -> &'static Rows {
    if matches!(kind, FieldType::Emails) { &EMAIL } else { &PHONE }
}

pub(super) fn input(input: &Input) -> Markup {
    let (all, lang) = (rows(&input.field.kind), input.look.formats.lang());
    let filled = |row: &&str| !input.typed.text(&format!("{}[{row}][value]", input.name)).is_empty();
    let mut given: Vec<&str> = input.typed.rows(input.name).into_iter().filter(filled).collect();
    let spare = given.iter().filter_map(|row| row.parse::<u32>().ok()).max().map_or(0, |last| last + 1).to_string();
    given.push(&spare);
    html! {
        input type="hidden" name=(input.name) value="";
        div.repeat data-repeat {
            div.repeat-rows data-repeat-rows {
                @for (at, index) in given.iter().enumerate() {
                    (row(input, all, index, at == 0, at > 0 && *index == spare))
                }
            }
            template data-repeat-template { (row(input, all, "__INDEX__", false, false)) }
            button.button.quiet.small.js-only type="button" data-repeat-add {
                (icon("plus")) (lang.text(all.add))
            }
        }
    }
}

/// One row; a spare one is only for browsers without script.
fn row(input: &Input, all: &Rows, index: &str, first: bool, spare: bool) -> Markup {
    let lang = input.look.formats.lang();
    let name = |part: &str| format!("{}[{index}][{part}]", input.name);
    let on = |part: &str| input.typed.get(&name(part)) == Some("true");
    let value = input.typed.get(&name("value")).unwrap_or_default();
    let kind = input.typed.get(&name("type")).unwrap_or_default();
    let primary = input.typed.get(&input.part("primary")) == Some(index);
    html! {
        div class={ "repeat-row" @if spare { " no-js-only" } } data-repeat-row {
            input id=[first.then(|| input.id())] type=(all.control) name=(name("value")) value=(value)
                aria-label=(lang.text(all.one)) aria-describedby=[input.described()] aria-invalid=[input.invalid()];
            select name=(name("type")) aria-label=(lang.text(all.kind)) {
                @for (key, label) in all.kinds { option value=(key) selected[*key == kind] { (lang.text(label)) } }
            }
            span.repeat-marks {
                label.choice { input type="radio" name=(input.part("primary")) value=(index) checked[primary]; span { (lang.text("point-primary")) } }
                label.choice { input type="checkbox" name=(name("opted_out")) value="true" checked[on("opted_out")]; span { (lang.text("point-opted-out")) } }
                label.choice { input type="checkbox" name=(name("invalid")) value="true" checked[on("invalid")]; span { (lang.text("point-invalid")) } }
            }
            button.icon-button.js-only type="button" data-repeat-remove aria-label=(lang.text("remove")) { (icon("x")) }
        }
    }
}

pub(super) fn typed(name: &str, value: &Value, pairs: &mut Pairs) {
    for (at, point) in points(value).iter().enumerate() {
        let part = |part: &str| format!("{name}[{at}][{part}]");
        pairs.push(part("value"), point.value);
        pairs.push(part("type"), point.kind);
        for (mark, on) in [("opted_out", point.opted_out), ("invalid", point.invalid)] {
            if on {
                pairs.push(part(mark), "true");
            }
        }
        if point.primary {
            pairs.push(format!("{name}[primary]"), at.to_string());
        }
    }
}

/// The rows with a value, as the type holds them; a plain text is read as several.
pub(super) fn read(field: &Field, name: &str, given: &Pairs) -> Result<Value, Fault> {
    if given.rows(name).is_empty() && !given.text(name).is_empty() {
        let plain = meta::types::Reading::plain(meta::types::Currency::NONE);
        return field.kind.parse(given.text(name), &plain);
    }
    let primary = given.text(&format!("{name}[primary]"));
    let rows = given.rows(name).into_iter().filter_map(|row| {
        let part = |part: &str| given.text(&format!("{name}[{row}][{part}]"));
        let (value, kind) = (part("value").to_string(), part("type").to_string());
        let (opted_out, invalid) = (part("opted_out") == "true", part("invalid") == "true");
        (!value.is_empty()).then_some((value, kind, row == primary, opted_out, invalid))
    });
    let value = if matches!(field.kind, FieldType::Emails) {
        let email = |(value, r#type, primary, opted_out, invalid)| Email { value, r#type, primary, opted_out, invalid };
        Value::Emails(rows.map(email).collect())
    } else {
        let phone = |(value, r#type, primary, opted_out, invalid)| Phone { value, r#type, primary, opted_out, invalid };
        Value::Phones(rows.map(phone).collect())
    };
    field.kind.check(value)
}

fn points(value: &Value) -> Vec<Point<'_>> {
    match value {
        Value::Emails(all) => all
            .iter()
            .map(|e| Point {
                value: &e.value,
                kind: &e.r#type,
                primary: e.primary,
                opted_out: e.opted_out,
                invalid: e.invalid,
            })
            .collect(),
        Value::Phones(all) => all
            .iter()
            .map(|p| Point {
                value: &p.value,
                kind: &p.r#type,
                primary: p.primary,
                opted_out: p.opted_out,
                invalid: p.invalid,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// What a kind of address or number is called; the kind itself where none of ours is.
fn called<'a>(value: &Value, kind: &'a str, lang: Language) -> &'a str {
    let all = if matches!(value, Value::Emails(_)) { &EMAIL } else { &PHONE };
    all.kinds.iter().find(|(key, _)| *key == kind).map_or(kind, |(_, label)| lang.text(label))
}

/// Each as a link, the primary one first; one that does not work struck through.
pub(super) fn show(value: &Value, lang: Language) -> Markup {
    let scheme = if matches!(value, Value::Emails(_)) { "mailto:" } else { "tel:" };
    let mut all = points(value);
    all.sort_by_key(|point| !point.primary);
    let address = |text: &str| {
        let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        format!("{scheme}{tight}")
    };
    html! {
        span.stack.tight {
            @for point in all {
                span {
                    @if point.invalid { del { (point.value) } } @else { a href=(address(point.value)) { (point.value) } }
                    @if !point.kind.is_empty() && point.kind != "work" { " " small.faint { (called(value, point.kind, lang)) } }
                    @if point.invalid { " " small.faint { (lang.text("point-does-not-work")) } }
                    @if point.opted_out { " " small.faint { (lang.text("point-no-mail")) } }
                }
            }
        }
    }
}
