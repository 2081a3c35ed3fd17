//! Many connections: as many as there are places for are kept, the others are told so, and an end of what the system
//! grants does not stop the server.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::support::{Client, Place, Server, rest};

/// Connections of the drill; more by hand.
fn number() -> usize {
    std::env::var("KITH_DRILL_CONNECTIONS").map_or(2_000, |text| text.parse().expect("a number"))
}

/// Raises this process's own limit of open files.
fn raise() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }).expect("more files");
}

fn connected(server: &Server, number: usize) -> Vec<TcpStream> {
    (0..number).map(|_| TcpStream::connect(server.address()).expect("a connection")).collect()
}

/// Asks on a new connection, until it is answered as wanted.
fn until(server: &Server, wanted: &str) {
    let begun = Instant::now();
    loop {
        let answer = rest(&Client::of(server).sent(server, "GET /healthz", "", b""));
        if answer.starts_with(wanted) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "{wanted}: {answer}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn many_open_connections_cost_little_and_hold_nobody_up() {
    raise();
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    place.configure(&format!("connections = {}\n", number() + 100));
    // Started as a shell starts it: it sees to it itself that it may open more.
    let server = place.serve_under(["prlimit", "--nofile=1024:"]);
    let ana = Client::of(&server).signed_in("ana@example.com");
    let before = server.memory();
    let begun = Instant::now();
    let crowd = connected(&server, number());
    // All are taken in, the last one too.
    until(&server, "HTTP/1.1 200 ");
    println!("{} connections in {:?}", crowd.len(), begun.elapsed());
    std::thread::sleep(Duration::from_millis(500));
    let grown = server.memory().saturating_sub(before);
    println!("{} bytes of memory each", grown * 1024 / crowd.len() as u64);
    assert!(grown * 1024 / (crowd.len() as u64) < 64 << 10, "{grown} KiB");
    let computed = server.computed();
    std::thread::sleep(Duration::from_secs(1));
    println!("beside them it computed {:?} in a second", server.computed() - computed);
    let begun = Instant::now();
    for n in 0..20 {
        assert_eq!(ana.account(&format!("Account {n}")).status, 201);
    }
    println!("20 changes beside them: {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(10));
    drop(crowd);
    server.stop();
}

#[test]
fn who_finds_no_place_is_told_so() {
    let place = Place::sqlite();
    let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
    command.env("KITH_CONNECTIONS", "50");
    let server = Server::start(command);
    let crowd = connected(&server, 50);
    until(&server, "HTTP/1.1 503 ");
    let answer = rest(&Client::of(&server).sent(&server, "GET /account", "", b""));
    assert!(answer.contains("retry-after: ") && answer.contains("Too many connections"), "{answer}");
    drop(crowd);
    until(&server, "HTTP/1.1 200 ");
    let zero = place.kith(["serve", "--connections", "0"]).output().expect("it ends");
    assert!(!zero.status.success());
}

#[test]
fn the_end_of_open_files_is_outlived() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    assert_eq!(ana.get("/api/v1/account").status, 200);
    server.limit("--nofile=8:");
    let waiting: Vec<TcpStream> = (0..20).map(|_| ana.sent(&server, "GET /api/v1/account", "", b"")).collect();
    let computed = server.computed();
    std::thread::sleep(Duration::from_secs(1));
    let computed = server.computed() - computed;
    println!("without files for new connections it computed {computed:?} in a second");
    assert!(computed < Duration::from_millis(500));
    // The kept connection needs no new file.
    assert_eq!(ana.get("/api/v1/account").status, 200);
    assert_eq!(ana.account("Written meanwhile").status, 201);
    server.limit("--nofile=1024:");
    for stream in &waiting {
        let answer = rest(stream);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    server.stop();
}
