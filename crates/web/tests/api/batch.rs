//! Many changes at once.

use serde_json::{Value as Json, json};

use crate::world::each;

#[test]
fn acts_see_what_earlier_ones_made() {
    each(|world| {
        let ana = world.by("ana");
        let stage = world.stage("prospecting");
        let acts = json!({ "acts": [
            { "method": "POST", "path": "/api/v1/account", "body": { "name": "Acme" }, "ref": "a" },
            { "method": "POST", "path": "/api/v1/contact", "body": { "name": "Bo Berg", "account": "@a" }, "ref": "c" },
            { "method": "POST", "path": "/api/v1/opportunity",
              "body": { "name": "@home", "account": "@a", "stage": stage, "contacts": ["@c"] }, "ref": "o" },
            { "method": "POST", "path": "/api/v1/task",
              "body": { "subject": "Call", "about": { "module": "account", "id": "@a" } } },
            { "method": "PATCH", "path": "/api/v1/account/@a", "body": { "industry": "Chemicals" } },
            { "method": "PUT", "path": "/api/v1/account?match=name", "body": { "name": "Acme", "employees": 3 } },
            { "method": "DELETE", "path": "/api/v1/opportunity/@o/contacts/@c" },
            { "method": "DELETE", "path": "/api/v1/contact/@c" },
        ] });
        let done = ana.post("/batch", acts).is(200);
        let statuses: Vec<u64> = done.column("status").iter().map(|s| s.as_u64().unwrap()).collect();
        assert_eq!(statuses, [201, 201, 201, 201, 200, 200, 204, 204]);
        let data = &done.body["data"];
        let acme = data[0]["body"]["id"].as_str().unwrap();
        assert_eq!(data[0]["headers"]["location"], format!("/api/v1/account/{acme}"));
        assert_eq!(data[1]["body"]["account"], acme);
        assert_eq!(data[2]["body"]["name"], "@home", "a text that is nobody's reference stays a text");
        assert_eq!(data[4]["headers"]["etag"], "\"2\"");
        assert!(data[7].get("body").is_none());
        let account = ana.get(&format!("/account/{acme}")).is(200).body;
        assert_eq!((&account["industry"], &account["employees"]), (&json!("Chemicals"), &json!(3)));
        let history = ana.get(&format!("/account/{acme}/history")).is(200);
        assert!(history.column("act").iter().all(|act| *act == done.body["act"]), "one act");
    });
}

#[test]
fn one_refused_act_undoes_all_and_is_named() {
    each(|world| {
        let ana = world.by("ana");
        let account = |body: Json| json!({ "method": "POST", "path": "/api/v1/account", "body": body });
        let refused = |acts: Json, status: u16, errors: &[&str]| {
            ana.post("/batch", json!({ "acts": acts })).refused(status, errors);
            assert_eq!(ana.get("/account").is(200).column("id"), [""; 0], "nothing of it was done");
        };
        let good = account(json!({ "name": "Acme" }));
        refused(json!([good, account(json!({ "name": "B", "employees": "x" }))]), 422, &["acts.1.employees invalid"]);
        refused(json!([good, account(json!({}))]), 422, &["acts.1.name required"]);
        let lost = "/api/v1/account/01900000-0000-7000-8000-000000000000";
        refused(json!([good, { "method": "DELETE", "path": lost }]), 404, &["acts.1 not_found"]);
        refused(json!([good, { "method": "GET", "path": lost }]), 422, &["acts.1.path unknown_path"]);
        refused(json!([good, { "method": "POST", "path": "/account", "body": {} }]), 422, &["acts.1.path invalid"]);
        refused(json!([good, { "path": "/api/v1/account" }]), 422, &["acts.1.method required"]);
        let named = json!({ "method": "POST", "path": "/api/v1/account", "body": { "name": "C" }, "ref": "c" });
        refused(json!([named, named]), 422, &["acts.1.ref duplicate"]);
        refused(json!([account(json!({ "name": "D", "parent": "@c" })), named]), 422, &["acts.0.parent unknown_ref"]);
        ana.post("/batch", json!({})).refused(422, &["acts required"]);
        ana.post("/batch", json!({ "acts": [], "more": 1 })).refused(422, &["more unknown"]);
    });
}

#[test]
fn a_thousand_acts_pass_and_one_more_does_not() {
    each(|world| {
        let ana = world.by("ana");
        let acts = |count: usize| {
            let act = |n| json!({ "method": "POST", "path": "/api/v1/product", "body": { "name": format!("P{n}") } });
            json!({ "acts": (0..count).map(act).collect::<Vec<Json>>() })
        };
        ana.post("/batch", acts(1001)).refused(422, &["acts too_many"]);
        assert_eq!(ana.post("/batch", acts(1000)).is(200).column("status").len(), 1000);
        assert_eq!(ana.get("/product?count=exact&limit=1").body["count"]["value"], 1000);
    });
}
