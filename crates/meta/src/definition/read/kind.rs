//! The type of a field with its parameters.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::raw::{OneOrMany, RawChoice, RawField, RawFunction, RawOnDelete};
use super::super::{made, type_name::TypeName};
use super::{Reader, join, value};
use crate::field_type::{Choice, OnDelete, RollupFunction};
use crate::{FieldType, Key};

/// Characters of a text that does not say how many.
const TEXT: u32 = 255;
/// Characters of a longtext that does not say how many.
const LONG_TEXT: u32 = 100_000;
/// Places of a decimal or percent that does not say how many.
const SCALE: u32 = 2;

pub(super) fn read(reader: &mut Reader, place: &str, raw: &RawField) -> Option<FieldType> {
    if !parameters_fit(reader, place, raw) {
        return None;
    }
    let text = |parameter: &Option<String>| parameter.clone().unwrap_or_default();
    Some(match raw.r#type {
        TypeName::Text => FieldType::Text { max: characters(reader, place, raw, TEXT, 10_000)? },
        TypeName::LongText => FieldType::LongText { max: characters(reader, place, raw, LONG_TEXT, 1_000_000)? },
        TypeName::Int | TypeName::Rating | TypeName::Decimal | TypeName::Percent | TypeName::Money => {
            return number(reader, place, raw);
        }
        TypeName::Bool => FieldType::Bool,
        TypeName::Date => FieldType::Date,
        TypeName::DateTime => FieldType::DateTime,
        TypeName::Duration => FieldType::Duration,
        TypeName::Select => FieldType::Select { options: options(reader, place, raw) },
        TypeName::MultiSelect => FieldType::MultiSelect { options: options(reader, place, raw) },
        TypeName::Stage => FieldType::Stage,
        TypeName::Tags => FieldType::Tags,
        TypeName::PersonName => FieldType::PersonName,
        TypeName::Emails => FieldType::Emails,
        TypeName::Phones => FieldType::Phones,
        TypeName::Url => FieldType::Url,
        TypeName::Address => FieldType::Address,
        TypeName::Geo => FieldType::Geo,
        TypeName::User => FieldType::User,
        TypeName::Team => FieldType::Team,
        TypeName::Link | TypeName::Links | TypeName::Parent | TypeName::Children => return link(reader, place, raw),
        TypeName::Autonumber => FieldType::Autonumber { format: number_format(reader, place, text(&raw.format))? },
        TypeName::Formula => {
            let expr = reader.expr(&join(place, "expr"), text(&raw.expr))?;
            FieldType::Formula { expr, result: Box::new(FieldType::UNKNOWN) }
        }
        TypeName::Rollup => return rollup(reader, place, raw),
        TypeName::Lookup => {
            let path = reader.path(&join(place, "path"), &text(&raw.path))?;
            FieldType::Lookup { path, result: Box::new(FieldType::UNKNOWN) }
        }
    })
}

/// Whether all parameters given apply to the type and all it needs are given.
fn parameters_fit(reader: &mut Reader, place: &str, raw: &RawField) -> bool {
    let (needs, may, name) = (raw.r#type.needs(), raw.r#type.may(), raw.r#type.name());
    let before = reader.problems.len();
    let given = given(raw);
    for parameter in given.iter().filter(|parameter| !needs.contains(parameter) && !may.contains(parameter)) {
        let takes = [needs, may].concat().join(", ");
        let help = if takes.is_empty() { format!("{name} takes none") } else { format!("{name} takes {takes}") };
        reader.problem(&join(place, parameter), format!("`{parameter}` does not apply to {name}"), help);
    }
    for parameter in needs.iter().filter(|parameter| !given.contains(parameter)) {
        reader.problem(place, format!("{name} needs `{parameter}`"), format!("add `{parameter} = …`"));
    }
    reader.problems.len() == before
}

fn given(raw: &RawField) -> Vec<&'static str> {
    let all = [
        ("scale", raw.scale.is_some()),
        ("min", raw.min.is_some()),
        ("max", raw.max.is_some()),
        ("options", raw.options.is_some()),
        ("to", raw.to.is_some()),
        ("inverse", raw.inverse.is_some()),
        ("on_delete", raw.on_delete.is_some()),
        ("by", raw.by.is_some()),
        ("format", raw.format.is_some()),
        ("expr", raw.expr.is_some()),
        ("of", raw.of.is_some()),
        ("function", raw.function.is_some()),
        ("field", raw.field.is_some()),
        ("filter", raw.filter.is_some()),
        ("path", raw.path.is_some()),
    ];
    all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
}

fn characters(reader: &mut Reader, place: &str, raw: &RawField, normal: u32, limit: u32) -> Option<u32> {
    let Some(max) = &raw.max else { return Some(normal) };
    match max.as_integer().and_then(|max| u32::try_from(max).ok()).filter(|max| (1..=limit).contains(max)) {
        Some(max) => Some(max),
        None => {
            reader.problem(&join(place, "max"), format!("`max` must be a whole number from 1 to {limit}"), "");
            None
        }
    }
}

fn number(reader: &mut Reader, place: &str, raw: &RawField) -> Option<FieldType> {
    let scale = raw.scale.unwrap_or(SCALE);
    if scale > 12 {
        reader.problem(&join(place, "scale"), "`scale` must be from 0 to 12", "");
        return None;
    }
    let places = match raw.r#type {
        TypeName::Int | TypeName::Rating => 0,
        TypeName::Money => crate::types::MONEY_SCALE,
        _ => scale,
    };
    let min = bound(reader, &join(place, "min"), &raw.min, places)?;
    let max = bound(reader, &join(place, "max"), &raw.max, places)?;
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        reader.problem(&join(place, "max"), "`max` is less than `min`", "exchange them");
        return None;
    }
    Some(match raw.r#type {
        TypeName::Int => FieldType::Int { min: min.and_then(|n| n.to_i64()), max: max.and_then(|n| n.to_i64()) },
        TypeName::Rating => FieldType::Rating { max: stars(reader, place, max)? },
        TypeName::Money => FieldType::Money { min, max },
        TypeName::Percent => FieldType::Percent { scale, min, max },
        _ => FieldType::Decimal { scale, min, max },
    })
}

fn stars(reader: &mut Reader, place: &str, max: Option<Decimal>) -> Option<i64> {
    let stars = max.map_or(Some(5), |max| max.to_i64()).filter(|stars| (1..=10).contains(stars));
    if stars.is_none() {
        reader.problem(&join(place, "max"), "a rating has 1 to 10 stars", "");
    }
    stars
}

/// A bound; the outer `None` is a problem.
fn bound(reader: &mut Reader, place: &str, given: &Option<toml::Value>, places: u32) -> Option<Option<Decimal>> {
    let Some(given) = given else { return Some(None) };
    let number = value::decimal(given);
    let Some(number) = number else {
        reader.problem(place, "must be a number", "write `10`, `0.5` or `\"0.5\"`");
        return None;
    };
    let scaled = number.normalize();
    let fits = scaled.checked_mul(Decimal::from(10_i64.pow(places))).is_some_and(|units| units.to_i64().is_some());
    if scaled.scale() > places || !fits {
        let help = format!("the field keeps {places} decimal places in 64 bits");
        reader.problem(place, format!("{number} does not fit the field"), help);
        return None;
    }
    Some(Some(scaled))
}

fn options(reader: &mut Reader, place: &str, raw: &RawField) -> Vec<Choice> {
    let place = join(place, "options");
    let mut choices: Vec<Choice> = Vec::new();
    for (at, given) in raw.options.iter().flatten().enumerate() {
        let place = format!("{place}.{at}");
        let Some(choice) = option(reader, &place, given) else { continue };
        if choices.iter().any(|other| other.key == choice.key) {
            reader.problem(&place, format!("option `{}` is given twice", choice.key), "remove one");
        }
        choices.push(choice);
    }
    if raw.options.as_ref().is_some_and(Vec::is_empty) {
        reader.problem(&place, "there are no options", "give at least one");
    }
    choices
}

fn option(reader: &mut Reader, place: &str, given: &toml::Value) -> Option<Choice> {
    let raw = match given {
        toml::Value::String(key) => RawChoice { key: key.clone(), label: None, hue: 0, retired: false },
        table => reader.shape(place, table.clone())?,
    };
    let key = reader.key(place, &raw.key)?;
    if raw.hue > 12 {
        reader.problem(&join(place, "hue"), "a hue is a number from 0 to 12", "0 is neutral");
    }
    let label = raw.label.unwrap_or_else(|| made::words(&key));
    Some(Choice { key: raw.key, label, hue: raw.hue, retired: raw.retired })
}

fn link(reader: &mut Reader, place: &str, raw: &RawField) -> Option<FieldType> {
    let inverse = match &raw.inverse {
        Some(name) => Some(reader.key(&join(place, "inverse"), name)?),
        None => None,
    };
    if raw.r#type == TypeName::Parent {
        let to = match &raw.to {
            Some(OneOrMany::One(one)) => reader.key(&join(place, "to"), one).into_iter().collect(),
            Some(OneOrMany::Many(many)) => reader.keys(&join(place, "to"), many),
            None => Vec::new(),
        };
        return Some(FieldType::Parent { to, inverse });
    }
    let Some(OneOrMany::One(to)) = &raw.to else {
        reader.problem(&join(place, "to"), "`to` must be one module", "use type parent for several");
        return None;
    };
    let to = reader.key(&join(place, "to"), to)?;
    Some(match raw.r#type {
        TypeName::Links => FieldType::Links { to, inverse },
        TypeName::Children => {
            FieldType::Children { to, by: reader.key(&join(place, "by"), raw.by.as_deref().unwrap_or_default())? }
        }
        _ => FieldType::Link { to, inverse, on_delete: on_delete(raw.on_delete) },
    })
}

fn on_delete(raw: Option<RawOnDelete>) -> OnDelete {
    match raw {
        Some(RawOnDelete::Restrict) => OnDelete::Restrict,
        Some(RawOnDelete::Cascade) => OnDelete::Cascade,
        Some(RawOnDelete::Keep) | None => OnDelete::Keep,
    }
}

fn number_format(reader: &mut Reader, place: &str, format: String) -> Option<String> {
    let digits = format.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    let fits = digits.is_some_and(|(zeros, rest)| {
        (1..=18).contains(&zeros.len()) && zeros.bytes().all(|zero| zero == b'0') && !rest.contains(['{', '}'])
    });
    if fits && format.len() <= 40 {
        return Some(format);
    }
    let help = "write the digits as zeros in braces, once: `OPP-{00000}`";
    reader.problem(&join(place, "format"), format!("“{format}” is not a number format"), help);
    None
}

fn rollup(reader: &mut Reader, place: &str, raw: &RawField) -> Option<FieldType> {
    let of: Key = reader.key(&join(place, "of"), raw.of.as_deref().unwrap_or_default())?;
    let function = match raw.function? {
        RawFunction::Count => RollupFunction::Count,
        RawFunction::Sum => RollupFunction::Sum,
        RawFunction::Min => RollupFunction::Min,
        RawFunction::Max => RollupFunction::Max,
        RawFunction::Avg => RollupFunction::Avg,
    };
    let field = match (&raw.field, function) {
        (Some(_), RollupFunction::Count) => {
            reader.problem(&join(place, "field"), "`count` counts records, not a field", "remove `field`");
            return None;
        }
        (None, RollupFunction::Count) => None,
        (None, _) => {
            reader.problem(place, "the rollup needs `field`", "name a number or date of the related records");
            return None;
        }
        (Some(field), _) => Some(reader.key(&join(place, "field"), field)?),
    };
    let filter = match &raw.filter {
        Some(text) => Some(reader.expr(&join(place, "filter"), text.clone())?),
        None => None,
    };
    Some(FieldType::Rollup { of, function, field, filter, result: Box::new(FieldType::UNKNOWN) })
}
