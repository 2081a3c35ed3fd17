//! The tabs of a record's page: all that matters at once, what happened, and each related list by itself.

use maud::{Markup, html};
use meta::Key;

use super::Shown;
use crate::pairs::Pairs;

/// What of a record is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Sections, the first few of related lists, tasks, what happened.
    #[default]
    Overview,
    /// What happened, and what may be written.
    Timeline,
    /// A related list with all its columns.
    Related(Key),
}

impl Tab {
    /// As an address names it; what it does not know is the overview.
    pub fn of(name: &str) -> Tab {
        match name {
            "" => Tab::Overview,
            "timeline" => Tab::Timeline,
            name => Key::new(name).map_or(Tab::Overview, Tab::Related),
        }
    }

    /// As it stands in an address.
    pub fn name(&self) -> &str {
        match self {
            Tab::Overview => "",
            Tab::Timeline => "timeline",
            Tab::Related(relation) => relation,
        }
    }

    /// An address with this tab.
    pub fn on(&self, path: &str) -> String {
        Pairs::default().with("tab", self.name()).on(path)
    }
}

/// The links between the tabs.
pub fn tabs(shown: &Shown) -> Markup {
    let (lang, home) = (shown.scene.lang(), shown.scene.record(shown.record.id));
    let fixed = [(Tab::Overview, "record-overview"), (Tab::Timeline, "record-timeline")];
    let fixed = fixed.into_iter().map(|(tab, label)| (tab, lang.text(label)));
    let related = shown.relations.iter().map(|(relation, label)| (Tab::Related(relation.clone()), label.as_str()));
    html! {
        nav.tabs aria-label=(lang.text("record-parts")) {
            @for (tab, label) in fixed.chain(related) {
                a href=(tab.on(&home)) aria-current=[(tab == shown.tab).then_some("page")] { (label) }
            }
        }
    }
}
