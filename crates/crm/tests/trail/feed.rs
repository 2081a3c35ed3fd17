//! The feed tells each actor what happened to the records they see, and which they lost.

use crm::{Actor, Crm, Error, audit, feed, records};
use serde_json::json;
use uuid::Uuid;

use crate::support::*;
use crate::verbs::*;

/// The feed after a position, as `(action, id)`, and where it ends.
fn told(crm: &Crm, actor: &Actor, after: i64) -> (Vec<(&'static str, Uuid)>, i64) {
    let page = crm.read(actor, move |work| feed::changes(work, after, 1_000)).wait().unwrap();
    (page.events.iter().map(|event| (event.happened.as_str(), event.id)).collect(), page.last)
}

/// Seals, and gives the last position.
fn seal(crm: &Crm) -> i64 {
    audit::seal(crm).unwrap();
    crm.store().read(store::audit::last_position).wait().unwrap()
}

#[test]
fn only_sealed_changes_are_told_in_order() {
    each(|crm| {
        let system = crm.system();
        let start = seal(crm);
        let one = account(crm, &system, "One");
        let two = account(crm, &system, "Two");
        update(crm, &system, "account", one, json!({ "industry": "retail" })).unwrap();
        delete(crm, &system, two);
        assert_eq!(told(crm, &system, start), (vec![], start));
        let end = seal(crm);
        let expected = vec![("create", one), ("create", two), ("update", one), ("delete", two)];
        assert_eq!(told(crm, &system, start), (expected, end));
        assert_eq!(told(crm, &system, end), (vec![], end));
        assert_eq!(told(crm, &system, end - 1).0, [("delete", two)]);
    });
}

#[test]
fn a_page_ends_at_its_limit() {
    each(|crm| {
        let system = crm.system();
        for n in 0..5 {
            account(crm, &system, &format!("Account {n}"));
        }
        let end = seal(crm);
        let page = crm.read(&system, |work| feed::changes(work, 0, 2)).wait().unwrap();
        assert_eq!((page.events.len(), page.last), (2, 2));
        assert_eq!((page.events[1].position, page.events[1].version), (2, Some(1)));
        assert!(end >= 5);
    });
}

#[test]
fn a_position_of_another_workspace_is_refused() {
    each(|crm| {
        let end = seal(crm);
        for after in [-1, end + 1] {
            let refused = crm.read(&crm.system(), move |work| feed::changes(work, after, 9)).wait();
            assert!(matches!(refused, Err(Error::BadRequest(_))), "{after}: {refused:?}");
        }
    });
}

#[test]
fn what_one_never_saw_is_not_told_and_what_one_lost_is_gone() {
    each(|crm| {
        let people = people(crm, &[("ann", "sales_rep", None), ("bob", "sales_rep", None)]);
        let (ann, bob) = (&people["ann"], &people["bob"]);
        let stages = pipeline(crm);
        let start = seal(crm);
        let deal = |name: &str, owner: &Actor| {
            let values = json!({ "name": name, "stage": stages["engaging"], "owner": owner.user });
            create(crm, &crm.system(), "opportunity", values).unwrap().id
        };
        let (hers, his) = (deal("Hers", ann), deal("His", bob));
        seal(crm);
        assert_eq!(told(crm, ann, start).0, [("create", hers)]);
        assert_eq!(told(crm, bob, start).0, [("create", his)]);

        update(crm, &crm.system(), "opportunity", hers, json!({ "owner": bob.user })).unwrap();
        let moved = seal(crm);
        assert_eq!(told(crm, ann, start).0, [("gone", hers)], "she sees nothing of it but that it is gone");
        assert_eq!(told(crm, bob, start).0, [("create", hers), ("create", his), ("update", hers)]);

        update(crm, bob, "opportunity", hers, json!({ "name": "His now" })).unwrap();
        update(crm, &crm.system(), "opportunity", hers, json!({ "owner": null })).unwrap();
        seal(crm);
        assert_eq!(told(crm, ann, moved).0, [], "what happens to it afterwards is none of her business");
        assert_eq!(told(crm, bob, moved).0, [("gone", hers)]);
    });
}

#[test]
fn a_share_that_ends_takes_the_record_away() {
    each(|crm| {
        let people = people(crm, &[("ann", "sales_rep", None), ("bob", "sales_rep", None)]);
        let (ann, bob) = (&people["ann"], &people["bob"]);
        let stages = pipeline(crm);
        let values = json!({ "name": "Hers", "stage": stages["engaging"], "owner": ann.user });
        let deal = create(crm, &crm.system(), "opportunity", values).unwrap().id;
        let (start, with) = (seal(crm), bob.user.unwrap());
        crm.write(ann, "share", move |work| crm::shares::add(work, "opportunity", deal, with, false)).wait().unwrap();
        let shared = seal(crm);
        assert_eq!(told(crm, bob, start).0, [("share", deal)]);
        crm.write(ann, "share", move |work| crm::shares::remove(work, "opportunity", deal, with)).wait().unwrap();
        seal(crm);
        assert_eq!(told(crm, bob, shared).0, [("gone", deal)]);
    });
}

#[test]
fn a_purged_record_is_gone() {
    each(|crm| {
        let people = people(crm, &[("ann", "sales_rep", None)]);
        let acme = account(crm, &crm.system(), "Acme");
        delete(crm, &crm.system(), acme);
        let start = seal(crm);
        crm.write(&crm.system(), "purge", move |work| records::purge(work, "account", acme)).wait().unwrap();
        seal(crm);
        assert_eq!(told(crm, &people["ann"], start).0, [("gone", acme)]);
    });
}
