//! Which pages can be read by walking an index in the order wanted, testing record after record. That is quick where many
//! records satisfy the filter and endless where few do, so a walk is given up after some steps of SQLite's machine.

use std::sync::Arc;

use meta::{FieldType, Filter, Key, Module, Op, Operand, Test, Value};

use super::Query;
use crate::columns::side;
use crate::schema::{Origin, Schema};
use crate::scope::Scope;
use crate::tables;
use crate::tuning::Tuned;

/// A way along an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walk {
    /// Fields that have one value in the whole stretch of the index that is walked.
    pub(super) equal: Vec<Key>,
}

impl Walk {
    /// The parts of a filter that the index answers, and those that are only tested.
    pub(super) fn parts<'f>(
        &self,
        scope: &Scope,
        module: &Module,
        filter: &'f Filter,
    ) -> (Vec<&'f Filter>, Vec<&'f Filter>) {
        let mut parts = Vec::new();
        flatten(filter, &mut parts);
        let answered = |part: &&Filter| match part {
            Filter::Test(test) => one(scope.schema, module, test).is_some_and(|key| self.equal.contains(&key)),
            _ => false,
        };
        parts.into_iter().partition(answered)
    }
}

fn flatten<'f>(filter: &'f Filter, parts: &mut Vec<&'f Filter>) {
    match filter {
        Filter::And(all) => all.iter().for_each(|part| flatten(part, parts)),
        part => parts.push(part),
    }
}

/// The walk for a query, where one may pay.
pub(super) fn along(scope: &Scope, module: &Arc<Module>, query: &Query) -> Option<Walk> {
    let schema = scope.schema;
    let equal = equal(schema, module, &query.filter);
    let sort = match query.sort.first() {
        None => None,
        Some(key) => Some(key.path.single().filter(|key| is_column(schema, module, key))?),
    };
    if let Some(sort) = sort
        && let Some(tuned) = tuned(schema, module, &equal, sort)
    {
        return Some(Walk { equal: tuned.equal.clone() });
    }
    if equal.iter().any(|field| singles_out(module, field)) {
        return None;
    }
    sort.is_none_or(|sort| is_indexed(module, sort)).then(|| Walk { equal: Vec::new() })
}

/// The index that would have served a query that had to gather and sort.
pub(super) fn missed(scope: &Scope, module: &Arc<Module>, query: &Query) -> Option<Tuned> {
    let sort = query.sort.first()?.path.single().filter(|key| is_column(scope.schema, module, key))?.clone();
    let mut equal = equal(scope.schema, module, &query.filter);
    equal.retain(|key| *key != sort);
    // A link to one record narrows more than anything beside it.
    if let Some(at) = equal.iter().position(|key| singles_out(module, key)) {
        equal = vec![equal.swap_remove(at)];
    }
    equal.sort();
    equal.truncate(Tuned::MOST_EQUAL);
    let wish = Tuned { module: module.key.clone(), equal, sort };
    let there = wish.equal.is_empty() && is_indexed(module, &wish.sort);
    (!there && !scope.schema.tuned.contains(&wish)).then_some(wish)
}

/// The longest tuned index that fits.
fn tuned<'s>(schema: &'s Schema, module: &Module, equal: &[Key], sort: &Key) -> Option<&'s Tuned> {
    let fits = |tuned: &&Tuned| {
        tuned.module == module.key && tuned.sort == *sort && tuned.equal.iter().all(|key| equal.contains(key))
    };
    schema.tuned.iter().filter(fits).max_by_key(|tuned| tuned.equal.len())
}

/// Whether all records stand in an index by a field with a column of its own.
fn is_indexed(module: &Module, key: &Key) -> bool {
    module
        .field(key)
        .is_some_and(|field| !field.unique && field.key != "deleted_at" && tables::is_indexed(module, field))
}

/// Whether a field sorts by a column of its own.
fn is_column(schema: &Schema, module: &Module, key: &Key) -> bool {
    module.field(key).is_some_and(|field| {
        let named = field.kind.shown().target().is_some();
        !named && side(&field.kind).is_none() && matches!(schema.origin(&module.key, field), Origin::Stored)
    })
}

/// The fields of a module's own table that a filter wants one value of.
fn equal(schema: &Schema, module: &Module, filter: &Filter) -> Vec<Key> {
    match filter {
        Filter::And(parts) => parts.iter().flat_map(|part| equal(schema, module, part)).collect(),
        Filter::Test(test) => one(schema, module, test).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn one(schema: &Schema, module: &Module, test: &Test) -> Option<Key> {
    let field = module.field(test.path.single()?)?;
    let value = match (&test.operand, test.op) {
        (Operand::One(value), Op::Eq) => value,
        (Operand::Many(values), Op::In) if values.len() == 1 => &values[0],
        _ => return None,
    };
    let kept = side(&field.kind).is_none() && matches!(schema.origin(&module.key, field), Origin::Stored);
    let named = matches!(
        (field.kind.shown(), value),
        (FieldType::Parent { .. }, Value::Ref(..))
            | (FieldType::Select { .. }, Value::Text(_))
            | (_, Value::Id(_) | Value::Bool(_))
    );
    (kept && named).then(|| field.key.clone())
}

/// Whether one value of a field is that of few records, as a rule: a link to one record among many.
fn singles_out(module: &Module, key: &Key) -> bool {
    module.field(key).is_some_and(|field| match field.kind.shown() {
        FieldType::Id | FieldType::Parent { .. } => true,
        FieldType::Link { to, .. } => *to != "user" && *to != "team" && *to != "stage" && *to != "pipeline",
        _ => false,
    })
}
