//! Conditions of fields and sections: when they are shown, when they are required.

use std::collections::HashMap;
use std::sync::Arc;

use expr::{Expected, Typed};
use meta::definition::Problem;
use meta::field::ExprText;
use meta::{Catalogue, Key, Module};

use super::results::typed;

/// The typed conditions of one module.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions {
    pub(super) visible: HashMap<Key, Arc<Typed>>,
    pub(super) required: HashMap<Key, Arc<Typed>>,
    pub(super) sections: Vec<Option<Arc<Typed>>>,
}

/// Types the conditions of every module.
pub(super) fn check(catalogue: &Catalogue) -> Result<HashMap<Key, Conditions>, Vec<Problem>> {
    let mut problems = Vec::new();
    let all = catalogue.modules().map(|module| (module.key.clone(), of_module(catalogue, module, &mut problems)));
    let all = all.collect();
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

fn of_module(catalogue: &Catalogue, module: &Module, problems: &mut Vec<Problem>) -> Conditions {
    let mut one = |place: String, text: &Option<ExprText>| {
        let condition = typed(catalogue, module, &place, text.as_ref()?, &module.key, Expected::Condition);
        condition.map_err(|found| problems.extend(found)).ok().map(Arc::new)
    };
    let mut conditions = Conditions::default();
    for field in module.own_fields() {
        let place = |name: &str| format!("fields.{}.{name}", field.key);
        if let Some(typed) = one(place("visible_if"), &field.visible_if) {
            conditions.visible.insert(field.key.clone(), typed);
        }
        if let Some(typed) = one(place("required_if"), &field.required_if) {
            conditions.required.insert(field.key.clone(), typed);
        }
    }
    let sections = module.detail.sections.iter().zip(0..);
    let sections =
        sections.map(|(section, at)| one(format!("layouts.detail.sections.{at}.visible_if"), &section.visible_if));
    conditions.sections = sections.collect();
    conditions
}
