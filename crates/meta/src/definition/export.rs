//! Writing a module back as a file: `load(to_toml(module))` gives the same module.
//!
//! What the loader would make by itself (labels, a made layout, system fields) is left out.

use indexmap::IndexMap;

use super::made;
use super::raw::{
    OneOrMany, RawChoice, RawField, RawFunction, RawLabel, RawLayout, RawModule, RawOnDelete, RawSection, RawView,
};
use super::type_name::TypeName;
use crate::field_type::{Choice, OnDelete, RollupFunction};
use crate::layout::View;
use crate::{Field, FieldType, Key, Module, Value};

/// The module as the text of a definition.
pub fn to_toml(module: &Module) -> String {
    toml::to_string(&raw_module(module)).expect("definitions hold only what TOML can")
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(T::to_string).collect()
}

fn raw_module(module: &Module) -> RawModule {
    let fields = module.own_fields().map(|field| (field.key.to_string(), raw_field(field)));
    let views = module.views.iter().map(|view| (view.key.to_string(), raw_view(view)));
    let access = module.access.iter().map(|(role, rights)| (role.to_string(), *rights));
    let levels = module.field_access.iter().map(|(field, roles)| {
        let roles: IndexMap<_, _> = roles.iter().map(|(role, level)| (role.to_string(), *level)).collect();
        (field.to_string(), roles)
    });
    RawModule {
        module: module.key.to_string(),
        label: (module.label != made::label(&module.key)).then(|| RawLabel::Both(module.label.clone())),
        icon: Some(module.icon.clone()),
        area: Some(module.area.to_string()),
        uses: texts(&module.uses),
        was: texts(&module.was),
        drop: false,
        title: Some(module.title.to_string()),
        search: Some(texts(&module.search)),
        rates_on: module.rates_on.as_ref().map(Key::to_string),
        fields: fields.collect(),
        layouts: raw_layouts(module),
        views: views.collect(),
        access: access.collect(),
        field_access: levels.collect(),
    }
}

fn raw_layouts(module: &Module) -> IndexMap<String, RawLayout> {
    let sections = module.detail.sections.iter().map(|section| RawSection {
        label: section.label.clone(),
        rows: section.rows.iter().map(|row| texts(row)).collect(),
        visible_if: section.visible_if.as_ref().map(|condition| condition.text.clone()),
    });
    let made = made::is_made(module);
    let sections = if made { Vec::new() } else { sections.collect() };
    let related = texts(&module.detail.related);
    let empty = sections.is_empty() && related.is_empty();
    let layout = (!empty).then(|| ("detail".to_string(), RawLayout { sections, related }));
    layout.into_iter().collect()
}

fn raw_view(view: &View) -> RawView {
    RawView {
        kind: view.kind,
        label: Some(view.label.clone()),
        columns: texts(&view.columns),
        sort: texts(&view.sort),
        lanes: view.lanes.as_ref().map(Key::to_string),
        card: texts(&view.card),
        total: view.total.as_ref().map(Key::to_string),
    }
}

fn raw_field(field: &Field) -> RawField {
    let mut raw = RawField {
        label: (field.label != made::words(&field.key)).then(|| field.label.clone()),
        help: field.help.clone(),
        required: field.required,
        unique: field.unique && !field.kind.derived(),
        audit: field.audit,
        index: field.index,
        read_only: field.read_only,
        default: field.default.as_ref().map(|value| raw_value(&field.kind, value)),
        was: texts(&field.was),
        visible_if: field.visible_if.as_ref().map(|condition| condition.text.clone()),
        required_if: field.required_if.as_ref().map(|condition| condition.text.clone()),
        ..RawField::of(type_name(&field.kind))
    };
    parameters(&mut raw, &field.kind);
    raw
}

fn type_name(kind: &FieldType) -> TypeName {
    let named = TypeName::ALL.into_iter().find(|name| name.name() == kind.name());
    named.expect("every type but the system's id has a name")
}

fn parameters(raw: &mut RawField, kind: &FieldType) {
    let number = |number: &Option<rust_decimal::Decimal>| number.map(|number| toml::Value::String(number.to_string()));
    match kind {
        FieldType::Text { max } | FieldType::LongText { max } => raw.max = Some(i64::from(*max).into()),
        FieldType::Rating { max } => raw.max = Some((*max).into()),
        FieldType::Int { min, max } => (raw.min, raw.max) = (min.map(Into::into), max.map(Into::into)),
        FieldType::Decimal { scale, min, max } | FieldType::Percent { scale, min, max } => {
            (raw.scale, raw.min, raw.max) = (Some(*scale), number(min), number(max));
        }
        FieldType::Money { min, max } => (raw.min, raw.max) = (number(min), number(max)),
        FieldType::Select { options } | FieldType::MultiSelect { options } => {
            raw.options = Some(options.iter().map(raw_option).collect());
        }
        FieldType::Autonumber { format } => raw.format = Some(format.clone()),
        FieldType::Formula { expr, .. } => raw.expr = Some(expr.text.clone()),
        FieldType::Lookup { path, .. } => raw.path = Some(path.to_string()),
        FieldType::Rollup { of, function, field, filter, .. } => {
            raw.of = Some(of.to_string());
            raw.function = Some(raw_function(*function));
            raw.field = field.as_ref().map(Key::to_string);
            raw.filter = filter.as_ref().map(|filter| filter.text.clone());
        }
        _ => links(raw, kind),
    }
}

fn links(raw: &mut RawField, kind: &FieldType) {
    let one = |to: &Key| Some(OneOrMany::One(to.to_string()));
    match kind {
        FieldType::Link { to, inverse, on_delete } => {
            (raw.to, raw.inverse) = (one(to), inverse.as_ref().map(Key::to_string));
            raw.on_delete = match on_delete {
                OnDelete::Keep => None,
                OnDelete::Restrict => Some(RawOnDelete::Restrict),
                OnDelete::Cascade => Some(RawOnDelete::Cascade),
            };
        }
        FieldType::Links { to, inverse } => (raw.to, raw.inverse) = (one(to), inverse.as_ref().map(Key::to_string)),
        FieldType::Parent { to, inverse } => {
            raw.to = (!to.is_empty()).then(|| OneOrMany::Many(texts(to)));
            raw.inverse = inverse.as_ref().map(Key::to_string);
        }
        FieldType::Children { to, by } => (raw.to, raw.by) = (one(to), Some(by.to_string())),
        _ => {}
    }
}

fn raw_option(choice: &Choice) -> toml::Value {
    let made = Key::new(&choice.key).is_ok_and(|key| made::words(&key) == choice.label);
    if made && choice.hue == 0 && !choice.retired {
        return choice.key.clone().into();
    }
    let label = (!made).then(|| choice.label.clone());
    let raw = RawChoice { key: choice.key.clone(), label, hue: choice.hue, retired: choice.retired };
    toml::Value::try_from(raw).expect("an option is a table")
}

fn raw_function(function: RollupFunction) -> RawFunction {
    match function {
        RollupFunction::Count => RawFunction::Count,
        RollupFunction::Sum => RawFunction::Sum,
        RollupFunction::Min => RawFunction::Min,
        RollupFunction::Max => RawFunction::Max,
        RollupFunction::Avg => RawFunction::Avg,
    }
}

fn raw_value(kind: &FieldType, value: &Value) -> toml::Value {
    toml::Value::try_from(kind.to_json(value)).expect("the JSON of a default holds no null")
}
