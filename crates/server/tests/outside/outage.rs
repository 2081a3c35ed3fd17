//! PostgreSQL goes away and comes back: whoever asks meanwhile is told so, and nothing acknowledged is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use store::testing::{Cluster, Ending};

use crate::importing::{ended, upload};
use crate::support::{Client, Place, Server};

/// What a writer was told.
#[derive(Default)]
struct Told {
    /// Names and addresses of what was acknowledged.
    made: Vec<(String, String)>,
    /// How often it was sent away.
    refused: usize,
}

/// Makes accounts until the end; sent away it tries again, with another name since it cannot know what came of the last.
fn writing(client: &Client, writer: usize, over: &AtomicBool) -> Vec<(String, String)> {
    let mut told = Told::default();
    for n in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let name = format!("Account {writer}/{n}");
        let answer = client.account(&name);
        match answer.status {
            201 => told.made.push((name, answer.header("location").to_string())),
            503 => {
                assert!(!answer.header("retry-after").is_empty(), "{answer:?}");
                told.refused += 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => panic!("{answer:?}"),
        }
    }
    println!("writer {writer}: {} made, {} times sent away", told.made.len(), told.refused);
    told.made
}

/// Asks until the answer is good; says how long that took.
fn until_good(within: Duration, what: &str, mut good: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !good() {
        assert!(begun.elapsed() < within, "{what} does not come");
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("{what} after {:?}", begun.elapsed());
}

/// What is answered while there is no database.
fn without_database(server: &Server, ana: &Client) {
    until_good(Duration::from_secs(10), "not ready", || ana.get("/readyz").status == 503);
    assert_eq!(ana.get("/healthz").status, 200);
    for path in ["/", "/account", "/sign-in"] {
        let page = ana.get(path);
        let fine = page.status == 503 && !page.header("retry-after").is_empty() && page.text.contains("One moment");
        assert!(fine || (path == "/sign-in" && page.status == 200), "{path}: {page:?}");
    }
    let problem = ana.get("/api/v1/account");
    assert_eq!((problem.status, problem.header("content-type")), (503, "application/problem+json"), "{problem:?}");
    let refused = Client::of(server).try_sign_in("ana@example.com", crate::support::PASSWORD);
    assert!(refused.status == 503 && refused.text.contains("not available"), "{refused:?}");
}

/// A database that takes no changes, as one that only follows another.
fn only_reading(cluster: &Cluster, ana: &Client) {
    let set = |on: &str| cluster.set(&format!("default_transaction_read_only = {on}"));
    set("on");
    until_good(Duration::from_secs(10), "refusal", || ana.account("Read only").status == 503);
    let refused = ana.account("Read only");
    assert!(refused.text.contains("may only be read") && !refused.header("retry-after").is_empty(), "{refused:?}");
    assert_eq!(ana.get("/account").status, 200);
    set("off");
    until_good(Duration::from_secs(10), "writing", || ana.account("Written again").status == 201);
}

#[test]
fn nothing_acknowledged_is_lost_when_postgresql_stops_and_starts_again() {
    let mut cluster = Cluster::start();
    let place = Place::on(&cluster);
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    only_reading(&cluster, &ana);
    let rows: String = (0..4_000).map(|n| format!("Firm {n}\n")).collect();
    let import = upload(&ana, "account", "firms.csv", &format!("name\n{rows}"));
    assert_eq!(ana.form(&import, "column%5B0%5D=name").status, 303);
    let over = AtomicBool::new(false);
    let made: Vec<(String, String)> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (client, over) = (ana.at_node(&server), &over);
                scope.spawn(move || writing(&client, writer, over))
            })
            .collect();
        assert_eq!(ana.form(&format!("{import}/start"), "").status, 303);
        for ending in [Ending::Fast, Ending::Immediate] {
            std::thread::sleep(Duration::from_millis(1500));
            cluster.stop(ending);
            println!("stopped: {ending:?}");
            without_database(&server, &ana);
            cluster.again();
            until_good(Duration::from_secs(10), "ready", || ana.get("/readyz").status == 200);
            until_good(Duration::from_secs(10), "writing", || ana.account("Again").status == 201);
        }
        std::thread::sleep(Duration::from_millis(500));
        over.store(true, Ordering::Relaxed);
        writers.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect()
    });
    assert!(made.len() > 50, "{} acknowledged", made.len());
    for (name, location) in &made {
        assert_eq!(ana.get(location).json()["name"], *name, "{location}");
    }
    let done = ended(&ana, &import);
    assert!(done.text.contains("was imported") && done.text.contains("4,000"), "{done:?}");
    let counted = ana.get("/api/v1/account?filter[name][starts]=Firm%20&count=exact&limit=1").json();
    assert_eq!(counted["count"]["value"], 4_000, "every row once");
    server.stop();
    let verified = place.run(["audit", "verify"]);
    assert!(verified.code == 0 && !verified.out.contains("wait to be sealed"), "{verified:?}");
}
