//! What answers and bodies hold that no module owns: problems, history, the feed, batches, descriptions of modules.

use serde_json::{Map, Value as Json, json};

use super::types::{closed, list, open, shared, whole};
use super::values::page;
use crate::api::batch;

/// The schemas of these.
pub fn schemas() -> Map<String, Json> {
    let text = json!({ "type": "string" });
    let wrong = whole(json!({ "field": text, "code": text, "detail": text }));
    let problem = json!({ "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
        "errors": list(wrong) });
    let capped = json!({ "type": "boolean", "description": "There may be more" });
    let pairs = [
        ("Problem", whole(problem)),
        ("Count", whole(json!({ "value": { "type": "integer" }, "capped": capped }))),
        ("History", page(entry())),
        ("Changes", changes()),
        ("Batch", batch_given()),
        ("BatchDone", batch_done()),
        ("Summary", summary()),
        ("Modules", open(&["data"], json!({ "data": list(shared("Summary")) }))),
        ("Module", module()),
        ("SalesReport", sales_report()),
        ("Sales", sales()),
        ("PipelineReport", open(&["data"], json!({ "data": list(report_row()), "unrated": list(text.clone()) }))),
    ];
    pairs.into_iter().map(|(name, schema)| (name.to_string(), schema)).collect()
}

fn uuid() -> Json {
    json!({ "type": "string", "format": "uuid" })
}

fn perhaps_uuid() -> Json {
    json!({ "type": ["string", "null"], "format": "uuid" })
}

fn instant() -> Json {
    json!({ "type": "string", "format": "date-time" })
}

fn entry() -> Json {
    let text = json!({ "type": "string" });
    let restricted = json!({ "type": "boolean", "description": "It led to a record that you may not see" });
    let change = json!({ "field": text, "before": {}, "after": {}, "restricted": restricted });
    let change = closed(&["field", "before", "after"], change);
    whole(json!({ "act": uuid(), "kind": text, "summary": text, "undone_by": perhaps_uuid(), "at": instant(),
        "actor": perhaps_uuid(), "as_user": perhaps_uuid(), "action": text, "version": { "type": "integer" },
        "erased": { "type": "boolean" }, "changes": list(change) }))
}

fn changes() -> Json {
    let text = json!({ "type": "string" });
    let gone = json!({ "type": "boolean", "description": "A tombstone: deleted, purged, or out of your sight" });
    let event = whole(json!({ "position": { "type": "integer" }, "module": text, "id": uuid(), "action": text,
        "gone": gone, "version": { "type": ["integer", "null"] }, "at": instant() }));
    let last = json!({ "type": "integer", "description": "The position to go on after" });
    whole(json!({ "data": list(event), "last": last }))
}

fn batch_given() -> Json {
    let named =
        json!({ "type": ["string", "null"], "minLength": 1, "description": "Later acts name its record “@ref”" });
    let act = closed(
        &["method", "path"],
        json!({ "method": { "type": "string", "enum": ["POST", "PUT", "PATCH", "DELETE"] },
            "path": { "type": "string", "examples": ["/api/v1/account"] },
            "body": { "type": ["object", "null"] }, "ref": named }),
    );
    let acts = json!({ "type": "array", "maxItems": batch::MOST, "items": act });
    closed(&["acts"], json!({ "acts": acts }))
}

fn batch_done() -> Json {
    let object = json!({ "type": "object" });
    let done = json!({ "status": { "type": "integer" }, "headers": object, "body": object });
    whole(json!({ "act": uuid(), "data": list(open(&["status", "headers"], done)) }))
}

fn summary() -> Json {
    let text = json!({ "type": "string" });
    let title = json!({ "type": "string", "description": "The field that names a record" });
    let label = whole(json!({ "one": text, "many": text }));
    let parts = json!({ "module": text, "label": label, "icon": text, "area": text, "title": title });
    open(&["module", "label", "icon", "area", "title"], parts)
}

fn module() -> Json {
    let text = json!({ "type": "string" });
    let flag = json!({ "type": "boolean" });
    let field = json!({ "field": text, "label": text, "type": text, "required": flag, "unique": flag, "writable": flag,
        "system": flag, "sortable": flag, "operators": list(text.clone()) });
    let more = json!({
        "fields": list(open(&["field", "label", "type", "required", "writable"], field)),
        "relations": list(whole(json!({ "name": text, "module": text }))),
        "rights": whole(json!({ "create": flag, "read": text, "edit": text, "delete": text })),
    });
    json!({ "allOf": [shared("Summary"), open(&["fields", "relations", "rights"], more)] })
}

fn report_row() -> Json {
    let text = json!({ "type": "string" });
    let parts = json!({ "stage": { "type": ["string", "null"] }, "owner": perhaps_uuid(), "owner_name": text,
        "team": perhaps_uuid(), "team_name": text, "label": text, "count": { "type": "integer" },
        "amount": shared("Money"), "weighted": shared("Money") });
    open(&["stage", "label", "count"], parts)
}

fn sales_report() -> Json {
    let (text, day) = (json!({ "type": "string" }), json!({ "type": "string", "format": "date" }));
    let row = json!({ "owner": perhaps_uuid(), "owner_name": text });
    let row = json!({ "allOf": [shared("Sales"), open(&["owner", "owner_name"], row)] });
    let parts = json!({ "from": day, "to": day, "data": list(row), "total": shared("Sales"), "unrated": list(text) });
    open(&["from", "to", "data", "total"], parts)
}

fn sales() -> Json {
    let sum = |key: &str, more: Json| {
        let mut parts = json!({ "count": { "type": "integer" }, "amount": shared("Money") });
        parts[key] = more;
        open(&[key, "count"], parts)
    };
    let month = sum("month", json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}$", "examples": ["2026-01"] }));
    sum("months", list(month))
}
