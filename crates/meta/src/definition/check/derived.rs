//! Lookups and rollups: that they lead somewhere, not in a circle, and what they give.

use std::collections::BTreeMap;

use super::super::infer::{self, FieldId};
use super::Problems;
use crate::{Catalogue, FieldType};

pub(super) fn infer(catalogue: &mut Catalogue, problems: &mut Problems) {
    let mut rests: BTreeMap<FieldId, Vec<FieldId>> = BTreeMap::new();
    for module in catalogue.modules() {
        for field in module.own_fields() {
            if matches!(field.kind, FieldType::Lookup { .. } | FieldType::Rollup { .. }) {
                let on = infer::rests_on(catalogue, module, field);
                rests.insert((module.key.clone(), field.key.clone()), on.into_iter().collect());
            }
        }
    }
    let ordered = match infer::order(&rests) {
        Ok(ordered) => ordered,
        Err(circle) => return tell_circle(catalogue, &circle, problems),
    };
    for (module_key, field_key) in ordered {
        let Some(module) = catalogue.module(&module_key).cloned() else { continue };
        match infer::result_of(catalogue, &module, &module.fields[&field_key]) {
            Ok(Some(result)) => catalogue.set_result(&module_key, &field_key, result),
            Ok(None) => {}
            Err(why) => problems.unresolved(&module, &format!("fields.{field_key}"), why),
        }
    }
}

fn tell_circle(catalogue: &Catalogue, circle: &[FieldId], problems: &mut Problems) {
    let Some((module, field)) = circle.first() else { return };
    if let Some(module) = catalogue.module(module) {
        let (message, help) = infer::circle(circle);
        problems.add(module, &format!("fields.{field}"), message, help);
    }
}
