//! Lines of search results: records, and places of Kith to go to.

use crm::search::Found;
use crm::{Actor, Snapshot};
use maud::{Markup, html};
use meta::fold::fold;
use words::{Language, said};

use crate::components::icon::icon;
use crate::pages::records::lower;

/// A place to go to.
pub struct Place {
    label: String,
    href: String,
    icon: String,
}

/// A record found.
pub fn hit(snapshot: &Snapshot, hit: &Found, query: &str, lang: Language) -> Markup {
    let module = snapshot.module(&hit.module);
    let title = if hit.title.is_empty() { lang.text("without-a-name") } else { &hit.title };
    html! {
        li { a.result href={ "/" (hit.module) "/" (hit.id) } {
            (icon(module.map_or("file", |module| module.icon.as_str())))
            span.result-text { span.result-title { (marked(title, query)) } }
            span.result-kind { (module.map_or("", |module| module.label.one.as_str())) }
        } }
    }
}

/// A place.
pub fn place(place: &Place, query: &str, lang: Language) -> Markup {
    html! {
        li { a.result href=(place.href) {
            (icon(&place.icon))
            span.result-text { span.result-title { (marked(&place.label, query)) } }
            span.result-kind { (lang.text("search-go")) }
        } }
    }
}

/// The lists and forms whose names hold every word.
pub fn places(snapshot: &Snapshot, actor: &Actor, query: &str) -> Vec<Place> {
    let words = meta::fold::words(query);
    if words.is_empty() {
        return Vec::new();
    }
    let modules = snapshot.schema.catalogue.modules().filter(|module| actor.rights.may_read(&module.key));
    let mut all = Vec::new();
    for module in modules.filter(|module| module.area != "admin" || actor.is_administrator()) {
        let place = |label: String, href: String| Place { label, href, icon: module.icon.clone() };
        all.push(place(module.label.many.clone(), format!("/{}", module.key)));
        if actor.rights.may_create(&module.key) {
            let new = said!("new-of", module = lower(&module.label.one));
            all.push(place(actor.language.say(new), format!("/{}/new", module.key)));
        }
    }
    all.retain(|place| {
        words.iter().all(|word| meta::fold::words(&place.label).iter().any(|own| own.starts_with(word.as_str())))
    });
    all.truncate(6);
    all
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
    fn the_beginning_of_a_word_is_marked_whatever_its_case_and_accents() {
        let html = |title, query| marked(title, query).into_string();
        assert_eq!(html("Acme Corporation", "corp"), "Acme <mark>Corp</mark>oration");
        assert_eq!(html("Ärger & Söhne", "sohn"), "Ärger &amp; <mark>Söhn</mark>e");
        assert_eq!(html("Großmann", "gross"), "<mark>Groß</mark>mann");
        assert_eq!(html("Acme", "cme"), "Acme");
    }
}
