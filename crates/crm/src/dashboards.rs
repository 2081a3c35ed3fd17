//! Dashboards: pages of tiles that people put together for themselves, their team, a role or everybody. A tile is the address
//! of a list and what is shown of it; its figures are read anew under the rights of whoever looks.

mod figures;
mod shows;
mod tiles;

use meta::Key;
use serde_json::json;
use store::audit::Action;
use store::dashboards as rows;
use uuid::Uuid;
use words::said;

use crate::actor::Actor;
use crate::acts;
use crate::error::{Error, Result};
use crate::trail;
use crate::views::{Audience, LONGEST, audiences};
use crate::work::Work;

pub use figures::{Asked, Figure, Month, groups, months, whole};
pub use shows::{Kind, Shows, numbers};
pub use store::dashboards::{Dashboard, Tile};
pub use tiles::{MOST, Slot, Way, Width, add, change, remove_tile, resize, shift, tile, tiles};

/// The dashboards that are for the actor and those they made; for administrators all that are not somebody's own.
pub fn list(work: &mut Work) -> Result<Vec<Dashboard>> {
    let actor = work.actor;
    Ok(rows::list(work.tx, audiences(actor), actor.user, actor.is_administrator())?)
}

/// A dashboard of those in [`list`].
pub fn get(work: &mut Work, id: Uuid) -> Result<Dashboard> {
    let found = rows::find(work.tx, id)?.filter(|dashboard| is_for(work.actor, dashboard));
    found.ok_or_else(|| Error::NotFound(said!("missing-dashboard")))
}

/// Whether the actor may change or remove a dashboard: who made it, and administrators.
pub fn is_open(actor: &Actor, dashboard: &Dashboard) -> bool {
    is_own(actor, dashboard) || actor.is_administrator()
}

/// Keeps a dashboard under a name; with an id in the place of that one.
pub fn save(work: &mut Work, id: Option<Uuid>, label: &str, audience: &Audience) -> Result<Dashboard> {
    let label = label.trim();
    if label.is_empty() {
        return Err(Error::invalid("label", "required", said!("views-no-name")));
    }
    if label.chars().count() > LONGEST {
        return Err(Error::invalid("label", "too_long", said!("views-long-name", most = LONGEST)));
    }
    let before = match id {
        Some(id) => Some(open(work, id)?),
        None => None,
    };
    let dashboard = Dashboard {
        id: before.as_ref().map_or_else(Uuid::now_v7, |before| before.id),
        label: label.to_string(),
        audience: match &before {
            // Who else changes it does not make it theirs, or their team's.
            Some(before) if Audience::parse(Audience::told(&before.audience)).as_ref() == Some(audience) => {
                before.audience.clone()
            }
            _ => audience.kept(work.actor, said!("dashboards-administrators"))?,
        },
        owner: before.as_ref().map_or(work.actor.user, |before| before.owner),
        at: work.now,
    };
    if before.as_ref().is_some_and(|before| Dashboard { at: dashboard.at, ..before.clone() } == dashboard) {
        return Ok(dashboard);
    }
    acts::summarise(work, said!("act-saved-dashboard", dashboard = dashboard.label.as_str()))?;
    rows::put(work.tx, &dashboard)?;
    note(work, before.as_ref(), Some(&dashboard))?;
    Ok(dashboard)
}

/// Forgets a dashboard with its tiles; for whom it was home, home is what Kith shows.
pub fn remove(work: &mut Work, id: Uuid) -> Result<Dashboard> {
    let dashboard = open(work, id)?;
    acts::summarise(work, said!("act-removed-dashboard", dashboard = dashboard.label.as_str()))?;
    rows::remove(work.tx, id)?;
    note(work, Some(&dashboard), None)?;
    Ok(dashboard)
}

/// The dashboard that the actor chose as home, while it is for them.
pub fn home(work: &mut Work) -> Result<Option<Dashboard>> {
    let Some(user) = work.actor.user else { return Ok(None) };
    Ok(rows::home(work.tx, user)?.filter(|dashboard| is_for(work.actor, dashboard)))
}

/// Chooses which dashboard is the actor's home; none for what Kith shows.
pub fn choose_home(work: &mut Work, id: Option<Uuid>) -> Result<()> {
    let user = work.actor.user.ok_or_else(|| Error::Forbidden(said!("kith-no-records")))?;
    if let Some(id) = id {
        get(work, id)?;
    }
    Ok(rows::set_home(work.tx, user, id)?)
}

/// A dashboard that the actor may change.
fn open(work: &mut Work, id: Uuid) -> Result<Dashboard> {
    let dashboard = get(work, id)?;
    if !is_open(work.actor, &dashboard) {
        return Err(Error::Forbidden(said!("dashboards-not-yours")));
    }
    Ok(dashboard)
}

fn is_for(actor: &Actor, dashboard: &Dashboard) -> bool {
    let shared = || actor.is_administrator() && Audience::told(&dashboard.audience) != "me";
    audiences(actor).contains(&dashboard.audience) || is_own(actor, dashboard) || shared()
}

fn is_own(actor: &Actor, dashboard: &Dashboard) -> bool {
    actor.user.is_some() && actor.user == dashboard.owner
}

fn note(work: &mut Work, before: Option<&Dashboard>, after: Option<&Dashboard>) -> Result<()> {
    let Some(dashboard) = after.or(before) else { return Ok(()) };
    let told = |one: Option<&Dashboard>| one.map(|one| json!({ "label": one.label, "audience": one.audience }));
    let changes = json!({ "dashboard": [told(before), told(after)] });
    trail::note(work, Action::Configure, &Key::of("dashboard"), dashboard.id, &changes)
}
