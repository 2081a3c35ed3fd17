//! Likeness: which records are already called like one in the making, or are reached by the same e-mail address or
//! telephone number. Exact matches alone, under the reader's rights; it warns and never refuses.

use meta::fold::fold;
use meta::record::Values;
use meta::types::digits;
use meta::{Field, FieldType, Key, Module, Value};
use store::search::Hit;

use crate::access::Rights;
use crate::error::Result;
use crate::records;
use crate::search::Found;
use crate::work::Work;

/// Records told of at most for a field.
pub const MOST: usize = 3;
/// A number of fewer digits is nobody's.
const DIGITS: usize = 5;

/// Records that have the same in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The field.
    pub field: Key,
    /// The records, newest first.
    pub found: Vec<Found>,
}

/// The fields of a module by which records are alike, of those somebody with these rights sees.
pub fn by<'a>(rights: &Rights, module: &'a Module) -> Vec<&'a Field> {
    let tells =
        |field: &&Field| field.key == module.title || matches!(field.kind, FieldType::Emails | FieldType::Phones);
    let own = module.own_fields().map(|field| &**field);
    own.filter(tells).filter(|field| rights.sees(&module.key, &field.key)).collect()
}

/// The records of a module that have the same as one of these values: one statement a field that says something.
pub fn find(work: &mut Work, module: &str, given: &Values) -> Result<Vec<Alike>> {
    let module = work.module(module)?;
    let mut all = Vec::new();
    for field in by(&work.actor.rights, &module) {
        let value = given.get(&field.key).unwrap_or(&Value::Null);
        let scope = work.scope();
        let hits = match points(value) {
            Some(points) => store::search::reached(work.tx, &scope, &module, field, &points, MOST)?,
            None => {
                let title = records::title_of(field, value);
                let mut hits = store::search::called(work.tx, &scope, &module, &title, MOST)?;
                hits.retain(|hit| fold(&hit.title) == fold(&title));
                hits
            }
        };
        if !hits.is_empty() {
            let found = |hit: Hit| Found { module: hit.module, id: hit.id, title: hit.title };
            all.push(Alike { field: field.key.clone(), found: hits.into_iter().map(found).collect() });
        }
    }
    Ok(all)
}

/// The addresses or numbers of a value that say something; `None` for what is neither.
fn points(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Emails(emails) => Some(emails.iter().map(|email| email.value.as_str()).collect()),
        Value::Phones(phones) => {
            let numbers = phones.iter().map(|phone| phone.value.as_str());
            Some(numbers.filter(|number| digits(number).len() >= DIGITS).collect())
        }
        _ => None,
    }
}
