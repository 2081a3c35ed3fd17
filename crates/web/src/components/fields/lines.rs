//! Owned lines, edited in place: a table whose cells are the controls of the lines' own fields.

use std::sync::Arc;

use maud::{Markup, html};
use meta::record::Values;
use meta::value::Line;
use meta::{Field, FieldLevel, FieldType, Key, Module, Value};
use uuid::Uuid;
use words::said;

use super::{Faults, Input, Look};
use crate::components::icon::icon;
use crate::pages::records::lower;
use crate::pairs::Pairs;

/// The fields of a line that the reader has at least this right to, in order.
fn columns<'m>(module: &'m Module, by: &Key, look: Look, least: FieldLevel) -> Vec<&'m Arc<Field>> {
    let shown = |field: &&Arc<Field>| {
        field.writable()
            && look.rights.level(&module.key, &field.key) >= least
            && field.key != *by
            && field.key != "position"
            && !matches!(field.kind, FieldType::Children { .. } | FieldType::Emails | FieldType::Phones)
    };
    module.own_fields().filter(shown).collect()
}

pub(super) fn input(input: &Input, to: &Key, by: &Key) -> Markup {
    let Some(module) = input.look.snapshot.module(to) else { return html! {} };
    let columns = columns(module, by, input.look, FieldLevel::Edit);
    let filled = |row: &&str| {
        let under = format!("{}[{row}]", input.name);
        let only = input.typed.keeping(|name, _| name.starts_with(&under));
        holds_line(input.name, to, by, &only, input.look)
    };
    let mut rows: Vec<&str> = input.typed.rows(input.name).into_iter().filter(filled).collect();
    let spare = rows.iter().filter_map(|row| row.parse::<u32>().ok()).max().map_or(0, |last| last + 1).to_string();
    rows.push(&spare);
    html! {
        input type="hidden" name=(input.name) value="";
        div data-repeat {
            table.lines {
                thead { tr {
                    @for field in &columns { th scope="col" { (field.label) } }
                    td {}
                } }
                tbody data-repeat-rows {
                    @for (at, index) in rows.iter().enumerate() {
                        (row(input, module, &columns, index, at > 0 && *index == spare))
                    }
                }
            }
            template data-repeat-template { (row(input, module, &columns, "__INDEX__", false)) }
            button.button.quiet.small.js-only type="button" data-repeat-add {
                (icon("plus")) (input.look.formats.lang().say(said!("add-of", module = lower(&module.label.one))))
            }
        }
    }
}

/// One row; a spare one is only for browsers without script.
fn row(input: &Input, module: &Module, columns: &[&Arc<Field>], index: &str, spare: bool) -> Markup {
    let id = input.typed.get(&format!("{}[{index}][id]", input.name)).unwrap_or_default();
    html! {
        tr class=[spare.then_some("no-js-only")] data-repeat-row {
            @for (at, field) in columns.iter().enumerate() {
                td data-label=(field.label) {
                    @if at == 0 { input type="hidden" name={ (input.name) "[" (index) "][id]" } value=(id); }
                    (cell(input, module, field, &format!("{}[{index}][{}]", input.name, field.key)))
                }
            }
            td.line-remove {
                button.icon-button.js-only type="button" data-repeat-remove aria-label=(input.look.formats.lang().text("line-remove")) { (icon("x")) }
            }
        }
    }
}

/// The control of one cell. Lines are never required by the browser: a spare one stays empty.
fn cell(input: &Input, module: &Module, field: &Field, name: &str) -> Markup {
    let cell = Input { module: &module.key, field, name, required: false, ..*input };
    html! {
        label.visually-hidden for=(cell.id()) { (field.label) }
        (super::input(&cell))
        @if let Some(error) = input.errors.get(name) {
            p.field-error id={ (cell.id()) "-error" } { (icon("circle-alert")) (error) }
        }
    }
}

pub(super) fn typed(field: &Field, name: &str, rows: &[Line], look: Look, pairs: &mut Pairs) {
    let FieldType::Children { to, .. } = &field.kind else { return };
    let Some(module) = look.snapshot.module(to) else { return };
    for (at, line) in rows.iter().enumerate() {
        if let Some(id) = line.id {
            pairs.push(format!("{name}[{at}][id]"), id.to_string());
        }
        for (key, value) in line.values.iter() {
            if let Some(field) = module.field(key).filter(|field| field.writable()) {
                pairs.extend(super::typed(field, &format!("{name}[{at}][{key}]"), value, look));
            }
        }
    }
}

/// The lines that hold anything, in their order.
pub(super) fn read(name: &str, to: &Key, by: &Key, given: &Pairs, look: Look) -> Result<Value, Faults> {
    let Some(module) = look.snapshot.module(to) else { return Ok(Value::Null) };
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for row in given.rows(name) {
        let (mut values, mut filled) = (Values::new(), false);
        for field in columns(module, by, look, FieldLevel::Edit) {
            let part = format!("[{row}][{}]", field.key);
            let at = format!("{name}{part}");
            if !given.gives(&at) {
                continue;
            }
            match super::read(field, &at, given, look) {
                Ok(value) => {
                    filled |= !value.is_empty() && !matches!(value, Value::Bool(false));
                    values.set(field.key.clone(), value);
                }
                Err(wrong) => {
                    filled = true;
                    faults.extend(wrong.into_iter().map(|(inner, fault)| (format!("{part}{inner}"), fault)));
                }
            }
        }
        let id = Uuid::try_parse(given.text(&format!("{name}[{row}][id]"))).ok();
        if filled {
            lines.push(Line { id, values });
        }
    }
    if faults.is_empty() { Ok(if lines.is_empty() { Value::Null } else { Value::Lines(lines) }) } else { Err(faults) }
}

pub(super) fn show(to: &Key, by: &Key, rows: &[Line], look: Look) -> Markup {
    let Some(module) = look.snapshot.module(to) else { return html! {} };
    let columns = columns(module, by, look, FieldLevel::Read);
    html! {
        div.table-wrap {
            table.table.compact.cards {
                thead { tr { @for field in &columns {
                    th scope="col" class=[super::is_figure(&field.kind).then_some("num")] { (field.label) }
                } } }
                tbody { @for line in rows { tr { @for field in &columns {
                    td data-label=(field.label) class=[super::is_figure(&field.kind).then_some("num")] {
                        (super::show(&field.kind, line.values.get(&field.key).unwrap_or(&Value::Null), &[], look))
                    }
                } } } }
            }
        }
    }
}

/// Whether the pairs of one row make a line, so that errors about the nth line find their row.
pub fn holds_line(name: &str, to: &Key, by: &Key, row: &Pairs, look: Look) -> bool {
    !matches!(read(name, to, by, row, look), Ok(Value::Null))
}
