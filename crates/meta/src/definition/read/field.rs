//! Fields: what is common to all types.

use std::sync::Arc;

use indexmap::IndexMap;

use super::super::made;
use super::super::raw::RawField;
use super::{Reader, join, kind, value};
use crate::{Field, FieldType, Key};

pub(super) fn read_all(reader: &mut Reader, table: toml::Table) -> IndexMap<Key, Arc<Field>> {
    let mut fields = IndexMap::new();
    for (name, value) in table {
        let place = join("fields", &name);
        let Some(key) = reader.key(&place, &name) else { continue };
        if !value.is_table() {
            reader.problem(&place, "a field is a table", format!("write `{name} = {{ type = \"text\" }}`"));
            continue;
        }
        let raw: Option<RawField> = reader.shape(&place, value);
        if let Some(field) = raw.and_then(|raw| read(reader, &place, key.clone(), raw)) {
            fields.insert(key, Arc::new(field));
        }
    }
    fields
}

fn read(reader: &mut Reader, place: &str, key: Key, raw: RawField) -> Option<Field> {
    refuse_on_derived(reader, place, &raw);
    let kind = kind::read(reader, place, &raw)?;
    let default = raw.default.as_ref().and_then(|given| value::default(reader, &join(place, "default"), &kind, given));
    if raw.required && raw.required_if.is_some() {
        reader.problem(&join(place, "required_if"), "`required` is true already", "keep one of the two");
    }
    let label = raw.label.unwrap_or_else(|| made::words(&key));
    Some(Field {
        help: raw.help,
        required: raw.required,
        unique: raw.unique || matches!(kind, FieldType::Autonumber { .. }),
        audit: raw.audit,
        index: raw.index,
        read_only: raw.read_only,
        default,
        was: reader.keys(&join(place, "was"), &raw.was),
        visible_if: raw.visible_if.and_then(|text| reader.expr(&join(place, "visible_if"), text)),
        required_if: raw.required_if.and_then(|text| reader.expr(&join(place, "required_if"), text)),
        ..Field::new(key, label, kind)
    })
}

fn refuse_on_derived(reader: &mut Reader, place: &str, raw: &RawField) {
    if !raw.r#type.derived() {
        return;
    }
    let given = [
        ("required", raw.required),
        ("unique", raw.unique),
        ("read_only", raw.read_only),
        ("default", raw.default.is_some()),
        ("required_if", raw.required_if.is_some()),
    ];
    for (name, _) in given.into_iter().filter(|(_, given)| *given) {
        let message = format!("`{name}` does not apply to {}, whose values are computed", raw.r#type.name());
        reader.problem(&join(place, name), message, "remove it");
    }
}
