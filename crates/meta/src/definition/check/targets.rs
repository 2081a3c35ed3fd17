//! What fields point to: modules that exist, and lines that point back.

use std::sync::Arc;

use indexmap::IndexMap;

use super::super::problem::suggest;
use super::Problems;
use crate::field_type::OnDelete;
use crate::{FieldType, Key, Module};

/// Completes what follows from other modules: a parent without modules leads to all that use activities, and lines go
/// to the bin with the record that owns them.
pub(super) fn fill(modules: &mut IndexMap<Key, Module>) {
    let active: Vec<Key> =
        modules.values().filter(|module| module.uses("activities")).map(|module| module.key.clone()).collect();
    let owning: Vec<(Key, Key)> = modules.values().flat_map(|module| module.own_fields()).filter_map(owned).collect();
    for module in modules.values_mut() {
        for field in module.fields.values_mut() {
            if let FieldType::Parent { to, .. } = &mut Arc::make_mut(field).kind
                && to.is_empty()
            {
                to.clone_from(&active);
            }
        }
    }
    for (lines, by) in owning {
        let link = modules.get_mut(&lines).and_then(|module| module.fields.get_mut(&by));
        if let Some(FieldType::Link { on_delete, .. }) = link.map(|field| &mut Arc::make_mut(field).kind) {
            *on_delete = OnDelete::Cascade;
        }
    }
}

fn owned(field: &Arc<crate::Field>) -> Option<(Key, Key)> {
    match &field.kind {
        FieldType::Children { to, by } => Some((to.clone(), by.clone())),
        _ => None,
    }
}

pub(super) fn check(modules: &IndexMap<Key, Module>, problems: &mut Problems) {
    for module in modules.values() {
        for field in module.own_fields() {
            let place = format!("fields.{}", field.key);
            match &field.kind {
                FieldType::Link { to, .. } | FieldType::Links { to, .. } => {
                    exists(modules, module, &format!("{place}.to"), to, problems);
                }
                FieldType::Parent { to, .. } => {
                    for (at, to) in to.iter().enumerate() {
                        exists(modules, module, &format!("{place}.to.{at}"), to, problems);
                    }
                }
                FieldType::Children { to, by } => lines(modules, module, &place, (to, by), problems),
                kind => {
                    if let Some(to) = kind.target() {
                        exists(modules, module, &format!("{place}.type"), to, problems);
                    }
                }
            }
        }
    }
}

fn exists(modules: &IndexMap<Key, Module>, module: &Module, place: &str, to: &str, problems: &mut Problems) -> bool {
    let found = modules.contains_key(to);
    if !found {
        let help = suggest(to, modules.keys().map(Key::as_str), "modules are");
        problems.add(module, place, format!("there is no module `{to}`"), help);
    }
    found
}

fn lines(
    modules: &IndexMap<Key, Module>,
    module: &Module,
    place: &str,
    (to, by): (&Key, &Key),
    problems: &mut Problems,
) {
    if !exists(modules, module, &format!("{place}.to"), to, problems) {
        return;
    }
    let back = modules[to].field(by).map(|field| &field.kind);
    if !matches!(back, Some(FieldType::Link { to: back, .. }) if *back == module.key) {
        let message = format!("`{by}` is not a link from `{to}` to `{}`", module.key);
        let help = format!("in `{to}` write `[fields.{by}]` with `type = \"link\"` and `to = \"{}\"`", module.key);
        problems.add(module, &format!("{place}.by"), message, help);
    }
}
