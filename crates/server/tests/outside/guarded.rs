//! What guards every answer and every request, seen from outside.

use crate::support::{Answer, Client, Place, both};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");

fn guarded(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in
        ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
    {
        assert!(policy.contains(part), "{what}: {part} is not in {policy:?}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", ""),
        ("server", ""),
        ("x-powered-by", ""),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
}

#[test]
fn every_kind_of_answer_carries_the_headers() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let (stranger, ana) = (Client::of(&server), Client::of(&server).signed_in("ana@example.com"));
    let page = stranger.get("/sign-in");
    let asset = page.text.split('"').find(|text| text.starts_with("/assets/")).expect("an asset").to_string();
    for (client, path, status) in [
        (&stranger, "/sign-in", 200),
        (&stranger, "/", 303),
        (&stranger, &*asset, 200),
        (&stranger, "/assets/none.js", 404),
        (&stranger, "/no/such/page", 404),
        (&stranger, "/readyz", 200),
        (&stranger, "/metrics", 200),
        (&stranger, "/api/v1/account", 401),
        (&ana, "/", 200),
        (&ana, "/api/v1/account", 200),
        (&ana, "/api/v1/no_such_module", 404),
        (&ana, "/api/v1/account?limit=5000", 422),
        (&ana, "/api/v1/account?nonsense=1", 400),
    ] {
        let answer = client.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        guarded(path, &answer);
        match path.starts_with("/assets/") && status == 200 {
            true => assert!(answer.header("cache-control").contains("immutable"), "{path}: {answer:?}"),
            false => assert_eq!(answer.header("cache-control"), "no-store", "{path}"),
        }
    }
    let refused = ana.send("DELETE", "/api/v1/account", &[("sec-fetch-site", "same-origin")], b"");
    assert_eq!((refused.status, refused.header("allow").is_empty()), (405, false), "{refused:?}");
    guarded("405", &refused);
}

#[test]
fn transport_security_is_demanded_behind_a_proxy_with_tls() {
    let place = Place::sqlite();
    place.configure("url = \"https://crm.example.com\"\n");
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let mut client = Client::of(&server);
    let answer = client.try_sign_in("ana@example.com", crate::support::PASSWORD);
    assert!(answer.header("strict-transport-security").contains("max-age=31536000"), "{answer:?}");
    assert!(answer.header("set-cookie").starts_with("__Host-kith="), "{answer:?}");
    assert_eq!(client.get("/").status, 200);
}

#[test]
fn other_sites_cannot_act_with_the_session() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let own = format!("http://{}", server.address());
        let act = |site: &[(&str, &str)]| {
            let headers = [&[JSON], site].concat();
            ana.send("POST", "/api/v1/account", &headers, br#"{"name":"Northwind"}"#).status
        };
        for (site, status) in [
            (&[("sec-fetch-site", "same-origin")][..], 201),
            (&[("sec-fetch-site", "same-origin"), ("origin", &own)], 201),
            (&[("origin", &own)], 201),
            (&[("sec-fetch-site", "cross-site")], 403),
            (&[("sec-fetch-site", "same-site")], 403),
            (&[("sec-fetch-site", "cross-site"), ("origin", &own)], 403),
            (&[("origin", "http://evil.example")], 403),
            (&[("origin", &format!("{own}.evil.example"))], 403),
            (&[("origin", "null")], 403),
            // A program that keeps a cookie: what it sends no form could.
            (&[], 201),
        ] {
            assert_eq!(act(site), status, "{site:?}");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded; charset=utf-8", "multipart/form-data"] {
            let answer = ana.send("POST", "/api/v1/account", &[("content-type", kind)], br#"{"name":"Northwind"}"#);
            assert_eq!(answer.status, 403, "{kind}");
        }
        // What cannot be undone by hand: nobody is signed out by another site either.
        let out = ana.send("POST", "/sign-out", &[FORM, ("sec-fetch-site", "cross-site")], b"");
        assert_eq!((out.status, ana.get("/").status), (403, 200));
    });
}

#[test]
fn other_sites_cannot_sign_anybody_in() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let stranger = Client::of(&server);
    let form = b"email=ana%40example.com&password=violet+harbour+42";
    for (site, status) in [(("sec-fetch-site", "cross-site"), 403), (("origin", "null"), 403), (("x-none", ""), 303)] {
        assert_eq!(stranger.send("POST", "/sign-in", &[FORM, site], form).status, status, "{site:?}");
    }
}

#[test]
fn a_token_stands_for_itself() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let token = place.run(["token", "create", "--user", "ana@example.com"]);
    assert_eq!((token.code, token.out.lines().count()), (0, 1), "{token:?}");
    let bearer = format!("Bearer {}", token.out.trim());
    let server = place.serve();
    let program = Client::of(&server);
    let made = program.send("POST", "/api/v1/account", &[JSON, ("authorization", &bearer)], br#"{"name":"Northwind"}"#);
    assert_eq!(made.status, 201, "{made:?}");
    // A session must not help a token that is no good.
    let ana = Client::of(&server).signed_in("ana@example.com");
    let headers = [JSON, ("authorization", "Bearer kith_wrong"), ("sec-fetch-site", "cross-site")];
    let answer = ana.send("POST", "/api/v1/account", &headers, br#"{"name":"Northwind"}"#);
    assert_eq!((answer.status, answer.header("www-authenticate").starts_with("Bearer")), (401, true), "{answer:?}");
}
