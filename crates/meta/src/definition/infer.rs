//! What derived fields give: the type of a lookup or rollup, and in which order derived fields rest on each other.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::suggest;
use crate::catalogue::Part;
use crate::field_type::RollupFunction;
use crate::{Catalogue, Field, FieldType, Key, Module, Path, Relation};

/// A field of a module.
pub type FieldId = (Key, Key);

/// Why something could not be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The parameter at fault: `path`, `of`, `field`; empty for the thing itself.
    pub place: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Unresolved {
    fn new(place: &'static str, message: impl Into<String>, help: impl Into<String>) -> Unresolved {
        Unresolved { place, message: message.into(), help: help.into() }
    }
}

/// The type a lookup or rollup gives, [`FieldType::UNKNOWN`] while it rests on a formula not yet typed, and `None` for
/// other fields.
pub fn result_of(catalogue: &Catalogue, module: &Module, field: &Field) -> Result<Option<FieldType>, Unresolved> {
    match &field.kind {
        FieldType::Lookup { path, .. } => lookup(catalogue, module, path).map(Some),
        FieldType::Rollup { of, function, field, .. } => {
            let relation = relation(catalogue, module, of)?;
            rollup(catalogue, relation, *function, field.as_ref()).map(Some)
        }
        _ => Ok(None),
    }
}

/// The derived field, if any, whose value a lookup or rollup takes.
pub fn rests_on(catalogue: &Catalogue, module: &Module, field: &Field) -> Option<FieldId> {
    match &field.kind {
        FieldType::Lookup { path, .. } => {
            let end = catalogue.resolve(&module.key, path)?;
            Some((end.module.key.clone(), end.field.key.clone()))
        }
        FieldType::Rollup { of, field: Some(field), .. } => {
            let relation = catalogue.relation(&module.key, of)?;
            Some((relation.target.clone(), field.clone()))
        }
        _ => None,
    }
}

/// Orders fields so that each comes after those it rests on; the error is a circle of fields, each resting on the next.
pub fn order(rests: &BTreeMap<FieldId, Vec<FieldId>>) -> Result<Vec<FieldId>, Vec<FieldId>> {
    let (mut done, mut ordered) = (BTreeSet::new(), Vec::new());
    for start in rests.keys() {
        let mut trail: Vec<(&FieldId, usize)> = vec![(start, 0)];
        while let Some((at, next)) = trail.last_mut() {
            let at = *at;
            let on = rests.get(at).map(Vec::as_slice).unwrap_or_default();
            if done.contains(at) {
                trail.pop();
            } else if let Some(target) = on.get(*next) {
                *next += 1;
                if let Some(from) = trail.iter().position(|(step, _)| *step == target) {
                    return Err(trail[from..].iter().map(|(step, _)| (*step).clone()).collect());
                }
                if rests.contains_key(target) {
                    trail.push((target, 0));
                }
            } else {
                done.insert(at);
                ordered.push(at.clone());
                trail.pop();
            }
        }
    }
    Ok(ordered)
}

/// Tells a circle that [`order`] found: message and help.
pub fn circle(fields: &[FieldId]) -> (String, String) {
    let names: Vec<String> = fields.iter().map(|(module, field)| format!("{module}.{field}")).collect();
    let first = names.first().cloned().unwrap_or_default();
    (format!("the field rests on itself: {} → {first}", names.join(" → ")), "break the circle".to_string())
}

/// Why a path does not lead anywhere.
pub fn unresolved(catalogue: &Catalogue, module: &Module, path: &Path) -> Unresolved {
    let steps = path.steps();
    let mut at = module;
    for (index, step) in steps.iter().enumerate() {
        let Some(field) = at.field(step) else {
            let help = suggest(step, at.fields.keys().map(Key::as_str), "its fields are");
            return Unresolved::new("", format!("`{}` has no field `{step}`", at.key), help);
        };
        let Some(next) = steps.get(index + 1) else { break };
        match field.kind.target().and_then(|target| catalogue.module(target)) {
            Some(target) => at = target,
            None => {
                let message = format!("`{step}` of `{}` is no link and has no part `{next}`", at.key);
                let parts = Part::ALL.iter().filter(|part| Part::of(&field.kind, part.name()).is_some());
                let help = suggest(next, parts.map(|part| part.name()), "its parts are");
                return Unresolved::new("", message, help);
            }
        }
    }
    Unresolved::new("", format!("`{path}` leads nowhere"), "")
}

fn lookup(catalogue: &Catalogue, module: &Module, path: &Path) -> Result<FieldType, Unresolved> {
    let Some(end) = catalogue.resolve(&module.key, path) else {
        return Err(Unresolved { place: "path", ..unresolved(catalogue, module, path) });
    };
    if end.hops.is_empty() {
        let help = "write a link, a dot and a field: `account.industry`";
        return Err(Unresolved::new("path", format!("`{path}` does not go through a link"), help));
    }
    match (end.part, end.field.kind.shown()) {
        (Some(part), _) => Ok(part_type(part)),
        (None, kind @ (FieldType::Children { .. } | FieldType::Links { .. })) => {
            let message = format!("a lookup cannot show the several records of a {}", kind.name());
            Err(Unresolved::new("path", message, "look up a field of one record"))
        }
        (None, kind) => Ok(taken(kind)),
    }
}

fn part_type(part: Part) -> FieldType {
    match part {
        Part::Amount => FieldType::Decimal { scale: crate::types::MONEY_SCALE, min: None, max: None },
        Part::Currency => FieldType::Text { max: 3 },
        _ => FieldType::Text { max: 255 },
    }
}

/// The type of a value shown elsewhere: without bounds, and a link without its other side.
fn taken(kind: &FieldType) -> FieldType {
    match kind {
        FieldType::Autonumber { .. } => FieldType::Text { max: 60 },
        FieldType::Int { .. } => FieldType::Int { min: None, max: None },
        FieldType::Decimal { scale, .. } => FieldType::Decimal { scale: *scale, min: None, max: None },
        FieldType::Percent { scale, .. } => FieldType::Percent { scale: *scale, min: None, max: None },
        FieldType::Money { .. } => FieldType::Money { min: None, max: None },
        FieldType::Link { to, on_delete, .. } => {
            FieldType::Link { to: to.clone(), inverse: None, on_delete: *on_delete }
        }
        FieldType::Parent { to, .. } => FieldType::Parent { to: to.clone(), inverse: None },
        other => other.clone(),
    }
}

fn relation<'a>(catalogue: &'a Catalogue, module: &Module, of: &Key) -> Result<&'a Relation, Unresolved> {
    catalogue.relation(&module.key, of).ok_or_else(|| {
        let names = catalogue.relations(&module.key).iter().map(|relation| relation.name.as_str());
        Unresolved::new(
            "of",
            format!("`{}` has no relation `{of}`", module.key),
            suggest(of, names, "its relations are"),
        )
    })
}

fn rollup(
    catalogue: &Catalogue,
    relation: &Relation,
    function: RollupFunction,
    field: Option<&Key>,
) -> Result<FieldType, Unresolved> {
    let Some(key) = field else { return Ok(FieldType::Int { min: None, max: None }) };
    let target = &relation.target;
    let Some(field) = catalogue.module(target).and_then(|module| module.field(key)) else {
        let fields = catalogue.module(target).into_iter().flat_map(|module| module.fields.keys().map(Key::as_str));
        let help = suggest(key, fields, "its fields are");
        return Err(Unresolved::new("field", format!("`{target}` has no field `{key}`"), help));
    };
    let kind = field.kind.shown();
    summed(function, kind).ok_or_else(|| {
        let message = format!("`{key}` of `{target}` is a {}, which has no {}", kind.name(), function.name());
        Unresolved::new("field", message, "name a number, money or duration; `min` and `max` also take dates")
    })
}

/// The type of a sum, mean or extreme of a type.
fn summed(function: RollupFunction, kind: &FieldType) -> Option<FieldType> {
    use FieldType as T;
    let mean = function == RollupFunction::Avg;
    let extreme = matches!(function, RollupFunction::Min | RollupFunction::Max);
    Some(match kind {
        unknown if *unknown == FieldType::UNKNOWN => FieldType::UNKNOWN,
        T::Int { .. } | T::Rating { .. } if mean => T::Decimal { scale: MEAN_SCALE, min: None, max: None },
        T::Decimal { scale, .. } if mean => T::Decimal { scale: (*scale).max(MEAN_SCALE), min: None, max: None },
        T::Percent { scale, .. } if mean => T::Percent { scale: (*scale).max(MEAN_SCALE), min: None, max: None },
        T::Int { .. } | T::Rating { .. } => T::Int { min: None, max: None },
        T::Decimal { .. } | T::Percent { .. } | T::Money { .. } => taken(kind),
        T::Duration => T::Duration,
        T::Date | T::DateTime if extreme => kind.clone(),
        _ => return None,
    })
}

/// Least places of a mean.
const MEAN_SCALE: u32 = 4;
