//! Composite values in the document: as answers hold them, and as they may be given.

use serde_json::{Map, Value as Json, json};

use super::types::{closed, shared, whole};

const NAME: [&str; 4] = ["prefix", "given", "family", "suffix"];
const ADDRESS: [&str; 5] = ["street", "postal_code", "city", "region", "country"];
const EMAILS: [&str; 3] = ["work", "home", "other"];
const PHONES: [&str; 5] = ["work", "mobile", "home", "fax", "other"];

/// The schemas of values that no module owns.
pub fn schemas() -> Map<String, Json> {
    let text = json!({ "type": "string" });
    let id = json!({ "type": "string", "format": "uuid" });
    let amount = json!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{2,4}$", "examples": ["123.45"] });
    let currency = json!({ "type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"] });
    let pairs = [
        ("Money", whole(json!({ "amount": amount, "currency": currency }))),
        ("MoneyGiven", money_given()),
        ("PersonName", parts(&NAME)),
        ("PersonNameGiven", json!({ "anyOf": [{ "type": "string", "maxLength": 200 }, parts_given(&NAME)] })),
        ("Address", parts(&ADDRESS)),
        ("AddressGiven", parts_given(&ADDRESS)),
        ("Email", point(&EMAILS)),
        ("EmailsGiven", points_given(&EMAILS, "ana@example.com")),
        ("Phone", point(&PHONES)),
        ("PhonesGiven", points_given(&PHONES, "+44 20 7946 0000")),
        ("Geo", whole(json!({ "lat": text, "lon": text }))),
        ("GeoGiven", whole(json!({ "lat": degrees(90), "lon": degrees(180) }))),
        ("Reference", whole(json!({ "module": text, "id": id }))),
    ];
    pairs.into_iter().map(|(name, schema)| (name.to_string(), schema)).collect()
}

fn parts(names: &[&str]) -> Json {
    whole(names.iter().map(|name| (name.to_string(), json!({ "type": "string" }))).collect::<Map<_, _>>().into())
}

fn parts_given(names: &[&str]) -> Json {
    let part = json!({ "type": ["string", "null"] });
    closed(&[], names.iter().map(|name| (name.to_string(), part.clone())).collect::<Map<_, _>>().into())
}

fn point(types: &[&str]) -> Json {
    let flag = |about: &str| json!({ "type": "boolean", "description": about });
    whole(json!({
        "value": { "type": "string" },
        "type": { "type": "string", "enum": types },
        "primary": flag("The one used first; exactly one is"),
        "opted_out": flag("Asked not to be written to or called"),
        "invalid": flag("Known not to work"),
    }))
}

fn points_given(types: &[&str], example: &str) -> Json {
    let flag = json!({ "type": ["boolean", "null"] });
    let kinds: Vec<Json> = types.iter().map(|kind| json!(kind)).chain([Json::Null]).collect();
    let marked = closed(
        &["value"],
        json!({ "value": { "type": "string" }, "type": { "enum": kinds }, "primary": flag, "opted_out": flag,
            "invalid": flag }),
    );
    let one = json!({ "anyOf": [{ "type": "string" }, marked] });
    let list = json!({ "type": "array", "maxItems": 50, "items": one });
    json!({ "anyOf": [{ "type": "string" }, list], "examples": [[example]] })
}

fn money_given() -> Json {
    let amount = json!({ "type": ["string", "number"], "pattern": "^-?[0-9]+(\\.[0-9]{1,4})?$" });
    let currency = json!({ "type": ["string", "null"], "pattern": "^[A-Za-z]{3}$" });
    let marked = closed(&["amount"], json!({ "amount": amount, "currency": currency }));
    json!({ "anyOf": [amount, marked], "description": "An amount alone is in base currency" })
}

fn degrees(most: i32) -> Json {
    let text = "^-?[0-9]{1,3}(\\.[0-9]{1,6})?$";
    json!({ "type": ["string", "number"], "pattern": text, "minimum": -most, "maximum": most })
}

/// A list of values with the cursor of the next page.
pub fn page(item: Json) -> Json {
    let next = json!({ "type": ["string", "null"], "description": "The cursor of the next page" });
    json!({ "type": "object", "required": ["data", "next"], "properties": {
        "data": { "type": "array", "items": item }, "next": next, "count": shared("Count") } })
}
