//! The sections of a record's layout.

use maud::{Markup, html};
use meta::{Field, FieldType, Key, Path, Record, Value};
use words::said;

use super::Shown;
use crate::components::fields;
use crate::components::icon::icon;
use crate::pages::records::list::cell;
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
    let (scene, record, lang) = (&shown.scene, &shown.record, shown.scene.lang());
    let wide = matches!(field.kind.shown(), FieldType::LongText { .. } | FieldType::Children { .. });
    let path = Path::of(field.key.clone());
    let editable = shown.allowed.edit && scene.sets(field) && record.get("deleted_at").is_empty();
    html! {
        div class={ "fact" @if wide { " wide" } } {
            dt { (field.label) }
            dd {
                (fields::show(&field.kind, record.get(&field.key), record.link_titles(&field.key), scene.look()))
                @if is_manual(record, field) { span.fact-note { (lang.text("record-set-by-hand")) } }
                @if editable {
                    a.icon-button.small.fact-edit href={ (scene.record(record.id)) "/edit#" (fields::control_id(&field.key)) }
                        data-field=[cell::settable(scene, &path).then_some(&field.key)]
                        aria-label=(lang.say(said!("record-edit-field", field = lower(&field.label)))) { (icon("pencil")) }
                }
            }
        }
    }
}

/// Whether a value was set by hand though it would follow another one.
fn is_manual(record: &Record, field: &Field) -> bool {
    let manual = format!("{}_manual", field.key);
    *record.get(&manual) == Value::Bool(true)
}

/// Who made the record and who changed it last.
fn record_line(shown: &Shown) -> Markup {
    let (scene, record, lang) = (&shown.scene, &shown.record, shown.scene.lang());
    let who = |key: &str| crate::components::person::name(&scene.snapshot, record.get(key).id(), lang);
    let at = |key: &str| if let Value::Time(at) = record.get(key) { scene.formats.time(*at) } else { String::new() };
    let line = said!(
        "record-made-and-changed",
        maker = who("created_by"),
        made = at("created_at"),
        changer = who("updated_by"),
        changed = at("updated_at"),
    );
    html! { p.small-text.faint { (lang.say(line)) } }
}
