//! Undo takes back what an act did, and nothing that somebody else did since.

use crm::records::{self, New};
use crm::{Crm, Error, undo as undoing};
use meta::Value;
use serde_json::json;
use uuid::Uuid;

use crate::support::*;
use crate::verbs::*;

/// Makes so many accounts in one act; gives the act and their ids.
fn many(crm: &Crm, actor: &crm::Actor, count: usize) -> (Uuid, Vec<Uuid>) {
    crm.write(actor, "import", move |work| {
        let mut ids = Vec::new();
        for n in 0..count {
            let values = values(&[("name", Value::Text(format!("Account {n}")))]);
            ids.push(records::create(work, "account", New { id: None, values, source: "import" })?.id);
        }
        Ok((work.act, ids))
    })
    .wait()
    .unwrap()
}

#[test]
fn a_creation_goes_to_the_bin_and_comes_back_when_the_undoing_is_undone() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let acme = account(crm, ana, "Acme");
        let report = undo(crm, ana, last_act(crm, acme));
        assert_eq!((report.undone, report.conflicts.len()), (1, 0));
        assert!(binned(crm, acme));
        assert_eq!(last_act(crm, acme), report.act);
        let again = undo(crm, ana, report.act);
        assert_eq!(again.undone, 1);
        assert!(!binned(crm, acme));
    });
}

#[test]
fn an_update_gets_its_old_values_back() {
    each(|crm| {
        let system = crm.system();
        let full = json!({ "name": "Acme", "industry": "retail", "employees": 12, "tags": ["a", "b"],
            "revenue": { "amount": "10.50", "currency": "USD" }, "founded": 1999,
            "emails": [{ "value": "a@example.com", "type": "work", "primary": true }],
            "address": { "street": "1 High Street", "city": "Lisbon", "country": "PT" } });
        let acme = create(crm, &system, "account", full).unwrap().id;
        let fields = ["name", "industry", "employees", "tags", "revenue", "founded", "emails", "address", "website"];
        let before = fields.map(|name| field(crm, acme, name));
        let other = json!({ "name": "Other", "industry": null, "employees": 13, "tags": [], "emails": [],
            "revenue": { "amount": "1", "currency": "EUR" }, "address": null, "website": "https://example.com" });
        update(crm, &system, "account", acme, other).unwrap();
        assert_ne!(fields.map(|name| field(crm, acme, name)), before);
        let report = undo(crm, &system, last_act(crm, acme));
        assert_eq!((report.undone, &report.conflicts[..]), (1, &[][..]));
        assert_eq!(fields.map(|name| field(crm, acme, name)), before);
    });
}

#[test]
fn a_deletion_and_a_restoration_are_taken_back() {
    each(|crm| {
        let system = crm.system();
        let acme = account(crm, &system, "Acme");
        let deleted = delete(crm, &system, acme);
        assert_eq!(undo(crm, &system, deleted).undone, 1);
        assert!(!binned(crm, acme));
        delete(crm, &system, acme);
        crm.write(&system, "restore", move |work| records::restore(work, "account", acme)).wait().unwrap();
        assert_eq!(undo(crm, &system, last_act(crm, acme)).undone, 1);
        assert!(binned(crm, acme));
    });
}

#[test]
fn a_record_changed_since_is_reported_and_left_alone() {
    each(|crm| {
        let system = crm.system();
        let (act, ids) = many(crm, &system, 3);
        update(crm, &system, "account", ids[1], json!({ "industry": "retail" })).unwrap();
        let report = undo(crm, &system, act);
        assert_eq!(report.undone, 2);
        let told: Vec<_> = report.conflicts.iter().map(|c| (c.module.as_str(), c.id, c.why.english())).collect();
        assert_eq!(told, [("account", ids[1], "it was changed since".to_string())]);
        assert_eq!(ids.iter().map(|id| binned(crm, *id)).collect::<Vec<_>>(), [true, false, true]);
    });
}

#[test]
fn a_long_act_is_taken_back_whole_in_one_act() {
    each(|crm| {
        let system = crm.system();
        let (act, ids) = many(crm, &system, 603);
        let report = undo(crm, &system, act);
        assert_eq!((report.undone, report.conflicts.len()), (603, 0));
        let query = records::ListQuery { limit: 1, ..Default::default() };
        let left = crm.read(&system, move |work| records::list(work, "account", &query)).wait().unwrap();
        assert_eq!(left.records.len(), 0);
        let listed =
            crm.read(&system, |work| crm::acts::list(work, store::audit::Whose::Kith, None, 9)).wait().unwrap();
        assert_eq!(listed[0].act.kind, "undo");
        assert_eq!((listed[0].act.cause, listed[0].act.depth), (Some(act), 1));
        let import = listed.iter().find(|listed| listed.act.id == act).unwrap();
        assert_eq!((import.act.undone_by, import.changes), (Some(report.act), 603));
        assert_eq!(undo(crm, &system, report.act).undone, 603);
        assert!(!binned(crm, ids[0]) && !binned(crm, ids[602]));
    });
}

#[test]
fn steps_of_one_record_are_taken_back_from_the_last_to_the_first() {
    each(|crm| {
        let system = crm.system();
        let acme = account(crm, &system, "Acme");
        let act = crm.write(&system, "batch", move |work| {
            for name in ["B", "C", "D"] {
                records::update(work, "account", acme, values(&[("name", Value::Text(name.into()))]), None)?;
            }
            let other = records::create(
                work,
                "account",
                New { id: None, values: values(&[("name", Value::Text("Parent".into()))]), source: "test" },
            )?;
            records::update(work, "account", acme, values(&[("parent", Value::Id(other.id))]), None)?;
            records::delete(work, "account", acme, None)?;
            Ok((work.act, other.id))
        });
        let (act, other) = act.wait().unwrap();
        let report = undo(crm, &system, act);
        assert_eq!((report.undone, &report.conflicts[..]), (2, &[][..]));
        assert_eq!((field(crm, acme, "name"), field(crm, acme, "parent")), (json!("Acme"), json!(null)));
        assert!(!binned(crm, acme) && binned(crm, other));
    });
}

#[test]
fn links_and_stages_and_sums_follow() {
    each(|crm| {
        let system = crm.system();
        let stages = pipeline(crm);
        let acme = account(crm, &system, "Acme");
        let deal = json!({ "name": "Deal", "account": acme, "stage": stages["engaging"],
            "amount": { "amount": "1000", "currency": "USD" } });
        let deal = create(crm, &system, "opportunity", deal).unwrap().id;
        update(crm, &system, "opportunity", deal, json!({ "stage": stages["won"] })).unwrap();
        assert_eq!(field(crm, acme, "won_total")["amount"], json!("1000.00"));
        let act = crm.read(&system, move |work| records::history(work, "opportunity", deal, None, 1)).wait().unwrap().0
            [0]
        .act;
        let report = undo(crm, &system, act);
        assert_eq!((report.undone, &report.conflicts[..]), (1, &[][..]));
        assert_eq!(field(crm, acme, "won_total")["amount"], json!("0.00"));
        assert_eq!(field(crm, acme, "open_pipeline")["amount"], json!("1000.00"));
        let record = get(crm, &system, "opportunity", deal).unwrap();
        assert_eq!(json_of(&record, "probability"), json!("40.00"));
    });
}

#[test]
fn a_probability_that_followed_its_stage_follows_it_still_when_the_move_was_undone() {
    each(|crm| {
        let (system, stages) = (crm.system(), pipeline(crm));
        let deal = json!({ "name": "Deal", "stage": stages["prospecting"] });
        let deal = create(crm, &system, "opportunity", deal).unwrap().id;
        let told = |field: &str| json_of(&get(crm, &system, "opportunity", deal).unwrap(), field);
        let last = || {
            let read = crm.read(&system, move |work| records::history(work, "opportunity", deal, None, 1));
            read.wait().unwrap().0[0].act
        };
        let before = told("probability");
        update(crm, &system, "opportunity", deal, json!({ "stage": stages["won"] })).unwrap();
        undo(crm, &system, last());
        let manual = told("probability_manual");
        assert_eq!((told("probability"), manual == json!(true)), (before, false));
        update(crm, &system, "opportunity", deal, json!({ "stage": stages["won"] })).unwrap();
        assert_eq!(told("probability"), json!("100.00"));
        update(crm, &system, "opportunity", deal, json!({ "probability": "40" })).unwrap();
        assert_eq!(told("probability_manual"), json!(true));
        undo(crm, &system, last());
        let manual = told("probability_manual");
        assert_eq!((told("probability"), manual == json!(true)), (json!("100.00"), false));
    });
}

#[test]
fn a_share_is_taken_back() {
    each(|crm| {
        let people = people(crm, &[("ann", "sales_rep", None), ("bob", "sales_rep", None)]);
        let (ann, bob) = (&people["ann"], &people["bob"]);
        let stages = pipeline(crm);
        let values = json!({ "name": "Hers", "stage": stages["engaging"], "owner": ann.user });
        let deal = create(crm, &crm.system(), "opportunity", values).unwrap().id;
        let with = bob.user.unwrap();
        let act = crm.write(ann, "share", move |work| {
            crm::shares::add(work, "opportunity", deal, with, true)?;
            Ok(work.act)
        });
        let report = undo(crm, ann, act.wait().unwrap());
        assert_eq!((report.undone, &report.conflicts[..]), (1, &[][..]));
        assert!(get(crm, bob, "opportunity", deal).is_err());
        assert_eq!(undo(crm, ann, report.act).undone, 1);
        assert!(get(crm, bob, "opportunity", deal).is_ok());
    });
}

#[test]
fn only_its_author_or_an_administrator_undoes_an_act_and_only_once() {
    each(|crm| {
        let people =
            people(crm, &[("ana", "administrator", None), ("ann", "sales_rep", None), ("bob", "sales_rep", None)]);
        let acme = account(crm, &people["ann"], "Acme");
        update(crm, &people["ann"], "account", acme, json!({ "industry": "retail" })).unwrap();
        let act = last_act(crm, acme);
        assert!(matches!(undoing::undo(crm, &people["bob"], act), Err(Error::NotFound(_))));
        assert!(matches!(undoing::undo(crm, &people["ann"], Uuid::nil()), Err(Error::NotFound(_))));
        assert_eq!(undo(crm, &people["ana"], act).undone, 1);
        assert!(matches!(undoing::undo(crm, &people["ann"], act), Err(Error::Conflict(_))));
    });
}

#[test]
fn a_right_that_is_missing_is_a_conflict_not_a_way_around() {
    each(|crm| {
        let people = people(crm, &[("ann", "sales_rep", None), ("bob", "sales_rep", None)]);
        let (ann, bob) = (&people["ann"], &people["bob"]);
        let stages = pipeline(crm);
        let deal = create(crm, ann, "opportunity", json!({ "name": "Deal", "stage": stages["engaging"] })).unwrap().id;
        update(crm, ann, "opportunity", deal, json!({ "owner": bob.user })).unwrap();
        let act = crm.read(&crm.system(), move |work| records::history(work, "opportunity", deal, None, 1));
        let report = undo(crm, ann, act.wait().unwrap().0[0].act);
        assert_eq!((report.undone, report.conflicts.len()), (0, 1));
        assert!(report.conflicts[0].why.english().contains("not found"), "{:?}", report.conflicts);
        let record = get(crm, &crm.system(), "opportunity", deal).unwrap();
        assert_eq!(record.get("owner").id(), bob.user);
    });
}

#[test]
fn erased_values_cannot_be_put_back() {
    each(|crm| {
        let system = crm.system();
        let acme = account(crm, &system, "Acme");
        update(crm, &system, "account", acme, json!({ "name": "Other" })).unwrap();
        crm.store()
            .write(|tx| {
                let mut delete = tx.sql();
                delete.push("DELETE FROM ").table("kith_audit_value");
                tx.execute(&delete)
            })
            .wait()
            .unwrap();
        assert!(history(crm, &system, acme).iter().all(|entry| entry.erased));
        let report = undo(crm, &system, last_act(crm, acme));
        assert_eq!((report.undone, report.conflicts.len()), (0, 1));
        assert_eq!(field(crm, acme, "name"), json!("Other"));
    });
}

#[test]
fn what_others_hung_on_a_record_is_never_swept_away_with_it() {
    each(|crm| {
        let system = crm.system();
        let pipeline = create(crm, &system, "pipeline", json!({ "name": "Sales" })).unwrap().id;
        let made = crm.read(&system, move |work| records::history(work, "pipeline", pipeline, None, 1));
        let made = made.wait().unwrap().0[0].act;
        let stage = json!({ "name": "First", "key": "first", "pipeline": pipeline, "position": 0, "outcome": "open" });
        let stage = create(crm, &system, "stage", stage).unwrap().id;
        let report = undo(crm, &system, made);
        assert_eq!((report.undone, report.conflicts.len()), (0, 1));
        assert!(report.conflicts[0].why.english().contains("hung on it since"), "{:?}", report.conflicts);
        for (module, id) in [("pipeline", pipeline), ("stage", stage)] {
            assert_eq!(json_of(&get(crm, &system, module, id).unwrap(), "deleted_at"), json!(null), "{module}");
        }
    });
}

#[test]
fn an_interrupted_undoing_goes_on() {
    each(|crm| {
        let system = crm.system();
        let (act, ids) = many(crm, &system, 3);
        undo(crm, &system, act);
        // As after a crash: something was taken back, the act is not marked yet.
        crm.store()
            .write(move |tx| {
                let mut update = tx.sql();
                update.push("UPDATE ").table("kith_act").push(" SET undone_by = NULL WHERE id = ").bind(act);
                tx.execute(&update)
            })
            .wait()
            .unwrap();
        let report = undo(crm, &system, act);
        assert_eq!((report.undone, &report.conflicts[..]), (3, &[][..]));
        assert!(ids.iter().all(|id| binned(crm, *id)));
    });
}

#[test]
fn a_change_made_meanwhile_is_never_lost() {
    each(|crm| {
        let system = crm.system();
        for _ in 0..12 {
            let acme = account(crm, &system, "Acme");
            update(crm, &system, "account", acme, json!({ "industry": "retail" })).unwrap();
            let act = last_act(crm, acme);
            let changed = std::thread::scope(|scope| {
                let other =
                    scope.spawn(|| update(crm, &crm.system(), "account", acme, json!({ "industry": "health" })));
                undo(crm, &system, act);
                other.join().unwrap()
            });
            changed.unwrap();
            assert_eq!(field(crm, acme, "industry"), json!("health"));
        }
    });
}
