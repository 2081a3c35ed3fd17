//! An answer means that it is on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::importing::upload;
use crate::support::{Client, Place, Server, both};

#[test]
fn what_was_answered_survives_a_kill() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let mut made = Vec::new();
        for n in 0..50 {
            let answer = ana.account(&format!("Account {n}"));
            assert_eq!(answer.status, 201, "{answer:?}");
            made.push(answer.header("location").to_string());
        }
        server.kill();
        let server = place.serve();
        println!("start after a kill: {:?}", server.took);
        let mut ana = Client::of(&server);
        ana.cookie = None;
        let ana = ana.signed_in("ana@example.com");
        for (n, location) in made.iter().enumerate() {
            assert_eq!(ana.get(location).json()["name"], format!("Account {n}"), "{location}");
        }
        server.stop();
        let verified = place.run(["audit", "verify"]);
        assert_eq!(verified.code, 0, "{verified:?}");
    });
}

#[test]
fn writers_cut_short_leave_whole_records() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let (cookie, server_ref) = (ana.cookie.as_deref().expect("a session"), &server);
        let answered: Vec<String> = std::thread::scope(|scope| {
            let writers: Vec<_> =
                (0..8).map(|writer| scope.spawn(move || until_it_dies(server_ref, cookie, writer))).collect();
            std::thread::sleep(Duration::from_millis(700));
            server_ref.signal("KILL");
            writers.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect()
        });
        server.end();
        println!("{} answers before the kill", answered.len());
        assert!(!answered.is_empty());
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        for location in &answered {
            assert_eq!(ana.get(location).status, 200, "{location}");
        }
        // Whatever is there is whole: a record without its history would be half a transaction.
        let listed = ana.get("/api/v1/account?limit=1000").json();
        for record in listed["data"].as_array().expect("records") {
            let id = record["id"].as_str().expect("an id");
            let history = ana.get(&format!("/api/v1/account/{id}/history")).json();
            assert!(history["data"].as_array().is_some_and(|entries| !entries.is_empty()), "{id}: {history}");
        }
        server.stop();
        assert_eq!(place.run(["audit", "verify"]).code, 0);
    });
}

fn until_it_dies(server: &Server, cookie: &str, writer: usize) -> Vec<String> {
    let mut client = Client::of(server);
    client.cookie = Some(cookie.to_string());
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let mut answered = Vec::new();
    for n in 0.. {
        let body = format!("{{\"name\":\"Account {writer}/{n}\"}}");
        match client.attempt("POST", "/api/v1/account", &headers, body.as_bytes()) {
            Ok(answer) if answer.status == 201 => answered.push(answer.header("location").to_string()),
            Ok(answer) => panic!("{answer:?}"),
            Err(_) => break,
        }
    }
    answered
}

/// Between the arrival of a request and its answer the log of the database reaches the disk: killing a process proves
/// nothing about what was only written.
#[test]
fn a_sync_stands_between_request_and_answer() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let (server, trace) = traced(&place);
    let ana = Client::of(&server).signed_in("ana@example.com");
    for n in 0..3 {
        assert_eq!(ana.account(&format!("Account {n}")).status, 201);
    }
    let lines = written(&trace, "HTTP/1.1 201", 3);
    let mut seen = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("POST /api/v1/account")) {
        let answered = lines[at..].iter().position(|line| line.contains("HTTP/1.1 201")).expect("an answer");
        let between = &lines[at..at + answered];
        let synced = between.iter().any(|line| line.contains("sync(") && line.contains("kith.db-wal"));
        assert!(synced, "nothing was synced after {line}:\n{}", between.join("\n"));
        seen += 1;
    }
    assert_eq!(seen, 3, "requests seen by strace");
}

/// An import that is accepted needs its file: it is on disk under its name before the upload is answered.
#[test]
fn an_uploaded_file_is_synced_with_the_folders_that_name_it() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let (server, trace) = traced(&place);
    let ana = Client::of(&server).signed_in("ana@example.com");
    let address = upload(&ana, "account", "firms.csv", "name\nAcme\n");
    let id = address.rsplit('/').next().expect("an id");
    let lines = written(&trace, "location: /imports/", 1);
    let answered = lines.iter().position(|line| line.contains("location: /imports/")).expect("an answer");
    for name in [format!("spool/{id}/rows"), format!("spool/{id}"), "spool".into(), String::new()] {
        let path = format!("<{}>", place.data().join(name).to_string_lossy().trim_end_matches('/'));
        let synced = lines[..answered].iter().any(|line| line.contains("sync(") && line.contains(&path));
        assert!(synced, "{path} was not synced:\n{}", lines.join("\n"));
    }
}

/// A server under strace, and where that writes.
fn traced(place: &Place) -> (Server, PathBuf) {
    let trace = place.folder().join("trace");
    let mut strace = Command::new("strace");
    let calls = "trace=fsync,fdatasync,read,recvfrom,write,writev,sendto";
    strace.args(["-f", "-y", "-s", "300", "-e", calls, "-o"]).arg(&trace);
    strace.args([env!("CARGO_BIN_EXE_kith"), "serve", "--listen", "127.0.0.1:0"]);
    let known = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    assert!(known.is_ok_and(|status| status.success()), "strace is needed by this test: apt-get install strace");
    (Server::start(place.wrapped(strace, &place.data())), trace)
}

/// The lines of a trace, once it has a number of answers.
fn written(trace: &Path, answer: &str, count: usize) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(trace).expect("a trace");
        if text.matches(answer).count() >= count {
            return text.lines().map(str::to_string).collect();
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "strace saw no answers:\n{text}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
