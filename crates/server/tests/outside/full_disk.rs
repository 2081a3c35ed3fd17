//! A full disk: what cannot be saved is refused in clear words, reading goes on, and once there is room writing does too.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::importing::posted;
use crate::support::{Client, Place, Server};

/// Makes accounts until one is refused; gives the addresses of those acknowledged and the refusal.
fn until_refused(ana: &Client) -> (Vec<String>, crate::support::Answer) {
    let mut made = Vec::new();
    loop {
        let answer = ana.account(&format!("Account {}", made.len()));
        match answer.status {
            201 => made.push(answer.header("location").to_string()),
            _ => return (made, answer),
        }
        assert!(made.len() < 20_000, "the disk does not become full");
    }
}

/// The drill on a server that runs on a disk with room. `fill` leaves so many bytes and `free` makes room; `words` tell
/// why nothing can be saved.
fn drill(place: &Place, server: Server, words: &str, fill: impl Fn(&Server, u64), free: impl Fn(&Server)) {
    let ana = Client::of(&server).signed_in("ana@example.com");
    let before = ana.account("Before").header("location").to_string();
    fill(&server, 256 << 10);
    let (mut made, refused) = until_refused(&ana);
    made.push(before);
    println!("{} acknowledged, then: {}", made.len(), refused.text);
    assert!(made.len() > 1, "the disk was full before anything was saved");
    assert_eq!((refused.status, refused.header("content-type")), (503, "application/problem+json"), "{refused:?}");
    assert!(!refused.header("retry-after").is_empty() && refused.text.contains(words), "{refused:?}");
    fill(&server, 0);
    // A log that begins anew takes a few changes more, on a disk however full.
    let page = loop {
        let page = ana.form("/account", "name=Page");
        match page.status {
            303 => made.push(page.header("location").to_string()),
            _ => break page,
        }
    };
    assert_eq!(page.status, 503, "{page:?}");
    assert!(!page.header("retry-after").is_empty() && page.text.contains(words), "{page:?}");
    let stranger = Client::of(&server).try_sign_in("ana@example.com", crate::support::PASSWORD);
    assert!(stranger.status == 303 || (stranger.status == 503 && stranger.text.contains(words)), "{stranger:?}");

    // Whoever only reads notices nothing.
    for path in ["/", "/account", "/readyz", "/healthz", "/api/v1/account?count=exact"] {
        assert_eq!(ana.get(path).status, 200, "{path}");
    }
    let rows: String = (0..400_000).map(|n| format!("Firm {n}\n")).collect();
    let upload = posted(&ana, "account", "firms.csv", &format!("name\n{rows}"));
    assert!(upload.status == 503 && upload.text.contains("disk is full"), "{upload:?}");
    let gone = std::time::Instant::now();
    while place.spooled() > 0 {
        assert!(gone.elapsed().as_secs() < 10, "what was uploaded in vain takes no room");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }

    free(&server);
    for n in 0..20 {
        let after = ana.account(&format!("After {n}"));
        assert_eq!(after.status, 201, "{after:?}");
        made.push(after.header("location").to_string());
    }
    for location in &made {
        assert_eq!(ana.get(location).status, 200, "{location}");
    }
    let counted = ana.get("/api/v1/account?count=exact&limit=1").json();
    assert_eq!(counted["count"]["value"], made.len(), "what was refused is not there: {counted}");
    server.stop();
    let verified = place.run(["audit", "verify"]);
    assert_eq!(verified.code, 0, "{verified:?}");
}

#[test]
fn a_server_starts_on_a_full_quota_for_whoever_reads() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    assert_eq!(ana.account("Before").status, 201);
    server.stop();
    // As much as the index of the log takes, and hardly more.
    let server = place.serve_under(["sh", "-c", "trap '' XFSZ; exec prlimit --fsize=32768: \"$@\"", "sh"]);
    let ana = ana.at_node(&server);
    let (_, refused) = until_refused(&ana);
    assert_eq!(refused.status, 503, "{refused:?}");
    assert_eq!(ana.get("/account").status, 200);
    assert_eq!(ana.get("/api/v1/account").json()["data"].as_array().map(Vec::len), Some(1));
    server.limit("--fsize=unlimited:");
    assert_eq!(ana.account("After").status, 201);
}

#[test]
fn a_full_quota_stops_only_what_would_be_saved() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    // The limit of a file's size stands for a quota. Its signal is ignored, as nobody sends one for a quota.
    let server = place.serve_under(["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    let fill = |server: &Server, left: u64| {
        let log = fs::metadata(place.data().join("kith.db-wal")).expect("the log").len();
        // The log may begin anew once it was folded in: nothing is left where neither it nor the workspace can be written.
        let limit = if left > 0 { log + left } else { 32 << 10 };
        server.limit(&format!("--fsize={limit}:"));
    };
    drill(&place, server, "file cannot be written", fill, |server| server.limit("--fsize=unlimited:"));
}

/// A small file system, taken away when dropped.
struct Disk(PathBuf);

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
#[ignore = "needs root, to mount a small disk: cargo nextest run -p server --run-ignored all full_disk"]
fn a_full_disk_stops_only_what_would_be_saved() {
    let place = Place::sqlite();
    let data = place.data();
    fs::create_dir(&data).expect("the data directory");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=32m", "tmpfs"]).arg(&data).status();
    assert!(mounted.expect("mount runs").success(), "a small disk is mounted");
    let _disk = Disk(data.clone());
    place.user("ana@example.com", "administrator");
    let ballast = data.join("ballast");
    let fill = |_: &Server, left: u64| {
        let mut file = fs::OpenOptions::new().append(true).create(true).open(&ballast).expect("a file");
        let block = [0; 4096];
        while file.write_all(&block).is_ok() {}
        let size = file.metadata().expect("its size").len();
        file.set_len(size.saturating_sub(left)).expect("it is cut");
        let told = place.run(["doctor"]);
        println!("{}{}", told.out, told.err);
        assert!(told.code == 1 && told.out.contains("make room at once"), "{told:?}");
    };
    drill(&place, place.serve(), "disk is full", fill, |_| fs::remove_file(&ballast).expect("room"));
}
