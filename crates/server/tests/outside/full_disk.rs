//! A full disk: what cannot be saved is refused in clear words, reading goes on, and once there is room writing does too.

use std::fs;
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

/// The drill on a server that runs on a disk with room. `fill` leaves none and `free` makes some; `words` tell why nothing
/// can be saved.
fn drill(place: &Place, server: Server, words: &str, fill: impl Fn(&Server), free: impl Fn(&Server)) {
    let ana = Client::of(&server).signed_in("ana@example.com");
    let before = ana.account("Before").header("location").to_string();
    fill(&server);
    let (mut made, refused) = until_refused(&ana);
    made.push(before);
    println!("{} acknowledged, then: {}", made.len(), refused.text);
    assert!(made.len() > 1, "the disk was full before anything was saved");
    assert_eq!((refused.status, refused.header("content-type")), (503, "application/problem+json"), "{refused:?}");
    assert!(!refused.header("retry-after").is_empty() && refused.text.contains(words), "{refused:?}");
    let page = ana.form("/account", "name=Page");
    assert_eq!(page.status, 503, "{page:?}");
    assert!(!page.header("retry-after").is_empty() && page.text.contains(words), "{page:?}");
    let stranger = Client::of(&server).try_sign_in("ana@example.com", crate::support::PASSWORD);
    assert!(stranger.status == 503 && stranger.text.contains(words), "{stranger:?}");

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
fn a_full_quota_stops_only_what_would_be_saved() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    // The limit of a file's size stands for a quota. Its signal is ignored, as nobody sends one for a quota.
    let server = place.serve_under(["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    let fill = |server: &Server| {
        let log = fs::metadata(place.data().join("kith.db-wal")).expect("the log").len();
        server.limit(&format!("--fsize={}:", log + (256 << 10)));
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
    let fill = |_: &Server| {
        // Until nothing more fits, and then a little less: that takes a few changes.
        let _ = fs::write(&ballast, vec![0; 40 << 20]);
        let file = fs::OpenOptions::new().write(true).open(&ballast).expect("it is there");
        file.set_len(file.metadata().expect("its size").len() - (256 << 10)).expect("it is cut");
        let told = place.run(["doctor"]);
        println!("{}{}", told.out, told.err);
        assert!(told.code == 1 && told.out.contains("make room"), "{told:?}");
    };
    drill(&place, place.serve(), "disk is full", fill, |_| fs::remove_file(&ballast).expect("room"));
}
