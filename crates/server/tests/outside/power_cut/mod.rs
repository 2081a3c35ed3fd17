//! What a power cut leaves: the files as far as they had been synced when an answer was sent hold every act that was
//! answered by then, and are a sound workspace. They are put together from what strace saw the server write and sync.

mod disk;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Client, Place, Server};
use disk::{Cut, Disk, Moment};

/// Acts, each large enough that the log fills up, is written back, and begins anew among them.
const ACTS: usize = 150;
/// The power is cut at every so many answers.
const ANSWERS: usize = 30;
/// And, in the midst of things, after every so many writes.
const WRITES: usize = 2_000;
/// What an answer begins with, as strace prints it.
const ANSWER: &str = r"\x48\x54\x54\x50\x2f\x31\x2e\x31\x20\x32\x30\x31";

#[test]
fn files_cut_at_the_last_sync_hold_every_answered_act() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let before = fs::read(place.data().join("kith.db")).expect("a workspace at rest");
    let trace = traced(&place);
    let (mut cuts, mut lost) = (0, 0);
    let mut disk = Disk::new(&place.data(), before.clone());
    disk.follow(&trace, |disk, moment| {
        let under_way = match moment {
            Moment::Answer if disk.answered % ANSWERS == 0 => 0,
            Moment::Write if disk.written % WRITES == 0 => 1,
            _ => return,
        };
        for cut in [Cut::Clean, Cut::Ragged] {
            let (held, answered) = (held(&place, disk, cut), disk.answered);
            let wanted = answered..=(answered + under_way);
            assert!(wanted.contains(&held), "{held} of {answered} at write {}, {cut:?}", disk.written);
        }
        (cuts, lost) = (cuts + 1, lost + disk.unsynced());
    });
    println!("{cuts} cuts among {} writes, {lost} of them unsynced then, syncs: {:?}", disk.written, disk.syncs);
    assert!(disk.answered == ACTS && lost > 0 && cuts > ACTS / ANSWERS, "this test shows too little");
    assert!(disk.syncs[0] > 0, "the log was never written back");

    // Were the log not synced, it would be seen here.
    let mut deaf = Disk::new(&place.data(), before);
    deaf.deaf = true;
    deaf.follow(&trace, |_, _| {});
    assert!(held(&place, &deaf, Cut::Clean) < ACTS);
}

/// Lets a server do the acts one after the other under strace; gives what that printed.
fn traced(place: &Place) -> String {
    let trace = place.folder().join("trace");
    let mut strace = Command::new("strace");
    let calls = "trace=pwrite64,pwritev,ftruncate,fallocate,fsync,fdatasync,write,writev,sendto";
    strace.args(["-f", "-y", "-xx", "-s", "10000000", "-e", calls, "-o"]).arg(&trace);
    strace.args([env!("CARGO_BIN_EXE_kith"), "serve", "--listen", "127.0.0.1:0"]);
    let known = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    assert!(known.is_ok_and(|status| status.success()), "strace is needed by this test: apt-get install strace");
    let server = Server::start(place.wrapped(strace, &place.data()));
    let ana = Client::of(&server).signed_in("ana@example.com");
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    for nr in 1..=ACTS {
        let body = format!("{{\"name\":\"{}\",\"description\":\"{}\"}}", name(nr), "long ".repeat(9_000));
        let answer = ana.send("POST", "/api/v1/account", &headers, body.as_bytes());
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(&trace).expect("a trace");
        if text.matches(ANSWER).count() >= ACTS {
            return text;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "strace saw no answers");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn name(nr: usize) -> String {
    format!("Account {nr:03}")
}

/// How many acts a copy of the files holds: the first ones and no others, for they came one after the other.
fn held(place: &Place, disk: &Disk, cut: Cut) -> usize {
    let data = place.folder().join("cut");
    fs::create_dir(&data).expect("a folder");
    fs::copy(place.data().join("key"), data.join("key")).expect("the key");
    disk.write(&data, cut);
    let exported = run(place, &data, ["export", "account", "--format", "json"]);
    let records: serde_json::Value = serde_json::from_str(&exported).expect("JSON");
    let records = records.as_array().expect("records");
    let mut names: Vec<&str> = records.iter().filter_map(|record| record["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, (1..=names.len()).map(name).collect::<Vec<_>>(), "{cut:?}");
    run(place, &data, ["doctor"]);
    fs::remove_dir_all(&data).expect("it goes");
    names.len()
}

fn run<const N: usize>(place: &Place, data: &Path, arguments: [&str; N]) -> String {
    let ended = crate::support::ended(place.kith_with(data, arguments), "");
    assert_eq!(ended.code, 0, "{arguments:?}: {ended:?}");
    ended.out
}
