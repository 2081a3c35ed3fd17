//! Users: listed, invited, changed, let go. A link to sign in for the first time is shown once.

mod edit;
mod index;
mod leave;
mod view;

pub use edit::{create, new, show, update};
pub use index::index;
pub use leave::{deactivate, invite, reactivate, see_as};

use crm::{Result, Work};
use meta::layout::SortKey;
use meta::{Filter, Key, Op, Path, Value};

/// The address of the list.
const AT: &str = "/admin/users";
/// The messages that label what is filled in about a user.
const CALLED: &[(&str, &str)] = &[
    ("name", "name"),
    ("email", "users-email"),
    ("role", "users-role"),
    ("team", "users-team"),
    ("manager", "users-reports-to"),
    ("phone", "users-phone"),
    ("hand_over_to", "users-hand-over-to"),
];

/// Id and name of all teams by name.
pub(super) fn teams(work: &mut Work) -> Result<Vec<(String, String)>> {
    let Some(module) = work.snapshot.module("team").cloned() else { return Ok(Vec::new()) };
    let scope = work.scope();
    let everything = Filter::test(Key::of("id"), Op::Empty, Value::Bool(false));
    let by_name = vec![SortKey { path: Path::of(Key::of("name")), descending: false }];
    let found = crm::records::sorted(work, &scope, &module, everything, &[], by_name, 1_000)?;
    Ok(found.into_iter().map(|team| (team.id.to_string(), team.title)).collect())
}
