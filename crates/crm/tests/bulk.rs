//! One thing done to many records: what is done, what is left and why, with the rights of whoever asks, and undone.

mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crm::bulk::{self, Deed, Order, PART, Standing, Which};
use crm::jobs::{self, State};
use crm::records::{self, Counting, ListQuery};
use crm::{Actor, Crm, Error, undo};
use meta::{Filter, Key, Op, Value};
use serde_json::{Value as Json, json};
use support::*;
use uuid::Uuid;

fn work(crm: &Crm) -> usize {
    (0..).take_while(|_| jobs::work(crm, Path::new("nowhere"), &Arc::default()).unwrap()).count()
}

fn order(which: Which, deed: Deed) -> Order {
    Order { module: "account".into(), which, deed }
}

fn change(values: Json) -> Deed {
    Deed::Change(values.as_object().unwrap().clone())
}

fn matching(name: &str, value: &str) -> Which {
    Which::Matching { filter: vec![(name.into(), value.into())], find: String::new() }
}

fn at_once(crm: &Crm, actor: &Actor, order: Order) -> crm::Result<bulk::Tally> {
    crm.write(actor, order.deed.kind(), move |work| bulk::at_once(work, &order)).wait()
}

/// Begins a job and does it to its end.
fn done(crm: &Crm, actor: &Actor, order: Order) -> (Uuid, Standing) {
    let act = bulk::begin(crm, actor, order).unwrap();
    assert_eq!(work(crm), 1);
    (act, bulk::find(crm, actor, act).unwrap().unwrap())
}

fn accounts(crm: &Crm, actor: &Actor, count: usize, values: Json) -> Vec<Uuid> {
    let one = |n: usize| {
        let mut values = values.clone();
        values["name"] = json!(format!("Account {n}"));
        create(crm, actor, "account", values).unwrap().id
    };
    (0..count).map(one).collect()
}

fn count(crm: &Crm, field: &'static str, value: &'static str) -> i64 {
    let filter = Filter::test(Key::of(field), Op::Eq, Value::Text(value.into()));
    let query = ListQuery { filter, count: Counting::Exact, ..ListQuery::default() };
    let list = move |work: &mut crm::Work| Ok(records::list(work, "account", &query)?.count.unwrap().value);
    crm.read(&crm.system(), list).wait().unwrap()
}

#[test]
fn ticked_records_change_at_once_and_those_that_cannot_are_named() {
    each(|crm| {
        let people = people(
            crm,
            &[("mia", "sales_manager", None), ("rep", "sales_rep", Some("mia")), ("ada", "administrator", None)],
        );
        let (rep, ada) = (&people["rep"], &people["ada"]);
        let mut ids = accounts(crm, rep, 3, json!({}));
        let retail = create(crm, rep, "account", json!({ "name": "Retail", "industry": "retail" })).unwrap().id;
        // A representative sees what the team has and changes what is theirs.
        let team = create(crm, &people["mia"], "account", json!({ "name": "Managed", "owner": people["mia"].user }))
            .unwrap()
            .id;
        let nowhere = Uuid::now_v7();
        ids.extend([retail, team, nowhere]);
        let tally =
            at_once(crm, rep, order(Which::Chosen(ids.clone()), change(json!({ "industry": "retail" })))).unwrap();
        assert_eq!((tally.done, tally.unchanged, tally.left), (3, 1, 2), "{tally:?}");
        assert_eq!(tally.named.iter().map(|left| left.id).collect::<Vec<_>>(), [team, nowhere]);
        assert_eq!(count(crm, "industry", "retail"), 4);
        let tally = at_once(crm, ada, order(Which::Chosen(ids), Deed::Delete)).unwrap();
        assert_eq!((tally.done, tally.left), (5, 1));
        let many = Which::Chosen(vec![nowhere; PART + 1]);
        assert!(matches!(at_once(crm, ada, order(many, Deed::Delete)), Err(Error::BadRequest(_))));
    });
}

#[test]
fn words_are_added_and_taken_away_beside_those_that_stay() {
    each(|crm| {
        let system = crm.system();
        let id = create(crm, &system, "account", json!({ "name": "Acme", "tags": ["old", "kept"] })).unwrap().id;
        let mark = |add: &[&str], remove: &[&str]| {
            let words = |words: &[&str]| words.iter().map(ToString::to_string).collect();
            Deed::Mark { field: "tags".into(), add: words(add), remove: words(remove) }
        };
        let tags = || json_of(&get(crm, &system, "account", id).unwrap(), "tags");
        let tally = at_once(crm, &system, order(Which::Chosen(vec![id]), mark(&["new", "kept"], &["old"]))).unwrap();
        assert_eq!((tally.done, tags()), (1, json!(["kept", "new"])));
        let tally = at_once(crm, &system, order(Which::Chosen(vec![id]), mark(&["new"], &["old"]))).unwrap();
        assert_eq!((tally.unchanged, tags()), (1, json!(["kept", "new"])));
        at_once(crm, &system, order(Which::Chosen(vec![id]), mark(&[], &["new", "kept"]))).unwrap();
        assert_eq!(tags(), Json::Null);
        let name = Deed::Mark { field: "name".into(), add: vec!["x".into()], remove: Vec::new() };
        assert!(matches!(at_once(crm, &system, order(Which::Chosen(vec![id]), name)), Err(Error::BadRequest(_))));
    });
}

#[test]
fn all_that_match_change_as_one_act_that_can_be_undone() {
    each(|crm| {
        let people = people(crm, &[("ada", "administrator", None), ("rep", "sales_rep", Some("ada"))]);
        let ada = &people["ada"];
        accounts(crm, ada, 2 * PART + 10, json!({ "industry": "retail" }));
        accounts(crm, ada, 5, json!({ "industry": "energy" }));
        // The change moves them out of the filter that they are found by.
        let which = matching("filter[industry][eq]", "retail");
        let (act, standing) = done(crm, ada, order(which, change(json!({ "industry": "energy" }))));
        assert_eq!((standing.state, standing.total), (State::Done, Some(2 * PART as i64 + 10)));
        assert_eq!((standing.tally.done, standing.tally.left, standing.error), (2 * PART as u64 + 10, 0, None));
        assert_eq!((count(crm, "industry", "energy"), count(crm, "industry", "retail")), (2 * PART as i64 + 15, 0));
        let told = crm.read(ada, move |work| crm::acts::of(work, act, None, 1)).wait().unwrap().0.summary;
        assert_eq!(crm::acts::summary(&told).unwrap().english(), "Changed 410 records");
        assert_eq!(bulk::find(crm, &people["rep"], act).unwrap(), None, "it is nobody else's");
        let report = undo::undo(crm, ada, act).unwrap();
        assert_eq!((report.undone, report.conflicts.len()), (2 * PART + 10, 0));
        assert_eq!(count(crm, "industry", "retail"), 2 * PART as i64 + 10);
    });
}

#[test]
fn a_job_that_is_stopped_or_interrupted_keeps_what_it_did() {
    each(|crm| {
        let people = people(crm, &[("ada", "administrator", None)]);
        let ada = &people["ada"];
        let ids = accounts(crm, ada, PART + 20, json!({}));
        let retail = || order(Which::Chosen(ids.clone()), change(json!({ "industry": "retail" })));
        let act = bulk::begin(crm, ada, retail()).unwrap();
        bulk::stop(crm, ada, act).unwrap();
        assert_eq!((work(crm), count(crm, "industry", "retail")), (0, 0));
        assert!(matches!(bulk::stop(crm, ada, act), Err(Error::Conflict(_))));
        // A server that is told to end breaks off before its next part; the next one goes on.
        let act = bulk::begin(crm, ada, retail()).unwrap();
        jobs::work(crm, Path::new("nowhere"), &Arc::new(AtomicBool::new(true))).unwrap();
        assert_eq!(bulk::find(crm, ada, act).unwrap().unwrap().state, State::Waiting);
        assert_eq!(work(crm), 1);
        let standing = bulk::find(crm, ada, act).unwrap().unwrap();
        assert_eq!((standing.state, standing.tally.done), (State::Done, PART as u64 + 20));
        assert_eq!(count(crm, "industry", "retail"), PART as i64 + 20);
    });
}

#[test]
fn what_cannot_be_done_at_all_is_refused_before_it_begins() {
    each(|crm| {
        let people = people(crm, &[("rep", "sales_rep", None)]);
        let begin = |which, deed| bulk::begin(crm, &people["rep"], order(which, deed)).unwrap_err();
        let some = || Which::Chosen(vec![Uuid::now_v7()]);
        assert!(matches!(begin(some(), change(json!({ "nothing": "x" }))), Error::Invalid(_) | Error::BadRequest(_)));
        assert!(matches!(begin(matching("filter[nothing][eq]", "x"), Deed::Delete), Error::BadRequest(_)));
        let unknown = Order { module: "nothing".into(), which: some(), deed: Deed::Delete };
        assert!(matches!(bulk::begin(crm, &people["rep"], unknown), Err(Error::NotFound(_))));
    });
}
