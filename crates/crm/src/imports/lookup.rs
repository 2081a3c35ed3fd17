//! Finding many records at once by what they hold: one statement for the rows of a batch, under the actor's rights.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use meta::fold::fold;
use meta::types::digits;
use meta::{FieldType, Filter, Key, Module, Op, Path, Record, Value};
use uuid::Uuid;

use crate::error::Result;
use crate::records;
use crate::work::Work;

/// Records by the mark of what they hold.
pub type Found = HashMap<String, Vec<Record>>;

/// Finds the records that hold any of these combinations of values in the fields `by`, with the fields asked for. Of
/// one combination at least two records are given where there are two.
pub fn find(
    work: &mut Work,
    module: &Arc<Module>,
    by: &[Key],
    wanted: &[Vec<Value>],
    fields: &[Path],
) -> Result<Found> {
    let mut found = Found::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let mut paths: Vec<Path> = fields.to_vec();
    paths.extend(by.iter().cloned().map(Path::of).filter(|path| !fields.contains(path)));
    let limit = wanted.len() * 2 + 64;
    let scope = work.scope();
    let records = records::find(work, &scope, module, any(by, wanted), &paths, limit)?;
    let cut = records.len() == limit;
    for record in records {
        for mark in marks_of(module, by, &record) {
            found.entry(mark).or_default().push(record.clone());
        }
    }
    if cut {
        singly(work, module, by, wanted, &paths, &mut found)?;
    }
    Ok(found)
}

/// Of these titles, those that lead to one record of a module, with its id.
pub fn sole(work: &mut Work, module: &Arc<Module>, titles: HashSet<&str>) -> Result<HashMap<String, Uuid>> {
    let by = [module.title.clone()];
    let wanted: Vec<Vec<Value>> = titles.iter().map(|title| vec![Value::Text(title.to_string())]).collect();
    let found = find(work, module, &by, &wanted, &[])?;
    let one = |title: &str| match found.get(&mark(module, &by, &[Value::Text(title.to_string())])).map(Vec::as_slice) {
        Some([one]) => Some((title.to_string(), one.id)),
        _ => None,
    };
    Ok(titles.into_iter().filter_map(one).collect())
}

/// Looks again, one by one, for what the cut list may have left out.
fn singly(
    work: &mut Work,
    module: &Arc<Module>,
    by: &[Key],
    wanted: &[Vec<Value>],
    paths: &[Path],
    found: &mut Found,
) -> Result<()> {
    for values in wanted {
        let mark = mark(module, by, values);
        if found.get(&mark).map_or(0, Vec::len) < 2 {
            let scope = work.scope();
            let records = records::find(work, &scope, module, any(by, std::slice::from_ref(values)), paths, 2)?;
            found.insert(mark, records);
        }
    }
    Ok(())
}

/// Each field among the values wanted of it: for several fields this finds more combinations than asked for.
fn any(by: &[Key], wanted: &[Vec<Value>]) -> Filter {
    by.iter().enumerate().fold(Filter::Const(true), |filter, (at, key)| {
        let mut seen = HashSet::new();
        let values = wanted.iter().map(|values| values[at].clone()).filter(|value| seen.insert(format!("{value:?}")));
        filter.and(Filter::any_of(key.clone(), values.collect()))
    })
}

/// The mark of a combination of values: equal for what a filter calls equal.
pub fn mark(module: &Module, by: &[Key], values: &[Value]) -> String {
    let marks = by.iter().zip(values).map(|(key, value)| {
        let kind = module.field(key).map(|field| &field.kind);
        kind.and_then(|kind| marks(kind, value).into_iter().next()).unwrap_or_default()
    });
    marks.collect::<Vec<_>>().join("\u{1f}")
}

/// The marks under which a record is found: several where a field holds several values.
pub fn marks_of(module: &Module, by: &[Key], record: &Record) -> Vec<String> {
    let mut all = vec![String::new()];
    for (at, key) in by.iter().enumerate() {
        let Some(field) = module.field(key) else { return Vec::new() };
        let own = marks(&field.kind, record.get(key));
        let join = |before: &String| {
            let before = if at == 0 { String::new() } else { format!("{before}\u{1f}") };
            own.iter().map(move |mark| format!("{before}{mark}")).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(join).collect();
    }
    all
}

fn marks(kind: &FieldType, value: &Value) -> Vec<String> {
    match (kind.shown(), value) {
        (_, Value::Null) => Vec::new(),
        (_, Value::Emails(emails)) => emails.iter().map(|email| fold(&email.value)).collect(),
        (_, Value::Phones(phones)) => phones.iter().map(|phone| digits(&phone.value)).collect(),
        (FieldType::Phones, Value::Text(phone)) => vec![digits(phone)],
        (_, Value::Keys(words)) => words.iter().map(|word| fold(word)).collect(),
        (_, Value::Ids(ids)) => ids.iter().map(ToString::to_string).collect(),
        (FieldType::Select { .. }, Value::Text(key)) => vec![key.clone()],
        (kind, value) => vec![fold(&kind.show(value))],
    }
}

/// The value by which a filter finds records that hold this one; `None` for what cannot be compared.
pub fn operand(kind: &FieldType, value: &Value) -> Option<Value> {
    match value {
        Value::Emails(emails) => emails.first().map(|email| Value::Text(email.value.clone())),
        Value::Phones(phones) => phones.first().map(|phone| Value::Text(phone.value.clone())),
        Value::Name(name) => Some(Value::Text(name.full())),
        Value::Null | Value::Money(_) | Value::Address(_) | Value::Geo(_) | Value::Lines(_) => None,
        Value::Keys(_) | Value::Ids(_) => None,
        value => kind.ops().contains(&Op::In).then(|| value.clone()),
    }
}
