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
