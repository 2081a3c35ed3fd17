//! What people share and keep, on both engines: shares by hand, stars, recents, answers kept for repeated requests.

mod support;

use crm::{Actor, Crm, Error, answers, personal, shares};
use meta::Key;
use serde_json::json;
use support::clock::each_with_clock;
use support::*;
use uuid::Uuid;

/// A role that sees its own accounts only.
fn loners(crm: &Crm) -> std::collections::HashMap<&'static str, Actor> {
    use meta::{Rights, Scope};
    let own = Rights { create: true, read: Scope::Own, edit: Scope::Own, delete: Scope::Own };
    crm.write(&crm.system(), "configure", move |work| {
        crm::settings::rights::set(work, &Key::of("sales_rep"), &Key::of("account"), Some(own))
    })
    .wait()
    .unwrap();
    crm.refresh().unwrap();
    people(crm, &[("ana", "sales_rep", None), ("bob", "sales_rep", None), ("ida", "administrator", None)])
}

fn share(crm: &Crm, actor: &Actor, id: Uuid, with: Uuid, may_edit: bool) -> crm::Result<()> {
    crm.write(actor, "share", move |work| shares::add(work, "account", id, with, may_edit)).wait()
}

#[test]
fn a_share_opens_a_record_to_read_or_to_change_and_never_to_delete() {
    each(|crm| {
        let made = loners(crm);
        let (ana, bob) = (&made["ana"], &made["bob"]);
        let acme = create(crm, ana, "account", json!({ "name": "Acme" })).unwrap().id;
        create(crm, ana, "account", json!({ "name": "Secret" })).unwrap();
        let change = |actor: &Actor| update(crm, actor, "account", acme, json!({ "name": "Acme 2" }));
        assert!(matches!(get(crm, bob, "account", acme), Err(Error::NotFound(_))));
        assert!(matches!(share(crm, bob, acme, bob.user.unwrap(), true), Err(Error::NotFound(_))));

        share(crm, ana, acme, bob.user.unwrap(), false).unwrap();
        assert_eq!(get(crm, bob, "account", acme).unwrap().title, "Acme");
        assert!(matches!(change(bob), Err(Error::Forbidden(_))));
        assert!(matches!(share(crm, bob, acme, bob.user.unwrap(), true), Err(Error::Forbidden(_))));
        let query = crm::records::ListQuery::default();
        let listed = crm.read(bob, move |work| crm::records::list(work, "account", &query)).wait().unwrap();
        assert_eq!(listed.records.len(), 1);

        share(crm, ana, acme, bob.user.unwrap(), true).unwrap();
        change(bob).unwrap();
        let deleted = crm.write(bob, "delete", move |work| crm::records::delete(work, "account", acme, None)).wait();
        assert!(matches!(deleted, Err(Error::Forbidden(_))));
        let shown = crm.read(bob, move |work| shares::list(work, "account", acme)).wait().unwrap();
        assert_eq!(
            (shown[0].kind, shown[0].name.as_str(), shown[0].may_edit, shown[0].by),
            ("user", "bob", true, ana.user)
        );

        let with = bob.user.unwrap();
        crm.write(ana, "share", move |work| shares::remove(work, "account", acme, with)).wait().unwrap();
        assert!(matches!(get(crm, bob, "account", acme), Err(Error::NotFound(_))));
    });
}

#[test]
fn a_record_is_shared_with_a_team_as_it_is_at_the_moment() {
    each(|crm| {
        let made = loners(crm);
        let (ana, bob, ida) = (&made["ana"], &made["bob"], &made["ida"]);
        let acme = create(crm, ana, "account", json!({ "name": "Acme" })).unwrap().id;
        let north = create(crm, ida, "team", json!({ "name": "North" })).unwrap().id;
        share(crm, ana, acme, north, false).unwrap();
        assert!(get(crm, bob, "account", acme).is_err());
        update(crm, ida, "user", bob.user.unwrap(), json!({ "team": north })).unwrap();
        let bob = crm.actor(bob.user.unwrap(), crm::Via::Session).unwrap();
        assert!(get(crm, &bob, "account", acme).is_ok());
        assert!(share(crm, ana, acme, Uuid::now_v7(), false).is_err(), "with nobody");
    });
}

#[test]
fn nothing_is_shared_with_who_is_gone_and_who_has_a_share_is_named_in_one_statement() {
    each(|crm| {
        let made = loners(crm);
        let (ana, bob, ida) = (&made["ana"], &made["bob"], &made["ida"]);
        let acme = create(crm, ana, "account", json!({ "name": "Acme" })).unwrap().id;
        let teams = ["North", "South", "Old"].map(|name| create(crm, ida, "team", json!({ "name": name })).unwrap().id);
        let [north, south, old] = teams;
        share(crm, ana, acme, north, false).unwrap();
        let listed = |statements: bool| {
            let shown = crm.read(ana, move |work| {
                let before = work.tx.statements();
                let shared = shares::list(work, "account", acme)?.into_iter();
                let mut names: Vec<String> = shared.map(|one| one.name).collect();
                names.sort();
                Ok((names, work.tx.statements() - before))
            });
            let (names, count) = shown.wait().unwrap();
            if statements { vec![count.to_string()] } else { names }
        };
        let few = listed(true);
        share(crm, ana, acme, south, false).unwrap();
        share(crm, ana, acme, old, false).unwrap();
        share(crm, ana, acme, bob.user.unwrap(), false).unwrap();
        crm.write(ida, "delete", move |work| crm::records::delete(work, "team", old, None)).wait().unwrap();
        update(crm, ida, "user", bob.user.unwrap(), json!({ "active": false })).unwrap();
        assert_eq!(listed(false), ["North", "Old", "South", "bob"], "those who are gone are still named");
        assert_eq!(listed(true), few, "however many there are");
        for gone in [old, bob.user.unwrap()] {
            let refused = share(crm, ana, acme, gone, true).unwrap_err();
            assert!(matches!(&refused, Error::Invalid(errors) if errors[0].field == "grantee"), "{refused:?}");
        }
        let with = bob.user.unwrap();
        crm.write(ana, "share", move |work| shares::remove(work, "account", acme, with)).wait().unwrap();
    });
}

#[test]
fn stars_and_recents_hold_what_is_still_visible() {
    each_with_clock(|crm, clock| {
        let made = loners(crm);
        let (ana, bob) = (&made["ana"], &made["bob"]);
        let ids: Vec<Uuid> =
            (0..52).map(|n| create(crm, ana, "account", json!({ "name": format!("A{n}") })).unwrap().id).collect();
        let first = ids[0];
        for _ in 0..2 {
            crm.write(ana, "star", move |work| personal::star(work, "account", first)).wait().unwrap();
        }
        assert!(crm.write(bob, "star", move |work| personal::star(work, "account", first)).wait().is_err());
        let titles = |items: Vec<personal::Item>| items.into_iter().map(|item| item.title).collect::<Vec<_>>();
        assert_eq!(titles(crm.read(ana, personal::stars).wait().unwrap()), ["A0"]);
        assert!(crm.read(ana, move |work| personal::is_starred(work, first)).wait().unwrap());

        for id in &ids {
            clock.pass(chrono::Duration::seconds(1));
            personal::visit(crm, ana, &Key::of("account"), *id);
            visited(crm, ana.user.unwrap(), *id);
        }
        let recents = titles(crm.read(ana, personal::recents).wait().unwrap());
        assert_eq!((recents.len(), recents[0].as_str(), recents[49].as_str()), (50, "A51", "A2"));

        let last = ids[51];
        crm.write(ana, "delete", move |work| crm::records::delete(work, "account", last, None)).wait().unwrap();
        let one = crm.read(ana, |work| {
            let before = work.tx.statements();
            let recents = personal::recents(work)?;
            Ok((recents.len(), work.tx.statements() - before))
        });
        assert_eq!(one.wait().unwrap(), (49, 2), "without the deleted one, in one statement a module");
        crm.write(ana, "star", move |work| personal::unstar(work, first)).wait().unwrap();
        assert!(crm.read(ana, personal::stars).wait().unwrap().is_empty());
    });
}

/// Waits until a look at a record is noted.
fn visited(crm: &Crm, user: Uuid, record: Uuid) {
    for _ in 0..500 {
        if crm.store().read(move |tx| store::personal::visited(tx, user, record)).wait().unwrap().is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("the look was not noted");
}

#[test]
fn a_repeated_request_is_done_once_and_answered_twice() {
    each_with_clock(|crm, clock| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let request = answers::digest("POST", "/api/v1/account", br#"{"name":"Acme"}"#);
        let post = |actor: &Actor, request: &Vec<u8>| {
            let request = request.clone();
            crm.write(actor, "create", move |work| {
                if let Some(answer) = answers::find(work, "key-1", &request)? {
                    return Ok((false, answer.body));
                }
                let body = format!("by {}", work.actor.name);
                let (headers, at) = ("{}".to_string(), work.now);
                let answer = answers::Answer { request: request.clone(), status: 201, headers, body: body.clone(), at };
                answers::keep(work, "key-1", &answer)?;
                Ok((true, body))
            })
            .wait()
        };
        let (ana, bob) = (&made["ana"], &made["bob"]);
        let done: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| post(ana, &request))).collect();
            all.into_iter().map(|each| each.join().unwrap()).collect()
        });
        let fresh = done.iter().filter(|outcome| matches!(outcome, Ok((true, _)))).count();
        assert_eq!(fresh, 1, "{done:?}");
        assert!(done.iter().all(|outcome| matches!(outcome, Ok(_) | Err(Error::Conflict(_)))), "{done:?}");
        assert_eq!(post(ana, &request).unwrap(), (false, "by ana".into()));
        assert_eq!(post(bob, &request).unwrap(), (true, "by bob".into()), "keys belong to their user");
        let other = answers::digest("POST", "/api/v1/account", b"{}");
        assert!(matches!(post(ana, &other), Err(Error::Invalid(_))));
        clock.pass(chrono::Duration::hours(24) + chrono::Duration::seconds(1));
        assert_eq!(post(ana, &other).unwrap(), (true, "by ana".into()), "a day later the key is free");
        assert_eq!(answers::purge(crm).unwrap(), 1);
    });
}
