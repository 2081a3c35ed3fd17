//! What must be said beside figures so that nobody is misled by them.

use crm::Snapshot;
use maud::{Markup, html};

use super::icon::icon;

/// Says which currencies count one to one in sums, since they have no rate yet.
pub fn unrated(snapshot: &Snapshot) -> Markup {
    let currencies: Vec<String> = snapshot.rates.unrated().map(|currency| currency.to_string()).collect();
    let base = snapshot.company.base_currency;
    html! {
        @if !currencies.is_empty() {
            div.banner.warning {
                (icon("triangle-alert"))
                p {
                    @if currencies.len() == 1 { (currencies[0]) " has no rate: its amounts count" }
                    @else { (currencies.join(", ")) " have no rate: their amounts count" }
                    " one to one in sums in " (base) ". An administrator sets rates under Administration, Currencies."
                }
            }
        }
    }
}
