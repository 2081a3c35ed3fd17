//! The fields of a module before and after.

use std::collections::BTreeSet;

use meta::{Field, FieldType, Key, Module};

use super::super::conversion::{Change, between};
use super::super::side::Kept;
use super::super::step::Step;
use super::{Ask, Must, Working};

pub(super) fn compare(work: &mut Working, had: &Module, module: &Module) {
    let mut met = BTreeSet::new();
    for field in module.own_fields() {
        let key = work.hints.field(&module.key, &field.key);
        match had.field(&key).filter(|field| !field.system) {
            Some(was) => {
                met.insert(key);
                both(work, had, module, was, field);
            }
            None => added(work, had, module, field),
        }
    }
    for field in had.own_fields().filter(|field| !met.contains(&field.key)) {
        dropped(work, had, module, field);
    }
}

fn added(work: &mut Working, had: &Module, module: &Module, field: &Field) {
    let id = (module.key.clone(), field.key.clone());
    if let Some(stone) = work.hints.field_stones.get(&id).cloned() {
        work.fresh.insert(id.clone());
        return work.step(Step::ReviveField { module: id.0, field: id.1, stone });
    }
    let kind = field.kind.name().to_string();
    if work.after.kept(&module.key, field) == Kept::No {
        let what = format!("{kind} field {}", field.key);
        return work.step(Step::Define { module: id.0, what });
    }
    work.fresh.insert(id.clone());
    work.step(Step::AddField { module: id.0.clone(), field: id.1.clone(), kind });
    let numbered = matches!(field.kind, FieldType::Autonumber { .. });
    if field.default.is_some() || numbered {
        work.step(Step::FillField { module: id.0.clone(), field: id.1.clone() });
    }
    let before = (had.key.clone(), field.key.clone());
    if field.required && field.default.is_none() && !field.kind.derived() {
        work.diff.asks.push(Ask { before: before.clone(), after: id.clone(), what: Must::HaveNoRecords });
    }
    if field.unique && field.default.is_some() {
        work.diff.asks.push(Ask { before, after: id, what: Must::HaveNoRecords });
    }
}

fn dropped(work: &mut Working, had: &Module, module: &Module, field: &Field) {
    let kept = work.before.kept(&had.key, field);
    let kind = field.kind.name().to_string();
    if kept == Kept::No {
        let what = format!("{kind} field {} is gone", field.key);
        return work.step(Step::Define { module: module.key.clone(), what });
    }
    let stone = if field.kind.result().is_some() { None } else { Some(work.stone()) };
    let side = matches!(kept, Kept::Side(_));
    work.step(Step::DropField { module: module.key.clone(), field: field.key.clone(), kind, stone, side });
}

fn both(work: &mut Working, had: &Module, module: &Module, was: &Field, field: &Field) {
    let (kept_before, kept_after) = (work.before.kept(&had.key, was), work.after.kept(&module.key, field));
    let derived = (was.kind.result().is_some(), field.kind.result().is_some());
    if derived != (false, false) {
        let same_place = kept_before == kept_after && was.key == field.key && shape(was) == shape(field);
        if derived != (true, true) || !same_place {
            dropped(work, had, module, was);
            return added(work, had, module, field);
        }
        if was.kind != field.kind && kept_after != Kept::No {
            work.fresh.insert((module.key.clone(), field.key.clone()));
        }
        return;
    }
    if was.key != field.key {
        let (module, field, from) = (module.key.clone(), field.key.clone(), was.key.clone());
        work.step(Step::RenameField { module, field, from });
    }
    kind(work, had, module, was, field, kept_before);
    narrower(work, had, module, was, field);
}

/// The columns of a field by their endings, and its scale, which says what a stored number means.
fn shape(field: &Field) -> (Vec<String>, Option<u32>, &'static str) {
    let endings = store::columns::columns(field).into_iter();
    let endings = endings.map(|column| column.name[field.key.len()..].to_string()).collect();
    let scale = match field.kind.shown() {
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => Some(*scale),
        _ => None,
    };
    (endings, scale, field.kind.shown().name())
}

fn kind(work: &mut Working, had: &Module, module: &Module, was: &Field, field: &Field, kept: Kept) {
    let id = (module.key.clone(), field.key.clone());
    let before = (had.key.clone(), was.key.clone());
    match between(&renamed(work, &was.kind), &field.kind) {
        Change::Nothing => {}
        Change::Checked(checks) => work.diff.asks.extend(checks.into_iter().map(|check| Ask {
            before: before.clone(),
            after: id.clone(),
            what: Must::Hold(check),
        })),
        Change::Convert => {
            let (from, to) = (described(&was.kind), described(&field.kind));
            let (stone, side) = (work.stone(), matches!(kept, Kept::Side(_)));
            work.fresh.insert(id.clone());
            work.step(Step::ConvertField { module: id.0.clone(), field: id.1.clone(), from, to, stone, side });
            let what = Must::Hold(super::super::conversion::Check::Fits);
            work.diff.asks.push(Ask { before, after: id, what });
        }
        Change::Never(help) => {
            let message = format!("{} cannot become {}", described(&was.kind), described(&field.kind));
            work.problem(module, &format!("fields.{}.type", field.key), message, help);
        }
    }
}

/// A type with its targets under their keys afterwards.
fn renamed(work: &Working, kind: &FieldType) -> FieldType {
    let now = |key: &Key| {
        let found = work.hints.modules.iter().find(|(_, from)| *from == key);
        found.map_or(key, |(to, _)| to).clone()
    };
    match kind.clone() {
        FieldType::Link { to, inverse, on_delete } => FieldType::Link { to: now(&to), inverse, on_delete },
        FieldType::Links { to, inverse } => FieldType::Links { to: now(&to), inverse },
        FieldType::Parent { to, inverse } => FieldType::Parent { to: to.iter().map(now).collect(), inverse },
        other => other,
    }
}

/// `decimal(2)`, `link to account`, `text`.
fn described(kind: &FieldType) -> String {
    match kind {
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => format!("{}({scale})", kind.name()),
        FieldType::Link { to, .. } | FieldType::Links { to, .. } => format!("{} to {to}", kind.name()),
        other => other.name().to_string(),
    }
}

/// What is asked of records now and was not before.
fn narrower(work: &mut Working, had: &Module, module: &Module, was: &Field, field: &Field) {
    let (before, after) = ((had.key.clone(), was.key.clone()), (module.key.clone(), field.key.clone()));
    if field.unique && !was.unique {
        work.diff.asks.push(Ask { before: before.clone(), after: after.clone(), what: Must::BeUnique });
    }
    if field.required && !was.required && work.after.kept(&module.key, field) != Kept::No {
        if field.default.is_some() {
            work.fresh.insert(after.clone());
            work.step(Step::FillField { module: after.0, field: after.1 });
        } else {
            work.diff.asks.push(Ask { before, after, what: Must::BeFilled });
        }
    }
}
