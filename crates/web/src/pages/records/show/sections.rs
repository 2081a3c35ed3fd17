//! The sections of a record's layout.

use maud::{Markup, html};
use meta::{Field, FieldType, Key, Record, Value};

use super::Shown;
use crate::components::fields;
use crate::components::icon::icon;
use crate::pages::records::lower;

/// Every section that the record's values show.
pub fn sections(shown: &Shown) -> Markup {
    let sections = shown.scene.module.detail.sections.iter().enumerate();
    html! {
        @for (at, section) in sections.filter(|(at, _)| !shown.shape.folded.contains(at)) {
            @let fields = fields(shown, section.rows.iter().flatten());
            @if !fields.is_empty() {
                details.card.section open {
                    summary.card-header { (icon("chevron-down")) h2 id={ "section-" (at) } { (section.label) } }
                    div.card-body { dl.facts { @for field in fields { (fact(shown, field)) } } }
                }
            }
        }
        (record_line(shown))
    }
}

fn fields<'s>(shown: &'s Shown, keys: impl Iterator<Item = &'s Key>) -> Vec<&'s Field> {
    let known = keys.filter_map(|key| shown.scene.module.field(key)).map(|field| &**field);
    let there = |field: &&Field| {
        // The title stands in the heading.
        field.key != shown.scene.module.title
            && shown.scene.sees(&field.key)
            && !shown.shape.hidden.contains(&field.key)
    };
    known.filter(there).collect()
}

fn fact(shown: &Shown, field: &Field) -> Markup {
    let (scene, record) = (&shown.scene, &shown.record);
    let wide = matches!(field.kind.shown(), FieldType::LongText { .. } | FieldType::Children { .. });
    let editable = shown.allowed.edit && scene.sets(field) && record.get("deleted_at").is_empty();
    html! {
        div class={ "fact" @if wide { " wide" } } {
            dt { (field.label) }
            dd {
                (fields::show(&field.kind, record.get(&field.key), record.link_titles(&field.key), scene.look()))
                @if let Some(note) = note(record, field) { span.fact-note { (note) } }
                @if editable {
                    a.icon-button.small.fact-edit href={ (scene.record(record.id)) "/edit#" (fields::control_id(&field.key)) }
                        aria-label={ "Edit " (lower(&field.label)) } { (icon("pencil")) }
                }
            }
        }
    }
}

/// A remark on a value that was set by hand though it would follow another one.
fn note(record: &Record, field: &Field) -> Option<&'static str> {
    let manual = format!("{}_manual", field.key);
    (*record.get(&manual) == Value::Bool(true)).then_some("set by hand")
}

/// Who made the record and who changed it last.
fn record_line(shown: &Shown) -> Markup {
    let (scene, record) = (&shown.scene, &shown.record);
    let who = |key: &str| crate::components::person::name(&scene.snapshot, record.get(key).id());
    let at = |key: &str| if let Value::Time(at) = record.get(key) { scene.formats.time(*at) } else { String::new() };
    html! {
        p.small-text.faint {
            "Created by " (who("created_by")) " on " (at("created_at"))
            " · Changed by " (who("updated_by")) " on " (at("updated_at"))
        }
    }
}
