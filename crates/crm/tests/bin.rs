//! The bin with what hangs together: circles, long chains, what restricts, and what is left of a purged record.

mod support;

use crm::{Crm, Error, records};
use meta::Value;
use serde_json::json;
use support::everything::{EVERYTHING, LINE, apply};
use support::*;
use uuid::Uuid;

fn thing(crm: &Crm, values: serde_json::Value) -> Uuid {
    create(crm, &crm.system(), "everything", values).unwrap().id
}

fn delete(crm: &Crm, module: &'static str, id: Uuid) -> crm::Result<()> {
    crm.write(&crm.system(), "delete", move |work| records::delete(work, module, id, None)).wait()
}

fn restore(crm: &Crm, id: Uuid) {
    crm.write(&crm.system(), "restore", move |work| records::restore(work, "everything", id)).wait().unwrap();
}

fn binned(crm: &Crm, id: Uuid) -> bool {
    !get(crm, &crm.system(), "everything", id).unwrap().get("deleted_at").is_empty()
}

#[test]
fn a_circle_goes_in_and_comes_back_as_one() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let (one, alone) = (thing(crm, json!({ "name": "One" })), thing(crm, json!({ "name": "Alone" })));
        let other = thing(crm, json!({ "name": "Other", "twin": one }));
        update(crm, &crm.system(), "everything", one, json!({ "twin": other })).unwrap();
        update(crm, &crm.system(), "everything", alone, json!({ "twin": alone })).unwrap();
        for (deleted, all) in [(other, vec![one, other]), (alone, vec![alone])] {
            delete(crm, "everything", deleted).unwrap();
            assert!(all.iter().all(|id| binned(crm, *id)));
            restore(crm, deleted);
            assert!(!all.iter().any(|id| binned(crm, *id)));
        }
    });
}

#[test]
fn a_long_chain_takes_no_stack() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let first = thing(crm, json!({ "name": "First" }));
        let last = (0..120).fold(first, |before, n| thing(crm, json!({ "name": format!("{n}"), "twin": before })));
        delete(crm, "everything", first).unwrap();
        assert!(binned(crm, last));
        restore(crm, first);
        assert!(!binned(crm, last));
    });
}

#[test]
fn what_restricts_keeps_everything_where_it_is() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let acme = create(crm, &crm.system(), "account", json!({ "name": "Acme" })).unwrap().id;
        let holder = thing(crm, json!({ "name": "Holder", "account": acme, "lines": [{ "name": "Line" }] }));
        let refused = delete(crm, "account", acme).unwrap_err();
        assert!(
            matches!(&refused, Error::Conflict(why) if why.english().contains("things point at it")),
            "{refused:?}"
        );
        assert!(get(crm, &crm.system(), "account", acme).unwrap().get("deleted_at").is_empty());
        delete(crm, "everything", holder).unwrap();
        delete(crm, "account", acme).unwrap();
    });
}

#[test]
fn nothing_is_left_of_a_purged_record() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let gone = thing(crm, json!({ "name": "Gone", "lines": [{ "name": "Line" }] }));
        let other = json!({ "name": "Other", "boss": gone, "friends": [gone], "about": { "module": "everything", "id": gone } });
        let other = thing(crm, other);
        let line = match get(crm, &crm.system(), "everything", gone).unwrap().get("lines") {
            Value::Lines(lines) => lines[0].id.unwrap(),
            other => panic!("{other:?}"),
        };
        let early = crm.write(&crm.system(), "purge", move |work| records::purge(work, "everything", gone)).wait();
        assert!(matches!(early, Err(Error::Conflict(_))));
        delete(crm, "everything", gone).unwrap();
        crm.write(&crm.system(), "purge", move |work| records::purge(work, "everything", gone)).wait().unwrap();
        for (module, id) in [("everything", gone), ("everything_line", line)] {
            assert!(matches!(get(crm, &crm.system(), module, id), Err(Error::NotFound(_))), "{module}");
        }
        let other = get(crm, &crm.system(), "everything", other).unwrap();
        for field in ["boss", "friends", "about"] {
            assert!(other.get(field).is_empty(), "{field}: {:?}", other.get(field));
        }
    });
}

#[test]
fn a_stage_stays_while_records_are_in_it_and_nobody_deletes_themselves() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None), ("bo", "administrator", None)]);
        let (system, stages) = (crm.system(), pipeline(crm));
        let deal = create(crm, &system, "opportunity", json!({ "name": "Deal", "stage": stages["won"] })).unwrap().id;
        let refused = delete(crm, "stage", stages["won"]).unwrap_err();
        assert!(
            matches!(&refused, Error::Conflict(why) if why.english().contains("opportunities point at it")),
            "{refused:?}"
        );
        let whole = get(crm, &system, "stage", stages["won"]).unwrap().get("pipeline").id().unwrap();
        assert!(matches!(delete(crm, "pipeline", whole), Err(Error::Conflict(_))));
        delete(crm, "stage", stages["lost"]).unwrap();
        delete(crm, "opportunity", deal).unwrap();
        delete(crm, "stage", stages["won"]).unwrap();

        let (ana, id) = (people["ana"].clone(), people["ana"].user.unwrap());
        let own = crm.write(&ana, "delete", move |work| records::delete(work, "user", id, None)).wait();
        assert!(matches!(own, Err(Error::Conflict(_))), "{own:?}");
    });
}

#[test]
fn what_was_taken_meanwhile_is_told_when_its_first_holder_comes_back() {
    each(|crm| {
        apply(crm, &[EVERYTHING, LINE]);
        let first = thing(crm, json!({ "name": "First", "code": "A1" }));
        delete(crm, "everything", first).unwrap();
        thing(crm, json!({ "name": "Second", "code": "A1" }));
        let back = crm.write(&crm.system(), "restore", move |work| records::restore(work, "everything", first)).wait();
        assert!(
            matches!(&back, Err(Error::Conflict(why)) if why.english().contains("code: is taken: another thing has")),
            "{back:?}"
        );
    });
}

#[test]
fn a_team_stays_while_anybody_is_in_it_and_a_user_while_anything_is_theirs() {
    each(|crm| {
        let system = crm.system();
        let north = create(crm, &system, "team", json!({ "name": "North" })).unwrap().id;
        let far = create(crm, &system, "team", json!({ "name": "Far north", "parent": north })).unwrap().id;
        let user = |name: &str, more: serde_json::Value| {
            let mut values = json!({ "name": name, "email": format!("{name}@example.com") });
            values.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            create(crm, &system, "user", values).unwrap().id
        };
        let bo = user("bo", json!({ "team": far }));
        let cy = user("cy", json!({ "manager": bo }));
        let acme = create(crm, &system, "account", json!({ "name": "Acme", "owner": cy })).unwrap().id;
        let kept = |module: &'static str, id: Uuid, words: &str| match delete(crm, module, id) {
            Err(Error::Conflict(why)) => assert!(why.english().contains(words), "{why:?}"),
            other => panic!("{other:?}"),
        };
        kept("team", north, "teams point at it");
        kept("team", far, "users point at it");
        kept("user", bo, "users point at it: deactivate");
        kept("user", cy, "accounts point at it: deactivate");
        delete(crm, "account", acme).unwrap();
        delete(crm, "user", cy).unwrap();
        delete(crm, "user", bo).unwrap();
        delete(crm, "team", far).unwrap();
        delete(crm, "team", north).unwrap();
    });
}
