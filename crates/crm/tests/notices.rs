//! What people are told: of what became theirs, of mentions, of what they follow, of what is due; and what nobody is told.

mod support;

use chrono::Duration;
use crm::notices::{self, Kind, Notice, Place};
use crm::{Actor, Crm, Via};
use serde_json::json;
use support::*;

fn told(crm: &Crm, actor: &Actor) -> Vec<(Kind, String, i64)> {
    list(crm, actor).into_iter().map(|notice| (notice.kind, notice.title, notice.more)).collect()
}

fn list(crm: &Crm, actor: &Actor) -> Vec<Notice> {
    crm::audit::seal(crm).unwrap();
    notices::tend(crm).unwrap();
    crm.read(actor, |work| notices::list(work, None, 50)).wait().unwrap().0
}

#[test]
fn people_are_told_what_concerns_them_and_not_what_they_did_themselves() {
    each(|crm| {
        let people = people(crm, &[("ada", "administrator", None), ("rui", "administrator", None)]);
        let (ada, rui) = (&people["ada"], &people["rui"]);
        assert_eq!(told(crm, rui), [], "what was before is no news");
        let acme = create(crm, ada, "account", json!({ "name": "Acme", "owner": rui.user })).unwrap().id;
        assert_eq!(told(crm, rui), [(Kind::Assigned, "Acme".into(), 0)]);
        assert_eq!(told(crm, ada), []);
        let about = json!({ "module": "account", "id": acme });
        let note = create(crm, rui, "note", json!({ "body": "Ask @Ada", "about": about })).unwrap().id;
        assert_eq!(told(crm, ada)[0].0, Kind::Mentioned);
        update(crm, rui, "note", note, json!({ "body": "Ask @ada soon" })).unwrap();
        assert_eq!(told(crm, ada).len(), 1, "a mention is told once");
        // Whoever follows hears of changes and of what is hung on the record.
        crm.write(ada, "follow", move |work| notices::follow(work, "account", acme)).wait().unwrap();
        update(crm, rui, "account", acme, json!({ "website": "https://acme.example" })).unwrap();
        create(crm, rui, "task", json!({ "subject": "Call", "about": about, "owner": rui.user })).unwrap();
        update(crm, ada, "account", acme, json!({ "website": "https://acme.test" })).unwrap();
        let heard = told(crm, ada);
        let followed: Vec<_> = heard.iter().filter(|(kind, ..)| *kind == Kind::Followed).collect();
        assert_eq!(followed.len(), 2, "{heard:?}");
        crm.write(ada, "follow", move |work| notices::unfollow(work, acme)).wait().unwrap();
        update(crm, rui, "account", acme, json!({ "website": "https://acme.org" })).unwrap();
        assert_eq!(told(crm, ada).len(), heard.len());
        // What was seen counts no more.
        assert_eq!(crm.read(ada, notices::unseen).wait().unwrap(), heard.len() as i64);
        let newest = list(crm, ada)[0].nr;
        crm.write(ada, "notices", move |work| notices::see(work, Some(newest))).wait().unwrap();
        assert_eq!(crm.read(ada, notices::unseen).wait().unwrap(), heard.len() as i64 - 1);
        crm.write(ada, "notices", |work| notices::see(work, None)).wait().unwrap();
        assert_eq!(crm.read(ada, notices::unseen).wait().unwrap(), 0);
        assert!(list(crm, ada).iter().all(|notice| !notice.new));
    });
}

#[test]
fn many_records_of_one_act_are_told_as_one() {
    each(|crm| {
        let people = people(crm, &[("ada", "administrator", None), ("rui", "sales_rep", None)]);
        let (ada, rui) = (&people["ada"], &people["rui"]);
        told(crm, rui);
        let owner = rui.user;
        crm.write(ada, "import", move |work| {
            for name in ["Acme", "Bolt", "Cord"] {
                let definition = work.module("account")?;
                let values = json!({ "name": name, "owner": owner });
                let values = crm::records::from_json(work, &definition, values.as_object().unwrap())?;
                crm::records::create(work, "account", crm::records::New { id: None, values, source: "test" })?;
            }
            Ok(())
        })
        .wait()
        .unwrap();
        assert_eq!(told(crm, rui), [(Kind::Assigned, "Acme".into(), 2)]);
    });
}

#[test]
fn nobody_is_told_of_what_they_do_not_see_or_do_not_want_to_hear() {
    each(|crm| {
        let people =
            people(crm, &[("ada", "administrator", None), ("rui", "sales_rep", None), ("eva", "sales_rep", None)]);
        for (name, team) in [("rui", "North"), ("eva", "South")] {
            let team = create(crm, &crm.system(), "team", json!({ "name": team })).unwrap().id;
            update(crm, &crm.system(), "user", people[name].user.unwrap(), json!({ "team": team })).unwrap();
        }
        let now = |name: &str| crm.actor(people[name].user.unwrap(), Via::Session).unwrap();
        let (ada, rui, eva) = (&now("ada"), &now("rui"), &now("eva"));
        told(crm, rui);
        let stage = pipeline(crm)["prospecting"];
        let acme = create(crm, ada, "account", json!({ "name": "Acme" })).unwrap().id;
        let values = json!({ "name": "Renewal", "account": acme, "stage": stage, "owner": rui.user });
        let deal = create(crm, ada, "opportunity", values).unwrap().id;
        let about = json!({ "module": "opportunity", "id": deal });
        let note = create(crm, ada, "note", json!({ "body": "@eva, look", "about": about })).unwrap().id;
        assert!(get(crm, eva, "note", note).is_err());
        assert_eq!(told(crm, rui).len(), 1);
        assert!(get(crm, eva, "opportunity", deal).is_err());
        assert_eq!(told(crm, eva), [], "she may not see what the note is about");
        let follow = crm.write(eva, "follow", move |work| notices::follow(work, "opportunity", deal)).wait();
        assert!(matches!(follow, Err(crm::Error::NotFound(_))));
        // Taken away again, it is told no more.
        update(crm, ada, "opportunity", deal, json!({ "owner": ada.user })).unwrap();
        assert_eq!(told(crm, rui), []);
        let wanted = [(Kind::Mentioned, Place::Page), (Kind::Due, Place::Browser)];
        crm.write(rui, "notices", move |work| notices::hear(work, &wanted)).wait().unwrap();
        assert_eq!(crm.read(rui, notices::heard).wait().unwrap(), wanted);
        create(crm, ada, "account", json!({ "name": "Bolt", "owner": rui.user })).unwrap();
        assert_eq!(told(crm, rui), []);
    });
}

#[test]
fn tasks_are_told_on_their_morning_and_when_somebody_wanted_to_be_reminded() {
    clock::each_with_clock(|crm, clock| {
        clock.pass(Duration::hours(20));
        let people = people(crm, &[("rui", "administrator", None)]);
        let rui = &people["rui"];
        let task = |subject: &str, due: Option<&str>, remind: Option<&str>| {
            let values = json!({ "subject": subject, "due": due, "reminder_at": remind, "owner": rui.user });
            create(crm, rui, "task", values).unwrap();
        };
        task("Call", Some("2026-11-23"), None);
        task("Write", Some("2026-11-23"), None);
        task("Later", Some("2026-11-24"), None);
        task("Ring", None, Some("2026-11-23T09:30:00Z"));
        assert_eq!(told(crm, rui), [], "it is early");
        clock.pass(Duration::hours(2));
        assert_eq!(told(crm, rui), [(Kind::Due, "Call".into(), 1)]);
        clock.pass(Duration::minutes(100));
        assert_eq!(told(crm, rui), [(Kind::Due, "Ring".into(), 0), (Kind::Due, "Call".into(), 1)]);
        clock.pass(Duration::minutes(5));
        assert_eq!(told(crm, rui).len(), 2, "once");
        clock.pass(Duration::hours(24));
        assert_eq!(told(crm, rui)[0], (Kind::Due, "Later".into(), 0));
    });
}
