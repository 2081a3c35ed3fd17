//! Owned lines under field rights: what is hidden is not shown, not lost and not in the way; untouched lines stay untouched.

mod support;

use crm::{Actor, Crm, Error};
use meta::Value;
use meta::value::Line;
use serde_json::{Value as Json, json};
use support::everything::{EVERYTHING, LINE, apply};
use support::*;
use uuid::Uuid;

/// Representatives do not know of `amount` and only read `weight`.
const LEVELS: &str = "[field_access.amount]\nsales_rep = \"hidden\"\n[field_access.weight]\nsales_rep = \"read\"\n";

fn lines(crm: &Crm, actor: &Actor, id: Uuid) -> Vec<Line> {
    match get(crm, actor, "everything", id).unwrap().get("lines") {
        Value::Lines(lines) => lines.clone(),
        other => panic!("{other:?}"),
    }
}

fn written(line: &Line, field: &str) -> Json {
    meta::json::write(line.values.get(field).unwrap_or(&Value::Null))
}

fn refused(error: Error) -> Vec<(String, String)> {
    match error {
        Error::Invalid(errors) => errors.into_iter().map(|e| (e.field, e.code.to_string())).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn hidden_values_are_not_shown_not_lost_and_not_in_the_way() {
    each(|crm| {
        apply(crm, &[EVERYTHING, &format!("{LINE}\n{LEVELS}")]);
        let people = people(crm, &[("ana", "administrator", None), ("bo", "sales_rep", None)]);
        let (ana, bo) = (&people["ana"], &people["bo"]);
        let line =
            |name: &str| json!({ "name": name, "weight": "1.5", "amount": { "amount": "9", "currency": "USD" } });
        let values = json!({ "name": "Thing", "owner": bo.user, "lines": [line("One"), line("Two")] });
        let id = create(crm, ana, "everything", values).unwrap().id;
        let seen = lines(crm, bo, id);
        assert_eq!(seen.len(), 2);
        assert!(seen.iter().all(|line| line.values.get("amount").is_none() && line.values.get("weight").is_some()));

        let (one, two) = (seen[0].id, seen[1].id);
        let change =
            json!({ "lines": [{ "id": one, "name": "First", "weight": "1.500" }, { "id": two }, { "name": "Three" }] });
        update(crm, bo, "everything", id, change).unwrap();
        let now = lines(crm, ana, id);
        let names: Vec<Json> = now.iter().map(|line| written(line, "name")).collect();
        assert_eq!(names, [json!("First"), json!("Two"), json!("Three")]);
        assert_eq!(written(&now[0], "amount")["amount"], json!("9.00"));
        let two = get(crm, ana, "everything_line", two.unwrap()).unwrap();
        assert_eq!(two.version, 1, "a line that stays as it is is not written");

        for (given, code) in [(json!({ "amount": null }), "unknown"), (json!({ "weight": "2" }), "read_only")] {
            let field = given.as_object().unwrap().keys().next().unwrap().clone();
            let mut line = given;
            line["id"] = json!(one);
            let error = update(crm, bo, "everything", id, json!({ "lines": [line] })).unwrap_err();
            assert_eq!(refused(error), [(format!("lines.0.{field}"), code.to_string())]);
        }
    });
}

#[test]
fn a_line_stays_with_its_record() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let system = crm.system();
        let id =
            create(crm, &system, "everything", json!({ "name": "Thing", "lines": [{ "name": "One" }] })).unwrap().id;
        let other = create(crm, &system, "everything", json!({ "name": "Other" })).unwrap().id;
        let one = lines(crm, &system, id)[0].id;
        update(crm, &system, "everything", id, json!({ "lines": [{ "id": one, "thing": id, "name": "Same" }] }))
            .unwrap();
        let moved = update(crm, &system, "everything", id, json!({ "lines": [{ "id": one, "thing": other }] }));
        assert_eq!(refused(moved.unwrap_err()), [("lines.0.thing".to_string(), "read_only".to_string())]);
    });
}
