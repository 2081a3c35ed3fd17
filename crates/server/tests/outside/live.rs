//! Open pages hear what others change, on whatever node they change it, and a server with listeners stops in time.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::nodes::second;
use crate::support::{Client, Place, Server, both};

/// The stream of a browser, read line by line.
fn listening(client: &Client, server: &Server) -> BufReader<TcpStream> {
    let stream = client.sent(server, "GET /live", "", b"");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
    let mut lines = BufReader::new(stream);
    heard(&mut lines, "text/event-stream");
    lines
}

/// Reads until a line holds a text; gives the line.
fn heard(lines: &mut BufReader<TcpStream>, text: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).expect("a line in time") > 0, "the stream ended before {text}");
        if line.contains(text) {
            return line;
        }
    }
}

#[test]
fn what_others_change_is_heard_and_listeners_do_not_keep_the_server() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        place.user("bob@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let bob = Client::of(&server).signed_in("bob@example.com");
        let mut lines = listening(&ana, &server);
        assert_eq!(Client::of(&server).get("/live").status, 204, "who is signed out is told to ask no more");
        assert_eq!(bob.account("Acme").status, 201);
        let told = heard(&mut lines, "account");
        assert!(told.starts_with("data: {"), "{told}");
        assert!(!told.contains("Acme"), "it names no record: {told}");
        server.signal("TERM");
        let (status, took, _) = server.end();
        assert!(status.success() && took < Duration::from_secs(4), "{status} after {took:?}");
    });
}

#[test]
fn what_is_changed_at_another_node_is_heard_too() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    let (here, there) = (place.serve(), second(&place));
    let ana = Client::of(&here).signed_in("ana@example.com");
    let mut lines = listening(&ana, &here);
    assert_eq!(ana.at_node(&there).account("Acme").status, 201);
    heard(&mut lines, "account");
    here.stop();
    there.stop();
}

#[test]
fn a_stream_is_for_people_who_are_signed_in() {
    let place = Place::sqlite();
    let server = place.serve();
    assert_eq!(Client::of(&server).get("/live").status, 204);
}

#[test]
fn who_looks_at_a_record_is_shown_at_every_node() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    place.user("bob@example.com", "administrator");
    let (here, there) = (place.serve(), second(&place));
    let ana = Client::of(&here).signed_in("ana@example.com");
    let bob = Client::of(&there).signed_in("bob@example.com");
    let made = ana.account("Acme").json();
    let looking = format!("/account/{}/presence", made["id"].as_str().expect("an id"));
    assert_eq!(ana.form(&looking, "").text, "", "nobody else looks yet");
    let until = Instant::now() + Duration::from_secs(10);
    while !bob.form(&looking, "").text.contains("Ana is looking") {
        assert!(Instant::now() < until, "bob is never shown that ana looks");
        std::thread::sleep(Duration::from_millis(200));
    }
    here.stop();
    there.stop();
}
