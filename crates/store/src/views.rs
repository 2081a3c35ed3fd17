//! Views that people saved. Who may have which is decided above.

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

use crate::{Error, Result, Row, Tx};

/// The address of a list with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// Key of the module.
    pub module: Key,
    /// Name shown to people.
    pub label: String,
    /// The query of the address.
    pub query: String,
    /// For whom: `user:ID`, `team:ID`, `role:KEY` or `all`.
    pub audience: String,
    /// Who saved it; `None` for Kith itself.
    pub owner: Option<Uuid>,
    /// When it was saved last.
    pub at: DateTime<Utc>,
}

const COLUMNS: &str = "id, module, label, query, audience, owner, at";

/// The views for some audiences and those somebody saved, of a module or of all, in the order in which they were made.
pub fn list(
    tx: &mut Tx,
    module: Option<&Key>,
    audiences: impl IntoIterator<Item = String>,
    owner: Option<Uuid>,
) -> Result<Vec<View>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_view").push(" WHERE (audience").in_list(audiences);
    if let Some(owner) = owner {
        q.push(" OR owner = ").bind(owner);
    }
    q.push(")");
    if let Some(module) = module {
        q.push(" AND module = ").bind(module.as_str());
    }
    q.push(" ORDER BY id");
    tx.query(&q, read)
}

/// A view by its id.
pub fn find(tx: &mut Tx, id: Uuid) -> Result<Option<View>> {
    let mut q = tx.sql();
    q.push("SELECT ").push(COLUMNS).push(" FROM ").table("kith_view").push(" WHERE id = ").bind(id);
    tx.query_one(&q, read)
}

/// Keeps a view, in the place of the one with its id.
pub fn put(tx: &mut Tx, view: &View) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_view").push(" (").push(COLUMNS).push(") VALUES (").bind(view.id).push(", ");
    q.bind(view.module.as_str()).push(", ").bind(&view.label).push(", ").bind(&view.query).push(", ");
    q.bind(&view.audience).push(", ").bind(view.owner).push(", ").bind(view.at);
    q.push(") ON CONFLICT (id) DO UPDATE SET label = excluded.label, query = excluded.query");
    q.push(", audience = excluded.audience, at = excluded.at");
    tx.execute(&q).map(drop)
}

/// Forgets a view; says whether there was one.
pub fn remove(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_view").push(" WHERE id = ").bind(id);
    Ok(tx.execute(&q)? > 0)
}

fn read(row: &Row) -> Result<View> {
    let module = Key::new(row.text_ref(1)?).map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(View {
        id: row.uuid(0)?,
        module,
        label: row.text(2)?,
        query: row.text(3)?,
        audience: row.text(4)?,
        owner: row.opt_uuid(5)?,
        at: row.time(6)?,
    })
}
