//! `PUT /{module}?match=field`: the same request as often as one likes, by any field of exact values.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::world::each;

#[test]
fn one_with_an_id_of_its_own_may_be_sent_again() {
    each(|world| {
        let (ana, stage) = (world.by("ana"), world.stage("prospecting"));
        let deal = |id: Json, name: &str| json!({ "id": id, "external_id": "E1", "name": name, "stage": stage });
        let put = |id: Json, name: &str| ana.put("/opportunity?match=external_id", deal(id, name));
        let id = Uuid::now_v7().to_string();
        assert_eq!(put(json!(id), "One").is(201).body["id"], id.as_str());
        assert_eq!(put(json!(id), "One").is(200).header("etag"), "\"1\"");
        assert_eq!(put(json!(id.to_uppercase()), "Uno").is(200).body["name"], "Uno");
        put(json!(Uuid::now_v7()), "Other").refused(409, &[]);
        put(json!("E1"), "Other").refused(422, &["id invalid"]);
        let path = "/api/v1/opportunity?match=external_id";
        let act = json!({ "method": "PUT", "path": path, "body": deal(json!(id), "Eins") });
        assert_eq!(ana.post("/batch", json!({ "acts": [act] })).is(200).body["data"][0]["status"], 200);
    });
}

#[test]
fn any_address_or_number_of_a_record_finds_it_and_so_does_its_autonumber() {
    each(|world| {
        let ana = world.by("ana");
        let acme = ana.make(
            "account",
            json!({ "name": "Acme", "emails": ["info@acme.example", "sales@acme.example"],
            "phones": ["+351 21 555 01 02"] }),
        );
        let blue = ana.make("account", json!({ "name": "Blue", "emails": ["blue@blue.example"] }));
        let put = |field: &str, body: Json| ana.put(&format!("/account?match={field}"), body);
        let found = |field: &str, body: Json| put(field, body).is(200).body["id"].clone();
        assert_eq!(found("phones", json!({ "phones": ["+351 (21) 5550102"], "industry": "Chemicals" })), acme);
        assert_eq!(found("emails", json!({ "emails": ["new@acme.example", "SALES@acme.example"] })), acme);
        assert_eq!(found("emails", json!({ "emails": ["new@acme.example"] })), acme);
        put("emails", json!({ "emails": ["new@acme.example", "blue@blue.example"] })).refused(409, &[]);
        put("emails", json!({ "emails": [], "name": "x" })).refused(422, &["emails required"]);
        put("emails", json!({ "emails": ["third@example.com"], "name": "Third" })).is(201);
        let number = ana.get(&format!("/account/{blue}")).body["number"].clone();
        assert_eq!(found("number", json!({ "number": number, "industry": "Mining" })), blue);
        put("number", json!({ "number": "ACC-99999", "name": "x" })).refused(422, &["number read_only"]);
        let two = json!({ "name": "Blue twin", "emails": ["blue@blue.example"] });
        ana.make("account", two.clone());
        put("emails", two).refused(409, &[]);
        put("revenue", json!({ "revenue": "1" })).refused(400, &["revenue not_matchable"]);
    });
}
