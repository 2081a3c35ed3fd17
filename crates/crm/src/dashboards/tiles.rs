//! The tiles of a dashboard: added, changed, moved, removed by who may change the dashboard, with a line in the audit trail.

use meta::Key;
use serde_json::{Value as Json, json};
use store::audit::Action;
use store::dashboards as rows;
use uuid::Uuid;
use words::said;

use super::{Dashboard, Kind, Shows, Tile, get, open};
use crate::acts;
use crate::error::{Error, Result};
use crate::trail;
use crate::views::{LONGEST, WIDEST};
use crate::work::Work;

/// Most tiles of a dashboard.
pub const MOST: usize = 24;

/// A place on a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The id of the tile in it.
    pub id: Uuid,
    /// The tile; `None` where the actor does not see what it shows.
    pub tile: Option<Tile>,
}

/// How wide a tile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A quarter of the page: figures.
    Quarter,
    /// Half of it.
    Half,
    /// All of it.
    Full,
}

impl Width {
    /// All of them, the smallest first.
    pub const ALL: [Width; 3] = [Width::Quarter, Width::Half, Width::Full];

    /// The width of a tile.
    pub fn of(tile: &Tile) -> Width {
        Width::ALL.into_iter().find(|width| width.quarters() == tile.width).unwrap_or(Width::Half)
    }

    /// The width that suits a kind of tile.
    pub fn usual(kind: Kind) -> Width {
        if matches!(kind, Kind::Count | Kind::Sum) { Width::Quarter } else { Width::Half }
    }

    /// The word by which it is sent.
    pub fn word(self) -> &'static str {
        match self {
            Width::Quarter => "quarter",
            Width::Half => "half",
            Width::Full => "full",
        }
    }

    /// The width of a word.
    pub fn parse(word: &str) -> Option<Width> {
        Width::ALL.into_iter().find(|width| width.word() == word)
    }

    fn quarters(self) -> i64 {
        match self {
            Width::Quarter => 1,
            Width::Half => 2,
            Width::Full => 4,
        }
    }
}

/// Where a tile moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Before the one that stands before it.
    Up,
    /// Behind the one that stands behind it.
    Down,
}

/// The places of a dashboard that is for the actor, in their order.
pub fn tiles(work: &mut Work, dashboard: Uuid) -> Result<Vec<Slot>> {
    get(work, dashboard)?;
    let all = rows::tiles(work.tx, dashboard)?;
    Ok(all.into_iter().map(|tile| Slot { id: tile.id, tile: Some(tile).filter(|tile| is_seen(work, tile)) }).collect())
}

/// A tile of a dashboard that is for the actor, if they see what it shows.
pub fn tile(work: &mut Work, dashboard: Uuid, id: Uuid) -> Result<Tile> {
    get(work, dashboard)?;
    let tile = rows::tile(work.tx, dashboard, id)?.filter(|tile| is_seen(work, tile));
    tile.ok_or_else(gone)
}

/// Adds a tile at the end: a name that may be empty, a list's address, and what is shown of it.
pub fn add(
    work: &mut Work,
    dashboard: Uuid,
    label: &str,
    (module, query): (&str, &str),
    shows: &Shows,
    width: Width,
) -> Result<Tile> {
    let dashboard = open(work, dashboard)?;
    let before = rows::tiles(work.tx, dashboard.id)?;
    if before.len() >= MOST {
        return Err(Error::invalid("dashboard", "too_many", said!("dashboards-full", most = MOST)));
    }
    let position = before.last().map_or(0, |tile| tile.position + 1);
    let module = work.module(module)?.key.clone();
    let new = Tile { id: Uuid::now_v7(), dashboard: dashboard.id, position, module, ..blank() };
    let tile = written(work, new, label, query, shows, width)?;
    keep(work, &dashboard, None, &tile)?;
    Ok(tile)
}

/// Changes the name of a tile, what it shows of its list, and its width.
pub fn change(work: &mut Work, dashboard: Uuid, id: Uuid, label: &str, shows: &Shows, width: Width) -> Result<Tile> {
    let dashboard = open(work, dashboard)?;
    let before = tile(work, dashboard.id, id)?;
    let tile = written(work, before.clone(), label, &before.query.clone(), shows, width)?;
    keep(work, &dashboard, Some(&before), &tile)?;
    Ok(tile)
}

/// Gives a tile another width.
pub fn resize(work: &mut Work, dashboard: Uuid, id: Uuid, width: Width) -> Result<()> {
    let dashboard = open(work, dashboard)?;
    let before = rows::tile(work.tx, dashboard.id, id)?.ok_or_else(gone)?;
    let after = Tile { width: width.quarters(), ..before.clone() };
    keep(work, &dashboard, Some(&before), &after)
}

/// Moves a tile by one place.
pub fn shift(work: &mut Work, dashboard: Uuid, id: Uuid, way: Way) -> Result<()> {
    let dashboard = open(work, dashboard)?;
    let mut all = rows::tiles(work.tx, dashboard.id)?;
    let at = all.iter().position(|tile| tile.id == id).ok_or_else(gone)?;
    let to = match way {
        Way::Up => at.checked_sub(1),
        Way::Down => Some(at + 1).filter(|to| *to < all.len()),
    };
    let Some(to) = to else { return Ok(()) };
    all.swap(at, to);
    acts::summarise(work, said!("act-saved-dashboard", dashboard = dashboard.label.as_str()))?;
    for (position, tile) in (0..).zip(all) {
        if tile.position != position {
            rows::put_tile(work.tx, &Tile { position, ..tile })?;
        }
    }
    let changes = json!({ "position": [at + 1, to + 1] });
    trail::note(work, Action::Configure, &Key::of("dashboard"), dashboard.id, &changes)
}

/// Takes a tile off its dashboard, also one whose list the actor does not see.
pub fn remove_tile(work: &mut Work, dashboard: Uuid, id: Uuid) -> Result<()> {
    let dashboard = open(work, dashboard)?;
    let before = rows::tile(work.tx, dashboard.id, id)?.ok_or_else(gone)?;
    acts::summarise(work, said!("act-saved-dashboard", dashboard = dashboard.label.as_str()))?;
    rows::remove_tile(work.tx, id)?;
    note(work, &dashboard, Some(&before), None)
}

fn gone() -> Error {
    Error::NotFound(said!("missing-tile"))
}

fn is_seen(work: &Work, tile: &Tile) -> bool {
    let rights = &work.actor.rights;
    let module = work.snapshot.module(&tile.module).filter(|module| rights.may_read(&module.key));
    module.is_some_and(|module| Shows::of(tile).is_some_and(|shows| shows.is_seen(module, rights)))
}

fn blank() -> Tile {
    Tile {
        id: Uuid::nil(),
        dashboard: Uuid::nil(),
        position: 0,
        label: String::new(),
        module: Key::of("module"),
        query: String::new(),
        kind: String::new(),
        grouped: None,
        summed: None,
        width: 0,
    }
}

fn written(work: &Work, tile: Tile, label: &str, query: &str, shows: &Shows, width: Width) -> Result<Tile> {
    let label = label.trim();
    if label.chars().count() > LONGEST {
        return Err(Error::invalid("label", "too_long", said!("views-long-name", most = LONGEST)));
    }
    if query.len() > WIDEST {
        return Err(Error::invalid("query", "too_long", said!("dashboards-long-query")));
    }
    let shows = shows.tidy();
    shows.check(&*work.module(&tile.module)?, &work.actor.rights)?;
    Ok(Tile {
        label: label.to_string(),
        query: query.to_string(),
        kind: shows.kind.word().to_string(),
        grouped: shows.grouped,
        summed: shows.summed,
        width: width.quarters(),
        ..tile
    })
}

fn keep(work: &mut Work, dashboard: &Dashboard, before: Option<&Tile>, after: &Tile) -> Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    acts::summarise(work, said!("act-saved-dashboard", dashboard = dashboard.label.as_str()))?;
    rows::put_tile(work.tx, after)?;
    note(work, dashboard, before, Some(after))
}

fn note(work: &mut Work, dashboard: &Dashboard, before: Option<&Tile>, after: Option<&Tile>) -> Result<()> {
    let changes = json!({ "tile": [before.map(told), after.map(told)] });
    trail::note(work, Action::Configure, &Key::of("dashboard"), dashboard.id, &changes)
}

fn told(tile: &Tile) -> Json {
    json!({
        "label": tile.label, "module": tile.module, "query": tile.query, "kind": tile.kind,
        "grouped": tile.grouped, "summed": tile.summed, "width": tile.width,
    })
}
