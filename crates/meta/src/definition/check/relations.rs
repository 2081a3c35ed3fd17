//! Relations: one side declares, the other is only named. Names share one space with the fields.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::super::reserved;
use super::super::system;
use super::Problems;
use crate::{Field, FieldType, Key, Module, Relation, RelationKind};

pub(super) type Relations = BTreeMap<Key, Vec<Relation>>;

/// All relations, seen from both sides.
pub(super) fn gather(modules: &IndexMap<Key, Module>, problems: &mut Problems) -> Relations {
    let mut relations = Relations::new();
    for module in modules.values() {
        let own = module.own_fields().filter_map(|field| own_side(field));
        relations.entry(module.key.clone()).or_default().extend(own);
    }
    for module in modules.values() {
        for field in module.own_fields() {
            for (target, relation) in other_side(module, field) {
                add(modules, module, (target, relation), &mut relations, problems);
            }
        }
    }
    relations
}

/// The relation that a field is by itself, under its own key.
fn own_side(field: &Field) -> Option<Relation> {
    let name = field.key.clone();
    match &field.kind {
        FieldType::Links { to, .. } => {
            Some(Relation { target: to.clone(), kind: RelationKind::Links { field: name.clone() }, name })
        }
        FieldType::Children { to, by } => Some(Relation {
            target: to.clone(),
            kind: RelationKind::Children { field: name.clone(), by: by.clone() },
            name,
        }),
        _ => None,
    }
}

/// The relations that a field makes on the modules it points to.
fn other_side<'a>(module: &Module, field: &'a Field) -> Vec<(&'a Key, Relation)> {
    let relation = |name: &Key, kind| Relation { name: name.clone(), target: module.key.clone(), kind };
    let key = || field.key.clone();
    match &field.kind {
        FieldType::Link { to, inverse: Some(name), .. } => {
            vec![(to, relation(name, RelationKind::Inverse { field: key() }))]
        }
        FieldType::Links { to, inverse: Some(name) } => {
            vec![(to, relation(name, RelationKind::LinksInverse { field: key() }))]
        }
        FieldType::Parent { to, inverse: Some(name) } => {
            to.iter().map(|to| (to, relation(name, RelationKind::ParentInverse { field: key() }))).collect()
        }
        _ => Vec::new(),
    }
}

fn add(
    modules: &IndexMap<Key, Module>,
    module: &Module,
    (target, relation): (&Key, Relation),
    relations: &mut Relations,
    problems: &mut Problems,
) {
    let Some(at) = modules.get(target) else { return };
    let (RelationKind::Inverse { field }
    | RelationKind::LinksInverse { field }
    | RelationKind::ParentInverse { field }) = &relation.kind
    else {
        return;
    };
    let place = format!("fields.{field}.inverse");
    let (name, help) = (&relation.name, "choose another name for the inverse");
    let there = relations.entry(target.clone()).or_default();
    if at.field(name).is_some() || system::is_system(name) {
        problems.add(module, &place, format!("`{name}` is a field of `{target}` already"), help);
    } else if reserved::field(name) {
        problems.add(module, &place, format!("`{name}` is a reserved name"), help);
    } else if let Some(other) = there.iter().find(|other| other.name == *name) {
        let message = format!("`{target}` has a relation `{name}` already, to `{}`", other.target);
        problems.add(module, &place, message, help);
    } else {
        there.push(relation);
    }
}

/// Gives layouts that name no related lists all of them, but for those that are fields of the page.
pub(super) fn fill_related(modules: &mut IndexMap<Key, Module>, relations: &Relations) {
    for module in modules.values_mut() {
        if module.detail.related.is_empty() {
            let related = relations.get(&module.key).into_iter().flatten();
            let related = related.filter(|relation| !module.fields.contains_key(&relation.name));
            module.detail.related = related.map(|relation| relation.name.clone()).collect();
        }
    }
}
