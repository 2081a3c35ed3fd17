//! The types that formulas, lookups and rollups give, each after those it is made from.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use expr::{Expected, Typed};
use meta::definition::{self, FieldId, Problem};
use meta::field::ExprText;
use meta::module::Spot;
use meta::{Catalogue, FieldType, Module};

use super::sources;
use super::texts::id;

/// Typed expressions by the field they belong to: formulas, and filters of rollups.
#[derive(Debug, Default)]
pub(super) struct Expressions {
    pub(super) formulas: HashMap<FieldId, Arc<Typed>>,
    pub(super) filters: HashMap<FieldId, Arc<Typed>>,
}

/// Infers the result of every derived field into the catalogue.
pub(super) fn infer(catalogue: &mut Catalogue) -> Result<Expressions, Vec<Problem>> {
    let mut expressions = Expressions::default();
    let mut problems = Vec::new();
    for at in ordered(catalogue)? {
        if let Err(found) = infer_one(catalogue, &at, &mut expressions) {
            problems.extend(found);
        }
    }
    if problems.is_empty() { Ok(expressions) } else { Err(problems) }
}

/// The derived fields, each after those it is made from.
fn ordered(catalogue: &Catalogue) -> Result<Vec<FieldId>, Vec<Problem>> {
    let mut rests: BTreeMap<FieldId, Vec<FieldId>> = BTreeMap::new();
    for module in catalogue.modules() {
        for field in module.own_fields().filter(|field| field.kind.result().is_some()) {
            rests.insert(id(module, &field.key), sources::of_field(catalogue, &module.key, field));
        }
    }
    definition::order(&rests).map_err(|circle| {
        let (message, help) = definition::circle(&circle);
        let at = circle.first().and_then(|(module, field)| Some((catalogue.module(module)?, field)));
        at.map(|(module, field)| Problem::at(&module.source, &format!("fields.{field}"), message, help))
            .into_iter()
            .collect()
    })
}

fn infer_one(catalogue: &mut Catalogue, at: &FieldId, expressions: &mut Expressions) -> Result<(), Vec<Problem>> {
    let Some(module) = catalogue.module(&at.0).cloned() else { return Ok(()) };
    let Some(field) = module.field(&at.1) else { return Ok(()) };
    let place = format!("fields.{}", field.key);
    match &field.kind {
        FieldType::Formula { expr, .. } => {
            let typed = typed(catalogue, &module, &format!("{place}.expr"), expr, &module.key, Expected::Formula)?;
            let result = typed.ty().field_type().unwrap_or(FieldType::UNKNOWN);
            expressions.formulas.insert(at.clone(), Arc::new(typed));
            catalogue.set_result(&at.0, &at.1, result);
        }
        FieldType::Rollup { of, filter: Some(filter), .. } => {
            let target = catalogue.relation(&at.0, of).map(|relation| relation.target.clone());
            if let Some(target) = target {
                let place = format!("{place}.filter");
                let typed = typed(catalogue, &module, &place, filter, &target, Expected::Condition)?;
                expressions.filters.insert(at.clone(), Arc::new(typed));
            }
        }
        _ => {}
    }
    match definition::result_of(catalogue, &module, field) {
        Ok(Some(result)) => catalogue.set_result(&at.0, &at.1, result),
        Ok(None) => {}
        Err(why) => {
            let place = if why.place.is_empty() { place } else { format!("{place}.{}", why.place) };
            return Err(vec![Problem::at(&module.source, &place, why.message, why.help)]);
        }
    }
    Ok(())
}

/// Types an expression that stands at a place of `module` and speaks of records of `about`.
pub(super) fn typed(
    catalogue: &Catalogue,
    module: &Module,
    place: &str,
    text: &ExprText,
    about: &str,
    expected: Expected,
) -> Result<Typed, Vec<Problem>> {
    let tell = |error: &expr::Error| {
        let (line, column) = error.place(text);
        let spot = Spot { line, column, ..module.source.spot(place) };
        Problem::new(spot, error.message.clone(), error.help.clone().unwrap_or_default())
    };
    let expr = expr::parse(&text.text).map_err(|error| vec![tell(&error)])?;
    expr::check(&text.text, &expr, catalogue, about, expected).map_err(|errors| errors.iter().map(tell).collect())
}
