//! What the tests of the trail do over and over.

use crm::records::{self, Entry};
use crm::{Actor, Crm, undo};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::*;

/// An account by name.
pub fn account(crm: &Crm, actor: &Actor, name: &str) -> Uuid {
    create(crm, actor, "account", json!({ "name": name })).expect("an account").id
}

/// Everything that happened to an account, newest first.
pub fn history(crm: &Crm, actor: &Actor, id: Uuid) -> Vec<Entry> {
    crm.read(actor, move |work| records::history(work, "account", id, None, 100)).wait().expect("a history").0
}

/// The act of the latest thing that happened to an account.
pub fn last_act(crm: &Crm, id: Uuid) -> Uuid {
    history(crm, &crm.system(), id)[0].act
}

/// Moves an account to the bin.
pub fn delete(crm: &Crm, actor: &Actor, id: Uuid) -> Uuid {
    crm.write(actor, "delete", move |work| {
        records::delete(work, "account", id, None)?;
        Ok(work.act)
    })
    .wait()
    .expect("is deleted")
}

/// Undoes an act.
pub fn undo(crm: &Crm, actor: &Actor, act: Uuid) -> undo::Report {
    undo::undo(crm, actor, act).expect("is undone")
}

/// A field of an account, as Kith itself sees it.
pub fn field(crm: &Crm, id: Uuid, field: &str) -> Json {
    json_of(&get(crm, &crm.system(), "account", id).expect("the account"), field)
}

/// Whether an account is in the bin.
pub fn binned(crm: &Crm, id: Uuid) -> bool {
    !field(crm, id, "deleted_at").is_null()
}
