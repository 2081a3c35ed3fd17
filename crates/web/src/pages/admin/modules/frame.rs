//! The frame of a module's pages: its name, its tabs, and what waits to be applied.

use crm::definitions::shaping::Shaped;
use maud::{Markup, html};
use words::Language;

use super::{AT, address, seen};
use crate::components::icon::icon;
use crate::pages::admin::{self, Administrator, Head};

/// The pages of a module: what follows its address, and the message of the tab.
const TABS: [(&str, &str); 6] = [
    ("", "modules-fields"),
    ("layout", "modules-page"),
    ("views", "modules-views"),
    ("settings", "modules-module"),
    ("names", "modules-languages"),
    ("definition", "modules-definition"),
];

/// A page of a module, under one of its tabs.
pub(super) fn page(admin: &Administrator, shaped: &Shaped, tab: &str, content: Markup) -> Markup {
    let (lang, title) = (admin.lang(), called(admin, shaped));
    let open = shaped.before.is_some().then(|| {
        html! { a.button href={ "/" (shaped.key) } { (icon(&shaped.now.icon)) (lang.text("modules-open")) } }
    });
    let content = html! {
        (waiting(shaped, lang))
        nav.tabs aria-label=(lang.text("modules-parts")) {
            @for (page, words) in TABS {
                a href=(address(&shaped.key, page)) aria-current=[(page == tab).then_some("page")] { (lang.text(words)) }
            }
        }
        (content)
    };
    let above = [(AT, lang.text("admin-modules"))];
    let head = Head { above: &above, actions: open.unwrap_or_default(), ..Head::new(AT, &title) };
    admin::page(admin, head, content)
}

/// A page below a tab, with a heading of its own.
pub(super) fn below(
    admin: &Administrator,
    shaped: &Shaped,
    (tab, words): (&str, &str),
    title: &str,
    content: Markup,
) -> Markup {
    let (lang, module) = (admin.lang(), called(admin, shaped));
    let (home, up) = (address(&shaped.key, ""), address(&shaped.key, tab));
    let mut above = vec![(AT, lang.text("admin-modules")), (home.as_str(), module.as_str())];
    if !tab.is_empty() {
        above.push((up.as_str(), words));
    }
    let content = html! { (waiting(shaped, lang)) (content) };
    admin::page(admin, Head { above: &above, ..Head::new(AT, title) }, content)
}

/// What the module's records are called: as the reader knows them, unless that is what changes.
pub(super) fn called(admin: &Administrator, shaped: &Shaped) -> String {
    let same = shaped.before.as_ref().is_some_and(|before| before.label == shaped.now.label);
    let known = admin.snapshot.module(&shaped.key).filter(|_| same);
    known.map_or_else(|| shaped.now.label.many.clone(), |module| module.label.many.clone())
}

/// What waits to be applied, or cannot be any more.
fn waiting(shaped: &Shaped, lang: Language) -> Markup {
    let unsound = shaped.stale || !shaped.problems.is_empty();
    let words = match (shaped.stale, shaped.retires(), shaped.before.is_none()) {
        (true, ..) => "modules-stale",
        (_, true, _) => "modules-waiting-retires",
        (.., true) => "modules-waiting-new",
        _ => "modules-waiting",
    };
    html! {
        @if shaped.drafted {
            div class=(if unsound { "banner danger" } else { "banner warning" }) {
                (icon("triangle-alert"))
                p { (lang.text(words)) }
                form.nowrap method="post" action=(address(&shaped.key, "discard")) {
                    (seen(&shaped.mark()))
                    @if !unsound { a.button.small.primary href=(address(&shaped.key, "plan")) { (lang.text("modules-review")) } " " }
                    button.button.small { (lang.text("modules-discard")) }
                }
            }
        }
    }
}
