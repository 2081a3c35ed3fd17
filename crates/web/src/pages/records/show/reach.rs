//! On the phone: one touch calls, writes to, or leads to whom the record is about.

use maud::{Markup, html};
use meta::{FieldType, Value};

use super::Shown;
use crate::components::countries;
use crate::components::icon::icon;
use crate::pairs::Pairs;

/// The buttons, for what the record holds of a telephone number, an address to mail to and a place; nothing elsewhere.
pub fn buttons(shown: &Shown) -> Markup {
    let lang = shown.scene.lang();
    let ways = [
        ("phone", "record-call", phone(shown)),
        ("mail", "record-mail", mail(shown)),
        ("map-pin", "record-navigate", place(shown)),
    ];
    html! {
        @if ways.iter().any(|(.., href)| href.is_some()) {
            nav.record-reach.only-phone aria-label=(lang.text("record-reach")) {
                @for (symbol, label, href) in &ways {
                    @if let Some(href) = href { a.button href=(href) { (icon(symbol)) (lang.text(label)) } }
                }
            }
        }
    }
}

/// The values of the record's own fields that the reader sees.
fn values(shown: &Shown) -> impl Iterator<Item = &Value> {
    let fields = shown.scene.module.own_fields();
    let seen = fields.filter(|field| shown.scene.sees(&field.key) && !shown.shape.hidden.contains(&field.key));
    seen.filter(|field| {
        matches!(field.kind, FieldType::Phones | FieldType::Emails | FieldType::Address | FieldType::Geo)
    })
    .map(|field| shown.record.get(&field.key))
}

/// The number to call: the primary one that works, else the first.
fn phone(shown: &Shown) -> Option<String> {
    let numbers = values(shown).filter_map(|value| if let Value::Phones(all) = value { Some(all) } else { None });
    let mut usable: Vec<_> = numbers.flatten().filter(|phone| !phone.invalid && phone.r#type != "fax").collect();
    usable.sort_by_key(|phone| !phone.primary);
    usable.first().map(|phone| format!("tel:{}", tight(&phone.value)))
}

/// The address to write to: the primary one that works and takes mail, else the first.
fn mail(shown: &Shown) -> Option<String> {
    let addresses = values(shown).filter_map(|value| if let Value::Emails(all) = value { Some(all) } else { None });
    let mut usable: Vec<_> = addresses.flatten().filter(|email| !email.invalid && !email.opted_out).collect();
    usable.sort_by_key(|email| !email.primary);
    usable.first().map(|email| format!("mailto:{}", tight(&email.value)))
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The way to the first place, by an address that both kinds of phones open in their maps.
fn place(shown: &Shown) -> Option<String> {
    let lang = shown.scene.lang();
    let place = values(shown).find_map(|value| match value {
        Value::Address(place) if !place.city.is_empty() || !place.street.is_empty() => {
            let town = format!("{} {}", place.postal_code, place.city);
            let lines = [
                place.street.replace('\n', ", "),
                town,
                place.region.clone(),
                countries::name(&place.country, lang).to_string(),
            ];
            Some(lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
        }
        Value::Geo(point) => Some(format!("{},{}", point.degrees().0, point.degrees().1)),
        _ => None,
    })?;
    Some(Pairs::default().with("api", "1").with("destination", &place).on("https://www.google.com/maps/dir/"))
}
