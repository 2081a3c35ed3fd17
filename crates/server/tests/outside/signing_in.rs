//! Signing in and out, from outside.

use std::time::Duration;

use crate::support::{Client, PASSWORD, both};

#[test]
fn a_session_begins_with_its_cookie_and_ends_on_sign_out() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let mut ana = Client::of(&server);
        let answer = ana.try_sign_in("ANA@example.com", PASSWORD);
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("kith="), "{cookie}");
        for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(flag), "{flag} is not in {cookie}");
        }
        assert!(!cookie.contains("Secure"), "without TLS a browser would drop it: {cookie}");
        let page = ana.get("/");
        assert!(page.status == 200 && page.text.contains("Ana"), "{page:?}");

        let out = ana.form("/sign-out", "");
        assert_eq!((out.status, out.header("location")), (303, "/sign-in"));
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{out:?}");
        // The client keeps its cookie all the same.
        assert_eq!((ana.get("/").status, ana.get("/api/v1/account").status), (303, 401));
    });
}

#[test]
fn wrong_tries_must_wait_longer_and_longer() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let mut client = Client::of(&server);
        let statuses: Vec<u16> =
            (0..5).map(|_| client.try_sign_in("ana@example.com", "a guess of hers").status).collect();
        assert_eq!(statuses, [422; 5]);
        let refused = client.try_sign_in("ana@example.com", PASSWORD);
        let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
        assert_eq!((refused.status, (1..=2).contains(&seconds)), (429, true), "{refused:?}");
        assert!(client.cookie.is_none());
        // Somebody else is not held up, and who waits gets in.
        place.user("berta@example.com", "sales_rep");
        Client::of(&server).signed_in("berta@example.com");
        std::thread::sleep(Duration::from_secs(seconds));
        assert_eq!(client.try_sign_in("ana@example.com", PASSWORD).status, 303);
    });
}

#[test]
fn who_is_unknown_is_told_the_same_as_who_errs() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let mut client = Client::of(&server);
        let known = client.try_sign_in("ana@example.com", "wrong password");
        let unknown = client.try_sign_in("eva@example.com", "wrong password");
        assert_eq!(known.status, unknown.status);
        assert_eq!(known.text.replace("ana@", "eva@"), unknown.text);
    });
}

#[test]
fn a_leaver_is_out_at_once() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        place.user("berta@example.com", "sales_rep");
        let server = place.serve();
        let berta = Client::of(&server).signed_in("berta@example.com");
        assert_eq!(berta.get("/").status, 200);
        let left = place.run(["user", "deactivate", "berta@example.com", "--hand-over-to", "ana@example.com"]);
        assert!(left.code == 0 && left.out.starts_with("act ") && left.out.lines().count() == 1, "{left:?}");
        assert_eq!(berta.get("/").status, 303, "at the next click");
        assert_eq!(berta.get("/api/v1/account").status, 401);
        assert_eq!(Client::of(&server).try_sign_in("berta@example.com", PASSWORD).status, 422);
    });
}
