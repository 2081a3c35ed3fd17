//! Starting: what is printed, made and answered.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::support::{Client, Server, both};

#[test]
fn says_once_where_it_listens_and_makes_what_it_needs() {
    both(|place| {
        let server = place.serve();
        println!("first start: {:?}", server.took);
        let client = Client::of(&server);
        for path in ["/readyz", "/healthz"] {
            assert_eq!(client.get(path).status, 200, "{path}");
        }
        assert!(client.get("/metrics").text.contains("kith_http_requests_total"));
        let link = server.says("set up this workspace within 72 hours at ");
        let secret = link.strip_prefix(&format!("{}/set-up/", server.url)).expect("our own address");
        assert_eq!(secret.len(), 43, "{link}");

        let mode = |path: &str| fs::metadata(place.data().join(path)).expect(path).permissions().mode() & 0o777;
        assert_eq!((mode(""), mode("key")), (0o700, 0o600));
        let key = fs::read_to_string(place.data().join("key")).expect("the key");
        assert!(
            key.trim().len() == 64 && key.trim().bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{} digits",
            key.len()
        );

        let printed = server.stop();
        assert_eq!(printed.matches("listening on").count(), 1, "{printed}");
        assert!(printed.starts_with("listening on http://127.0.0.1:"), "{printed}");
    });
}

#[test]
fn offers_the_set_up_only_while_nobody_can_sign_in() {
    both(|place| {
        let first = place.serve();
        let link = first.says("within 72 hours at ");
        first.stop();
        let second = place.serve();
        assert_ne!(link, second.says("within 72 hours at "), "the secret of a link is given out once");
        second.stop();
        let waiting = place.serve();
        let link = waiting.says("within 72 hours at ");
        let path = link.strip_prefix(&waiting.url).expect("an address");
        assert_eq!(Client::of(&waiting).get(path).status, 200);
        place.user("ana@example.com", "administrator");
        assert_eq!(Client::of(&waiting).get(path).status, 404, "somebody can sign in: the link is over");
        waiting.stop();
        let server = place.serve();
        Client::of(&server).signed_in("ana@example.com");
        let printed = server.stop();
        assert_eq!(printed.lines().count(), 1, "{printed}");
    });
}

#[test]
fn the_database_is_for_its_owners_eyes() {
    let place = crate::support::Place::sqlite();
    fs::create_dir(place.data()).expect("the data directory");
    fs::set_permissions(place.data(), fs::Permissions::from_mode(0o755)).expect("others may look");
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    Client::of(&server).signed_in("ana@example.com");
    for file in ["kith.db", "kith.db-wal", "kith.db-shm", "key"] {
        let mode = fs::metadata(place.data().join(file)).expect(file).permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file} has {mode:o}");
    }
}

#[test]
fn goes_on_when_nobody_reads_its_output() {
    let place = crate::support::Place::sqlite();
    // The reader goes after one line, as in `kith serve | head -1`; the link comes after that.
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "\"$0\" serve --listen 127.0.0.1:0 | { read -r line; exec <&-; echo \"$line\"; sleep 30; }"]);
    shell.arg(env!("CARGO_BIN_EXE_kith")).stderr(Stdio::inherit());
    let server = Server::start(place.wrapped(shell, &place.data()));
    let client = Client::of(&server);
    for _ in 0..20 {
        assert_eq!(client.get("/readyz").status, 200);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn the_demo_fills_an_empty_workspace_and_says_how_to_sign_in() {
    let place = crate::support::Place::sqlite();
    let server = Server::start(place.kith(["serve", "--listen", "127.0.0.1:0", "--demo"]));
    println!("demo: {:?}", server.took);
    let line = server.says("sign in");
    assert!(line.contains('@'), "{line}");
    let printed = server.stop();
    assert!(!printed.contains("set up"), "{printed}");
    let again = Server::start(place.kith(["serve", "--listen", "127.0.0.1:0", "--demo"]));
    assert_eq!(again.says("sign in"), line, "a workspace that it filled");
    again.stop();
}

#[test]
fn the_demo_refuses_a_workspace_with_users_of_its_own() {
    let place = crate::support::Place::sqlite();
    place.user("ana@example.com", "administrator");
    let ended = place.run(["serve", "--listen", "127.0.0.1:0", "--demo"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.err.contains("--demo fills an empty workspace; this one has users"), "{ended:?}");
    assert_eq!(ended.out, "");
}
