//! Two nodes on one PostgreSQL, under load, of which one dies: what it acknowledged is there, and the other goes on with
//! what it was doing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::importing::upload;
use crate::support::{Client, Place, Server};

const ROWS: usize = 40_000;
const MODULE: &str = "module = \"site\"\nlabel = { one = \"Site\", many = \"Sites\" }\nicon = \"map\"\narea = \"sales\"\ntitle = \"name\"\n\
    [fields.name]\ntype = \"text\"\nrequired = true\nmax = 80\n";

/// Another machine: a data directory of its own, with the same key and, as a mount would have it, the same spool.
pub fn second(place: &Place) -> Server {
    let data = place.folder().join("second");
    fs::create_dir(&data).expect("a data directory");
    fs::copy(place.data().join("key"), data.join("key")).expect("the same key");
    symlink(place.data().join("spool"), data.join("spool")).expect("the same spool");
    Server::start(place.kith_with(&data, ["serve", "--listen", "127.0.0.1:0"]))
}

/// Tells the writers that it is over, also when what is tried beside them fails: the scope waits for them.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Makes accounts until the server dies or it is over; gives the ids of those acknowledged with their names.
fn until_it_dies(client: &Client, writer: usize, over: &AtomicBool) -> BTreeMap<String, String> {
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let mut made = BTreeMap::new();
    for n in 0.. {
        let name = format!("Account {writer}/{n}");
        let body = serde_json::json!({ "name": name }).to_string();
        match client.attempt("POST", "/api/v1/account", &headers, body.as_bytes()) {
            Ok(answer) if answer.status == 201 => {
                made.insert(answer.json()["id"].as_str().expect("an id").to_string(), name);
            }
            Ok(answer) => assert_eq!(answer.status, 503, "{answer:?}"),
            Err(_) => break,
        }
        if over.load(Ordering::Relaxed) {
            break;
        }
    }
    made
}

/// One change as a node tells it: position, record and what became of it.
type Change = (i64, String, String);

/// A page of the feed, and the position it ends at.
fn changes(client: &Client, after: i64) -> (Vec<Change>, i64) {
    let page = client.get(&format!("/api/v1/changes?after={after}&limit=1000")).json();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_string();
    let position = |value: &serde_json::Value| value.as_i64().expect("a position");
    let change = |event: &serde_json::Value| (position(&event["position"]), text(&event["id"]), text(&event["action"]));
    let data = page["data"].as_array().expect("changes").iter().map(change).collect();
    (data, position(&page["last"]))
}

/// The whole feed from the beginning.
fn feed(client: &Client) -> Vec<Change> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let (page, last) = changes(client, after);
        all.extend(page);
        if last == after {
            return all;
        }
        after = last;
    }
}

/// Who seals.
fn sealer(place: &Place) -> String {
    let store = store::Store::open(place.settings()).expect("the workspace");
    let held = store.read(|tx| {
        let mut q = tx.sql();
        q.push("SELECT holder FROM ").table("kith_lease").push(" WHERE name = 'audit'");
        tx.query_one(&q, |row| row.text(0))
    });
    held.wait().expect("the lease").unwrap_or_default()
}

/// Looks again until it is so.
fn until(what: &str, within: Duration, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < within, "{what} does not come");
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("{what} after {:?}", begun.elapsed());
}

#[test]
fn what_a_node_that_dies_acknowledged_is_there_and_the_other_goes_on() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    let one = place.serve();
    let ana = Client::of(&one).signed_in("ana@example.com");
    let rows: String = (0..ROWS).map(|n| format!("Firm {n}\n")).collect();
    let import = upload(&ana, "account", "firms.csv", &format!("name\n{rows}"));
    assert_eq!(ana.form(&import, "column%5B0%5D=name").status, 303);
    let two = second(&place);
    let there = ana.at_node(&two);
    assert_eq!(there.get("/").status, 200, "a session holds on every node");

    // A definition applied beside both is known to both at once.
    let file = place.folder().join("site.toml");
    fs::write(&file, MODULE).expect("a module");
    let applied = place.run(["module", "apply", file.to_str().expect("a path")]);
    assert_eq!(applied.code, 0, "{applied:?}");
    for node in [&ana, &there] {
        let known = node.get("/api/v1/site");
        assert_eq!(known.status, 200, "{known:?}");
    }
    two.stop();

    assert_eq!(ana.form(&format!("{import}/start"), "").status, 303);
    let begun = || ana.get("/api/v1/account?limit=1").json()["data"].as_array().is_some_and(|data| !data.is_empty());
    until("the import at the first node", Duration::from_secs(30), begun);
    until("the first node's seal", Duration::from_secs(20), || !sealer(&place).is_empty());
    fs::remove_dir_all(place.folder().join("second")).expect("a new machine in its place");
    let two = second(&place);
    let there = ana.at_node(&two);
    let over = AtomicBool::new(false);
    let (made, died) = std::thread::scope(|scope| {
        let ending = Over(&over);
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (client, over) = (if writer % 2 == 0 { ana.at_node(&one) } else { ana.at_node(&two) }, &over);
                scope.spawn(move || until_it_dies(&client, writer, over))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(800));
        let (here, beside) = (changes(&ana, 0).0, changes(&there, 0).0);
        assert!(!here.is_empty() && beside.starts_with(&here), "one feed, wherever it is read");
        assert!(!there.get(&import).text.contains("was imported"), "the import is under way");
        let sealer = sealer(&place);
        one.signal("KILL");
        let died = (Instant::now(), sealer);
        std::thread::sleep(Duration::from_secs(2));
        drop(ending);
        let made: Vec<_> = writers.into_iter().map(|writer| writer.join().expect("a writer")).collect();
        (made, died)
    });
    one.end();
    let made: BTreeMap<String, String> = made.into_iter().flatten().collect();
    println!("{} acknowledged by both", made.len());
    for (id, name) in &made {
        let found = there.get(&format!("/api/v1/account/{id}"));
        assert_eq!(found.json()["name"], *name, "{found:?}");
    }
    assert_eq!(there.get("/account").status, 200, "the session of the dead node holds");

    // The seal passes on, and then the feed has every one once.
    let last = made.keys().next_back().expect("some").clone();
    until("the last one in the feed", Duration::from_secs(20), || feed(&there).iter().any(|event| event.1 == last));
    let passed = if sealer(&place) == died.1 { "it held the seal before" } else { "the seal was passed on" };
    println!("the survivor has sealed {:?} after the death: {passed}", died.0.elapsed());
    assert_ne!(sealer(&place), died.1, "the seal was passed on");
    let done = |page: &str| !page.contains("You can leave this page");
    until("the end of the import", Duration::from_secs(150), || done(&there.get(&import).text));
    let page = there.get(&import);
    assert!(page.text.contains("was imported") && page.text.contains("40,000"), "{page:?}");
    let counted = there.get("/api/v1/account?filter[name][starts]=Firm%20&count=exact&limit=1").json();
    assert_eq!(counted["count"]["value"], ROWS, "every row once");
    until("the seal", Duration::from_secs(20), || feed(&there).len() >= ROWS + made.len());
    let told = feed(&there);
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0), "positions only rise");
    let mut births: BTreeMap<&str, usize> = BTreeMap::new();
    told.iter().filter(|event| event.2 == "create").for_each(|event| *births.entry(&event.1).or_default() += 1);
    assert!(made.keys().all(|id| births.get(id.as_str()) == Some(&1)), "each once in the feed");
    two.stop();
    let verified = place.run(["audit", "verify"]);
    assert!(verified.code == 0 && !verified.out.contains("wait to be sealed"), "{verified:?}");
}

#[test]
fn an_import_waits_for_the_node_that_has_its_file() {
    let place = Place::postgres();
    place.user("ana@example.com", "administrator");
    let one = place.serve();
    let ana = Client::of(&one).signed_in("ana@example.com");
    let import = upload(&ana, "account", "firms.csv", "name\nFirm\n");
    assert_eq!(ana.form(&import, "column%5B0%5D=name").status, 303);
    one.stop();
    // The file is not where the other looks.
    fs::rename(place.data().join("spool"), place.folder().join("elsewhere")).expect("a spool elsewhere");
    let two = place.serve();
    let started = store::Store::open(place.settings()).expect("the workspace");
    let now = chrono::Utc::now();
    let id = import.rsplit('/').next().expect("an id").parse().expect("an id");
    let turn = started
        .write(move |tx| store::jobs::turn(tx, id, &[store::jobs::State::Draft], store::jobs::State::Waiting, now));
    assert!(turn.wait().expect("it is started"));
    std::thread::sleep(Duration::from_secs(2));
    let there = ana.at_node(&two);
    assert!(there.get(&import).text.contains("You can leave this page"), "nobody failed it");
    fs::remove_dir_all(place.data().join("spool")).ok();
    fs::rename(place.folder().join("elsewhere"), place.data().join("spool")).expect("it is here");
    until("the end of the import", Duration::from_secs(10), || there.get(&import).text.contains("was imported"));
    assert_eq!(there.get("/api/v1/account?limit=1&count=exact").json()["count"]["value"], 1);
}
