//! Settings: flags win over `KITH_*`, those over `kith.toml`.

use std::fs;

use crate::support::{Client, PASSWORD, Place, Server, ended};

#[test]
fn flags_win_over_variables_and_those_over_the_file() {
    let place = Place::sqlite();
    place.configure("listen = \"127.0.0.2:0\"\nurl = \"http://file.example/\"\n");
    let seen = |server: Server| {
        let link = server.says("within 72 hours at ");
        (
            server.address().split(':').next().map(str::to_string),
            link[..link.find("/set-up").expect("a link")].to_string(),
        )
    };
    let file = seen(Server::start(place.kith(["serve"])));
    assert_eq!(file, (Some("127.0.0.2".into()), "http://file.example".into()));

    let mut command = place.kith(["serve"]);
    command.env("KITH_LISTEN", "127.0.0.3:0").env("KITH_URL", "http://variable.example");
    assert_eq!(seen(Server::start(command)), (Some("127.0.0.3".into()), "http://variable.example".into()));

    let mut command = place.kith(["serve", "--listen", "127.0.0.4:0", "--url", "http://flag.example"]);
    command.env("KITH_LISTEN", "127.0.0.3:0").env("KITH_URL", "http://variable.example");
    assert_eq!(seen(Server::start(command)), (Some("127.0.0.4".into()), "http://flag.example".into()));
}

#[test]
fn a_machine_may_be_listened_on_by_its_name() {
    let place = Place::sqlite();
    let server = Server::start(place.kith(["serve", "--listen", "localhost:0"]));
    assert!(server.address().starts_with("127.0.0.1:"), "{}", server.address());
    server.stop();
    place.configure("listen = \"localhost:0\"\n");
    Server::start(place.kith(["serve"])).stop();
}

#[test]
fn the_data_directory_is_a_flag_too() {
    let place = Place::sqlite();
    let other = place.folder().join("deep/other");
    let server = Server::start(place.kith(["serve", "--listen", "127.0.0.1:0", "--data", &other.to_string_lossy()]));
    assert!(other.join("kith.db").exists() && !place.data().exists());
    server.stop();
}

#[test]
fn the_file_names_the_database() {
    let place = Place::postgres();
    let store::Target::Postgres { url, schema } = place.settings().target else { panic!("PostgreSQL") };
    place.configure(&format!("database = {url:?}\nworkspace = {schema:?}\n"));
    let mut command = place.kith(["user", "add", "ana@example.com", "--role", "administrator", "--password-stdin"]);
    command.env_remove("KITH_DATABASE").env_remove("KITH_WORKSPACE");
    assert_eq!(ended(command, PASSWORD).code, 0);
    assert!(!place.data().join("kith.db").exists(), "PostgreSQL replaces the file");
    let server = place.serve();
    Client::of(&server).signed_in("ana@example.com");
}

#[test]
fn the_proxy_is_believed_only_when_told() {
    let place = Place::sqlite();
    place.configure("trust_proxy = true\n");
    for (told, believed) in [(None, true), (Some("no"), false)] {
        let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
        told.map(|told| command.env("KITH_TRUST_PROXY", told));
        let server = Server::start(command);
        let client = Client::of(&server);
        // Networks have 30 free tries: believed, each of these is another network.
        let statuses: Vec<u16> = (0..34)
            .map(|n| {
                let (from, form) = (format!("203.0.113.{n}"), format!("email=nobody-{n}%40example.com&password=x"));
                let headers = [("x-forwarded-for", &*from), ("content-type", "application/x-www-form-urlencoded")];
                client.send("POST", "/sign-in", &headers, form.as_bytes()).status
            })
            .collect();
        assert_eq!(!statuses.contains(&429), believed, "{told:?}: {statuses:?}");
        fs::remove_file(place.data().join("kith.db")).expect("a fresh start");
        server.kill();
        for file in ["kith.db-wal", "kith.db-shm", "key", "audit-head"] {
            let _ = fs::remove_file(place.data().join(file));
        }
    }
}

#[test]
fn two_workspaces_live_in_one_database() {
    let (one, other) = (Place::postgres(), Place::postgres());
    one.user("ana@example.com", "administrator");
    other.user("berta@example.com", "administrator");
    let server = one.serve();
    let mut client = Client::of(&server);
    assert_eq!(client.try_sign_in("berta@example.com", PASSWORD).status, 422);
    client.signed_in("ana@example.com");
}
