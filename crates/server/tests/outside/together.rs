//! Several processes on one workspace: a command beside a server, two servers on one PostgreSQL.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Client, Place, Server, both, ended};

#[test]
fn who_is_added_while_the_server_runs_signs_in_at_once() {
    both(|place| {
        let server = place.serve();
        place.user("ana@example.com", "administrator");
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert_eq!(ana.get("/").status, 200);
        std::thread::scope(|scope| {
            // Commands and requests write at the same time.
            let writing = scope.spawn(|| {
                for n in 0..60 {
                    assert_eq!(ana.account(&format!("Account {n}")).status, 201);
                }
            });
            for n in 0..4 {
                let email = format!("user-{n}@example.com");
                place.user(&email, "sales_rep");
                Client::of(&server).signed_in(&email);
            }
            writing.join().expect("every write was answered");
        });
        server.stop();
        let verified = place.run(["audit", "verify"]);
        assert_eq!(verified.code, 0, "{verified:?}");
    });
}

#[test]
fn the_api_knows_at_once_who_was_added_and_who_was_deactivated() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        for n in 0..3 {
            let email = format!("user-{n}@example.com");
            place.user(&email, "sales_rep");
            let token = place.run(["token", "create", "--user", &email]).out;
            let bearer = format!("Bearer {}", token.trim());
            let asks = || Client::of(&server).send("GET", "/api/v1/account", &[("authorization", &bearer)], b"").status;
            assert_eq!(asks(), 200, "{email} was added");
            let left = place.run(["user", "deactivate", &email, "--hand-over-to", "ana@example.com"]);
            assert_eq!(left.code, 0, "{left:?}");
            assert_eq!(asks(), 401, "{email} was deactivated");
        }
    });
}

/// Another machine: a data directory of its own with the same key.
fn second_node(place: &Place) -> Server {
    let data = place.folder().join("second");
    fs::create_dir(&data).expect("a data directory");
    fs::copy(place.data().join("key"), data.join("key")).expect("the same key");
    Server::start(place.kith_with(&data, ["serve", "--listen", "127.0.0.1:0"]))
}

#[test]
fn two_servers_share_one_workspace() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    place.user("berta@example.com", "sales_rep");
    let (one, two) = (place.serve(), second_node(&place));
    let ana = Client::of(&one).signed_in("ana@example.com");
    let on = |server: &Server, client: &Client| {
        let mut other = Client::of(server);
        other.cookie = client.cookie.clone();
        other
    };
    let ana_there = on(&two, &ana);
    assert_eq!(ana_there.get("/").status, 200, "a session holds on every node");

    // Both write, both read the other's, and one chain seals it all.
    for n in 0..20 {
        let (writer, reader) = if n % 2 == 0 { (&ana, &ana_there) } else { (&ana_there, &ana) };
        let made = writer.account(&format!("Account {n}"));
        assert_eq!(made.status, 201, "{made:?}");
        assert_eq!(reader.get(made.header("location")).status, 200);
    }

    let berta = Client::of(&two).signed_in("berta@example.com");
    let users = ana.get("/api/v1/user?filter[email][eq]=berta%40example.com").json();
    assert!(users["data"][0]["id"].is_string(), "{users}");
    let left = place.run(["user", "deactivate", "berta@example.com", "--hand-over-to", "ana@example.com"]);
    assert_eq!(left.code, 0, "{left:?}");
    assert_eq!(berta.get("/").status, 303, "signed out once the command returned");
    assert_eq!(on(&one, &berta).get("/").status, 303);

    let out = on(&two, &ana).form("/sign-out", "");
    assert_eq!(out.status, 303);
    assert_eq!(ana.get("/").status, 303, "signed out there, signed in here");
    one.stop();
    two.stop();
    let verified = place.run(["audit", "verify"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(!verified.out.contains("wait to be sealed"), "{verified:?}");
}

#[test]
fn a_node_with_another_key_is_refused() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    let other = place.folder().join("other");
    let refused = ended(place.kith_with(&other, ["serve", "--listen", "127.0.0.1:0"]), "");
    assert!(refused.code == 1 && refused.err.contains("key of this workspace is missing"), "{refused:?}");
}

#[test]
fn a_server_outlives_a_break_of_its_connections() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    let store::Target::Postgres { url, schema } = place.settings().target else { panic!("PostgreSQL") };
    // Connections with a name of their own: other tests use the same cluster.
    let named = match url.contains("://") {
        true => format!("{url}{}application_name={schema}", if url.contains('?') { '&' } else { '?' }),
        false => format!("{url} application_name={schema}"),
    };
    let mut command = place.kith(["serve", "--listen", "127.0.0.1:0"]);
    command.env("KITH_DATABASE", named);
    let server = Server::start(command);
    let ana = Client::of(&server).signed_in("ana@example.com");
    assert_eq!(ana.account("Before").status, 201);
    let store = store::Store::open(place.settings()).expect("the workspace");
    let cutting = store.read(move |tx| {
        let mut select = tx.sql();
        select.push("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ");
        tx.query_one(select.bind(&*schema), |row| row.int(0))
    });
    assert!(cutting.wait().expect("they are cut").is_some_and(|cut| cut > 0));
    let since = Instant::now();
    while ana.account("After").status != 201 {
        assert!(since.elapsed() < Duration::from_secs(10), "it did not come back");
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("back after {:?}", since.elapsed());
    assert_eq!(Client::of(&server).get("/readyz").status, 200);
}
