//! Stopping: in time, with an answer for whoever waits for one.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::importing::{ended, upload};
use crate::support::{Client, Place, Server, both};

/// A signed-in request that makes an account, sent but for its last byte.
fn begun(server: &Server, ana: &Client, name: &str) -> TcpStream {
    let body = format!("{{\"name\":\"{name}\"}}");
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(15))).expect("a time limit");
    let cookie = ana.cookie.as_deref().expect("a session");
    let head = format!(
        "POST /api/v1/account HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        server.address(),
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("the head");
    // Now the server reads the body: the request is under way.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).expect("an answer");
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&body.as_bytes()[..body.len() - 1]).expect("most of the body");
    stream
}

#[test]
fn a_request_under_way_is_answered() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let idle = TcpStream::connect(server.address()).expect("a connection");
        let address = server.address().to_string();
        let mut waiting = begun(&server, &ana, "Last minute");
        server.signal("TERM");
        while TcpStream::connect(&address).is_ok() {
            std::thread::sleep(Duration::from_millis(10));
        }
        waiting.write_all(b"}").expect("the rest");
        let mut answer = String::new();
        waiting.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        let (status, took, _) = server.end();
        assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
        drop(idle);

        let server = place.serve();
        let found = Client::of(&server).signed_in("ana@example.com").get("/api/v1/account");
        assert_eq!(found.json()["data"][0]["name"], "Last minute", "{found:?}");
    });
}

#[test]
fn who_never_ends_a_request_does_not_keep_the_server() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let _waiting = begun(&server, &ana, "Never");
    server.signal("TERM");
    let (status, took, _) = server.end();
    println!("stopped after {took:?}");
    assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
}

/// Everything that can be under way, at once.
#[test]
fn under_full_load_it_stops_in_time_and_goes_on_at_its_next_start() {
    const ROWS: usize = 3_000;
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        crate::slow::fill(&ana, 4);
        let rows: String = (0..ROWS).map(|n| format!("Firm {n}\n")).collect();
        let import = upload(&ana, "account", "firms.csv", &format!("name\n{rows}"));
        assert_eq!(ana.form(&import, "column%5B0%5D=name").status, 303);
        assert_eq!(ana.form(&format!("{import}/start"), "").status, 303);
        let _deaf = ana.sent(&server, "GET /exports/account?format=json", "", b"");
        let _never = begun(&server, &ana, "Never");
        let file = place.folder().join("backup.kith");
        let mut backup = place.kith(["backup", file.to_str().expect("a path")]);
        let mut backup = backup.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a backup");
        let over = AtomicBool::new(false);
        let made: Vec<String> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8)
                .map(|writer| {
                    let (client, over) = (ana.at_node(&server), &over);
                    scope.spawn(move || until_it_stops(&client, writer, over))
                })
                .collect();
            std::thread::sleep(Duration::from_millis(700));
            server.signal("TERM");
            let (status, took, _) = server.end();
            println!("stopped after {took:?}");
            assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}");
            over.store(true, Ordering::Relaxed);
            writers.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect()
        });
        assert!(backup.wait().expect("it ends").success(), "a backup is a process of its own");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        println!("{} acknowledged", made.len());
        assert!(!made.is_empty());
        for location in &made {
            assert_eq!(ana.get(location).status, 200, "{location}");
        }
        let done = ended(&ana, &import);
        assert!(done.text.contains("was imported") && done.text.contains("3,000"), "{done:?}");
        let counted = ana.get("/api/v1/account?filter[name][starts]=Firm%20&count=exact&limit=1").json();
        assert_eq!(counted["count"]["value"], ROWS, "every row once");
        server.stop();
        let verified = place.run(["audit", "verify"]);
        assert_eq!(verified.code, 0, "{verified:?}");
    });
}

/// Makes accounts until nobody answers; gives the addresses of those acknowledged.
fn until_it_stops(client: &Client, writer: usize, over: &AtomicBool) -> Vec<String> {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let mut made = Vec::new();
    for n in 0.. {
        let body = format!("{{\"name\":\"Account {writer}/{n}\"}}");
        match client.attempt("POST", "/api/v1/account", &headers, body.as_bytes()) {
            Ok(answer) if answer.status == 201 => made.push(answer.header("location").to_string()),
            Ok(answer) => assert_eq!(answer.status, 503, "{answer:?}"),
            Err(_) => break,
        }
        if over.load(Ordering::Relaxed) {
            break;
        }
    }
    made
}

#[test]
fn an_idle_server_stops_at_once_also_by_ctrl_c() {
    both(|place| {
        for signal in ["INT", "TERM"] {
            let server = place.serve();
            assert_eq!(Client::of(&server).get("/readyz").status, 200);
            server.signal(signal);
            let (status, took, _) = server.end();
            assert!(status.success() && took < Duration::from_secs(5), "{signal}: {status} after {took:?}");
            assert!(!place.data().join("kith.db-wal").exists(), "the log is folded in");
        }
    });
}

#[test]
fn a_server_whose_log_nobody_reads_any_more_stops_when_it_is_told_to() {
    let place = crate::support::Place::sqlite();
    // What it says on standard error goes into a pipe whose reader is gone.
    let script =
        "exec 4>&1; { \"$0\" serve --listen 127.0.0.1:0 2>&3 >&4 & echo \"pid $!\" >&4; wait; } 3>&1 | true; wait";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_kith")]);
    let server = Server::start(place.wrapped(shell, &place.data()));
    let pid = server.says("pid ");
    let told = std::process::Command::new("kill").args(["-TERM", &pid]).status();
    assert!(told.expect("kill runs").success());
    let (_, took, _) = server.end();
    assert!(took < std::time::Duration::from_secs(10), "{took:?}");
}
