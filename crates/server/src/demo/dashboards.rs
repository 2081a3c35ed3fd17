//! What everybody at the demo company sees at a glance.

use crm::dashboards::{self, Kind, Shows, Width};
use crm::views::Audience;
use crm::{Crm, Via};
use meta::Key;

use super::people::Staff;
use crate::failure::Result;

/// Name, module and query of a list, what is shown of it by which fields, width.
type Tile = (&'static str, &'static str, &'static str, Kind, Option<&'static str>, Option<&'static str>, Width);

/// Open, won this year, and the largest.
const TILES: [Tile; 7] = [
    ("Open deals", "opportunity", OPEN, Kind::Count, None, None, Width::Quarter),
    ("Open pipeline", "opportunity", OPEN, Kind::Sum, None, Some("amount"), Width::Quarter),
    ("Won this quarter", "opportunity", WON, Kind::Sum, None, Some("amount"), Width::Quarter),
    ("Open tasks", "task", "filter[status][eq]=open", Kind::Count, None, None, Width::Quarter),
    ("Won by month", "opportunity", EVER, Kind::Trend, Some("close_date"), Some("amount"), Width::Half),
    ("Open pipeline by stage", "opportunity", OPEN, Kind::Chart, Some("stage"), Some("amount"), Width::Half),
    ("Largest open deals", "opportunity", LARGEST, Kind::List, None, None, Width::Full),
];
const OPEN: &str = "filter[stage.outcome][eq]=open";
const EVER: &str = "filter[stage.outcome][eq]=won";
const WON: &str = "filter[stage.outcome][eq]=won&filter[close_date][eq]=this_quarter";
const LARGEST: &str = "filter[stage.outcome][eq]=open&sort=-amount";

/// Puts up a dashboard for everybody.
pub fn put_up(crm: &Crm, staff: &Staff) -> Result<()> {
    let actor = crm.actor(staff.administrator, Via::Session).unwrap_or_else(|| crm.system());
    let made = crm.write(&actor, "configure", |work| {
        let all = dashboards::save(work, None, "Sales at a glance", &Audience::All)?;
        for (label, module, query, kind, grouped, summed, width) in TILES {
            let shows = Shows { kind, grouped: grouped.map(Key::of), summed: summed.map(Key::of) };
            dashboards::add(work, all.id, label, (module, query), &shows, width)?;
        }
        Ok(())
    });
    made.wait()?;
    Ok(())
}
