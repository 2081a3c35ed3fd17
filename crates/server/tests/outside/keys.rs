//! The workspace's key: made once, for its owner's eyes, and never replaced.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::{Client, Place, Server, both};

#[test]
fn a_wrong_key_is_refused() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let key = place.data().join("key");
        let right = fs::read_to_string(&key).expect("the key");
        fs::write(&key, "0".repeat(64)).expect("another key");
        let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!((ended.code, &*ended.out), (1, ""));
        assert!(ended.err.contains("the key does not belong to this workspace"), "{}", ended.err);

        fs::write(&key, "not a key").expect("no key");
        let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
        assert!(ended.code == 1 && ended.err.contains("64 hexadecimal digits"), "{}", ended.err);

        fs::write(&key, right).expect("the right key");
        let server = place.serve();
        Client::of(&server).signed_in("ana@example.com");
    });
}

#[test]
fn a_lost_key_is_not_replaced() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        fs::remove_file(place.data().join("key")).expect("the key goes");
        let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
        assert!(ended.code == 1 && ended.err.contains("key of this workspace is missing"), "{}", ended.err);
        assert!(!place.data().join("key").exists(), "a new key would hide that the old one is gone");
    });
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    for mode in [0o640, 0o604] {
        fs::set_permissions(place.data().join("key"), fs::Permissions::from_mode(mode)).expect("opened");
        let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
        assert!(ended.code == 1 && ended.err.contains("chmod 600"), "{}", ended.err);
    }
}

#[test]
fn the_key_may_be_a_file_elsewhere() {
    let place = Place::sqlite();
    let file = place.folder().join("elsewhere");
    let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
    command.env("KITH_KEY_FILE", &file);
    Server::start(command).stop();
    assert_eq!(fs::metadata(&file).expect("it is made there").permissions().mode() & 0o777, 0o600);
    assert!(!place.data().join("key").exists());
    let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
    assert!(ended.code == 1 && ended.err.contains("KITH_KEY_FILE"), "{}", ended.err);
}

#[test]
fn of_many_that_start_at_once_one_makes_the_key() {
    both(|place| {
        let started: Vec<_> = (0..6)
            .map(|n| {
                let email = format!("user-{n}@example.com");
                let mut command = place.kith(["user", "add", &email]);
                command
                    .env("KITH_LOG", "off")
                    .stdout(std::process::Stdio::piped())
                    .stderr(std::process::Stdio::piped());
                command.spawn().expect("kith starts")
            })
            .collect();
        for child in started {
            let output = child.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let one = Client::of(&server).signed_in("ana@example.com").get("/api/v1/pipeline?count=exact").json();
        assert_eq!(one["count"]["value"], 1, "a workspace is furnished once: {one}");
        let names: Vec<_> = fs::read_dir(place.data()).expect("the data directory").flatten().collect();
        assert!(!names.iter().any(|file| file.file_name().to_string_lossy().contains("new-")), "{names:?}");
    });
}
