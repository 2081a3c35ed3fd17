//! Requests that are sent again.

use serde_json::json;

use crate::world::each;

#[test]
fn a_repeated_request_is_answered_again_and_not_done_again() {
    each(|world| {
        let ana = world.by("ana").with("idempotency-key", "k-1");
        let first = ana.post("/account", json!({ "name": "Acme" })).is(201);
        let again = ana.post("/account", json!({ "name": "Acme" })).is(201);
        assert_eq!(first.header("idempotency-replayed"), "");
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.body, first.body);
        for name in ["location", "etag", "content-type"] {
            assert_eq!(again.header(name), first.header(name));
        }
        assert_eq!(world.by("ana").get("/account").column("name"), ["Acme"]);
        ana.post("/account", json!({ "name": "Other" })).refused(422, &["Idempotency-Key reused"]);
        ana.delete(&format!("/account/{}", first.body["id"].as_str().unwrap()))
            .refused(422, &["Idempotency-Key reused"]);
        let rep = world.by("rep").with("idempotency-key", "k-1");
        rep.post("/account", json!({ "name": "Of rep" })).is(201);
    });
}

#[test]
fn every_kind_of_change_may_be_repeated() {
    each(|world| {
        let ana = world.by("ana");
        let id = ana.make("account", json!({ "name": "Acme" }));
        let contact = ana.make("contact", json!({ "name": "Bo" }));
        let at = format!("/account/{id}");
        let repeated = |key: &str, method: &str, path: &str, body: Option<serde_json::Value>| {
            let asking = ana.clone().with("idempotency-key", key);
            let ask = || match &body {
                Some(body) => asking.send(method, path, body.clone()),
                None => asking.ask(method, path, None),
            };
            let (first, second) = (ask(), ask());
            assert!((200..300).contains(&first.status), "{first:?}");
            assert_eq!((second.status, &second.body), (first.status, &first.body));
            assert_eq!(second.header("idempotency-replayed"), "true");
        };
        repeated("patch", "PATCH", &at, Some(json!({ "employees": 4 })));
        repeated("put", "PUT", "/account?match=name", Some(json!({ "name": "Acme", "employees": 5 })));
        repeated("relate", "PUT", &format!("{at}/contacts/{contact}"), None);
        repeated("unrelate", "DELETE", &format!("{at}/contacts/{contact}"), None);
        repeated("delete", "DELETE", &at, None);
        repeated("restore", "POST", &format!("{at}/restore"), None);
        let act = json!({ "method": "POST", "path": "/api/v1/account", "body": { "name": "B" } });
        repeated("batch", "POST", "/batch", Some(json!({ "acts": [act] })));
        assert_eq!(ana.get("/account?count=exact").body["count"]["value"], 2);
    });
}

#[test]
fn a_refused_request_keeps_its_key_free() {
    each(|world| {
        let ana = world.by("ana").with("idempotency-key", "k-2");
        ana.post("/account", json!({ "name": "" })).refused(422, &["name required"]);
        ana.post("/account", json!({ "name": "Acme" })).is(201);
    });
}

#[test]
fn of_several_at_once_one_is_done() {
    each(|world| {
        let ana = world.by("ana").with("idempotency-key", "k-3");
        let answers: Vec<_> = std::thread::scope(|scope| {
            let ask = || scope.spawn(|| ana.post("/account", json!({ "name": "Acme" })));
            let asked: Vec<_> = (0..8).map(|_| ask()).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|answer| answer.status == 201), "{answers:#?}");
        assert_eq!(answers.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
        assert_eq!(world.by("ana").get("/account").column("id").len(), 1);
    });
}
