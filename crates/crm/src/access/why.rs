//! Why somebody may or may not see a record, in words.

use std::sync::Arc;

use meta::{Module, Path, Record, Scope, Value};
use store::page::{self, Bin, Query};
use uuid::Uuid;

use super::{Rights, rights};
use crate::error::{Error, Result};
use crate::people::Person;
use crate::records;
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
    pub reasons: Vec<String>,
}

/// Explains what a user may do with a record. Asked by administrators.
pub fn why(work: &mut Work, user: Uuid, module: &str, id: Uuid) -> Result<Why> {
    if !work.actor.is_administrator() {
        return Err(Error::Forbidden("only administrators may ask what others see".into()));
    }
    let module = work.module(module)?;
    let snapshot = work.snapshot.clone();
    let person = snapshot.people.get(user).ok_or_else(|| Error::NotFound("user".into()))?;
    let held = rights(&snapshot, &person.role, Some(user), person.team);
    let paths = [Path::parse("owner"), Path::parse("team")].map(|path| path.expect("a path"));
    let scope = work.system();
    let record = records::load(work, &scope, &module, id, &paths)?;
    let record = record.ok_or_else(|| Error::NotFound(format!("{} {id}", module.key)))?;
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

fn explain(work: &mut Work, person: &Person, module: &Module, record: &Record, see: bool) -> Result<Vec<String>> {
    let snapshot = work.snapshot.clone();
    let name = &person.name;
    let many = module.label.many.to_lowercase();
    let role = snapshot.roles.get(&person.role).map_or(person.role.to_string(), |role| role.label.clone());
    let mut reasons = vec![format!("{name} has the role {role}.")];
    if !person.active {
        reasons.push(format!("{name} is deactivated and sees nothing."));
        return Ok(reasons);
    }
    let granted = snapshot.granted(&person.role, module);
    reasons.push(match granted.read {
        Scope::None => format!("The role may not see {many}."),
        Scope::All => format!("The role may see all {many}."),
        Scope::Own => format!("The role may see {many} that one owns."),
        Scope::Team => format!("The role may see {many} of one's own team."),
        Scope::Subtree => format!("The role may see {many} of everybody who reports to one, and one's own."),
        Scope::Parent => format!("The role may see {many} that hang on a record one may see, and one's own."),
    });
    let owner = record.get("owner").id();
    reasons.push(match owner.and_then(|id| snapshot.people.get(id)) {
        None => "The record has no owner.".into(),
        Some(owner) if owner.id == person.id => format!("{name} owns the record."),
        Some(owner) => {
            let reports = snapshot.people.subtree(person.id).contains(&owner.id);
            let line = if reports { "reports" } else { "does not report" };
            format!("The record is owned by {}, who {line} to {name}.", owner.name)
        }
    });
    if granted.read == Scope::Team {
        let same = person.team.is_some() && record.get("team").id() == person.team;
        reasons.push(format!("The record is {} of {name}'s team.", if same { "one" } else { "not one" }));
    }
    let shares = store::shares::list(work.tx, record.id)?;
    if shares.iter().any(|share| share.grantee == person.id || Some(share.grantee) == person.team) {
        reasons.push(format!("The record was shared with {name} by hand."));
    }
    reasons.push(format!("So {name} {} see it.", if see { "may" } else { "may not" }));
    Ok(reasons)
}
