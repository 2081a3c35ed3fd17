//! Commands: exit codes, what they print where, and what they refuse.

use crate::support::{Client, PASSWORD, both, ended};

#[test]
fn adding_a_user_prints_the_link_alone() {
    both(|place| {
        let added = place.run(["user", "add", "ana@example.com", "--name", "Ana Souza", "--role", "administrator"]);
        assert_eq!((added.code, &*added.err), (0, ""));
        let lines: Vec<&str> = added.out.lines().collect();
        assert_eq!(lines.len(), 1, "{}", added.out);
        let (url, secret) = lines[0].rsplit_once('/').expect("an address");
        assert_eq!((url, secret.len()), ("http://127.0.0.1:8080/set-password", 43));

        let mut command = place.kith(["user", "add", "berta@example.com"]);
        command.env("KITH_URL", "https://crm.example.com");
        let added = ended(command, "");
        assert!(added.out.starts_with("https://crm.example.com/set-password/"), "{added:?}");

        let command = place.kith(["user", "add", "carla@example.com", "--password-stdin"]);
        let added = ended(command, &format!("{PASSWORD}\r\n"));
        assert_eq!((added.code, &*added.out, &*added.err), (0, "", ""));
        let server = place.serve();
        Client::of(&server).signed_in("carla@example.com");
        // Where it is served is where the link leads.
        let added = place.run(["user", "add", "dora@example.com"]);
        assert!(added.out.starts_with(&format!("{}/set-password/", server.url)), "{added:?}");
    });
}

#[test]
fn what_is_refused_is_said_and_nothing_is_left_behind() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let refused = |arguments: &[&str], input: &str, words: &str| {
            let mut command = place.kith([]);
            command.args(arguments);
            let ended = ended(command, input);
            assert_eq!((ended.code, &*ended.out), (1, ""), "{arguments:?}: {}", ended.err);
            assert!(ended.err.contains(words), "{arguments:?}: {words:?} is not in: {}", ended.err);
            assert!(!ended.err.contains("panicked"), "{}", ended.err);
        };
        refused(&["user", "add", "ana@example.com"], "", "another user has");
        refused(&["user", "add", "not an address"], "", "mail");
        refused(&["user", "add", "eva@example.com", "--role", "queen"], "", "role");
        refused(&["user", "add", "eva@example.com", "--team", "Nowhere"], "", "Nowhere");
        refused(&["user", "add", "eva@example.com", "--password-stdin"], "short", "password");
        refused(&["user", "add", "Eva <eva@example.com>"], "", "must be an e-mail address");
        refused(&["export", "account", "--filter", "filterx=Acme"], "", "“filterx” is no filter");
        refused(&["backup", "/nonexist/b.kith"], "", "/nonexist/b.kith: No such file");
        refused(&["user", "deactivate", "eva@example.com", "--hand-over-to", "ana@example.com"], "", "eva@example.com");
        refused(&["user", "deactivate", "ana@example.com", "--hand-over-to", "ana@example.com"], "", "");
        refused(&["user", "deactivate", "ana@example.com"], "", "--hand-over-to");
        // A password that was refused must not leave a user without one.
        assert_eq!(ended(place.kith(["user", "add", "eva@example.com", "--password-stdin"]), PASSWORD).code, 0);
    });
}

#[test]
fn the_schema_of_module_files_is_printed_without_a_workspace() {
    both(|place| {
        let printed = place.run(["module", "schema"]);
        assert_eq!((printed.code, &*printed.err), (0, ""));
        let schema: serde_json::Value = serde_json::from_str(&printed.out).expect("JSON");
        assert_eq!(schema["title"], "Kith module");
    });
}

#[test]
fn a_leavers_records_are_handed_over() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        place.user("berta@example.com", "sales_rep");
        let server = place.serve();
        let made = Client::of(&server).signed_in("berta@example.com").account("Northwind");
        assert_eq!(made.status, 201, "{made:?}");
        let left = place.run(["user", "deactivate", "berta@example.com", "--hand-over-to", "ana@example.com"]);
        assert_eq!(left.code, 0, "{left:?}");
        assert!(left.err.contains("1 records") || left.err.contains("1 record "), "{left:?}");
        let ana = Client::of(&server).signed_in("ana@example.com");
        let record = ana.get(made.header("location")).json();
        assert_ne!(record["owner"], made.json()["owner"], "{record}");
        let act = left.out.trim().strip_prefix("act ").unwrap_or_else(|| panic!("it names its act: {left:?}"));
        assert_eq!(place.run(["undo", act]).code, 0);
        assert_eq!(ana.get(made.header("location")).json()["owner"], made.json()["owner"]);
        Client::of(&server).signed_in("berta@example.com");
    });
}

#[test]
fn a_damaged_backup_is_refused_before_anything_is_written() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let file = place.folder().join("a.kith");
        let path = file.to_string_lossy();
        assert_eq!(place.run(["backup", &path]).code, 0);
        let mut bytes = std::fs::read(&file).expect("the backup");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        std::fs::write(&file, bytes).expect("a damaged backup");
        let refused = place.run(["restore", &path, "--replace"]);
        assert!(refused.code == 1 && refused.err.contains("damaged"), "{refused:?}");
        assert!(!refused.err.contains("saved") && !place.data().join("backups").exists(), "{refused:?}");
        assert_eq!(place.run(["doctor"]).code, 0);
    });
}

#[test]
fn answers_kept_for_repeated_requests_go_after_a_day() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let kept = |at: chrono::DateTime<chrono::Utc>| {
            let store = store::Store::open(place.settings()).expect("the workspace");
            let (headers, body) = (String::new(), String::new());
            let answer = store::answers::Answer { request: vec![1], status: 201, headers, body, at };
            let (key, ever) = (at.to_string(), chrono::DateTime::UNIX_EPOCH);
            let name = key.clone();
            let keep =
                move |tx: &mut store::Tx| store::answers::keep(tx, uuid::Uuid::nil(), &name, &answer, ever).map(drop);
            store.write(keep).wait().expect("it is kept");
            move || {
                let key = key.clone();
                let found = store.read(move |tx| store::answers::find(tx, uuid::Uuid::nil(), &key, ever));
                found.wait().expect("it is looked for").is_some()
            }
        };
        let now = chrono::Utc::now();
        let (old, new) = (kept(now - chrono::Duration::hours(25)), kept(now - chrono::Duration::hours(23)));
        let server = place.serve();
        let begun = std::time::Instant::now();
        while old() {
            assert!(begun.elapsed() < std::time::Duration::from_secs(20), "it is still there");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert!(new());
        server.stop();
    });
}
