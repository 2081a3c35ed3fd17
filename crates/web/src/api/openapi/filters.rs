//! Filters of a module as JSON Schema, in JSON and in addresses: which operators each field has, and what it is compared
//! with.

use std::collections::BTreeMap;

use meta::{Field, FieldType, Module, Op};
use serde_json::{Map, Value as Json, json};

use super::types::shared;
use crate::api::view::View;

/// The schema of a filter in its JSON form.
pub fn schema(view: &View, module: &Module) -> Json {
    let own = shared(&format!("{}.filter", module.key));
    let several = json!({ "type": "array", "maxItems": 100, "items": own });
    let mut any = vec![only("and", several.clone()), only("or", several), only("not", own)];
    any.extend(tests(view, module));
    json!({ "anyOf": any, "description": "A field may also be a path through links, such as account.industry. \
        {\"related\": relation, \"where\": filter} asks for any related record; true and false for all and none." })
}

/// The schema of a filter in an address: `filter[amount][gte]=50000`, or `filter[name]=…` for `eq`. There may be paths
/// through links besides.
pub fn query(view: &View, module: &Module) -> Json {
    let fields = view.fields(module).map(|field| {
        let ops: Map<String, Json> =
            field.kind.ops().iter().map(|op| (op.name().to_string(), text(field, *op))).collect();
        let tests = json!({ "type": "object", "minProperties": 1, "additionalProperties": false, "properties": ops });
        let plain = field.kind.ops().contains(&Op::Eq).then(|| operand(&field.kind, Op::Eq));
        (field.key.to_string(), plain.map_or(tests.clone(), |plain| json!({ "anyOf": [tests, plain] })))
    });
    json!({ "type": "object", "properties": fields.collect::<Map<String, Json>>() })
}

/// An operand in an address, where several values are one text.
fn text(field: &Field, op: Op) -> Json {
    match op {
        Op::In => json!({ "type": "string", "minLength": 1, "description": "Values separated by commas" }),
        op => operand(&field.kind, op),
    }
}

fn only(name: &str, schema: Json) -> Json {
    json!({ "type": "object", "required": [name], "additionalProperties": false, "properties": { name: schema } })
}

/// Tests of one field each: fields with the same operators and operands stand together.
fn tests(view: &View, module: &Module) -> Vec<Json> {
    let mut alike: BTreeMap<String, (Json, Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for field in view.fields(module) {
        for (operand, ops) in operands(field) {
            let group = alike.entry(format!("{ops:?} {operand}")).or_insert_with(|| (operand, ops, Vec::new()));
            group.2.push(field.key.as_str());
        }
    }
    let test = |(value, ops, fields): (Json, Vec<&str>, Vec<&str>)| {
        json!({ "type": "object", "required": ["field", "op", "value"], "additionalProperties": false,
            "properties": { "field": { "type": "string", "enum": fields },
                "op": { "type": "string", "enum": ops }, "value": value } })
    };
    alike.into_values().map(test).collect()
}

/// A text that is not blank.
const WORDS: &str = "[^\\s]";

/// A list; of texts also one text with commas between them.
fn several(one: Json) -> Json {
    let words = one["pattern"] == WORDS;
    let list = json!({ "type": "array", "maxItems": 1000, "items": one });
    if words { json!({ "anyOf": [list, one], "description": "One text has commas between them" }) } else { list }
}

/// The operators of a field by what they compare with.
fn operands(field: &Field) -> Vec<(Json, Vec<&'static str>)> {
    let mut found: Vec<(Json, Vec<&'static str>)> = Vec::new();
    for op in field.kind.ops() {
        let operand = match op {
            Op::In => several(operand(&field.kind, *op)),
            op => operand(&field.kind, *op),
        };
        match found.iter_mut().find(|(known, _)| *known == operand) {
            Some((_, ops)) => ops.push(op.name()),
            None => found.push((operand, vec![op.name()])),
        }
    }
    found
}

fn operand(kind: &FieldType, op: Op) -> Json {
    match kind.operand(op) {
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Int { .. } => json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX }),
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => number(scale, ""),
        FieldType::Money { .. } => number(4, "In base currency; “50000 EUR” compares amounts in euro as they are"),
        FieldType::Date => json!({ "type": "string", "format": "date", "description":
            "Or a period: today, yesterday, this_week, last_month, next_quarter, this_year, -7d, +2w" }),
        FieldType::DateTime => {
            json!({ "type": "string", "format": "date-time", "description": "Or a date, or a period" })
        }
        FieldType::Duration => {
            json!({ "type": "string", "pattern": "^[0-9]{1,6}m$", "description": "Or PT1H30M, 1:30" })
        }
        FieldType::Select { options } if !options.is_empty() => {
            let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
            json!({ "type": "string", "enum": keys })
        }
        FieldType::Stage => json!({ "type": "string", "minLength": 1, "maxLength": 36, "pattern": "^[a-z0-9_-]+$",
            "description": "Its id or its key" }),
        FieldType::User => json!({ "type": "string", "format": "uuid", "description": "Or me, my_team, my_people" }),
        FieldType::Parent { .. } => json!({ "type": "string", "format": "uuid", "description": "Or a module" }),
        FieldType::Id | FieldType::Link { .. } | FieldType::Team => json!({ "type": "string", "format": "uuid" }),
        _ if matches!(kind.shown(), FieldType::Phones) => {
            json!({ "type": "string", "pattern": "[0-9]", "maxLength": 100 })
        }
        _ => json!({ "type": "string", "pattern": WORDS, "maxLength": 1000 }),
    }
}

fn number(scale: u32, about: &str) -> Json {
    let whole = 15_u32.saturating_sub(scale).max(1);
    let fraction = if scale == 0 { String::new() } else { format!("(\\.[0-9]{{1,{scale}}})?") };
    let most = 10_i64.pow(whole) - 1;
    json!({ "description": about, "anyOf": [
        { "type": "string", "pattern": format!("^-?[0-9]{{1,{whole}}}{fraction}$") },
        { "type": "integer", "minimum": -most, "maximum": most } ] })
}
