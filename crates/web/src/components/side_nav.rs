//! The menu beside pages that belong together: headings with their pages.

use maud::{Markup, html};

use crate::components::icon::icon;

/// Address, icon and words of a page.
pub type Entry<'a> = (&'a str, &'a str, &'a str);

/// The menu, called as a whole by its label, with the page at `at` marked.
pub fn side_nav<'a, E: IntoIterator<Item = Entry<'a>>>(
    label: &str,
    sections: impl IntoIterator<Item = (&'a str, E)>,
    at: &str,
) -> Markup {
    html! {
        nav.side-nav aria-label=(label) {
            @for (heading, entries) in sections {
                h2 { (heading) }
                @for (address, symbol, words) in entries {
                    a.menu-link href=(address) aria-current=[(address == at).then_some("page")] {
                        (icon(symbol)) span { (words) }
                    }
                }
            }
        }
    }
}
