//! Uploads that are cut: nothing of them stays.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::support::{Client, Place, Server};

/// Megabytes of the drill, and after how many it is cut; more by hand.
fn megabytes() -> (u64, u64) {
    let whole = std::env::var("KITH_DRILL_UPLOAD").map_or(64, |text| text.parse().expect("megabytes"));
    (whole, whole * 65 / 100)
}

/// Begins an upload of so many megabytes and sends a part of them.
fn begun(server: &Server, ana: &Client, whole: u64, part: u64) -> std::net::TcpStream {
    let head = "--b\r\ncontent-disposition: form-data; name=\"module\"\r\n\r\naccount\r\n--b\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"big.csv\"\r\n\r\nname\n";
    let length = head.len() as u64 + (whole << 20);
    let headers = format!("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {length}\r\n");
    let mut stream = ana.sent(server, "POST /imports", &headers, head.as_bytes());
    let megabyte = b"a firm of some length\n".repeat(50_000)[..1 << 20].to_vec();
    for _ in 0..part {
        stream.write_all(&megabyte).expect("a megabyte");
    }
    stream
}

fn spooled_bytes(place: &Place) -> u64 {
    let folders = fs::read_dir(place.data().join("spool")).into_iter().flatten().flatten();
    folders.filter_map(|folder| Some(fs::metadata(folder.path().join("rows")).ok()?.len())).sum()
}

fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_upload_that_is_cut_leaves_nothing_and_takes_no_memory() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let (whole, part) = megabytes();
    let (before, clock) = (server.memory(), Instant::now());
    let stream = begun(&server, &ana, whole, part);
    until("it arrives", || spooled_bytes(&place) + (1 << 20) >= part << 20);
    let grown = server.memory().saturating_sub(before);
    println!("{part} of {whole} MB arrived in {:?}; memory grew by {grown} KiB", clock.elapsed());
    assert!(grown < 32 << 10, "{grown} KiB");
    drop(stream);
    until("what was cut is removed", || place.spooled() == 0);
    // Also where the connection is reset, and where several are cut at once.
    let many: Vec<_> = (0..8).map(|_| begun(&server, &ana, 4, 2)).collect();
    until("they arrive", || place.spooled() == 8);
    for stream in many {
        rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO)).expect("a reset");
    }
    until("what was reset is removed", || place.spooled() == 0);
    assert!(ana.get("/imports").text.contains("No imports yet"));
    server.stop();
}

#[test]
fn what_a_dead_server_left_of_an_upload_is_swept_away() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let kept = crate::importing::upload(&ana, "account", "kept.csv", "name\nKept\n");
    let stream = begun(&server, &ana, 4, 2);
    until("it arrives", || place.spooled() == 2);
    server.kill();
    drop(stream);
    assert_eq!(place.spooled(), 2, "nobody was left to remove it");
    // Half an hour later, as far as the files can tell.
    let spool = place.data().join("spool");
    let old =
        std::process::Command::new("find").arg(&spool).args(["-exec", "touch", "-d", "-30min", "{}", "+"]).status();
    assert!(old.expect("find runs").success());
    let server = place.serve();
    until("what was left is removed", || place.spooled() == 1);
    let ana = Client::of(&server).signed_in("ana@example.com");
    assert_eq!(ana.get(&kept).status, 200, "an upload with its import stays");
}
