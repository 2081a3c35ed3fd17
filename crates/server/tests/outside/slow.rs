//! Clients that drip their requests or do not take their answers: they are given up, and nobody else notices.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::support::{Client, Place, rest};

const JSON: &[(&str, &str)] = &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
/// Exports that Kith writes at a time.
const FILES: usize = 16;

/// Accounts, five hundred at a time, whose export takes 4 MB each time: from four on it is more than what the system keeps
/// of a connection.
pub fn fill(ana: &Client, times: usize) {
    let long = "x".repeat(8_000);
    for _ in 0..times {
        let act = |n| {
            serde_json::json!({ "method": "POST", "path": "/api/v1/account",
            "body": { "name": format!("Account {n}"), "description": long } })
        };
        let acts: Vec<_> = (0..500).map(act).collect();
        let body = serde_json::json!({ "acts": acts }).to_string();
        let made = ana.send("POST", "/api/v1/batch", JSON, body.as_bytes());
        assert_eq!(made.status, 200, "{made:?}");
    }
}

#[test]
fn who_drips_or_does_not_listen_is_given_up() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    fill(&ana, 6);
    let before = server.memory();
    let deaf: Vec<_> = (0..FILES).map(|_| ana.sent(&server, "GET /exports/account?format=json", "", b"")).collect();
    let kind = "Content-Type: application/json\r\nContent-Length: 1000000\r\n";
    let mut dripping: Vec<_> = (0..200).map(|_| ana.sent(&server, "POST /api/v1/account", kind, b"{")).collect();
    std::thread::sleep(Duration::from_secs(2));
    let refused = ana.get("/exports/account?format=json");
    assert!(refused.status == 503 && !refused.header("retry-after").is_empty(), "{}", refused.status);

    let begun = Instant::now();
    let (mut slowest, mut asked) = (Duration::ZERO, 0);
    while begun.elapsed() < Duration::from_secs(34) {
        let sent = Instant::now();
        assert_eq!(ana.get("/api/v1/account?limit=1").status, 200);
        assert_eq!(ana.account(&format!("Beside {asked}")).status, 201);
        (slowest, asked) = (slowest.max(sent.elapsed()), asked + 2);
        dripping.iter_mut().for_each(|stream| drop(stream.write_all(b" ")));
        std::thread::sleep(Duration::from_millis(800));
    }
    let grown = server.memory().saturating_sub(before) >> 10;
    println!("{asked} requests beside them, the slowest two in {slowest:?}; memory grew by {grown} MiB");
    assert!(slowest < Duration::from_secs(5) && grown < 300);

    for stream in &dripping {
        let answer = rest(stream);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
    // There is a place for a file again, and whoever takes it gets all of it.
    let whole = rest(&ana.sent(&server, "GET /exports/account?format=json", "", b""));
    assert!(whole.starts_with("HTTP/1.1 200 ") && whole.trim_end().ends_with("\r\n0"), "{} bytes", whole.len());
    assert!(whole.matches("\"name\"").count() >= 3_000);
    // Whoever did not listen sees that it is not all.
    let mut cut = String::new();
    let _ = (&deaf[0]).read_to_string(&mut cut);
    assert!(!cut.ends_with("\r\n0\r\n\r\n"), "half a file must not look whole");
}
