//! Sealing as the server does it, and verifying what the business wrote.

use crm::audit::{self, Head};
use serde_json::json;

use crate::support::*;
use crate::verbs::*;

#[test]
fn what_the_business_writes_is_sealed_and_sound() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let acme = account(crm, &people["ana"], "Acme");
        let first = audit::seal(crm).unwrap().expect("a head");
        assert_eq!(audit::seal(crm).unwrap(), None, "nothing is left");
        update(crm, &people["ana"], "account", acme, json!({ "industry": "retail" })).unwrap();
        let second = audit::seal(crm).unwrap().expect("a head");
        assert_eq!(second.position, first.position + 1);
        let report = audit::verify(crm, Some(second)).unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        assert_eq!((report.head, report.unsealed), (Some(second), 0));
        assert!(audit::holds(crm, first).unwrap() && audit::holds(crm, second).unwrap());
        assert!(!audit::holds(crm, Head { mac: second.hash, ..second }).unwrap());
    });
}

#[test]
fn more_than_one_batch_is_sealed_at_once() {
    each(|crm| {
        let account = meta::Key::of("account");
        crm.write(&crm.system(), "many", move |work| {
            crm::acts::ensure(work)?;
            let change = store::audit::Change {
                act: work.act,
                at: work.now,
                actor: None,
                module: &account,
                record: work.act,
                action: store::audit::Action::Access,
                version: 0,
                changes: "{}".into(),
            };
            Ok(store::audit::append_all(work.tx, &vec![change; 2_500])?)
        })
        .wait()
        .unwrap();
        let head = audit::seal(crm).unwrap().expect("a head");
        let report = audit::verify(crm, Some(head)).unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        assert!(report.rows >= 2_500 && report.seals >= 3 && report.unsealed == 0, "{report:?}");
    });
}

#[test]
fn a_sealer_that_stopped_is_noticed() {
    store::testing::stores(|store| {
        let early = crm::Crm::open_at(store.clone(), [7; 32], now).unwrap();
        account(&early, &early.system(), "Acme");
        let later = |seconds| {
            let clock = move || now() + chrono::TimeDelta::seconds(seconds);
            crm::Crm::open_at(store.clone(), [7; 32], clock).unwrap()
        };
        assert_eq!(audit::overdue(&later(9)).unwrap(), None);
        assert_eq!(audit::overdue(&later(11)).unwrap(), Some(now()));
        audit::seal(&early).unwrap();
        assert_eq!(audit::overdue(&later(11)).unwrap(), None);
    });
}

#[test]
fn another_node_seals_only_when_the_lease_ran_out() {
    store::testing::stores(|store| {
        let node = |seconds| {
            let clock = move || now() + chrono::TimeDelta::seconds(seconds);
            crm::Crm::open_at(store.clone(), [7; 32], clock).unwrap()
        };
        let (one, soon, late) = (node(0), node(4), node(9));
        account(&one, &one.system(), "Acme");
        assert!(audit::seal(&one).unwrap().is_some());
        account(&one, &one.system(), "Other");
        assert_eq!(audit::seal(&soon).unwrap(), None);
        assert_eq!(audit::overdue(&late).unwrap(), None, "a node that died is followed before anything is overdue");
        assert!(audit::seal(&late).unwrap().is_some());
    });
}

#[test]
fn acts_are_listed_to_those_who_did_them() {
    use store::audit::Whose;
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None), ("rep", "sales_rep", None)]);
        let (ana, rep) = (&people["ana"], &people["rep"]);
        let hers = account(crm, rep, "Hers");
        account(crm, ana, "Other");
        let list = |actor, whose| crm.read(actor, move |work| crm::acts::list(work, whose, None, 50)).wait();
        let own = list(rep, Whose::Person(rep.user.unwrap())).unwrap();
        assert_eq!(own.iter().map(|listed| listed.act.id).collect::<Vec<_>>(), [last_act(crm, hers)]);
        assert!(matches!(list(rep, Whose::All), Err(crm::Error::Forbidden(_))));
        assert_eq!(list(ana, Whose::All).unwrap().len(), 4, "two people, two accounts");
    });
}
