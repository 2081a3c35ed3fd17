//! Who may ask at all, and what becomes of requests that are no requests.

use serde_json::json;

use crate::world::{each, with_everything};

#[test]
fn without_a_valid_token_or_session_nothing_is_answered() {
    each(|world| {
        let none = world.stranger().get("/account").refused(401, &[]);
        assert!(none.header("www-authenticate").starts_with("Bearer"));
        for wrong in ["Bearer kith_wrong", "Bearer", "Basic YTpi", "kith_x"] {
            let answer = world.stranger().with("authorization", wrong).get("/account").refused(401, &[]);
            assert!(answer.header("www-authenticate").contains("invalid_token"));
        }
        assert_eq!(world.stranger().get("/openapi.json").status, 401);
        assert_eq!(world.by("ana").get("/account").status, 200);
    });
}

#[test]
fn a_session_asks_as_its_person_but_changes_nothing_for_another_site() {
    each(|world| {
        crm::signin::set_password(&world.crm, &world.crm.system(), world.user("rep"), "look around").unwrap();
        let form = "email=rep%40example.com&password=look%20around";
        let signed = world.stranger().with("sec-fetch-site", "same-origin").submit("//sign-in", form).is(303);
        let cookie = signed.header("set-cookie").split(';').next().unwrap().to_string();
        let browser = world.stranger().with("cookie", &cookie);
        browser.get("/account").is(200);
        let account = json!({ "name": "Acme" });
        browser.clone().with("sec-fetch-site", "cross-site").post("/account", account.clone()).refused(403, &[]);
        let like_a_form = browser.clone().with("content-type", "text/plain").ask("POST", "/account", Some(b"{}"));
        like_a_form.refused(403, &[]);
        browser.post("/account", account.clone()).is(201);
        let made = browser.clone().with("sec-fetch-site", "same-origin").post("/account", account.clone()).is(201);
        assert_eq!(made.body["owner"], world.user("rep").to_string());
        let forged = browser.with("authorization", "Bearer nonsense").post("/account", account);
        assert_eq!(forged.status, 401, "a wrong token never falls back on the session");
    });
}

#[test]
fn bodies_must_be_json_objects_of_bounded_size() {
    each(|world| {
        let ana = world.by("ana");
        let json = ana.clone().with("content-type", "application/json");
        json.ask("POST", "/account", Some(b"{\"name\":")).refused(400, &[]);
        json.ask("POST", "/account", Some(b"[1]")).refused(400, &[]);
        json.ask("POST", "/account", Some(b"")).refused(400, &[]);
        ana.ask("POST", "/account", Some(b"{}")).refused(415, &[]);
        ana.clone().with("content-type", "text/plain").ask("POST", "/account", Some(b"{}")).refused(415, &[]);
        let utf8 = ana.clone().with("content-type", "Application/JSON; charset=utf-8");
        utf8.ask("POST", "/account", Some(b"{\"name\":\"Acme\"}")).is(201);
        let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(8 << 20));
        json.ask("POST", "/account", Some(huge.as_bytes())).refused(413, &[]);
    });
}

#[test]
fn addresses_that_lead_nowhere_and_methods_that_do_not_fit_are_problems_too() {
    each(|world| {
        let ana = world.by("ana");
        for nowhere in ["/nonsense", "/account/7", "/account/01900000-0000-7000-8000-000000000000", "/a/b/c/d/e", ""] {
            ana.get(nowhere).refused(404, &[]);
        }
        ana.post("/nonsense", json!({})).refused(404, &[]);
        for nowhere in ["/", "/nonsense/", "//api", "//api/", "//api/v2/account", "//api/v1//"] {
            ana.get(nowhere).refused(404, &[]);
        }
        for unreadable in ["/%ff", "/account/%ff", "/account/%ff/history", "/account/%ff/contacts", "/meta/modules/%ff"]
        {
            ana.get(unreadable).refused(400, &[]);
        }
        ana.post("/%ff/search", json!({})).refused(400, &[]);
        ana.post("/%ff", json!({})).refused(404, &[]);
        ana.patch("/account/%ff", json!({})).refused(404, &[]);
        let wrong = ana.delete("/account").refused(405, &[]);
        let allowed = wrong.header("allow");
        assert!(["GET", "POST", "PUT"].iter().all(|method| allowed.contains(method)), "{allowed}");
        ana.get("/batch").refused(405, &[]);
        ana.get("/account/search").refused(405, &[]);
        ana.patch("/account", json!({})).refused(405, &[]);
        ana.delete("/openapi.json").refused(405, &[]);
    });
}

#[test]
fn a_panic_is_a_problem_that_tells_nothing() {
    each(|world| {
        let answer = world.by("ana").get("/panic").refused(500, &[]);
        assert!(!answer.body.to_string().contains("on purpose"), "{answer:?}");
    });
}

#[test]
fn a_filter_of_very_many_values_is_answered_or_refused_and_never_breaks() {
    with_everything(|world| {
        let ana = world.by("ana");
        ana.make("everything", json!({ "name": "one" }));
        let many = |field: &str, value: &dyn Fn(usize) -> String| {
            let values: Vec<String> = (0..1000).map(value).collect();
            json!({ "field": field, "op": "in", "value": values })
        };
        let uuid = |n: usize| uuid::Uuid::from_u128(n as u128).to_string();
        let lists = [
            many("name", &|n| format!("name {n}")),
            many("price", &|n| format!("{n} USD")),
            many("price", &|n| n.to_string()),
            many("worth", &|n| format!("{n} USD")),
            many("boss_weight", &|n| n.to_string()),
            many("moment", &|n| format!("{}-01-01", 1000 + n)),
            many("phase", &uuid),
            many("about", &uuid),
            many("about", &|n| format!("account/{}", uuid(n))),
            many("friends", &uuid),
            many("calls", &|n| format!("{n}")),
        ];
        let search = |filter: &serde_json::Value| ana.post("/everything/search", json!({ "filter": filter }));
        for list in &lists {
            assert_eq!(search(list).is(200).column("id"), [""; 0], "{}", list["field"]);
        }
        search(&json!({ "or": lists })).refused(400, &["filter too_many"]);
    });
}

#[test]
fn a_filter_names_stages_that_there_are() {
    each(|world| {
        let ana = world.by("ana");
        for query in ["filter[stage]=nope", "filter[stage][in]=won,nope", "filter[stage]=0198c0de"] {
            let answer = ana.get(&format!("/opportunity?{query}"));
            answer.refused(422, &["stage invalid"]);
        }
        let body = json!({ "filter": { "field": "stage", "op": "in", "value": ["won", "nope"] } });
        ana.post("/opportunity/search", body).refused(422, &["stage invalid"]);
        ana.get("/opportunity?filter[stage][in]=won,lost").is(200);
    });
}

#[test]
fn parts_of_values_are_empty_where_the_value_is() {
    each(|world| {
        let ana = world.by("ana");
        ana.make("account", json!({ "name": "Rich", "revenue": "5", "address": { "country": "PT" } }));
        ana.make("account", json!({ "name": "Poor" }));
        for part in ["revenue.currency", "revenue.amount", "address.country", "address.city"] {
            let names =
                |empty: bool| ana.get(&format!("/account?filter[{part}][empty]={empty}&sort=name")).column("name");
            let (without, with) = if part == "address.city" { (2, 0) } else { (1, 1) };
            assert_eq!((names(true).len(), names(false).len()), (without, with), "{part}");
        }
    });
}
