//! Lists, searches, single records.

use serde_json::{Value as Json, json};

use crate::world::{World, each};

/// Twelve deals of two accounts, amounts 1,000 to 12,000.
fn trade(world: &World) -> [String; 2] {
    let ana = world.by("ana");
    let acme = ana.make("account", json!({ "name": "Acme", "industry": "retail" }));
    let blue = ana.make("account", json!({ "name": "Blue", "industry": "mining" }));
    let (open, won) = (world.stage("prospecting"), world.stage("won"));
    for n in 1..=12 {
        let account = if n % 2 == 0 { &acme } else { &blue };
        let stage = if n > 8 { &won } else { &open };
        let amount = json!({ "amount": (n * 1000).to_string(), "currency": "USD" });
        let deal = json!({ "name": format!("Deal {n:02}"), "account": account, "stage": stage, "amount": amount,
            "close_date": format!("2026-{n:02}-01"), "tags": if n == 3 { json!(["Hot one"]) } else { json!([]) } });
        ana.make("opportunity", deal);
    }
    [acme, blue]
}

fn names(world: &World, query: &str) -> Vec<String> {
    let page = world.by("ana").get(&format!("/opportunity?{query}")).is(200);
    page.column("name").iter().map(|name| name.as_str().unwrap()[5..].to_string()).collect()
}

#[test]
fn every_operator_of_the_contract_filters() {
    each(|world| {
        let [acme, _] = trade(world);
        let asked = |query: &str| names(world, &format!("sort=name&{query}"));
        assert_eq!(asked("filter[name][eq]=deal 03"), ["03"], "text compares folded");
        assert_eq!(asked("filter[name]=Deal 03"), ["03"], "without an operator it is eq");
        assert_eq!(asked("filter[amount][gte]=11000"), ["11", "12"]);
        assert_eq!(asked("filter[amount][gt]=11000"), ["12"]);
        assert_eq!(asked("filter[amount][lt]=2000"), ["01"]);
        assert_eq!(asked("filter[close_date][lte]=2026-02-01"), ["01", "02"]);
        assert_eq!(asked("filter[name][in]=Deal 01,Deal 12"), ["01", "12"]);
        assert_eq!(asked("filter[name][contains]=AL 1"), ["10", "11", "12"]);
        assert_eq!(asked("filter[name][starts]=deal 0&filter[amount][gte]=8000"), ["08", "09"], "all must hold");
        assert_eq!(asked("filter[external_id][empty]=false"), [""; 0]);
        assert_eq!(asked("filter[external_id][empty]=true&limit=1000").len(), 12);
        assert_eq!(asked("filter[tags][eq]=hot one"), ["03"]);
        assert_eq!(asked("filter[stage][ne]=prospecting"), ["09", "10", "11", "12"], "stages by key");
        let won = world.stage("won");
        assert_eq!(asked(&format!("filter[stage][eq]={won}")), ["09", "10", "11", "12"], "stages by id");
        assert_eq!(asked(&format!("filter[account]={acme}&filter[amount][lte]=4000")), ["02", "04"]);
        assert_eq!(asked("filter[account.industry]=mining&filter[amount][lte]=4000"), ["01", "03"], "through links");
        assert_eq!(asked("filter[stage.won]=true&filter[owner]=me"), ["09", "10", "11", "12"]);
    });
}

#[test]
fn sorts_fields_and_expanded_links_are_what_was_asked() {
    each(|world| {
        trade(world);
        assert_eq!(names(world, "sort=-amount,name&limit=3"), ["12", "11", "10"]);
        assert_eq!(names(world, "sort=account.name,-name&limit=3"), ["12", "10", "08"]);
        let page = world
            .by("ana")
            .get("/opportunity?sort=name&limit=2&fields=name,account.industry,amount.currency&expand=account,owner");
        let first = &page.is(200).body["data"][0];
        let keys: Vec<&str> = first.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["_expanded", "account", "account.industry", "amount.currency", "id", "name", "owner", "version"]
        );
        assert_eq!(first["account.industry"], "mining");
        assert_eq!(first["amount.currency"], "USD");
        assert_eq!(first["_expanded"]["account"]["name"], "Blue");
        assert_eq!(first["_expanded"]["account"]["id"], first["account"]);
        assert_eq!(first["_expanded"]["owner"]["email"], "ana@example.com");
    });
}

#[test]
fn paths_go_through_lookups_as_through_the_links_they_look_up() {
    each(|world| {
        trade(world);
        assert_eq!(names(world, "filter[pipeline.name]=sales&sort=pipeline.name,-name&limit=2"), ["12", "11"]);
        assert_eq!(names(world, "filter[pipeline.name]=other"), [""; 0]);
        let ana = world.by("ana");
        let page = ana.get("/opportunity?limit=1&fields=pipeline.name").is(200);
        assert_eq!(page.body["data"][0]["pipeline.name"], "Sales", "it is named as asked");
        assert_eq!(page.body["data"][0].as_object().unwrap().len(), 3, "{}", page.body);
        let id = page.body["data"][0]["id"].as_str().unwrap();
        assert_eq!(ana.get(&format!("/opportunity/{id}?fields=pipeline.name")).body["pipeline.name"], "Sales");
        let search =
            json!({ "filter": { "field": "pipeline.is_default", "value": true }, "fields": ["pipeline.name"] });
        assert_eq!(ana.post("/opportunity/search", search).is(200).column("pipeline.name").len(), 12);
        ana.get("/opportunity?sort=pipeline.nonsense").refused(400, &["pipeline.nonsense unknown_field"]);
        ana.get("/opportunity?sort=contacts.name").refused(400, &["contacts.name unknown_field"]);
    });
}

#[test]
fn empty_names_name_nothing() {
    each(|world| {
        let [acme, _] = trade(world);
        let ana = world.by("ana");
        let (plain, empty) = (ana.get("/opportunity").is(200), ana.get("/opportunity?sort=&fields=&expand=").is(200));
        assert_eq!(plain.body, empty.body);
        assert_eq!(
            ana.post("/opportunity/search", json!({ "sort": "", "fields": "", "expand": "" })).is(200).body,
            plain.body
        );
        ana.get(&format!("/account/{acme}?fields=&expand=")).is(200);
        ana.get("/opportunity?sort=name,").refused(400, &[" unknown_field"]);
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_double_and_counts_are_given_when_asked() {
    each(|world| {
        trade(world);
        let ana = world.by("ana");
        let mut seen: Vec<Json> = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = ana.get(&format!("/opportunity?sort=-amount&fields=name&limit=5{cursor}")).is(200);
            assert!(page.body.get("count").is_none());
            seen.extend(page.column("name"));
            match page.body["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let expected: Vec<Json> = (1..=12).rev().map(|n| json!(format!("Deal {n:02}"))).collect();
        assert_eq!(seen, expected);
        let counted = |how: &str| ana.get(&format!("/opportunity?limit=1&count={how}")).is(200).body["count"].clone();
        assert_eq!(counted("capped"), json!({ "value": 12, "capped": false }));
        assert_eq!(counted("exact"), json!({ "value": 12, "capped": false }));
    });
}

#[test]
fn a_cursor_serves_only_the_question_it_was_made_for() {
    each(|world| {
        trade(world);
        let ana = world.by("ana");
        let page = ana.get("/opportunity?sort=-amount&limit=5").is(200);
        let next = page.body["next"].as_str().unwrap();
        ana.get(&format!("/opportunity?sort=-amount&limit=3&cursor={next}")).is(200);
        ana.get(&format!("/opportunity?sort=amount&cursor={next}")).refused(400, &["cursor invalid"]);
        ana.get(&format!("/account?cursor={next}")).refused(400, &["cursor invalid"]);
        ana.get(&format!("/opportunity?sort=-amount&cursor=x{next}")).refused(400, &["cursor invalid"]);
    });
}

#[test]
fn a_search_takes_its_question_in_the_body() {
    each(|world| {
        trade(world);
        let ana = world.by("ana");
        let question = json!({
            "filter": { "and": [
                { "field": "amount", "op": "gte", "value": "3000" },
                { "or": [{ "field": "name", "op": "eq", "value": "Deal 05" },
                    { "field": "stage", "op": "eq", "value": "won" }] },
                { "not": { "field": "account.industry", "op": "eq", "value": "retail" } },
            ] },
            "sort": ["-amount"], "fields": ["name"], "limit": 2, "count": "exact",
        });
        let page = ana.post("/opportunity/search", question.clone()).is(200);
        assert_eq!(page.column("name"), ["Deal 11", "Deal 09"]);
        assert_eq!(page.body["count"]["value"], 3);
        let mut more = question;
        more["cursor"] = page.body["next"].clone();
        assert_eq!(ana.post("/opportunity/search", more).is(200).column("name"), ["Deal 05"]);
        let big = json!({ "field": "amount", "op": "gt", "value": "11000" });
        let related = json!({ "filter": { "related": "opportunities", "where": big } });
        assert_eq!(ana.post("/account/search", related).is(200).column("name"), ["Acme"]);
        assert_eq!(ana.post("/opportunity/search", json!({ "find": "deal 07" })).is(200).column("name"), ["Deal 07"]);
        let among =
            |value: Json| json!({ "filter": { "field": "stage", "op": "in", "value": value }, "count": "exact" });
        for several in [json!("won,lost"), json!(["won", "lost"])] {
            assert_eq!(ana.post("/opportunity/search", among(several)).is(200).body["count"]["value"], 4);
        }
        assert_eq!(ana.post("/opportunity/search", json!({ "limit": 1001 })).status, 422);
        ana.post("/opportunity/search", json!({ "where": 1 })).refused(400, &["where unknown_parameter"]);
    });
}

#[test]
fn a_record_has_every_field_its_id_its_version_and_an_etag() {
    each(|world| {
        let [acme, _] = trade(world);
        let ana = world.by("ana");
        let answer = ana.get(&format!("/account/{acme}")).is(200);
        assert_eq!(answer.header("etag"), "\"1\"");
        assert_eq!(answer.header("content-type"), "application/json");
        let account = &answer.body;
        assert_eq!(account["id"], acme.as_str());
        assert_eq!(account["version"], 1);
        assert_eq!(account["owner"], world.user("ana").to_string());
        assert_eq!(account["kind"], "business");
        assert_eq!(account["parent"], Json::Null);
        assert_eq!(account["emails"], json!([]));
        assert_eq!(account["won_total"]["amount"], "22000.00");
        assert!(account["created_at"].as_str().unwrap().ends_with('Z'));
        let part = ana.get(&format!("/account/{acme}?fields=name,owner.email&expand=owner")).is(200).body;
        assert_eq!(part["owner.email"], "ana@example.com");
        assert_eq!(part["_expanded"]["owner"]["role"], "administrator");
        assert!(part.get("deleted_at").is_none());
        ana.get(&format!("/account/{acme}?limit=1")).refused(400, &["limit unknown_parameter"]);
    });
}

#[test]
fn what_is_not_understood_is_refused_and_never_passed_over() {
    each(|world| {
        let ana = world.by("ana");
        let bad = |query: &str, errors: &[&str]| drop(ana.get(&format!("/opportunity?{query}")).refused(400, errors));
        bad("filter[nonsense]=1", &["nonsense unknown_field"]);
        bad("filter[account.nonsense]=1", &["account.nonsense unknown_field"]);
        bad("filter[name][like]=1", &["name unknown_op"]);
        bad("filter[account][contains]=x", &["account unknown_op"]);
        bad("sort=nonsense", &["nonsense unknown_field"]);
        bad("sort=tags", &["tags not_sortable"]);
        bad("fields=nonsense", &["nonsense unknown_field"]);
        bad("expand=nonsense", &["nonsense unknown_field"]);
        bad("expand=name", &["name not_a_link"]);
        bad("count=all", &["count invalid"]);
        bad("page=2", &["page unknown_parameter"]);
        bad("limit=1&limit=2", &["limit repeated"]);
        bad("cursor=nonsense", &["cursor invalid"]);
        for limit in ["0", "1001", "-1", "many", ""] {
            ana.get(&format!("/opportunity?limit={limit}")).refused(422, &["limit out_of_range"]);
        }
        assert_eq!(ana.get("/opportunity?limit=1000").status, 200);
        bad("filter=nonsense", &["filter invalid"]);
    });
}

#[test]
fn what_is_no_value_of_a_field_is_refused_as_one() {
    each(|world| {
        let ana = world.by("ana");
        for (field, op, value, code) in [
            ("amount", "gte", "much", "invalid"),
            ("close_date", "eq", "2026-02-30", "invalid"),
            ("probability", "lt", "0.12345", "too_precise"),
            ("lost_reason", "in", "price,none", "unknown_option"),
            ("account", "eq", "me", "invalid"),
            ("account.industry", "eq", " ", "invalid"),
        ] {
            let told = format!("{field} {code}");
            ana.get(&format!("/opportunity?filter[{field}][{op}]={value}")).refused(422, &[&told]);
            let test = json!({ "field": field, "op": op, "value": value });
            ana.get(&format!("/opportunity?filter={}", test.to_string().replace('"', "%22"))).refused(422, &[&told]);
            ana.post("/opportunity/search", json!({ "filter": test })).refused(422, &[&told]);
        }
    });
}
