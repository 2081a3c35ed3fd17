//! The roles that given files speak of: those of the company and no others, since rights of nobody are a slip of the pen.

use std::collections::BTreeMap;

use meta::definition::{Problem, suggest};
use meta::{Catalogue, Key, Module};
use store::company::Role;

use super::input::Given;

/// The roles of given modules that the company does not have, each at its place.
pub(super) fn unknown(given: &[Given], catalogue: &Catalogue, roles: &BTreeMap<Key, Role>) -> Vec<Problem> {
    let modules = given.iter().filter_map(|layer| catalogue.module(&layer.module));
    modules.flat_map(|module| unknown_in(module, roles)).collect()
}

fn unknown_in(module: &Module, roles: &BTreeMap<Key, Role>) -> Vec<Problem> {
    let access = module.access.keys().map(|role| (format!("access.{role}"), role));
    let by_field = module
        .field_access
        .iter()
        .flat_map(|(field, levels)| levels.keys().map(move |role| (format!("field_access.{field}.{role}"), role)));
    let unknown = access.chain(by_field).filter(|(_, role)| !roles.contains_key(*role));
    let told = |(place, role): (String, &Key)| {
        let help = suggest(role, roles.keys().map(Key::as_str), "roles are");
        Problem::at(&module.source, &place, format!("there is no role `{role}`"), help)
    };
    unknown.map(told).collect()
}
