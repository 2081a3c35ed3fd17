//! A module made by an administrator, with every field type, served without a restart.

use serde_json::{Value as Json, json};

use crate::world::{World, with_everything};

fn whole(world: &World) -> Json {
    let ana = world.by("ana");
    let account = ana.make("account", json!({ "name": "Acme", "address": { "city": "Porto" } }));
    let bo = ana.make("contact", json!({ "name": "Bo" }));
    let product = ana.make("product", json!({ "name": "GTX" }));
    json!({
        "name": "Whole", "code": "W-1", "story": "one\ntwo", "quantity": 3, "weight": "1.5", "fine": "0.000000000001",
        "portion": "12.5", "price": { "amount": "99.95", "currency": "USD" },
        "secret_cost": { "amount": "9", "currency": "USD" }, "good": false, "reason": "broken", "day": "2026-02-28",
        "moment": "2026-02-28T10:00:00+02:00", "spent": "PT1H30M", "kind": "vip", "colours": ["red", "blue"],
        "person": { "given": "Ana", "family": "Souza" }, "mails": [{ "value": "a@x.org", "type": "home" }],
        "calls": ["+44 20 7946 0000"], "site": "https://x.org/", "place": { "street": "1 Road", "country": "GB" },
        "point": { "lat": "48.85837", "lon": "2.29448" }, "stars": 4, "account": account, "contacts": [bo],
        "about": { "module": "account", "id": account }, "tags": ["new"], "helper": world.user("mia"),
        "lines": [
            { "name": "first", "amount": { "amount": "5", "currency": "USD" }, "weight": "2", "product": product },
            { "name": "second", "amount": { "amount": "7.5", "currency": "USD" } }],
    })
}

#[test]
fn every_type_is_written_as_the_contract_says() {
    with_everything(|world| {
        let ana = world.by("ana");
        let given = whole(world);
        let id = ana.make("everything", given.clone());
        let read = ana.get(&format!("/everything/{id}")).is(200).body;
        for same in [
            "name", "code", "story", "quantity", "price", "good", "day", "spent", "kind", "colours", "stars",
            "account", "contacts", "about", "tags", "helper", "site", "point", "reason",
        ] {
            assert_eq!(read[same], given[same], "{same}");
        }
        assert_eq!(read["weight"], "1.500");
        assert_eq!(read["fine"], "0.000000000001");
        assert_eq!(read["portion"], "12.5");
        assert_eq!(read["moment"], "2026-02-28T08:00:00Z");
        assert_eq!(read["mails"][0]["type"], "home");
        assert_eq!(read["calls"][0]["primary"], true);
        assert_eq!(read["person"], json!({ "prefix": "", "given": "Ana", "family": "Souza", "suffix": "" }));
        assert_eq!(read["worth"]["amount"], "299.85");
        assert_eq!(read["rank"], "high");
        assert_eq!(read["city"], "Porto");
        assert_eq!(read["line_count"], 2);
        assert_eq!(read["line_total"]["amount"], "12.50");
        assert_eq!(read["friends"], json!([]));
    });
}

#[test]
fn lines_are_edited_in_place_and_listed_in_one_statement() {
    with_everything(|world| {
        let ana = world.by("ana");
        let id = ana.make("everything", whole(world));
        ana.make("everything", json!({ "name": "Without" }));
        let at = format!("/everything/{id}");
        let lines = ana.get(&at).body["lines"].clone();
        assert_eq!(lines[0]["name"], "first");
        assert_eq!(lines[0]["weight"], "2.000");
        let (first, second) = (lines[0]["id"].clone(), lines[1]["id"].clone());
        let change = json!({ "lines": [{ "id": second, "name": "now first" }, { "name": "new" }] });
        let changed = ana.patch(&at, change).is(200).body;
        let names: Vec<&Json> = changed["lines"].as_array().unwrap().iter().map(|line| &line["name"]).collect();
        assert!(names.contains(&&json!("now first")) && names.contains(&&json!("new")) && names.len() == 2);
        assert!(!changed["lines"].to_string().contains(first.as_str().unwrap()));
        let page = ana.get("/everything?sort=name&fields=name,lines").is(200);
        let counts: Vec<usize> = page.column("lines").iter().map(|lines| lines.as_array().unwrap().len()).collect();
        assert_eq!(counts, [2, 0]);
        assert_eq!(ana.get(&format!("{at}/lines")).is(200).column("id").len(), 2);
        let wrong = json!({ "lines": [{ "name": "x" }, { "name": "y", "weight": "much" }] });
        ana.patch(&at, wrong).refused(422, &["lines.1.weight invalid"]);
        ana.patch(&at, json!({ "lines": [{ "weight": "1" }] })).refused(422, &["lines.0.name required"]);
    });
}

#[test]
fn conditions_bounds_and_field_rights_hold() {
    with_everything(|world| {
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        ana.post("/everything", json!({ "name": "x", "good": false })).refused(422, &["reason required"]);
        ana.post("/everything", json!({ "name": "x", "stars": 6 })).refused(422, &["stars too_large"]);
        ana.post("/everything", json!({ "name": "x", "portion": "1.25" })).refused(422, &["portion too_precise"]);
        ana.make("everything", json!({ "name": "x", "code": "A" }));
        ana.post("/everything", json!({ "name": "y", "code": "a" })).refused(422, &["code duplicate"]);
        let price = json!({ "amount": "1", "currency": "USD" });
        rep.post("/everything", json!({ "name": "x", "price": price })).refused(422, &["price read_only"]);
        rep.post("/everything", json!({ "name": "x", "secret_cost": price })).refused(422, &["secret_cost unknown"]);
        rep.make("everything", json!({ "name": "mine" }));
        rep.get("/everything?sort=profit").refused(400, &["profit unknown_field"]);
        assert_eq!(rep.get("/everything?sort=-worth,name&filter[worth][empty]=true").is(200).column("name"), ["mine"]);
    });
}

#[test]
fn a_module_made_while_serving_is_described_at_once() {
    with_everything(|world| {
        let ana = world.by("ana");
        let listed = ana.get("/meta/modules").is(200);
        assert!(listed.column("module").contains(&json!("everything")));
        let meta = ana.get("/meta/modules/everything").is(200).body;
        let field = |key: &str| meta["fields"].as_array().unwrap().iter().find(|f| f["field"] == key).unwrap().clone();
        assert_eq!(field("name")["required"], true);
        assert_eq!(field("kind")["options"][1], json!({ "key": "vip", "label": "VIP", "retired": false }));
        assert_eq!(field("boss")["to"], json!(["everything"]));
        assert_eq!(field("worth")["writable"], false);
        assert_eq!(field("worth")["result"], "money");
        assert!(meta["relations"].as_array().unwrap().contains(&json!({ "name": "staff", "module": "everything" })));
        let document = ana.get("/openapi.json").is(200).body;
        assert!(document["paths"]["/everything/{id}/friend_of"].is_object());
        assert!(document["components"]["schemas"]["everything"]["properties"]["secret_cost"].is_object());
        let hidden = world.by("rep").get("/openapi.json").is(200).body.to_string();
        assert!(hidden.contains("\"everything\"") && !hidden.contains("secret_cost") && !hidden.contains("profit"));
        ana.get("/meta/modules/nonsense").refused(404, &[]);
    });
}
