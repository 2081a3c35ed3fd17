//! More requests than can be answered: some are, in bounded time, and the others are told at once to come back.

use std::time::{Duration, Instant};

use crate::support::{Client, PASSWORD, Place, Server, rest};

const JSON: &[(&str, &str)] = &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")];

fn fill(ana: &Client) {
    let act = |n| {
        serde_json::json!({ "method": "POST", "path": "/api/v1/account",
        "body": { "name": format!("Account {n}"), "website": "https://example.com", "description": "words ".repeat(50) } })
    };
    let acts: Vec<_> = (0..1000).map(act).collect();
    let body = serde_json::json!({ "acts": acts }).to_string();
    assert_eq!(ana.send("POST", "/api/v1/batch", JSON, body.as_bytes()).status, 200);
}

/// Sends all requests at once; gives how long each answer took, with its first line and head.
fn flood(server: &Server, ana: &Client, line: &str, number: usize) -> Vec<(Duration, String)> {
    std::thread::scope(|scope| {
        let ask = |_| {
            let asked = move || {
                let begun = Instant::now();
                let answer = rest(&ana.sent(server, line, "", b""));
                (begun.elapsed(), answer.split("\r\n\r\n").next().unwrap_or_default().to_string())
            };
            let thread = std::thread::Builder::new().stack_size(256 << 10);
            thread.spawn_scoped(scope, asked).expect("a thread")
        };
        let asking: Vec<_> = (0..number).map(ask).collect();
        asking.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    })
}

#[test]
fn a_flood_of_reading_is_shed() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    fill(&ana);
    let before = server.memory();
    let (answers, health) = std::thread::scope(|scope| {
        let flooding = scope.spawn(|| flood(&server, &ana, "GET /api/v1/account?limit=1000", 1_500));
        let mut health = Duration::ZERO;
        while !flooding.is_finished() {
            let asked = Instant::now();
            assert_eq!(Client::of(&server).get("/healthz").status, 200);
            health = health.max(asked.elapsed());
            std::thread::sleep(Duration::from_millis(50));
        }
        (flooding.join().expect("a flood"), health)
    });
    let mut served: Vec<Duration> = Vec::new();
    let mut shed = 0;
    for (took, head) in &answers {
        match head {
            head if head.starts_with("HTTP/1.1 200 ") => served.push(*took),
            head => {
                assert!(head.starts_with("HTTP/1.1 503 ") && head.contains("retry-after: "), "{head:?}");
                shed += 1;
            }
        }
    }
    served.sort_unstable();
    let (longest, p95) = (answers.iter().map(|answer| answer.0).max(), served[served.len() * 95 / 100]);
    println!("{} served, p95 {p95:?}; {shed} shed; all within {longest:?}; health within {health:?}", served.len());
    println!("memory: {} MiB before, {} MiB after", before >> 10, server.memory() >> 10);
    assert!(shed > 0, "more could be asked");
    assert!(p95 < Duration::from_secs(20) && health < Duration::from_secs(5));
    assert_eq!(ana.account("After the flood").status, 201);
}

#[test]
fn a_flood_of_signing_in_takes_bounded_memory() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let before = server.memory();
    let most = std::thread::scope(|scope| {
        let flooding: Vec<_> = (0..200)
            .map(|n| {
                let server = &server;
                scope.spawn(move || {
                    let answer = Client::of(server).try_sign_in(&format!("user-{n}@example.com"), "not the password");
                    assert!(matches!(answer.status, 422 | 429 | 503), "{answer:?}");
                    assert!(answer.status == 422 || !answer.header("retry-after").is_empty(), "{answer:?}");
                })
            })
            .collect();
        let mut most = 0;
        while flooding.iter().any(|thread| !thread.is_finished()) {
            most = most.max(server.memory());
            std::thread::sleep(Duration::from_millis(20));
        }
        most
    });
    println!("memory: {} MiB before, at most {} MiB", before >> 10, most >> 10);
    assert!(most.saturating_sub(before) < 250 << 10);
    // Whoever comes from there is held off for as long as they are told, and no longer.
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = Client::of(&server).try_sign_in("ana@example.com", PASSWORD);
        if answer.status == 303 {
            break;
        }
        assert!(answer.status == 429 && Instant::now() < patience, "{answer:?}");
        std::thread::sleep(Duration::from_secs(answer.header("retry-after").parse().expect("seconds")));
    }
}
