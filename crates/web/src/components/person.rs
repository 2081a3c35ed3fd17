//! People: a face of initials and a name.

use crm::Snapshot;
use maud::{Markup, html};
use uuid::Uuid;
use words::Language;

/// The first letters of a name, two at the most.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    [first, last].into_iter().flatten().flat_map(char::to_uppercase).collect()
}

/// The hue of somebody's avatar, always the same for the same person.
pub fn hue(id: Uuid) -> u8 {
    let digest = blake3::hash(id.as_bytes());
    1 + digest.as_bytes()[0] % 12
}

/// Somebody's avatar; `class` may be `small` or `large`.
pub fn avatar(id: Uuid, name: &str, class: &str) -> Markup {
    html! { span class={ "avatar " (class) " hue-" (hue(id)) } aria-hidden="true" { (initials(name)) } }
}

/// Somebody by name.
pub fn person(id: Uuid, name: &str) -> Markup {
    html! { span.person { (avatar(id, name, "small")) (name) } }
}

/// What a user is called, Kith itself when there is none.
pub fn name(snapshot: &Snapshot, user: Option<Uuid>, lang: Language) -> String {
    match user {
        None => "Kith".into(),
        Some(id) => {
            let gone = || lang.text("person-gone").to_owned();
            snapshot.people.get(id).map_or_else(gone, |person| person.name.clone())
        }
    }
}
