//! Lines of search results: records, and places of Kith to go to.

use crm::search::Found;
use crm::{Actor, Snapshot};
use maud::{Markup, html};
use meta::fold::fold;
use words::Language;

use crate::components::icon::icon;
use crate::components::side_nav::Entry;
use crate::pages::{admin, me};

/// Pages that no menu leads to.
const ASIDE: [Entry<'static>; 1] = [("/styleguide", "swatch-book", "styleguide")];
/// Most places at a time.
const MOST: usize = 8;

/// A place to go to.
pub struct Place {
    label: String,
    href: &'static str,
    icon: &'static str,
    /// What it belongs to.
    kind: &'static str,
}

/// A record found; what it is, unless it stands under a heading that says so.
pub fn hit(snapshot: &Snapshot, hit: &Found, query: &str, lang: Language, headed: bool) -> Markup {
    let module = snapshot.module(&hit.module);
    let title = if hit.title.is_empty() { lang.text("without-a-name") } else { &hit.title };
    html! {
        li { a.result href={ "/" (hit.module) "/" (hit.id) } {
            (icon(module.map_or("file", |module| module.icon.as_str())))
            span.result-text { span.result-title { (marked(title, query)) } }
            @if !headed { span.result-kind { (module.map_or("", |module| module.label.one.as_str())) } }
        } }
    }
}

/// A place.
pub fn place(place: &Place, query: &str) -> Markup {
    html! {
        li { a.result href=(place.href) {
            (icon(place.icon))
            span.result-text { span.result-title { (marked(&place.label, query)) } }
            span.result-kind { (place.kind) }
        } }
    }
}

/// The pages of settings whose names hold the words; some may be of what they belong to, as in “settings password”. What
/// the menu leads to the dialog knows from the page it is on.
pub fn places(actor: &Actor, query: &str) -> Vec<Place> {
    let (words, lang) = (meta::fold::words(query), actor.language);
    if words.is_empty() {
        return Vec::new();
    }
    let own = me::PAGES.iter().map(|page| ("shell-your-settings", page));
    let company = admin::SECTIONS.iter().flat_map(|(_, pages)| pages.iter().map(|page| ("area-admin", page)));
    let aside = ASIDE.iter().map(|page| ("help", page));
    let all = own.chain(company.filter(|_| actor.is_administrator())).chain(aside);
    let place = |(kind, (href, icon, label)): (&'static str, &'static Entry<'static>)| {
        let (label, kind) = (lang.text(label).to_string(), lang.text(kind));
        Place { label, href, icon, kind }
    };
    let begins = |name: &str, word: &String| meta::fold::words(name).iter().any(|own| own.starts_with(word.as_str()));
    let named = |place: &Place| {
        let all = words.iter().all(|word| begins(&place.label, word) || begins(place.kind, word));
        all && words.iter().any(|word| begins(&place.label, word))
    };
    all.map(place).filter(named).take(MOST).collect()
}

/// A title with the first word of the query that begins one of its words marked.
fn marked(title: &str, query: &str) -> Markup {
    let wanted: Vec<String> = meta::fold::words(query);
    let found = wanted.iter().find_map(|word| span(title, word));
    html! {
        @match found {
            Some((from, to)) => { (title[..from]) mark { (title[from..to]) } (title[to..]) }
            None => (title),
        }
    }
}

/// Where a folded word begins a word of a text; `None` where folding moves the places.
fn span(title: &str, word: &str) -> Option<(usize, usize)> {
    let starts = title
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !title[..*at].chars().next_back().is_some_and(char::is_alphanumeric));
    for (from, _) in starts {
        let ends = title[from..].char_indices().map(|(at, c)| from + at + c.len_utf8());
        for to in ends.take(word.chars().count() + 2) {
            if fold(&title[from..to]) == *word {
                return Some((from, to));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_settings_is_found_by_its_name_and_by_that_of_the_settings_beside_it() {
        let actor = |role: &str| Actor {
            user: None,
            name: "Ana".into(),
            rights: Default::default(),
            role: meta::Key::new(role).unwrap(),
            team: None,
            language: Language::En,
            impersonator: None,
            via: crm::actor::Via::Session,
        };
        let found = |role: &str, query: &str| {
            places(&actor(role), query).into_iter().map(|place| place.href).collect::<Vec<_>>()
        };
        assert_eq!(found("sales_rep", "pass"), ["/me/password"]);
        assert_eq!(found("sales_rep", "settings pass"), ["/me/password"]);
        assert!(found("sales_rep", "your settings").is_empty(), "the menu leads there");
        assert!(found("sales_rep", "roles").is_empty(), "only administrators go there");
        assert_eq!(found("administrator", "role"), ["/admin/roles"]);
        assert!(found("administrator", "").is_empty());
    }

    #[test]
    fn the_beginning_of_a_word_is_marked_whatever_its_case_and_accents() {
        let html = |title, query| marked(title, query).into_string();
        assert_eq!(html("Acme Corporation", "corp"), "Acme <mark>Corp</mark>oration");
        assert_eq!(html("Ärger & Söhne", "sohn"), "Ärger &amp; <mark>Söhn</mark>e");
        assert_eq!(html("Großmann", "gross"), "<mark>Groß</mark>mann");
        assert_eq!(html("Acme", "cme"), "Acme");
    }
}
