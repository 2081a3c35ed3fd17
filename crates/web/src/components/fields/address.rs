//! Postal addresses.

use maud::{Markup, html};
use meta::types::{Address, Fault};
use meta::{Field, Value};
use words::Language;

use super::Input;
use crate::components::countries;
use crate::pairs::Pairs;

pub(super) fn input(input: &Input) -> Markup {
    let (described, invalid) = (input.described(), input.invalid());
    let lang = input.look.formats.lang();
    let line = |part: &'static str, label: &str, class: Option<&'static str>| {
        html! {
            input class=[class] name=(input.part(part)) value=(input.part_value(part)) maxlength="120" aria-label=(label)
                placeholder=(label) aria-invalid=[invalid];
        }
    };
    let country = input.part_value("country");
    html! {
        div.address-input {
            textarea.wide id=(input.id()) name=(input.part("street")) rows="1" maxlength="400" aria-label=(lang.text("address-street"))
                placeholder=(lang.text("address-street")) aria-describedby=[described.as_deref()] aria-invalid=[invalid] {
                "\n" (input.part_value("street"))
            }
            (line("postal_code", lang.text("address-postal-code"), None))
            (line("city", lang.text("address-city"), None))
            (line("region", lang.text("address-region"), Some("wide")))
            select.wide name=(input.part("country")) aria-label=(lang.text("address-country")) {
                option value="" { (lang.text("address-country")) }
                @for (code, name) in countries::all(lang) { option value=(code) selected[*code == country] { (name) } }
            }
        }
    }
}

pub(super) fn typed(name: &str, place: &Address, pairs: &mut Pairs) {
    for (part, text) in parts(place) {
        pairs.push(format!("{name}[{part}]"), text);
    }
}

fn parts(place: &Address) -> [(&'static str, &String); 5] {
    [
        ("street", &place.street),
        ("postal_code", &place.postal_code),
        ("city", &place.city),
        ("region", &place.region),
        ("country", &place.country),
    ]
}

pub(super) fn read(field: &Field, name: &str, given: &Pairs) -> Result<Value, Fault> {
    let part = |part: &str| given.text(&format!("{name}[{part}]")).to_string();
    let place = Address {
        street: part("street"),
        postal_code: part("postal_code"),
        city: part("city"),
        region: part("region"),
        country: part("country"),
    };
    field.kind.check(Value::Address(Box::new(place)))
}

pub(super) fn show(place: &Address, lang: Language) -> Markup {
    let town = [place.postal_code.as_str(), place.city.as_str()].join(" ");
    let lines = [place.street.as_str(), town.trim(), &place.region, countries::name(&place.country, lang)];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    html! { span.longtext { (lines.join("\n")) } }
}
