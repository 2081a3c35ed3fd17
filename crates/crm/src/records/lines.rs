//! Owned lines: records of their own that are read, made, changed and binned with the record they belong to.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use meta::layout::SortKey;
use meta::record::{LinkTitle, Values};
use meta::value::Line;
use meta::{FieldLevel, FieldType, Filter, Key, Module, Path, Record, Value};
use store::Scope;
use store::page::{self, Bin, Query};
use uuid::Uuid;
use words::said;

use super::draft::Draft;
use super::{bin, save};
use crate::error::{Error, FieldError, Result};
use crate::work::Work;

/// Most lines a record may own.
pub const MAX: usize = 1_000;
/// Most lines that a list of records reads at once.
pub const MAX_TOGETHER: usize = 10_000;

/// Puts the lines of the fields asked for into records of a module, with as much of each line as the actor may see:
/// one statement a field.
pub fn read(work: &mut Work, module: &Arc<Module>, records: &mut [Record], paths: &[Path]) -> Result<()> {
    let scope = work.scope();
    let asked = fields(module).into_iter().filter(|(field, ..)| paths.iter().any(|path| path.single() == Some(field)));
    for lines in asked {
        let seen = |work: &Work, target: &Module, key: &Key| work.actor.rights.sees(&target.key, key);
        put(work, &scope, records, lines, &seen)?;
    }
    Ok(())
}

/// Puts all lines with all their fields into records, as Kith itself sees them.
pub fn read_all(work: &mut Work, module: &Arc<Module>, records: &mut [Record]) -> Result<()> {
    let scope = work.system();
    for lines in fields(module) {
        // One by one: together they may own more lines than are read at once.
        for record in records.iter_mut() {
            put(work, &scope, std::slice::from_mut(record), lines.clone(), &|_, _, _| true)?;
        }
    }
    Ok(())
}

fn put(
    work: &mut Work,
    scope: &Scope,
    records: &mut [Record],
    (field, to, by): (Key, Key, Key),
    seen: &dyn Fn(&Work, &Module, &Key) -> bool,
) -> Result<()> {
    let Some(target) = work.snapshot.module(&to).filter(|_| !records.is_empty()).cloned() else { return Ok(()) };
    let owners = records.iter().map(|record| record.id).collect();
    let keys = target.own_fields().map(|own| &own.key).filter(|key| **key == by || seen(work, &target, key));
    let fields = keys.cloned().map(Path::of).collect();
    let mut lines = of(work, scope, &target, &by, owners, fields)?;
    for record in records.iter_mut() {
        let own = lines.remove(&record.id).unwrap_or_default();
        record.values.set(field.clone(), if own.lines.is_empty() { Value::Null } else { Value::Lines(own.lines) });
        record.titles.extend(own.titles.into_iter().map(|(key, titles)| (Path::join(&[field.clone(), key]), titles)));
    }
    Ok(())
}

/// The lines of one record.
#[derive(Default)]
struct Own {
    lines: Vec<Line>,
    /// What their links are called, one line after the other.
    titles: BTreeMap<Key, Vec<LinkTitle>>,
}

/// The lines of records in order, by the record that owns them.
fn of(
    work: &mut Work,
    scope: &Scope,
    target: &Arc<Module>,
    by: &Key,
    owners: Vec<Uuid>,
    fields: Vec<Path>,
) -> Result<HashMap<Uuid, Own>> {
    let position =
        target.field("position").map(|field| SortKey { path: Path::of(field.key.clone()), descending: false });
    // Without positions, oldest first: ids of version 7 sort by their making.
    let sort = position.unwrap_or(SortKey { path: Path::of(Key::of("id")), descending: false });
    let limit = if owners.len() == 1 { MAX } else { MAX_TOGETHER };
    let query = Query {
        filter: Filter::any_of(by.clone(), owners.into_iter().map(Value::Id).collect()),
        sort: vec![sort],
        fields,
        limit,
        after: None,
        bin: Bin::Out,
    };
    let page = page::page(work.tx, scope, target, &query)?;
    if limit == MAX_TOGETHER && page.next.is_some() {
        let detail = said!("records-most-lines-together", most = MAX_TOGETHER);
        return Err(Error::bad("limit", "too_many", detail));
    }
    let mut lines: HashMap<Uuid, Own> = HashMap::new();
    for mut line in page.records {
        let Some(Value::Id(owner)) = line.values.remove(by) else { continue };
        let own = lines.entry(owner).or_default();
        for (path, titles) in line.titles {
            if let Some(key) = path.single().filter(|key| *key != by) {
                own.titles.entry(key.clone()).or_default().extend(titles);
            }
        }
        own.lines.push(Line { id: Some(line.id), values: line.values });
    }
    Ok(lines)
}

fn fields(module: &Module) -> Vec<(Key, Key, Key)> {
    let lines = module.own_fields().filter_map(|field| match &field.kind {
        FieldType::Children { to, by } => Some((field.key.clone(), to.clone(), by.clone())),
        _ => None,
    });
    lines.collect()
}

/// Completes given lines: what a line leaves out it keeps. Refused are lines of another record, and values that the actor
/// may not set.
pub fn complete(work: &Work, draft: &mut Draft) -> Result<()> {
    let mut errors = Vec::new();
    for (field, to, by) in fields(&draft.module.clone()) {
        let (true, Value::Lines(lines)) = (draft.gave(&field), draft.get(&field)) else { continue };
        let Some(target) = work.snapshot.module(&to) else { continue };
        if lines.len() > MAX {
            return Err(Error::invalid(&field, "too_many", said!("records-most-lines", most = MAX)));
        }
        let had = taken(draft.was(&field));
        let mut whole = Vec::with_capacity(lines.len());
        for (at, mut line) in lines.clone().into_iter().enumerate() {
            let known = line.id.map(|id| had.iter().find(|known| known.id == Some(id)));
            if let Some(None) = known {
                let detail = said!("records-not-its-line");
                errors.push(FieldError::new(&format!("{field}.{at}.id"), "not_found", detail));
                continue;
            }
            // Whose line it is goes without saying.
            if line.values.get(&by) == Some(&Value::Id(draft.id)) {
                line.values.remove(&by);
            }
            let mut values = known.flatten().map(|known| known.values.clone()).unwrap_or_default();
            let refused = refused(work, target, &by, &values, &line.values);
            errors.extend(refused.into_iter().map(|error| at_line(error, &field, at)));
            line.values.into_iter().for_each(|(key, value)| values.set(key, value));
            whole.push(Line { id: line.id, values });
        }
        draft.set(&field, Value::Lines(whole));
    }
    super::check::refuse(errors)
}

/// The given values of a line that the actor may not know of, or may not set and that differ from what is there.
fn refused(work: &Work, target: &Module, by: &Key, there: &Values, given: &Values) -> Vec<FieldError> {
    let refusal = |(key, value): (&Key, &Value)| {
        let Some(field) = target.field(key).filter(|field| work.actor.rights.sees(&target.key, &field.key)) else {
            return Some(super::check::unknown(key));
        };
        let settable = field.writable()
            && field.key != *by
            && work.actor.rights.level(&target.key, &field.key) == FieldLevel::Edit;
        if settable || same(there.get(key), Some(value)) {
            return None;
        }
        Some(FieldError::new(key, "read_only", said!("records-cannot-set", field = field.label.as_str())))
    };
    given.iter().filter_map(refusal).collect()
}

/// Whether two values are alike; empty ones are.
fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    one.unwrap_or(&Value::Null) == other.unwrap_or(&Value::Null)
        || (one.is_none_or(Value::is_empty) && other.is_none_or(Value::is_empty))
}

/// Makes, changes and bins lines so that they are what the draft says; fills the ids of new ones in.
pub fn write(work: &mut Work, draft: &mut Draft) -> Result<()> {
    for (field, to, by) in fields(&draft.module.clone()) {
        if !draft.changed(&field) {
            continue;
        }
        let Some(target) = work.snapshot.module(&to).cloned() else { continue };
        let (had, mut wanted) = (taken(draft.was(&field)), taken(draft.get(&field)));
        for gone in had.iter().filter(|had| !wanted.iter().any(|line| line.id == had.id)) {
            bin::into_bin(work, &target, gone.id.unwrap_or_default())?;
        }
        for (at, line) in wanted.iter_mut().enumerate() {
            let values = positioned(&target, line.values.clone(), at);
            let known = line.id.and_then(|id| had.iter().find(|known| known.id == Some(id)));
            let placed = match known {
                Some(known) => change(work, &target, known, values),
                None => add(work, &target, (by.clone(), draft.id), values).map(|id| line.id = Some(id)),
            };
            placed.map_err(|error| within_line(error, &field, at))?;
        }
        draft.set(&field, if wanted.is_empty() { Value::Null } else { Value::Lines(wanted) });
    }
    Ok(())
}

fn taken(value: &Value) -> Vec<Line> {
    match value {
        Value::Lines(lines) => lines.clone(),
        _ => Vec::new(),
    }
}

fn positioned(target: &Module, mut values: Values, at: usize) -> Values {
    if let Some(field) = target.field("position").filter(|field| field.writable()) {
        values.set(field.key.clone(), Value::Int(at as i64 + 1));
    }
    values
}

/// Changes a line where it differs from what it was.
fn change(work: &mut Work, target: &Arc<Module>, known: &Line, values: Values) -> Result<()> {
    let differs = |(key, value): &(Key, Value)| !same(known.values.get(key), Some(value));
    let values: Values = settable(target, values).filter(differs).collect();
    if values.is_empty() {
        return Ok(());
    }
    let draft = save::open_any(work, target, known.id.unwrap_or_default())?;
    save::change(work, draft, values).map(drop)
}

fn add(work: &mut Work, target: &Arc<Module>, owner: (Key, Uuid), values: Values) -> Result<Uuid> {
    let mut values: Values = settable(target, values).collect();
    values.set(owner.0, Value::Id(owner.1));
    Ok(save::make(work, target.clone(), save::New { id: None, values, source: "line" })?.id)
}

fn settable(target: &Module, values: Values) -> impl Iterator<Item = (Key, Value)> {
    values.into_iter().filter(|(key, _)| target.field(key).is_none_or(|field| field.writable()))
}

/// Puts the place of a line before the field an error names.
fn at_line(error: FieldError, field: &Key, at: usize) -> FieldError {
    FieldError { field: format!("{field}.{at}.{}", error.field), ..error }
}

fn within_line(error: Error, field: &Key, at: usize) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(errors.into_iter().map(|error| at_line(error, field, at)).collect()),
        other => other,
    }
}
