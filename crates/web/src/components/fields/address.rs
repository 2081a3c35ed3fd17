//! Postal addresses.

use std::collections::HashMap;
use std::sync::LazyLock;

use maud::{Markup, html};
use meta::types::{Address, Fault};
use meta::{Field, Value};
use words::Language;

use super::Input;
use crate::assets;
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
    html! { span.longtext { (lines(place, lang).join("\n")) } }
}

/// The lines of each country's addresses, as its post office wants them, put beside the assets when they are bundled.
static FORMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| assets::data("addresses.json"));

/// An address as it is written in its country. What has no place in that stands in a line of its own.
fn lines(place: &Address, lang: Language) -> Vec<String> {
    let usual = || ["{street}", "{postal_code} {city}", "{region}"].map(String::from).to_vec();
    let form = FORMS.get(&place.country).cloned().unwrap_or_else(usual);
    let parts = parts(place);
    let mut lines: Vec<String> = form.iter().map(|line| filled(line, &parts)).collect();
    let left = parts.iter().filter(|(part, _)| *part != "country" && !form.concat().contains(&format!("{{{part}}}")));
    lines.extend(left.map(|(_, text)| text.to_string()));
    lines.push(countries::name(&place.country, lang).to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// A line with the parts in their places; what stands between two of them only where both are given.
fn filled(line: &str, parts: &[(&str, &String)]) -> String {
    let (mut filled, mut between, mut rest) = (String::new(), "", line);
    while let Some((before, (part, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        let text = parts.iter().find(|(name, _)| *name == part).map_or("", |(_, text)| text.as_str());
        between = if between.is_empty() { before } else { between };
        if !text.is_empty() {
            filled.push_str(if filled.is_empty() && rest.len() < line.len() { "" } else { between });
            filled.push_str(text);
            between = "";
        }
        rest = after;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(country: &str, region: &str, postal_code: &str) -> String {
        let place = Address {
            street: "Main St 1".into(),
            postal_code: postal_code.into(),
            city: "Springfield".into(),
            region: region.into(),
            country: country.into(),
        };
        lines(&place, Language::En).join(" | ")
    }

    #[test]
    fn an_address_is_written_as_in_its_country() {
        assert_eq!(told("US", "IL", "62701"), "Main St 1 | Springfield, IL 62701 | United States");
        assert_eq!(told("US", "", "62701"), "Main St 1 | Springfield, 62701 | United States");
        assert_eq!(told("US", "", ""), "Main St 1 | Springfield | United States");
        assert_eq!(told("GB", "", "SW1A 1AA"), "Main St 1 | Springfield | SW1A 1AA | United Kingdom");
        assert_eq!(told("IT", "RM", "00184"), "Main St 1 | 00184 Springfield RM | Italy");
        assert_eq!(told("PT", "", "1100-048"), "Main St 1 | 1100-048 Springfield | Portugal");
        assert_eq!(told("", "", "1100"), "Main St 1 | 1100 Springfield");
    }

    #[test]
    fn nothing_of_an_address_is_left_out() {
        assert_eq!(told("DE", "Bayern", "80331"), "Main St 1 | 80331 Springfield | Bayern | Germany");
        assert_eq!(told("JP", "Tokyo", "100-0001"), "〒100-0001 | Tokyo | Main St 1 | Springfield | Japan");
        for code in FORMS.keys() {
            let all = told(code, "Region", "Code");
            assert!(
                ["Main St 1", "Springfield", "Region", "Code"].iter().all(|part| all.contains(part)),
                "{code}: {all}"
            );
        }
    }
}
