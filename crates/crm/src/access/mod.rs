//! The one place that answers "may they?": rights become filters that every statement carries.
//!
//! A record one may not see is not there. A field hidden from a role is not there either, nor is anything derived
//! from it.

mod levels;
mod why;

use std::collections::{HashMap, HashSet};

use meta::{Field, FieldLevel, Filter, Key, Module, Op, Path, Scope, Value};
use store::Access;
use uuid::Uuid;

use crate::people::People;
use crate::snapshot::Snapshot;

pub use levels::stated as stated_levels;
pub use why::{Why, why};

/// What somebody may do, for each module.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    /// Records that may be seen.
    pub read: HashMap<Key, Access>,
    /// Records that may be changed.
    pub edit: HashMap<Key, Access>,
    /// Records that may be binned and restored.
    pub delete: HashMap<Key, Access>,
    /// The workspace's version they were compiled at.
    pub(crate) version: i64,
    create: HashSet<Key>,
    levels: HashMap<(Key, Key), FieldLevel>,
}

impl Rights {
    /// Whether records may be made in a module.
    pub fn may_create(&self, module: &str) -> bool {
        self.create.contains(module)
    }

    /// Whether a module is there at all for the actor.
    pub fn may_read(&self, module: &str) -> bool {
        self.read.contains_key(module)
    }

    /// What may be done with a field.
    pub fn level(&self, module: &Key, field: &Key) -> FieldLevel {
        self.levels.get(&(module.clone(), field.clone())).copied().unwrap_or(FieldLevel::Edit)
    }

    /// Whether the actor may know of a field and of its module.
    pub fn knows(&self, module: &Module, field: &Field) -> bool {
        self.may_read(&module.key) && self.sees(&module.key, &field.key)
    }

    /// Whether a field is there for the actor.
    pub fn sees(&self, module: &Key, field: &Key) -> bool {
        self.level(module, field) > FieldLevel::Hidden
    }
}

/// The rights of a role as held by a user, with what was shared by hand with them and their team: to read, or to change
/// where the share allows it, never to delete.
pub fn rights(snapshot: &Snapshot, role: &Key, user: Option<Uuid>, team: Option<Uuid>) -> Rights {
    let mut rights = Rights { version: snapshot.version, ..Rights::default() };
    let grantees: Vec<Uuid> = user.into_iter().chain(team).collect();
    for module in snapshot.schema.catalogue.modules() {
        let granted = snapshot.granted(role, module);
        let rule = |scope: Scope| access(module, scope, user, team, &snapshot.people);
        if granted.create {
            rights.create.insert(module.key.clone());
        }
        if granted.read != Scope::None {
            rights.read.insert(module.key.clone(), shared(rule(granted.read), &grantees, false));
        }
        if granted.edit != Scope::None {
            rights.edit.insert(module.key.clone(), shared(rule(granted.edit), &grantees, true));
        }
        if granted.delete != Scope::None {
            rights.delete.insert(module.key.clone(), rule(granted.delete));
        }
    }
    rights.levels = levels::levels(snapshot, role);
    rights
}

/// A rule with the records shared by hand added to it.
fn shared(rule: Access, grantees: &[Uuid], to_edit: bool) -> Access {
    Access { shared_with: grantees.to_vec(), shared_to_edit: to_edit, ..rule }
}

fn access(module: &Module, scope: Scope, user: Option<Uuid>, team: Option<Uuid>, people: &People) -> Access {
    let Some(user) = user else {
        return if scope == Scope::All { Access::all() } else { Access::rule(Filter::Const(false)) };
    };
    let owned_by = |ids: Vec<Uuid>| Filter::any_of(Key::of("owner"), ids.into_iter().map(Value::Id).collect());
    let own = owned_by(vec![user]);
    let rows = match scope {
        Scope::None => Filter::Const(false),
        Scope::All => return Access::all(),
        Scope::Own | Scope::Parent => own,
        Scope::Team => match team {
            None => own,
            Some(team) => Filter::Or(vec![own, Filter::test(Path::of(Key::of("team")), Op::Eq, Value::Id(team))]),
        },
        Scope::Subtree => owned_by(people.subtree(user)),
    };
    let through = if scope == Scope::Parent { parents(module) } else { Vec::new() };
    Access { through, ..Access::rule(rows) }
}

/// The fields by which a record hangs on another: its parent fields, or the link that makes it a line.
fn parents(module: &Module) -> Vec<Key> {
    use meta::FieldType as T;
    let parents = module.own_fields().filter(|field| matches!(field.kind, T::Parent { .. }));
    let found: Vec<Key> = parents.map(|field| field.key.clone()).collect();
    if !found.is_empty() {
        return found;
    }
    module
        .own_fields()
        .filter(|field| matches!(field.kind, T::Link { .. }) && field.required)
        .map(|field| field.key.clone())
        .collect()
}
