//! What cannot be done is said at once, in words that name the cause, with exit code 1 and nothing on standard output.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::time::Duration;

use store::Store;

use crate::support::{Ended, Place, Server, both, ended};

fn refused(ended: &Ended, words: &[&str]) {
    assert_eq!((ended.code, &*ended.out), (1, ""), "{}", ended.err);
    for word in words {
        assert!(ended.err.contains(word), "{word:?} is not in: {}", ended.err);
    }
    assert!(ended.took < Duration::from_secs(10), "it took {:?}", ended.took);
}

#[test]
fn a_wrong_settings_file() {
    let place = Place::sqlite();
    for (text, words) in [
        ("url = \"http://crm.example\"\nlisten_on = \"x\"\n", ["kith.toml", "line 2", "listen_on"]),
        ("listen = \"here\"\n", ["kith.toml", "line 1", "listen"]),
        ("url = \n", ["kith.toml", "line 1", "url"]),
        ("url = \"crm.example.com\"\n", ["crm.example.com", "address of a site", "https://"]),
        ("tls_cert = \"cert.pem\"\n", ["certificate", "needs its key", "tls_key"]),
    ] {
        place.configure(text);
        refused(&place.run(["serve"]), &words);
    }
    place.configure("listen_on = 1\n");
    refused(&place.run(["user", "add", "ana@example.com"]), &["kith.toml", "line 1"]);
}

#[test]
fn wrong_flags() {
    let place = Place::sqlite();
    refused(&place.run(["serve", "--listen", "somewhere"]), &["--listen", "somewhere"]);
    refused(&place.run(["serve", "--url", "ftp://crm.example"]), &["--url", "ftp://crm.example"]);
    refused(&place.run(["serve", "--database", ""]), &["--database"]);
    refused(&place.run(["serve", "--no-such-flag"]), &["--no-such-flag"]);
    refused(&place.run(["serve", "--tls-cert", "cert.pem"]), &["--tls-key"]);
    refused(&place.run(["sreve"]), &["sreve", "serve"]);
    for listen in ["0.0.0.0:0", "[::]:0"] {
        refused(&place.run(["serve", "--demo", "--listen", listen]), &["--demo", "127.0.0.1"]);
    }
    assert!(!place.data().exists(), "a refusal makes nothing");
    assert_eq!(place.run(["--help"]).code, 0);
    assert!(place.run(["--version"]).out.starts_with("kith "));
}

#[test]
fn a_certificate_that_is_not_there() {
    let place = Place::sqlite();
    refused(&place.run(["serve", "--tls-cert", "no.pem", "--tls-key", "none.pem"]), &["no.pem"]);
    std::fs::write(place.folder().join("no.pem"), "not PEM").expect("a file");
    std::fs::write(place.folder().join("none.pem"), "not PEM").expect("a file");
    refused(&place.run(["serve", "--tls-cert", "no.pem", "--tls-key", "none.pem"]), &["no.pem"]);
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let place = Place::sqlite();
    refused(&place.run(["serve", "--listen", &address]), &[&address, "in use"]);
    assert!(!place.data().exists(), "a refusal makes nothing");
}

#[test]
fn a_database_that_is_not_there() {
    let place = Place::sqlite();
    refused(&place.run(["serve", "--database", "nonsense"]), &["--database", "URL is not valid"]);
    let down = place.run(["serve", "--listen", "127.0.0.1:0", "--database", "postgres://ana:hush@127.0.0.1:1/kith"]);
    refused(&down, &["--database", "not available", "refused"]);
    assert!(!down.err.contains("hush"), "{}", down.err);
}

#[test]
fn a_name_that_cannot_be_a_schema() {
    let place = Place::postgres();
    let mut command = place.kith(["serve"]);
    command.env("KITH_WORKSPACE", "x\"; DROP SCHEMA public");
    refused(&ended(command, ""), &["cannot name a schema"]);
}

#[test]
fn a_file_that_is_no_database() {
    let place = Place::sqlite();
    place.configure("");
    std::fs::write(place.data().join("kith.db"), "Dear diary, ".repeat(1000)).expect("a file");
    refused(&place.run(["serve", "--listen", "127.0.0.1:0"]), &["kith.db", "not a database"]);
}

#[test]
fn a_data_directory_that_cannot_be_written() {
    let place = Place::sqlite();
    std::fs::write(place.folder().join("file"), "").expect("a file");
    refused(&place.run(["serve", "--listen", "127.0.0.1:0", "--data", "file"]), &["file", "irectory"]);

    place.configure("");
    let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
    closed(&place);
    if std::fs::write(place.data().join("probe"), "").is_ok() {
        // Root may write anywhere: then as somebody else.
        command.uid(65534).gid(65534);
    }
    refused(&ended(command, ""), &["data", "ermission denied"]);
}

fn closed(place: &Place) {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    set_permissions(place.folder(), Permissions::from_mode(0o755)).expect("others may enter");
    set_permissions(place.data(), Permissions::from_mode(0o555)).expect("nobody may write");
}

#[test]
fn a_workspace_of_a_newer_kith() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let backup = place.folder().join("today.kith").to_string_lossy().into_owned();
        assert_eq!(place.run(["backup", &backup]).code, 0);
        let store = Store::open(place.settings()).expect("the workspace");
        let later = store.write(|tx| {
            let mut insert = tx.sql();
            insert.push("INSERT INTO ").table("kith_migration").push(" (number, name, applied_at) VALUES (");
            insert.bind(9_999_i64).push(", ").bind("from tomorrow").push(", ").bind(chrono::Utc::now()).push(")");
            tx.execute(&insert)
        });
        later.wait().expect("a step of tomorrow");
        store.stop();
        let restore = ["restore", &backup, "--replace"];
        let all = [["serve", "--listen", "127.0.0.1:0"], ["user", "add", "berta@example.com"], restore];
        for arguments in all {
            refused(&place.run(arguments), &["version 9999", "newer"]);
        }
    });
}

#[test]
fn a_second_server_finds_the_port_taken_and_harms_nothing() {
    let place = Place::sqlite();
    let server = place.serve();
    refused(&place.run(["serve", "--listen", server.address()]), &["in use"]);
    assert_eq!(crate::support::Client::of(&server).get("/readyz").status, 200);
    let other = Server::start(place.kith(["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(crate::support::Client::of(&other).get("/readyz").status, 200);
}
