//! Somebody leaves, on both engines: out at once, everything handed over, one act, undone as one.

mod support;

use crm::records::{self, ListQuery};
use crm::{Actor, Crm, Error, Via, leaver};
use meta::{Filter, Key, Op, Value};
use serde_json::json;
use support::*;
use uuid::Uuid;

fn owned(crm: &Crm, owner: Uuid) -> usize {
    let filter = Filter::test(Key::of("owner"), Op::Eq, Value::Id(owner));
    let query = ListQuery { filter, limit: 1000, ..ListQuery::default() };
    crm.read(&crm.system(), move |work| records::list(work, "account", &query)).wait().unwrap().records.len()
}

fn id(actor: &Actor) -> Uuid {
    actor.user.unwrap()
}

#[test]
fn everything_goes_to_the_successor_in_one_act() {
    each(|crm| {
        let rows = [
            ("ana", "administrator", None),
            ("max", "sales_manager", Some("ana")),
            ("tia", "sales_manager", Some("max")),
            ("bob", "sales_rep", Some("tia")),
            ("eve", "sales_rep", Some("max")),
        ];
        let made = people(crm, &rows);
        let (max, bob) = (id(&made["max"]), id(&made["bob"]));
        let team = create(crm, &crm.system(), "team", json!({ "name": "North", "lead": max })).unwrap().id;
        for n in 0..230 {
            create(crm, &made["max"], "account", json!({ "name": format!("Account {n}") })).unwrap();
        }
        let report = leaver::deactivate(crm, &made["ana"], max, bob).unwrap();
        assert_eq!((report.handed_over, report.refused.len()), (230 + 3, 0), "accounts, a team and two reports");
        assert!(crm.actor(max, Via::Session).is_none());
        assert_eq!((owned(crm, max), owned(crm, bob)), (0, 230));
        let managers = |name: &str| crm.snapshot().people.get(id(&made[name])).unwrap().manager;
        assert_eq!(managers("bob"), Some(id(&made["ana"])), "a successor from below moves up");
        assert_eq!((managers("tia"), managers("eve")), (Some(bob), Some(bob)));
        let lead = get(crm, &made["ana"], "team", team).unwrap().get("lead").id();
        assert_eq!(lead, Some(bob));

        let again = leaver::deactivate(crm, &made["ana"], max, bob).unwrap();
        assert_eq!(again.handed_over, 0, "done again, there is nothing left to do");

        let undone = crm::undo::undo(crm, &made["ana"], report.act).unwrap();
        assert!(undone.conflicts.is_empty(), "{undone:?}");
        crm.refresh().unwrap();
        assert!(crm.actor(max, Via::Session).is_some());
        assert_eq!((owned(crm, max), owned(crm, bob)), (230, 0));
    });
}

#[test]
fn a_record_that_refuses_is_reported_and_stops_nothing() {
    each(|crm| {
        let rows = [("ana", "administrator", None), ("max", "administrator", None), ("bob", "sales_rep", None)];
        let made = people(crm, &rows);
        create(crm, &made["max"], "account", json!({ "name": "Acme" })).unwrap();
        let user = |name: &str| {
            let values = json!({ "name": name, "email": format!("{name}@example.com"), "role": "sales_rep" });
            create(crm, &made["max"], "user", values).unwrap().id
        };
        let (_, damaged, _) = (user("uma"), user("zoe"), user("ugo"));
        // A value that would be refused today.
        crm.store()
            .write(move |tx| {
                let mut q = tx.sql();
                q.push("UPDATE ").table("user").push(" SET email = 'zoe' WHERE id = ").bind(damaged);
                tx.execute(&q)
            })
            .wait()
            .unwrap();
        let report = leaver::deactivate(crm, &made["ana"], id(&made["max"]), id(&made["bob"])).unwrap();
        let refused: Vec<Uuid> = report.refused.iter().map(|one| one.id).collect();
        assert_eq!((report.handed_over, refused), (3, vec![damaged]));
    });
}

#[test]
fn some_may_not_leave() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let (ana, bob) = (id(&made["ana"]), id(&made["bob"]));
        let leave = |actor: &Actor, user, to| leaver::deactivate(crm, actor, user, to).unwrap_err();
        assert!(matches!(leave(&made["bob"], ana, bob), Error::Forbidden(_)));
        assert!(matches!(leave(&made["ana"], ana, bob), Error::Conflict(_)), "oneself");
        assert!(matches!(leave(&crm.system(), ana, bob), Error::Invalid(_)), "the last administrator");
        assert!(matches!(leave(&made["ana"], bob, bob), Error::Invalid(_)), "to oneself");
        assert!(matches!(leave(&made["ana"], Uuid::now_v7(), ana), Error::NotFound(_)));
        assert!(crm.actor(ana, Via::Session).is_some() && crm.actor(bob, Via::Session).is_some());
    });
}
