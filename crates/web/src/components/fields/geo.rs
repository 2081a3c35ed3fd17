//! Places on the globe.

use maud::{Markup, html};
use meta::types::{Fault, Geo};
use meta::{Field, Value};

use super::{Input, Look};
use crate::pairs::Pairs;

pub(super) fn input(input: &Input) -> Markup {
    let lang = input.look.formats.lang();
    let (described, invalid) = (input.described(), input.invalid());
    html! {
        div.pair-input {
            label.sub-label { (lang.text("geo-latitude")) " "
                input.num id=(input.id()) name=(input.part("lat")) value=(input.part_value("lat")) inputmode="decimal"
                    autocomplete="off" aria-describedby=[described.as_deref()] aria-invalid=[invalid];
            }
            label.sub-label { (lang.text("geo-longitude")) " "
                input.num name=(input.part("lon")) value=(input.part_value("lon")) inputmode="decimal"
                    autocomplete="off" aria-invalid=[invalid];
            }
        }
    }
}

pub(super) fn typed(name: &str, point: &Geo, look: Look, pairs: &mut Pairs) {
    let (lat, lon) = point.degrees();
    pairs.push(format!("{name}[lat]"), look.formats.typed(&lat));
    pairs.push(format!("{name}[lon]"), look.formats.typed(&lon));
}

/// A place of two numbers, or of both typed or pasted into the first control.
pub(super) fn read(field: &Field, name: &str, given: &Pairs, look: Look) -> Result<Value, Fault> {
    let part = |part: &str| given.text(&format!("{name}[{part}]")).to_string();
    let (lat, lon) = (part("lat"), part("lon"));
    let text = if lon.is_empty() { lat } else { format!("{lat}; {lon}") };
    field.kind.parse(&text, &look.formats.reading())
}

pub(super) fn show(point: &Geo) -> Markup {
    let (lat, lon) = point.degrees();
    html! {
        a.external href={ "https://www.openstreetmap.org/?mlat=" (lat) "&mlon=" (lon) "&zoom=15" } target="_blank"
            rel="noopener noreferrer" { (lat) ", " (lon) }
    }
}
