//! Dashboards with their tiles, and who sees which first. Who may have which is decided above.

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::{Error, Result, Row, Tx};

/// A page of figures with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// Name shown to people.
    pub label: String,
    /// For whom: `user:ID`, `team:ID`, `role:KEY` or `all`.
    pub audience: String,
    /// Who made it; `None` for Kith itself.
    pub owner: Option<Uuid>,
    /// When it was changed last, its tiles aside.
    pub at: DateTime<Utc>,
}

/// What stands on a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// Where it stands.
    pub dashboard: Uuid,
    /// Its place there, the lowest first.
    pub position: i64,
    /// Name shown to people; empty for that of the list.
    pub label: String,
    /// Key of the module.
    pub module: Key,
    /// The query of the list's address.
    pub query: String,
    /// What is shown of the list.
    pub kind: String,
    /// The field by which records are gathered.
    pub grouped: Option<Key>,
    /// The number that is added up.
    pub summed: Option<Key>,
    /// How many quarters of the page it takes.
    pub width: i64,
}

const COLUMNS: &str = "id, label, audience, owner, at";
const TILE: &str = "id, dashboard, position, label, module, query, kind, grouped, summed, width";

/// The dashboards of some audiences and those somebody made, in the order in which they were made; with `shared` all but
/// what others have for themselves.
pub fn list(
    tx: &mut Tx,
    audiences: impl IntoIterator<Item = String>,
    owner: Option<Uuid>,
    shared: bool,
) -> Result<Vec<Dashboard>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_dashboard").push(" WHERE (audience").in_list(audiences);
    if let Some(owner) = owner {
        q.push(" OR owner = ").bind(owner);
    }
    if shared {
        q.push(" OR audience NOT LIKE 'user:%'");
    }
    q.push(") ORDER BY id");
    tx.query(&q, read)
}

/// A dashboard by its id.
pub fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Dashboard>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_dashboard").push(" WHERE id = ").bind(id);
    tx.query_one(&q, read)
}

/// Keeps a dashboard, in the place of the one with its id.
pub fn put(tx: &mut Tx, dashboard: &Dashboard) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_dashboard").push(" (").push(COLUMNS).push(") VALUES (").bind(dashboard.id);
    q.push(", ").bind(&dashboard.label).push(", ").bind(&dashboard.audience).push(", ").bind(dashboard.owner);
    q.push(", ").bind(dashboard.at).push(") ON CONFLICT (id) DO UPDATE SET label = excluded.label");
    q.push(", audience = excluded.audience, at = excluded.at");
    tx.execute(&q).map(drop)
}

/// Forgets a dashboard, its tiles, and for whom it was the first.
pub fn remove(tx: &mut Tx, id: Uuid) -> Result<()> {
    for table in ["kith_tile", "kith_home"] {
        let mut q = tx.sql();
        q.push("DELETE FROM ").table(table).push(" WHERE dashboard = ").bind(id);
        tx.execute(&q)?;
    }
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_dashboard").push(" WHERE id = ").bind(id);
    tx.execute(&q).map(drop)
}

/// The tiles of a dashboard in their order.
pub fn tiles(tx: &mut Tx, dashboard: Uuid) -> Result<Vec<Tile>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(TILE).push(" FROM ").table("kith_tile").push(" WHERE dashboard = ").bind(dashboard);
    q.push(" ORDER BY position, id");
    tx.query(&q, read_tile)
}

/// A tile of a dashboard.
pub fn tile(tx: &mut Tx, dashboard: Uuid, id: Uuid) -> Result<Option<Tile>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(TILE).push(" FROM ").table("kith_tile").push(" WHERE id = ").bind(id);
    q.push(" AND dashboard = ").bind(dashboard);
    tx.query_one(&q, read_tile)
}

/// Keeps a tile, in the place of the one with its id.
pub fn put_tile(tx: &mut Tx, tile: &Tile) -> Result<()> {
    let word = |key: &Option<Key>| key.as_ref().map(ToString::to_string);
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_tile").push(" (").push(TILE).push(") VALUES (").bind(tile.id).push(", ");
    q.bind(tile.dashboard).push(", ").bind(tile.position).push(", ").bind(&tile.label).push(", ");
    q.bind(tile.module.as_str()).push(", ").bind(&tile.query).push(", ").bind(&tile.kind).push(", ");
    q.bind(word(&tile.grouped)).push(", ").bind(word(&tile.summed)).push(", ").bind(tile.width);
    q.push(") ON CONFLICT (id) DO UPDATE SET position = excluded.position, label = excluded.label");
    q.push(", query = excluded.query, kind = excluded.kind, grouped = excluded.grouped");
    q.push(", summed = excluded.summed, width = excluded.width");
    tx.execute(&q).map(drop)
}

/// Forgets a tile.
pub fn remove_tile(tx: &mut Tx, id: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_tile").push(" WHERE id = ").bind(id);
    tx.execute(&q).map(drop)
}

/// The dashboard that somebody sees first.
pub fn home(tx: &mut Tx, user: Uuid) -> Result<Option<Dashboard>> {
    let mut q = tx.sql();
    q.push("SELECT d.id, d.label, d.audience, d.owner, d.at FROM ").table("kith_home").push(" h JOIN ");
    q.table("kith_dashboard").push(" d ON d.id = h.dashboard WHERE h.user_id = ").bind(user);
    tx.query_one(&q, read)
}

/// Sets which dashboard somebody sees first; none for what Kith shows.
pub fn set_home(tx: &mut Tx, user: Uuid, dashboard: Option<Uuid>) -> Result<()> {
    let mut q = tx.sql();
    match dashboard {
        Some(id) => {
            q.push("INSERT INTO ").table("kith_home").push(" (user_id, dashboard) VALUES (").bind(user).push(", ");
            q.bind(id).push(") ON CONFLICT (user_id) DO UPDATE SET dashboard = excluded.dashboard");
        }
        None => {
            q.push("DELETE FROM ").table("kith_home").push(" WHERE user_id = ").bind(user);
        }
    }
    tx.execute(&q).map(drop)
}

fn read(row: &Row) -> Result<Dashboard> {
    Ok(Dashboard {
        id: row.uuid(0)?,
        label: row.text(1)?,
        audience: row.text(2)?,
        owner: row.opt_uuid(3)?,
        at: row.time(4)?,
    })
}

fn read_tile(row: &Row) -> Result<Tile> {
    Ok(Tile {
        id: row.uuid(0)?,
        dashboard: row.uuid(1)?,
        position: row.int(2)?,
        label: row.text(3)?,
        module: key(row.text_ref(4)?)?,
        query: row.text(5)?,
        kind: row.text(6)?,
        grouped: row.opt_text(7)?.map(|text| key(&text)).transpose()?,
        summed: row.opt_text(8)?.map(|text| key(&text)).transpose()?,
        width: row.int(9)?,
    })
}

fn key(text: &str) -> Result<Key> {
    Key::new(text).map_err(|error| Error::Damaged(error.to_string()))
}
