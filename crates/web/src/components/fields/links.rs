//! Links to one record or to several, users and teams.

use maud::{Markup, html};
use meta::record::LinkTitle;
use meta::types::Fault;
use meta::{Field, FieldType, Key, Value};
use uuid::Uuid;

use super::{Input, Look, Offer};
use crate::components::escape::{Id, Text};
use crate::components::icon::icon;
use crate::components::person;
use crate::pairs::Pairs;

/// The module a link control searches.
pub fn target(kind: &FieldType) -> Option<&str> {
    match kind {
        FieldType::Links { to, .. } => Some(to),
        kind => kind.target(),
    }
}

pub(super) fn input(input: &Input) -> Markup {
    let several = matches!(input.field.kind, FieldType::Links { .. });
    let target = target(&input.field.kind).unwrap_or_default();
    html! {
        @if several { input type="hidden" name=(input.name) value=""; }
        (select(input, &format!("/{target}/options"), several, create(input, target)))
    }
}

/// Where a record that is not there yet is made, if the reader may; people and what is arranged in the settings are not made
/// in passing.
fn create(input: &Input, target: &str) -> Option<String> {
    let module = input.look.snapshot.module(target).filter(|module| module.area != "admin")?;
    input.look.rights.may_create(&module.key).then(|| format!("/{target}/new"))
}

/// A list of the chosen records and a few others, in which the browser can search; what is missing is made at the address
/// `create`.
pub(super) fn select(input: &Input, address: &str, several: bool, create: Option<String>) -> Markup {
    let chosen: Vec<&str> = input.typed.all(input.name).collect();
    let first = input.offers.first.get(&(input.module.clone(), input.field.key.clone()));
    let first: &[Offer] = first.map_or(&[], Vec::as_slice);
    let restricted = input.look.formats.lang().text("link-restricted");
    let known = |value: &str| {
        let offered = first.iter().find(|offer| offer.value == value).map(|offer| offer.text.as_str());
        offered.or_else(|| input.offers.chosen.get(value).map(String::as_str)).unwrap_or(restricted).to_string()
    };
    html! {
        select id=(input.id()) name=(input.name) data-picker[input.pickers] data-url=(address) data-create=[create] multiple[several]
            required[input.required] aria-describedby=[input.described()] aria-invalid=[input.invalid()] {
            @if !several { option value="" {} }
            @for value in &chosen { option value=(value) selected { (known(value)) } }
            @for offer in first.iter().filter(|offer| !chosen.contains(&offer.value.as_str())) {
                option value=(offer.value) { (offer.text) }
            }
        }
        @if first.len() >= super::links::FIRST {
            label.sub-label.no-js-only {
                (input.look.formats.lang().text("link-not-in-list")) " "
                input name=(input.part("called")) value=(input.part_value("called"));
            }
        }
    }
}

/// How many records a control offers to browsers without script.
pub const FIRST: usize = 20;

/// The ids that were chosen.
pub(super) fn read_several(field: &Field, name: &str, given: &Pairs) -> Result<Value, Fault> {
    field.kind.parse(
        &given.all(name).collect::<Vec<_>>().join(";"),
        &meta::types::Reading::plain(meta::types::Currency::NONE),
    )
}

/// A single link: people as people, records by name.
pub(super) fn show(kind: &FieldType, id: Uuid, title: Option<&LinkTitle>, look: Look) -> Markup {
    match (kind.target(), title) {
        (Some("user"), Some(LinkTitle::Open(name))) => person::person(id, name),
        (Some("user"), None) => person::person(id, &person::name(look.snapshot, Some(id), look.formats.lang())),
        (target, title) => {
            let module = Key::new(target.unwrap_or("record")).unwrap_or_else(|_| Key::of("record"));
            show_record(&module, id, title, look)
        }
    }
}

pub(super) fn show_several(module: &Key, ids: &[Uuid], titles: &[LinkTitle], look: Look) -> Markup {
    html! {
        span.tags { @for (at, id) in ids.iter().enumerate() { (show_record(module, *id, titles.get(at), look)) } }
    }
}

/// A link to a record: struck through when it is in the bin, without a name when it may not be seen. Where names do not
/// come with the value, those seen are among the names of the look.
pub fn show_record(module: &Key, id: Uuid, title: Option<&LinkTitle>, look: Look) -> Markup {
    let symbol = look.snapshot.module(module).filter(|_| !look.brief).map(|module| module.icon.as_str());
    let (name, class) = match title {
        Some(LinkTitle::Open(name)) => (name.as_str(), "record-link"),
        Some(LinkTitle::Binned(name)) => (name.as_str(), "record-link binned"),
        None if look.names.contains_key(&id) => (look.names[&id].as_str(), "record-link"),
        Some(LinkTitle::Restricted) | None => {
            return html! { span.restricted { (icon("lock")) " " (look.formats.lang().text("link-restricted")) } };
        }
    };
    let name = if name.is_empty() { look.formats.lang().text("without-a-name") } else { name };
    html! {
        a class=(class) href={ "/" (module) "/" (Id(id)) } {
            @if let Some(symbol) = symbol { (icon(symbol)) " " } (Text(name))
        }
    }
}
