//! What happened: the history of a record, and the feed of all.

use serde_json::{Value as Json, json};

use crate::world::each;

#[test]
fn a_record_tells_its_history_newest_first() {
    each(|world| {
        let ana = world.by("ana");
        let id = ana.make("account", json!({ "name": "Acme" }));
        world.by("mia").patch(&format!("/account/{id}"), json!({ "name": "Stolen" })).refused(403, &[]);
        ana.patch(&format!("/account/{id}"), json!({ "name": "Acme Ltd" })).is(200);
        ana.delete(&format!("/account/{id}")).is(204);
        let history = ana.get(&format!("/account/{id}/history?limit=2")).is(200);
        assert_eq!(history.column("action"), ["delete", "update"]);
        let update = &history.body["data"][1];
        assert_eq!(update["changes"], json!([{ "field": "name", "before": "Acme", "after": "Acme Ltd" }]));
        assert_eq!(update["actor"], world.user("ana").to_string());
        assert_eq!(update["version"], 2);
        let next = history.body["next"].as_str().unwrap();
        let rest = ana.get(&format!("/account/{id}/history?cursor={next}")).is(200);
        assert_eq!(rest.column("action"), ["create"]);
        assert_eq!(rest.body["next"], Json::Null);
        ana.get(&format!("/account/{id}/history?cursor=x")).refused(400, &["cursor invalid"]);
        ana.get(&format!("/account/{id}/history?limit=0")).refused(422, &["limit out_of_range"]);
    });
}

#[test]
fn the_feed_tells_changes_in_order_with_tombstones_and_lost_sight() {
    each(|world| {
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let stage = world.stage("prospecting");
        let deal = |name: &str| json!({ "name": name, "stage": stage, "owner": world.user("rep") });
        world.seal();
        let start = rep.get("/changes?limit=1000").is(200).body["last"].as_i64().unwrap();
        let (kept, lost) = (ana.make("opportunity", deal("Kept")), ana.make("opportunity", deal("Lost")));
        ana.make("opportunity", json!({ "name": "Never seen", "stage": stage }));
        ana.patch(&format!("/opportunity/{lost}"), json!({ "owner": world.user("far") })).is(200);
        ana.delete(&format!("/opportunity/{kept}")).is(204);
        world.seal();
        let feed = rep.get(&format!("/changes?after={start}")).is(200);
        let told: Vec<String> = feed.body["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| {
                let what = if event["id"] == kept.as_str() {
                    "kept"
                } else if event["id"] == lost.as_str() {
                    "lost"
                } else {
                    "?"
                };
                format!("{what} {} {}", event["action"].as_str().unwrap(), event["gone"])
            })
            .collect();
        assert_eq!(told, ["kept create false", "lost gone true", "kept delete true"]);
        let last = feed.body["last"].as_i64().unwrap();
        let rest = rep.get(&format!("/changes?after={last}")).is(200);
        assert_eq!((rest.column("id"), &rest.body["last"]), (Vec::new(), &json!(last)));
        let one = ana.get(&format!("/changes?after={start}&limit=1")).is(200);
        assert_eq!(one.column("position").len(), 1);
        ana.get("/changes?after=999999999").refused(400, &["after invalid"]);
        ana.get("/changes?after=x").refused(400, &["after invalid"]);
    });
}
