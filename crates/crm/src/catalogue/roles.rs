//! The company's roles as the choices of a user's role: what the definition lists, then what the company made.

use std::sync::Arc;

use meta::field_type::Choice;
use meta::{Catalogue, FieldType};
use store::company::Role;

/// The catalogue with these roles to choose from; the same one when it has them already.
pub fn offer_roles<'r>(catalogue: Arc<Catalogue>, roles: impl Iterator<Item = &'r Role>) -> Arc<Catalogue> {
    let field = catalogue.module("user").and_then(|module| module.field("role"));
    let Some(FieldType::Select { options }) = field.map(|field| &field.kind) else { return catalogue };
    let hue = |key: &str| options.iter().find(|choice| choice.key == key).map_or(0, |choice| choice.hue);
    let choice = |role: &Role| {
        let key = role.key.to_string();
        Choice { hue: hue(&key), key, label: role.label.clone(), retired: false }
    };
    let offered: Vec<Choice> = roles.map(choice).collect();
    if offered == *options {
        return catalogue;
    }
    let mut changed = Catalogue::clone(&catalogue);
    changed.set_options("user", "role", offered);
    Arc::new(changed)
}
