//! A person's name in parts.

use maud::{Markup, html};
use meta::types::{Fault, PersonName};
use meta::{Field, Value};

use super::Input;
use crate::pairs::Pairs;

/// Titles that are offered; another one that a record holds stays.
const TITLES: [&str; 6] = ["Ms", "Mr", "Mx", "Dr", "Prof", "Prof Dr"];

pub(super) fn input(input: &Input) -> Markup {
    let lang = input.look.formats.lang();
    let prefix = input.part_value("prefix");
    let other = (!prefix.is_empty() && !TITLES.contains(&prefix)).then_some(prefix);
    let (described, invalid) = (input.described(), input.invalid());
    html! {
        div.name-input {
            select name=(input.part("prefix")) aria-label=(lang.text("person-title")) {
                option value="" {}
                @for title in TITLES.into_iter().chain(other) {
                    option value=(title) selected[title == prefix] { (title) }
                }
            }
            input id=(input.id()) name=(input.part("given")) value=(input.part_value("given")) maxlength="100"
                aria-label=(lang.text("person-given")) placeholder=(lang.text("person-given")) aria-describedby=[described.as_deref()]
                aria-invalid=[invalid];
            input name=(input.part("family")) value=(input.part_value("family")) maxlength="100"
                aria-label=(lang.text("person-family")) placeholder=(lang.text("person-family")) aria-invalid=[invalid];
            input type="hidden" name=(input.part("suffix")) value=(input.part_value("suffix"));
        }
    }
}

pub(super) fn typed(name: &str, person: &PersonName, pairs: &mut Pairs) {
    let parts =
        [("prefix", &person.prefix), ("given", &person.given), ("family", &person.family), ("suffix", &person.suffix)];
    for (part, text) in parts {
        pairs.push(format!("{name}[{part}]"), text);
    }
}

/// The name of its parts; one typed as a whole is taken apart.
pub(super) fn read(field: &Field, name: &str, given: &Pairs) -> Result<Value, Fault> {
    if given.rows(name).is_empty() && !given.text(name).is_empty() {
        let plain = meta::types::Reading::plain(meta::types::Currency::NONE);
        return field.kind.parse(given.text(name), &plain);
    }
    let part = |part: &str| given.text(&format!("{name}[{part}]")).to_string();
    let person =
        PersonName { prefix: part("prefix"), given: part("given"), family: part("family"), suffix: part("suffix") };
    field.kind.check(Value::Name(person))
}
