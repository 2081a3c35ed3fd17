//! What happens by itself while Kith serves, and what doctor says when it does not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use super::{age, files, made, page};
use crate::support::{Client, Place, Server, both, ended};

#[test]
fn a_missed_night_is_made_up_for_and_verified_soon_after_the_start() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        age(place, 3);
        let late = place.run(["doctor"]);
        assert!(late.code == 1 && late.out.contains("was not made") && late.out.contains("kith serve"), "{late:?}");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        page(&ana, ">Sound<");
        let [file] = made(place, "scheduled-").try_into().expect("one backup");
        assert_eq!(fs::metadata(&file).expect("its file").permissions().mode() & 0o777, 0o600);
        assert!(!place.data().join("spool/verification").exists(), "nothing is left of the verification");
        server.stop();
        let verified = place.run(["verify", &file.to_string_lossy()]);
        assert_eq!(verified.code, 0, "{verified:?}");
        let well = place.run(["doctor"]);
        assert!(well.code == 0 && well.out.contains("the last verification: of"), "{well:?}");
        let again = place.serve();
        std::thread::sleep(Duration::from_millis(2_500));
        again.stop();
        assert_eq!(made(place, "scheduled-").len(), 1, "this night is done");
    });
}

#[test]
fn of_two_servers_one_makes_it() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    age(&place, 3);
    let second = place.folder().join("second");
    fs::create_dir(&second).expect("a data directory");
    fs::copy(place.data().join("key"), second.join("key")).expect("the same key");
    let there = Server::start(place.kith_with(&second, ["serve", "--listen", "127.0.0.1:0"]));
    let here = place.serve();
    for server in [&here, &there] {
        page(&Client::of(server).signed_in("ana@example.com"), ">Sound<");
    }
    std::thread::sleep(Duration::from_millis(2_500));
    let both = [files(&place.data().join("backups")), files(&second.join("backups"))].concat();
    assert_eq!(both.len(), 1, "{both:?}");
    here.stop();
    there.stop();
}

#[test]
fn a_folder_that_is_not_there_is_not_made_and_is_found() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let missing = place.folder().join("not mounted");
        place.configure(&format!("backup_folder = {missing:?}"));
        let found = place.run(["doctor"]);
        assert!(found.code == 1 && found.out.contains("the folder for backups is not there"), "{found:?}");
        age(place, 3);
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        page(&ana, "was not made:");
        assert!(!missing.exists(), "its disk may only not be mounted");
        let found = place.run(["doctor"]);
        assert!(found.out.contains("the scheduled backup was not made in 1 tries"), "{found:?}");
        fs::create_dir(&missing).expect("it is there");
        server.stop();
        // The first pause is a minute: asking is quicker.
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert_eq!(ana.form("/admin/backups", "").status, 303);
        page(&ana, "by-hand-");
        page(&ana, ">Sound<");
        assert_eq!(files(&missing).len(), 1);
    });
}

#[test]
fn with_a_passphrase_file_nothing_is_written_in_plain() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let file = place.folder().join("passphrase");
        fs::write(&file, "a long good word\n").expect("a passphrase");
        age(place, 3);
        let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
        command.env("KITH_BACKUP_PASSPHRASE_FILE", &file);
        let server = Server::start(command);
        let ana = Client::of(&server).signed_in("ana@example.com");
        let shown = page(&ana, ">Sound<");
        assert!(shown.contains("Encrypted.") && shown.contains("--passphrase-file"), "{shown}");
        server.stop();
        let [made] = made(place, "scheduled-").try_into().expect("one backup");
        let (path, word) = (made.to_string_lossy(), file.to_string_lossy());
        assert_eq!(place.run(["verify", &path]).code, 1);
        assert_eq!(place.run(["verify", &path, "--passphrase-file", &word]).code, 0);
        let mut command = place.kith(["doctor"]);
        command.env("KITH_BACKUP_PASSPHRASE_FILE", place.folder().join("lost"));
        let found = ended(command, "");
        assert!(found.code == 1 && found.out.contains("backups are not made without it"), "{found:?}");
    });
}

#[test]
fn a_server_that_is_told_to_stop_while_it_backs_up_stops_and_does_it_later() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        age(place, 3);
        for wait in [0, 900, 1_000, 1_050, 1_100, 1_200] {
            let server = place.serve();
            std::thread::sleep(Duration::from_millis(wait));
            server.stop();
        }
        let server = place.serve();
        page(&Client::of(&server).signed_in("ana@example.com"), ">Sound<");
        server.stop();
        assert_eq!(files(&place.data().join("backups")).len(), 1, "no draft is left");
    });
}
