//! What must be said beside figures so that nobody is misled by them.

use crm::Snapshot;
use maud::{Markup, html};
use words::{Language, said};

use super::icon::icon;

/// Says which currencies count one to one in sums, since they have no rate yet.
pub fn unrated(snapshot: &Snapshot, lang: Language) -> Markup {
    let currencies: Vec<String> = snapshot.rates.unrated().map(|currency| currency.to_string()).collect();
    let base = snapshot.company.base_currency.to_string();
    html! {
        @if !currencies.is_empty() {
            div.banner.warning {
                (icon("triangle-alert"))
                p { (lang.say(said!("warning-unrated", count = currencies.len(), currencies = currencies.join(", "), base = base))) }
            }
        }
    }
}
