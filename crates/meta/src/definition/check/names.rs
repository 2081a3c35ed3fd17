//! Keys: unique, not reserved, and earlier keys that nobody else has.

use std::collections::BTreeMap;

use super::super::{reserved, system};
use super::Problems;
use crate::{Key, Module};

pub(super) fn check(modules: &[Module], problems: &mut Problems) {
    let mut seen: BTreeMap<&Key, &Module> = BTreeMap::new();
    for module in modules {
        if reserved::module(&module.key) {
            let message = format!("`{}` is a reserved module key", module.key);
            problems.add(module, "module", message, "choose another word; pages and the API use this one");
        }
        if module.key.len() > reserved::MODULE_LENGTH {
            let message = format!("`{}` has {} letters", module.key, module.key.len());
            problems.add(module, "module", message, format!("choose a key of {} at most", reserved::MODULE_LENGTH));
        }
        if let Some(first) = seen.insert(&module.key, module) {
            let help = format!("it is already defined in {}", first.source.spot("").file);
            problems.add(module, "module", format!("module `{}` is defined twice", module.key), help);
        }
        fields(module, problems);
        renamed_fields(module, problems);
    }
    renamed_modules(modules, &seen, problems);
}

fn fields(module: &Module, problems: &mut Problems) {
    for field in module.own_fields() {
        let place = format!("fields.{}", field.key);
        if system::is_system(&field.key) {
            let message = format!("`{}` is a system field, which every module has", field.key);
            problems.add(module, &place, message, "remove it, or choose another key");
        } else if reserved::field(&field.key) {
            let message = format!("`{}` is a reserved field key", field.key);
            problems.add(module, &place, message, "choose another word; addresses or the database use this one");
        } else if field.key.len() > reserved::FIELD_LENGTH {
            let message = format!("`{}` has {} letters", field.key, field.key.len());
            problems.add(module, &place, message, format!("choose a key of {} at most", reserved::FIELD_LENGTH));
        }
    }
}

fn renamed_fields(module: &Module, problems: &mut Problems) {
    let mut taken: BTreeMap<&Key, &Key> = BTreeMap::new();
    for field in module.own_fields() {
        for (at, was) in field.was.iter().enumerate() {
            let place = format!("fields.{}.was.{at}", field.key);
            if module.field(was).is_some() {
                let message = format!("`{was}` is a field of this module still");
                problems.add(module, &place, message, "a field takes over the data of one that is gone");
            } else if let Some(other) = taken.insert(was, &field.key) {
                let message = format!("the data of `{was}` goes to `{other}` already");
                problems.add(module, &place, message, "name it in one field");
            }
        }
    }
}

fn renamed_modules(modules: &[Module], seen: &BTreeMap<&Key, &Module>, problems: &mut Problems) {
    let mut taken: BTreeMap<&Key, &Key> = BTreeMap::new();
    for module in modules {
        for (at, was) in module.was.iter().enumerate() {
            let place = format!("was.{at}");
            if seen.contains_key(was) {
                let message = format!("module `{was}` is there still");
                problems.add(module, &place, message, "a module takes over the records of one that is gone");
            } else if let Some(other) = taken.insert(was, &module.key) {
                let message = format!("the records of `{was}` go to `{other}` already");
                problems.add(module, &place, message, "name it in one module");
            }
        }
    }
}
