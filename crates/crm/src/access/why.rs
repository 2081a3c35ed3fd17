//! Why somebody may or may not see a record, in words.

use std::sync::Arc;

use meta::{Module, Path, Record, Scope, Value};
use store::page::{self, Bin, Query};
use uuid::Uuid;
use words::{Said, said};

use super::{Rights, rights};
use crate::error::{Error, Result};
use crate::people::Person;
use crate::records;
use crate::snapshot::Snapshot;
use crate::work::Work;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Whether they may see it.
    pub may_see: bool,
    /// Whether they may change it.
    pub may_edit: bool,
    /// Whether they may delete it.
    pub may_delete: bool,
    /// The reasons, sentence by sentence.
    pub reasons: Vec<Said>,
}

/// Explains what a user may do with a record. Asked by administrators.
pub fn why(work: &mut Work, user: Uuid, module: &str, id: Uuid) -> Result<Why> {
    if !work.actor.is_administrator() {
        return Err(Error::Forbidden(said!("reasons-administrators")));
    }
    let module = work.module(module)?;
    let snapshot = work.snapshot.clone();
    let person = snapshot.people.get(user).ok_or_else(|| Error::NotFound(said!("user")))?;
    let held = rights(&snapshot, &person.role, Some(user), person.team);
    let paths = [Path::parse("owner"), Path::parse("team")].map(|path| path.expect("a path"));
    let scope = work.system();
    let record = records::load(work, &scope, &module, id, &paths)?;
    let record = record
        .ok_or_else(|| Error::NotFound(said!("missing-record", module = module.key.as_str(), id = id.to_string())))?;
    let (see, edit, delete) = (
        person.active && allowed(work, &held, &module, id, |rights| &rights.read)?,
        person.active && allowed(work, &held, &module, id, |rights| &rights.edit)?,
        person.active && allowed(work, &held, &module, id, |rights| &rights.delete)?,
    );
    let reasons = explain(work, person, &module, &record, see)?;
    Ok(Why { may_see: see, may_edit: edit, may_delete: delete, reasons })
}

type Chosen = fn(&Rights) -> &std::collections::HashMap<meta::Key, store::Access>;

fn allowed(work: &mut Work, held: &Rights, module: &Arc<Module>, id: Uuid, which: Chosen) -> Result<bool> {
    let scope = store::Scope::of(&work.snapshot.schema, work.now, which(held));
    let query = Query {
        filter: meta::Filter::test(meta::Key::of("id"), meta::Op::Eq, Value::Id(id)),
        sort: Vec::new(),
        fields: Vec::new(),
        limit: 1,
        after: None,
        bin: Bin::Both,
    };
    Ok(!page::page(work.tx, &scope, module, &query)?.records.is_empty())
}

fn explain(work: &mut Work, person: &Person, module: &Module, record: &Record, see: bool) -> Result<Vec<Said>> {
    let snapshot = work.snapshot.clone();
    let name = person.name.as_str();
    let role = snapshot.roles.get(&person.role).map_or(person.role.to_string(), |role| role.label.clone());
    let mut reasons = vec![said!("reasons-role", name = name, role = role)];
    if !person.active {
        reasons.push(said!("reasons-deactivated", name = name));
        return Ok(reasons);
    }
    let granted = snapshot.granted(&person.role, module);
    reasons.push(reach(granted.read, &module.label.many.to_lowercase()));
    // Whoever reaches all records does so whoever owns them.
    if granted.read != Scope::All || record.get("owner").id() == Some(person.id) {
        reasons.push(owned(&snapshot, person, record));
    }
    if granted.read == Scope::Team {
        let same = person.team.is_some() && record.get("team").id() == person.team;
        reasons.push(match same {
            true => said!("reasons-of-team", name = name),
            false => said!("reasons-of-no-team", name = name),
        });
    }
    let shares = store::shares::list(work.tx, record.id)?;
    if shares.iter().any(|share| share.grantee == person.id || Some(share.grantee) == person.team) {
        reasons.push(said!("reasons-shared", name = name));
    }
    reasons.push(if see { said!("reasons-may", name = name) } else { said!("reasons-may-not", name = name) });
    Ok(reasons)
}

/// Whose a record is, as far as that lets somebody see it.
fn owned(snapshot: &Snapshot, person: &Person, record: &Record) -> Said {
    let name = person.name.as_str();
    match record.get("owner").id().and_then(|id| snapshot.people.get(id)) {
        None => said!("reasons-no-owner"),
        Some(owner) if owner.id == person.id => said!("reasons-owns", name = name),
        Some(owner) => {
            let reports = snapshot.people.subtree(person.id).contains(&owner.id);
            let owner = owner.name.as_str();
            match reports {
                true => said!("reasons-owner-reports", owner = owner, name = name),
                false => said!("reasons-owner-elsewhere", owner = owner, name = name),
            }
        }
    }
}

/// What a role may see of a module.
fn reach(scope: Scope, many: &str) -> Said {
    match scope {
        Scope::None => said!("reasons-sees-none", modules = many),
        Scope::All => said!("reasons-sees-all", modules = many),
        Scope::Own => said!("reasons-sees-own", modules = many),
        Scope::Team => said!("reasons-sees-team", modules = many),
        Scope::Subtree => said!("reasons-sees-subtree", modules = many),
        Scope::Parent => said!("reasons-sees-parent", modules = many),
    }
}
