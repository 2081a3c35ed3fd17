//! A module by itself, once the catalogue is there: title, search, unique fields, stages, field rights.

use super::super::infer;
use super::super::made;
use super::super::problem::suggest;
use super::Problems;
use crate::{Catalogue, Field, FieldLevel, FieldType, Key, Module};

pub(super) fn check(catalogue: &Catalogue, module: &Module, problems: &mut Problems) {
    title(module, problems);
    search(catalogue, module, problems);
    rates_on(module, problems);
    for field in module.own_fields().filter(|field| field.unique) {
        unique(module, field, problems);
    }
    stages(module, problems);
    field_access(module, problems);
}

fn title(module: &Module, problems: &mut Problems) {
    match module.field(&module.title) {
        Some(field) if made::names(&field.kind) && made::names(field.kind.shown()) => {}
        Some(field) => {
            let message = format!("a {} cannot name a record", field.kind.shown().name());
            problems.add(module, "title", message, "take a text, person_name, url, autonumber or formula");
        }
        None => no_field(module, "title", &module.title, problems),
    }
}

fn rates_on(module: &Module, problems: &mut Problems) {
    let Some(key) = &module.rates_on else { return };
    match module.field(key) {
        Some(field) if matches!(field.kind, FieldType::Date | FieldType::DateTime) => {}
        Some(field) => {
            let message = format!("`{key}` is a {}, which has no day", field.kind.name());
            problems.add(module, "rates_on", message, "name a date or datetime field of the module itself");
        }
        None => no_field(module, "rates_on", key, problems),
    }
}

/// Tells that a field does not exist.
pub(super) fn no_field(module: &Module, place: &str, key: &Key, problems: &mut Problems) {
    let help = suggest(key, module.fields.keys().map(Key::as_str), "its fields are");
    problems.add(module, place, format!("`{}` has no field `{key}`", module.key), help);
}

fn search(catalogue: &Catalogue, module: &Module, problems: &mut Problems) {
    use FieldType as T;
    for (at, path) in module.search.iter().enumerate() {
        let place = format!("search.{at}");
        let Some(end) = catalogue.resolve(&module.key, path) else {
            problems.unresolved(module, &place, infer::unresolved(catalogue, module, path));
            continue;
        };
        let kind = end.field.kind.shown();
        let text = matches!(
            kind,
            T::Text { .. }
                | T::LongText { .. }
                | T::PersonName
                | T::Emails
                | T::Phones
                | T::Url
                | T::Address
                | T::Tags
                | T::Autonumber { .. }
                | T::Select { .. }
                | T::MultiSelect { .. }
        );
        if !text {
            let message = format!("search cannot read `{path}`, a {}", kind.name());
            problems.add(module, &place, message, "name fields that hold words");
        }
    }
}

fn unique(module: &Module, field: &Field, problems: &mut Problems) {
    use FieldType as T;
    let comparable = matches!(
        field.kind,
        T::Text { .. }
            | T::Url
            | T::Int { .. }
            | T::Decimal { .. }
            | T::Date
            | T::DateTime
            | T::Link { .. }
            | T::User
            | T::Autonumber { .. }
    );
    if !comparable {
        let place = format!("fields.{}.unique", field.key);
        let message = format!("a {} cannot be unique", field.kind.name());
        problems.add(module, &place, message, "text, url, int, decimal, date, datetime, link and user can");
    }
}

fn stages(module: &Module, problems: &mut Problems) {
    let stages: Vec<_> = module.own_fields().filter(|field| field.kind == FieldType::Stage).collect();
    for extra in stages.iter().skip(1) {
        let message = format!("the module has a stage already: `{}`", stages[0].key);
        problems.add(module, &format!("fields.{}.type", extra.key), message, "use a select for the other");
    }
}

fn field_access(module: &Module, problems: &mut Problems) {
    for (field, roles) in &module.field_access {
        let place = format!("field_access.{field}");
        if module.field(field).is_none() {
            no_field(module, &place, field, problems);
        }
        let needed = *field == module.title || matches!(field.as_str(), "id" | "version");
        for (role, _) in roles.iter().filter(|(_, level)| needed && **level == FieldLevel::Hidden) {
            let message = format!("`{field}` cannot be hidden: it names the record");
            problems.add(module, &format!("{place}.{role}"), message, "narrow `read` in [access] instead");
        }
    }
}
