//! Choosing somebody: the first people by name, and all of them by searching where scripts run.

use crm::Snapshot;
use uuid::Uuid;

/// Where pickers of people ask as one types.
pub const ADDRESS: &str = "/user/options";
/// People offered without asking.
const FIRST: usize = 200;

/// Id and name of active people by name, after an empty choice; `chosen` in any case.
pub fn people(snapshot: &Snapshot, empty: &str, chosen: &str) -> Vec<(String, String)> {
    let chosen = Uuid::parse_str(chosen).ok();
    let mut all: Vec<_> = snapshot.people.iter().filter(|person| person.active || Some(person.id) == chosen).collect();
    all.sort_by_cached_key(|person| meta::fold::fold(&person.name));
    let offered = all.iter().enumerate().filter(|(at, person)| *at < FIRST || Some(person.id) == chosen);
    let named = offered.map(|(_, person)| (person.id.to_string(), person.name.clone()));
    std::iter::once((String::new(), empty.to_string())).chain(named).collect()
}
