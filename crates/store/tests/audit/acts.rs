//! Acts and histories: listed newest first, page by page; what changed since an act is known.

use meta::Key;
use store::audit::{self, Act, Action, Whose};
use store::{Store, testing};
use uuid::Uuid;

use crate::trail::{append, at, change, id};

fn act(number: u128, actor: Option<Uuid>, cause: Option<Uuid>) -> Act {
    Act {
        id: id(number),
        at: at(number as i64),
        actor,
        as_user: None,
        kind: if cause.is_some() { "undo" } else { "update" }.into(),
        summary: String::new(),
        cause,
        depth: 0,
        undone_by: None,
    }
}

fn record(store: &Store, act: Act, records: &'static [u128]) {
    let account = Key::of("account");
    store
        .write(move |tx| {
            audit::act(tx, &act)?;
            for record in records {
                audit::append(tx, &change(&account, act.id.as_u128(), *record, Action::Update))?;
            }
            Ok::<_, store::Error>(())
        })
        .wait()
        .expect("records");
}

fn listed(store: &Store, whose: Whose, before: Option<u128>, limit: usize) -> Vec<(u128, i64)> {
    let before = before.map(|number| (at(number as i64), id(number)));
    let acts = store.read(move |tx| audit::acts(tx, whose, before, limit)).wait().expect("lists");
    acts.iter().map(|listed| (listed.act.id.as_u128(), listed.changes)).collect()
}

#[test]
fn acts_are_listed_by_person_and_page() {
    testing::stores(|store| {
        let (ann, bob) = (Some(id(101)), Some(id(102)));
        record(store, act(1, ann, None), &[1, 2]);
        record(store, act(2, bob, None), &[1]);
        record(store, act(3, None, None), &[1]);
        record(store, act(4, ann, None), &[3]);
        record(store, act(5, ann, None), &[]);
        assert_eq!(listed(store, Whose::All, None, 9), [(4, 1), (3, 1), (2, 1), (1, 2)], "act 5 changed nothing");
        assert_eq!(listed(store, Whose::Person(id(101)), None, 9), [(4, 1), (1, 2)]);
        assert_eq!(listed(store, Whose::Kith, None, 9), [(3, 1)]);
        assert_eq!(listed(store, Whose::All, None, 2), [(4, 1), (3, 1)]);
        assert_eq!(listed(store, Whose::All, Some(3), 2), [(2, 1), (1, 2)]);
        assert_eq!(listed(store, Whose::All, Some(1), 2), []);
    });
}

#[test]
fn an_act_is_recorded_once_summarised_and_undone_once() {
    testing::stores(|store| {
        record(store, act(1, None, None), &[1]);
        record(store, Act { kind: "other".into(), ..act(1, None, None) }, &[2]);
        store.write(|tx| audit::summarise(tx, id(1), "Two accounts")).wait().expect("summarises");
        let undone = |by| store.write(move |tx| audit::undone(tx, id(1), id(by))).wait().expect("marks");
        assert_eq!([undone(7), undone(7), undone(8)], [true, true, false]);
        let found = store.read(|tx| audit::find_act(tx, id(1))).wait().expect("finds").expect("is there");
        assert_eq!((&*found.kind, &*found.summary, found.undone_by), ("update", "Two accounts", Some(id(7))));
        assert_eq!(store.read(|tx| audit::find_act(tx, id(2))).wait(), Ok(None));
    });
}

#[test]
fn a_history_is_read_newest_first_page_by_page() {
    testing::stores(|store| {
        append(store, 1..3);
        for number in [11, 12, 13] {
            record(store, act(number, None, None), &[1]);
        }
        let page = |before| store.read(move |tx| audit::history(tx, id(1), before, 3)).wait().expect("reads");
        let first = page(None);
        assert_eq!(first.iter().map(|entry| entry.act.as_u128()).collect::<Vec<_>>(), [13, 12, 11]);
        assert_eq!(first[0].kind, "update");
        let second = page(Some(first[2].nr));
        let told: Vec<_> = second.iter().map(|e| (e.act.as_u128(), e.action, e.changes.as_deref())).collect();
        assert_eq!(told, [(1, Action::Create, Some(r#"{"name":[null,"Record 1"]}"#))]);
        assert_eq!(second[0].kind, "", "an act that was never recorded");
    });
}

#[test]
fn steps_come_last_first() {
    testing::stores(|store| {
        append(store, 1..6);
        let page = |before| store.read(move |tx| audit::steps(tx, id(1), before, 3)).wait().expect("reads");
        let first = page(None);
        assert_eq!(first.iter().map(|step| step.record.as_u128()).collect::<Vec<_>>(), [5, 4, 3]);
        let rest: Vec<_> = page(Some(first[2].nr)).iter().map(|step| step.record.as_u128()).collect();
        assert_eq!(rest, [2, 1]);
    });
}

#[test]
fn what_changed_since_an_act_is_known() {
    testing::stores(|store| {
        record(store, act(10, None, None), &[4]);
        record(store, act(11, None, None), &[1, 2, 3, 4]);
        record(store, act(12, None, None), &[2]);
        record(store, act(13, None, Some(id(11))), &[3]);
        let since = store.read(|tx| audit::changed_since(tx, id(11), (1..6).map(id).collect())).wait();
        let mut since: Vec<_> = since.expect("reads").iter().map(|record| record.as_u128()).collect();
        since.sort_unstable();
        assert_eq!(since, [2], "3 was changed by the undoing itself, 4 before");
    });
}
