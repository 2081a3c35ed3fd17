//! Making, changing, binning, restoring, upserting.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::world::each;

#[test]
fn a_record_is_made_with_its_address_and_changed_by_what_is_given() {
    each(|world| {
        let ana = world.by("ana");
        let id = Uuid::now_v7().to_string();
        let account = json!({ "id": id, "name": "Acme", "emails": ["info@acme.example"], "employees": 12,
            "revenue": { "amount": "1000.5", "currency": "EUR" }, "address": { "city": "Lisbon", "country": "pt" } });
        let made = ana.post("/account", account).is(201);
        assert_eq!(made.header("location"), format!("/api/v1/account/{id}"));
        assert_eq!(made.header("etag"), "\"1\"");
        assert_eq!(made.body["id"], id.as_str());
        assert_eq!(made.body["revenue"], json!({ "amount": "1000.50", "currency": "EUR" }));
        let email = json!({ "value": "info@acme.example", "type": "work", "primary": true, "opted_out": false,
            "invalid": false });
        assert_eq!(made.body["emails"], json!([email]));
        assert_eq!(made.body["address"]["country"], "PT");
        assert_eq!(made.body, ana.get(&format!("/account/{id}")).is(200).body, "the answer is what reading gives");

        let changed =
            ana.patch(&format!("/account/{id}"), json!({ "employees": null, "industry": "Chemicals" })).is(200);
        assert_eq!(changed.header("etag"), "\"2\"");
        assert_eq!(changed.body["employees"], Json::Null);
        assert_eq!(changed.body["industry"], "Chemicals");
        assert_eq!(changed.body["name"], "Acme");
        let same = ana.patch(&format!("/account/{id}"), json!({ "industry": "Chemicals" })).is(200);
        assert_eq!(same.body["version"], 2, "what changes nothing makes no version");
        assert_eq!(ana.post("/account", json!({ "id": id, "name": "Again" })).status, 409);
    });
}

#[test]
fn every_refused_field_is_named() {
    each(|world| {
        let ana = world.by("ana");
        ana.post("/account", json!({})).refused(422, &["name required"]);
        let wrong = json!({ "employees": "many", "founded": 1, "kind": "alien", "name": "Acme", "nonsense": 1 });
        let answer = ana.post("/account", wrong).is(422);
        let told = answer.body["errors"].as_array().unwrap();
        let fields: Vec<&str> = told.iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["employees", "founded", "kind", "nonsense"]);
        let lacking = json!({ "name": null, "employees": "many" });
        ana.post("/account", lacking).refused(422, &["employees invalid", "name required"]);
        ana.post("/account", json!({ "name": "Acme", "number": "7" })).refused(422, &["number read_only"]);
        ana.post("/account", json!({ "name": "Acme", "version": 7 })).refused(422, &["version read_only"]);
        ana.post("/account", json!({ "name": "Acme", "won_total": null })).refused(422, &["won_total read_only"]);
        ana.post("/account", json!({ "name": "Acme", "id": Uuid::new_v4() })).refused(422, &["id invalid"]);
        ana.post("/account", json!({ "name": "Acme", "parent": Uuid::now_v7() })).refused(422, &["parent not_found"]);
        let nowhere = json!({ "name": "Acme", "revenue": { "amount": "1", "currency": "ZZZ" } });
        ana.post("/account", nowhere).refused(422, &["revenue invalid"]);
        let id = ana.make("account", json!({ "name": "Acme" }));
        ana.patch(&format!("/account/{id}"), json!({ "name": null })).refused(422, &["name required"]);
        ana.patch(&format!("/account/{id}"), json!({ "id": id })).refused(422, &["id read_only"]);
        assert_eq!(ana.get(&format!("/account/{id}")).body["version"], 1);
    });
}

#[test]
fn a_new_record_without_a_stage_begins_in_the_first_open_one_of_the_default_pipeline() {
    each(|world| {
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let made = rep.post("/opportunity", json!({ "name": "One" })).is(201).body;
        assert_eq!(made["stage"], world.stage("prospecting"));
        assert!(made["stage_since"].is_string() && made["probability"].as_str().unwrap().starts_with("10"), "{made}");
        assert_eq!(rep.put("/opportunity?match=external_id", json!({ "name": "Two", "external_id": "2" })).status, 201);
        ana.post("/opportunity", json!({ "name": "x", "stage": null })).refused(422, &["stage required"]);
        let at = format!("/opportunity/{}", made["id"].as_str().unwrap());
        ana.patch(&at, json!({ "stage": null })).refused(422, &["stage required"]);
        let other = ana.make("pipeline", json!({ "name": "Other" }));
        for (key, outcome, position) in [("gone", "lost", 1), ("begun", "open", 2), ("next", "open", 3)] {
            let stage = json!({ "name": key, "key": key, "outcome": outcome, "position": position, "pipeline": other });
            ana.make("stage", stage);
        }
        let usual = ana.get("/pipeline?filter[name]=Sales").body["data"][0]["id"].as_str().unwrap().to_string();
        ana.patch(&format!("/pipeline/{usual}"), json!({ "is_default": false })).is(200);
        ana.post("/opportunity", json!({ "name": "x" })).refused(422, &["stage required"]);
        ana.patch(&format!("/pipeline/{other}"), json!({ "is_default": true })).is(200);
        assert_eq!(rep.post("/opportunity", json!({ "name": "Three" })).is(201).body["stage"], world.stage("begun"));
    });
}

#[test]
fn a_key_names_one_stage_of_a_pipeline_and_is_made_of_its_name_where_none_is_given() {
    each(|world| {
        let ana = world.by("ana");
        let pipeline = ana.make("pipeline", json!({ "name": "Other" }));
        let stage = |name: &str, key: Option<&str>| {
            ana.post("/stage", json!({ "name": name, "key": key, "pipeline": pipeline }))
        };
        let at = |made: &Json| format!("/stage/{}", made["id"].as_str().unwrap());
        let first = stage("Été: signé!", None).is(201).body;
        let second = stage("Été signé", None).is(201).body;
        assert_eq!((&first["key"], &second["key"]), (&json!("ete_signe"), &json!("ete_signe_2")));
        stage("Won", Some("won")).is(201);
        stage("Again", Some("Won")).refused(422, &["key duplicate"]);
        ana.patch(&at(&second), json!({ "key": "ete_signe" })).refused(422, &["key duplicate"]);
        assert_eq!(ana.patch(&at(&first), json!({ "name": "Renamed" })).is(200).body["key"], "ete_signe");
        assert_eq!(ana.patch(&at(&first), json!({ "key": null })).is(200).body["key"], "renamed");
        ana.delete(&at(&first)).is(204);
        stage("New", Some("renamed")).is(201);
        ana.post(&format!("{}/restore", at(&first)), json!({})).refused(422, &["key duplicate"]);
    });
}

#[test]
fn if_match_holds_a_change_to_the_version_it_was_made_for() {
    each(|world| {
        let ana = world.by("ana");
        let id = ana.make("account", json!({ "name": "Acme" }));
        let at = format!("/account/{id}");
        ana.clone().with("if-match", "\"1\"").patch(&at, json!({ "industry": "a" })).is(200);
        ana.clone().with("if-match", "\"1\"").patch(&at, json!({ "industry": "b" })).refused(412, &[]);
        ana.clone().with("if-match", "\"1\"").delete(&at).refused(412, &[]);
        ana.clone()
            .with("if-match", "nonsense")
            .patch(&at, json!({ "industry": "b" }))
            .refused(400, &["If-Match invalid"]);
        ana.clone().with("if-match", "\"1\", \"2\"").patch(&at, json!({ "industry": "c" })).is(200);
        ana.clone().with("if-match", "*").patch(&at, json!({ "industry": "d" })).is(200);
        assert_eq!(ana.get(&at).body["industry"], "d");
        ana.clone().with("if-match", "\"4\"").delete(&at).is(204);
    });
}

#[test]
fn a_deleted_record_is_in_the_bin_until_it_is_restored() {
    each(|world| {
        let ana = world.by("ana");
        let id = ana.make("account", json!({ "name": "Acme" }));
        let at = format!("/account/{id}");
        let gone = ana.delete(&at).is(204);
        assert_eq!(gone.body, json!(""));
        ana.get(&at).refused(404, &[]);
        ana.patch(&at, json!({ "name": "B" })).refused(404, &[]);
        ana.delete(&at).refused(404, &[]);
        assert_eq!(ana.get("/account").is(200).column("id"), [""; 0]);
        let binned = ana.get("/account?bin=true&fields=name,deleted_at").is(200);
        assert_eq!(binned.column("id"), [id.as_str()]);
        assert!(binned.body["data"][0]["deleted_at"].is_string());
        let back = ana.ask("POST", &format!("{at}/restore"), None).is(200);
        assert_eq!(back.body["deleted_at"], Json::Null);
        ana.get(&at).is(200);
        ana.post(&format!("/account/{}/restore", Uuid::now_v7()), json!({})).refused(404, &[]);
    });
}

#[test]
fn what_others_hang_on_is_not_deleted() {
    each(|world| {
        let ana = world.by("ana");
        let acme = ana.make("account", json!({ "name": "Acme" }));
        ana.make("opportunity", json!({ "name": "Deal", "account": acme, "stage": world.stage("won") }));
        ana.delete(&format!("/account/{acme}")).refused(409, &[]);
    });
}

#[test]
fn put_makes_or_changes_what_matches_and_refuses_two() {
    each(|world| {
        let ana = world.by("ana");
        let stage = world.stage("prospecting");
        let deal = |id: &str, name: &str| json!({ "external_id": id, "name": name, "stage": stage });
        let made = ana.put("/opportunity?match=external_id", deal("X-1", "One")).is(201);
        let id = made.body["id"].as_str().unwrap();
        assert_eq!(made.header("location"), format!("/api/v1/opportunity/{id}"));
        let changed = ana.put("/opportunity?match=external_id", deal("X-1", "Uno")).is(200);
        assert_eq!(changed.body["id"], id);
        assert_eq!(changed.body["name"], "Uno");
        assert_eq!(changed.header("etag"), "\"2\"");
        let old = ana.clone().with("if-match", "\"1\"");
        old.put("/opportunity?match=external_id", deal("X-1", "Eins")).refused(412, &[]);
        ana.put("/opportunity?match=external_id", json!({ "name": "x" })).refused(422, &["external_id required"]);
        ana.put("/opportunity?match=nonsense", deal("X-1", "x")).refused(400, &["nonsense unknown_field"]);
        ana.put("/opportunity?match=tags", deal("X-1", "x")).refused(400, &["tags not_matchable"]);
        ana.put("/opportunity", deal("X-1", "x")).refused(400, &["match required"]);
        ana.make("account", json!({ "name": "Twin" }));
        ana.make("account", json!({ "name": "twin" }));
        ana.put("/account?match=name", json!({ "name": "TWIN", "industry": "x" })).refused(409, &[]);
        let own = Uuid::now_v7().to_string();
        ana.put("/account?match=id", json!({ "id": own, "name": "Mine" })).is(201);
        let again = ana.put("/account?match=id", json!({ "id": own, "name": "Still mine" })).is(200);
        assert_eq!(again.body["name"], "Still mine");
    });
}

#[test]
fn of_several_upserts_at_once_one_makes_and_the_others_change() {
    each(|world| {
        let (ana, stage) = (world.by("ana"), world.stage("prospecting"));
        let body = |n: usize| json!({ "external_id": "X-1", "name": format!("Deal {n}"), "stage": stage });
        let put = &|n| ana.put("/opportunity?match=external_id", body(n)).status;
        let mut statuses: Vec<u16> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..6).map(|n| scope.spawn(move || put(n))).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 201]);
    });
}
