//! Signing in, on both engines: passwords, sessions, tokens, links, throttling, other people's eyes.

mod support;

use chrono::Duration;
use crm::signin::{self, NewSession, links, password, see_as, sessions, tokens};
use crm::{Actor, Crm, Error, Via};
use meta::types::PersonName;
use serde_json::json;
use support::clock::each_with_clock;
use support::*;
use uuid::Uuid;
use words::Language;

const GOOD: &str = "a long good password";

/// A user who has a password.
fn person(crm: &Crm, name: &'static str, role: &str) -> Actor {
    let actor = people(crm, &[(name, role, None)]).remove(name).unwrap();
    signin::set_password(crm, &crm.system(), actor.user.unwrap(), GOOD).unwrap();
    actor
}

fn enter(crm: &Crm, email: &str, password: &str) -> crm::Result<NewSession> {
    signin::sign_in(crm, email, password, "192.0.2.1", "Browser")
}

fn code(outcome: crm::Result<impl std::fmt::Debug>) -> &'static str {
    match outcome {
        Err(Error::Invalid(errors)) => errors[0].code,
        other => panic!("not refused as invalid: {other:?}"),
    }
}

#[test]
fn the_right_password_begins_a_session_that_its_owner_lists_and_ends() {
    each(|crm| {
        let ana = person(crm, "ana", "sales_rep");
        let first = enter(crm, " ANA@Example.com ", GOOD).unwrap();
        let second = enter(crm, "ana@example.com", GOOD).unwrap();
        assert_eq!(first.token.len(), 43);
        assert_ne!(first.token, second.token);
        let found = sessions::session(crm, &first.token).wait().unwrap().unwrap();
        assert_eq!(found, first.info);
        assert_eq!(sessions::actor(crm, &found).unwrap().user, ana.user);
        assert_eq!(sessions::session(crm, "nonsense").wait().unwrap(), None);

        let listed = crm.read(&ana, sessions::list).wait().unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!((listed[0].address.as_str(), listed[0].agent.as_str()), ("192.0.2.1", "Browser"));
        assert_eq!(sessions::end_others(crm, &ana, first.info.id).unwrap(), 1);
        assert_eq!(sessions::session(crm, &second.token).wait().unwrap(), None);
        sessions::sign_out(crm, &first.info).unwrap();
        assert_eq!(sessions::session(crm, &first.token).wait().unwrap(), None);
    });
}

#[test]
fn nobody_ends_the_session_of_another() {
    each(|crm| {
        let (_, eve) = (person(crm, "ana", "sales_rep"), person(crm, "eve", "administrator"));
        let session = enter(crm, "ana@example.com", GOOD).unwrap();
        sessions::end(crm, &eve, session.info.id).unwrap();
        assert!(sessions::session(crm, &session.token).wait().unwrap().is_some());
    });
}

#[test]
fn administrators_see_and_end_everybodys_sessions() {
    each(|crm| {
        let (ana, eve) = (person(crm, "ana", "sales_rep"), person(crm, "eve", "administrator"));
        let session = enter(crm, "ana@example.com", GOOD).unwrap();
        let all = |actor: &Actor| crm.read(actor, |work| sessions::all(work, 10)).wait();
        assert!(matches!(all(&ana), Err(Error::Forbidden(_))));
        assert_eq!(all(&eve).unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [session.info.id]);
        let user = ana.user.unwrap();
        assert!(matches!(sessions::end_of(crm, &ana, user, session.info.id), Err(Error::Forbidden(_))));
        sessions::end_of(crm, &eve, user, session.info.id).unwrap();
        assert_eq!(sessions::session(crm, &session.token).wait().unwrap(), None);
    });
}

#[test]
fn unknown_deactivated_without_password_and_wrong_are_one_answer() {
    each(|crm| {
        person(crm, "ana", "administrator");
        let gone = person(crm, "gone", "sales_rep");
        update(crm, &crm.system(), "user", gone.user.unwrap(), json!({ "active": false })).unwrap();
        people(crm, &[("fresh", "sales_rep", None)]);
        let answers: Vec<Error> = [("ana", "wrong password"), ("gone", GOOD), ("fresh", GOOD), ("nobody", GOOD)]
            .iter()
            .map(|(name, password)| enter(crm, &format!("{name}@example.com"), password).unwrap_err())
            .collect();
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    });
}

#[test]
fn tries_that_come_too_fast_wait_even_with_the_right_password() {
    each_with_clock(|crm, clock| {
        person(crm, "ana", "sales_rep");
        for _ in 0..5 {
            assert_eq!(code(enter(crm, "ana@example.com", "wrong password")), "credentials");
        }
        assert_eq!(enter(crm, "ANA@example.com", GOOD).unwrap_err(), Error::Throttled(1));
        clock.pass(Duration::seconds(1));
        assert_eq!(code(enter(crm, "ana@example.com", "wrong password")), "credentials");
        assert_eq!(enter(crm, "ana@example.com", GOOD).unwrap_err(), Error::Throttled(2));
        clock.pass(Duration::seconds(2));
        enter(crm, "ana@example.com", GOOD).unwrap();
        assert_eq!(code(enter(crm, "ana@example.com", "wrong password")), "credentials");
        enter(crm, "ana@example.com", GOOD).unwrap();
    });
}

#[test]
fn many_tries_at_once_do_not_slip_through_together() {
    each(|crm| {
        person(crm, "ana", "sales_rep");
        let looked_at = std::thread::scope(|scope| {
            let tries: Vec<_> =
                (0..20).map(|_| scope.spawn(|| enter(crm, "ana@example.com", "wrong password"))).collect();
            let answers = tries.into_iter().map(|each| each.join().unwrap().unwrap_err());
            answers.filter(|error| matches!(error, Error::Invalid(_))).count()
        });
        assert_eq!(looked_at, 5);
    });
}

#[test]
fn a_session_ends_unused_after_two_weeks_and_used_after_ninety_days() {
    each_with_clock(|crm, clock| {
        person(crm, "ana", "sales_rep");
        let (idle, used) = (enter(crm, "ana@example.com", GOOD).unwrap(), enter(crm, "ana@example.com", GOOD).unwrap());
        for day in 1..=89 {
            clock.pass(Duration::days(1));
            let session = sessions::session(crm, &used.token).wait().unwrap();
            sessions::note_use(crm, &session.unwrap_or_else(|| panic!("day {day}")));
            // The last use is noted without anybody waiting for it: a write that is waited for comes after it.
            crm.store().write(|_| Ok::<(), store::Error>(())).wait().unwrap();
            settle(crm, &used);
        }
        assert!(sessions::session(crm, &idle.token).wait().unwrap().is_none());
        clock.pass(Duration::days(1));
        assert!(sessions::session(crm, &used.token).wait().unwrap().is_none());
        assert_eq!(signin::purge(crm).unwrap(), 3, "two sessions, and what was counted of their network");
    });
}

/// Waits until the use of a session is noted; PostgreSQL has several writers.
fn settle(crm: &Crm, session: &NewSession) {
    let (user, now) = (session.info.user, crm.now());
    for _ in 0..500 {
        let rows = crm.store().read(move |tx| store::signin::sessions::list(tx, user)).wait().unwrap();
        if rows.iter().any(|row| row.id == session.info.id && row.seen_at == now) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("the use of the session was not noted");
}

#[test]
fn a_changed_password_ends_every_session_but_the_present_one() {
    each(|crm| {
        let ana = person(crm, "ana", "sales_rep");
        let (here, there) =
            (enter(crm, "ana@example.com", GOOD).unwrap(), enter(crm, "ana@example.com", GOOD).unwrap());
        let kept = Some(here.info.id);
        assert_eq!(
            code(signin::change_password(crm, &ana, kept, "not my password", "another good one")),
            "credentials"
        );
        assert_eq!(code(signin::change_password(crm, &ana, kept, GOOD, "short")), "too_short");
        assert_eq!(code(signin::change_password(crm, &ana, kept, GOOD, "Ana@example.com")), "guessable");
        signin::change_password(crm, &ana, kept, GOOD, "another good one").unwrap();
        assert!(sessions::session(crm, &here.token).wait().unwrap().is_some());
        assert!(sessions::session(crm, &there.token).wait().unwrap().is_none());
        assert_eq!(code(enter(crm, "ana@example.com", GOOD)), "credentials");
        enter(crm, "ana@example.com", "another good one").unwrap();
    });
}

#[test]
fn secrets_are_kept_as_digests_only() {
    each(|crm| {
        let ana = person(crm, "ana", "sales_rep");
        let session = enter(crm, "ana@example.com", GOOD).unwrap();
        let (_, token) = tokens::create(crm, &ana, ana.user.unwrap(), "Script").unwrap();
        for (table, secret) in [("kith_session", &session.token), ("kith_token", &token)] {
            let digest = crm.store().read(move |tx| {
                let mut q = tx.sql();
                q.push("SELECT digest FROM ").table(table);
                tx.query_one(&q, |row| row.bytes(0))
            });
            assert_eq!(digest.wait().unwrap().unwrap(), blake3::hash(secret.as_bytes()).as_bytes());
        }
        let user = ana.user.unwrap();
        let hash = crm.store().read(move |tx| store::signin::credentials::password(tx, user)).wait().unwrap().unwrap();
        assert!(password::verify(GOOD, &hash) && !hash.contains(GOOD));
    });
}

fn administrator(email: &str) -> links::SetUp {
    let name = PersonName { given: "Ana".into(), family: "Souza".into(), ..PersonName::default() };
    let company = crm::company::Company { name: "Acme".into(), ..Default::default() };
    links::SetUp { email: email.into(), name, password: GOOD.into(), language: Language::It, company }
}

#[test]
fn an_empty_workspace_is_set_up_once() {
    each(|crm| {
        crm::furnish(crm).unwrap();
        let old = links::for_setup(crm).unwrap().unwrap();
        let link = links::for_setup(crm).unwrap().unwrap();
        assert!(matches!(links::set_up(crm, &old.token, administrator("eve@example.com")), Err(Error::NotFound(_))));
        let done: Vec<crm::Result<Uuid>> = std::thread::scope(|scope| {
            let both: Vec<_> = ["ana@example.com", "bob@example.com"]
                .map(|email| scope.spawn(|| links::set_up(crm, &link.token, administrator(email))))
                .into_iter()
                .collect();
            both.into_iter().map(|each| each.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{done:?}");
        let user = done.into_iter().find_map(Result::ok).unwrap();
        let email = crm.snapshot().people.get(user).unwrap().email.clone();
        let session = enter(crm, &email, GOOD).unwrap();
        assert!(sessions::actor(crm, &session.info).unwrap().is_administrator());
        assert_eq!(crm.snapshot().company.name, "Acme");
        let stages = crm.read(&crm.system(), |work| crm::records::list(work, "stage", &Default::default()));
        let stages: Vec<String> = stages.wait().unwrap().records.into_iter().map(|stage| stage.title).collect();
        assert!(stages.contains(&"Trattativa".to_string()) && !stages.contains(&"Lost".to_string()), "{stages:?}");
        assert!(links::for_setup(crm).unwrap().is_none());
    });
}

#[test]
fn an_invitation_sets_the_first_password_and_a_reset_another_one() {
    each_with_clock(|crm, clock| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let (ana, bob) = (&made["ana"], made["bob"].user.unwrap());
        let invitation = links::for_user(crm, ana, bob).unwrap();
        assert_eq!(invitation.kind, links::Kind::Invitation);
        assert_eq!(invitation.expires_at, crm.now() + Duration::hours(72));
        let token = invitation.token.clone();
        let opened = crm.read(&crm.system(), move |work| links::open(work, &token)).wait().unwrap();
        assert_eq!(opened.user, Some(bob));
        assert_eq!(code(links::accept(crm, &invitation.token, "bob@example.com", Language::Pt)), "guessable");
        assert_eq!(links::accept(crm, &invitation.token, GOOD, Language::Pt).unwrap(), bob);
        assert!(matches!(links::accept(crm, &invitation.token, GOOD, Language::Pt), Err(Error::NotFound(_))));

        let session = enter(crm, "bob@example.com", GOOD).unwrap();
        let late = links::for_user(crm, ana, bob).unwrap();
        assert_eq!(late.kind, links::Kind::Reset);
        clock.pass(Duration::hours(2));
        assert!(matches!(links::accept(crm, &late.token, "another good one", Language::Pt), Err(Error::NotFound(_))));
        let reset = links::for_user(crm, ana, bob).unwrap();
        links::accept(crm, &reset.token, "another good one", Language::Pt).unwrap();
        assert!(sessions::session(crm, &session.token).wait().unwrap().is_none());
        enter(crm, "bob@example.com", "another good one").unwrap();
        assert!(matches!(links::for_user(crm, &made["bob"], bob), Err(Error::Forbidden(_))));
    });
}

#[test]
fn a_token_acts_for_its_user_until_it_is_ended() {
    each(|crm| {
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eve", "sales_rep", None)]);
        let bob = &made["bob"];
        let (id, text) = tokens::create(crm, bob, bob.user.unwrap(), "Script").unwrap();
        assert!(text.starts_with("kith_") && text.len() == 48);
        let found = tokens::token(crm, &text).wait().unwrap().unwrap();
        let actor = tokens::actor(crm, &found).unwrap();
        assert_eq!((actor.user, actor.via), (bob.user, Via::Token));
        assert!(matches!(tokens::create(crm, &made["eve"], bob.user.unwrap(), "Mine"), Err(Error::Forbidden(_))));
        assert!(matches!(tokens::end(crm, &made["eve"], id), Err(Error::NotFound(_))));
        tokens::create(crm, &made["ana"], bob.user.unwrap(), "For him").unwrap();
        let user = bob.user;
        assert_eq!(crm.read(bob, move |work| tokens::list(work, user)).wait().unwrap().len(), 2);
        assert!(matches!(crm.read(bob, |work| tokens::list(work, None)).wait(), Err(Error::Forbidden(_))));
        tokens::end(crm, bob, id).unwrap();
        assert_eq!(tokens::token(crm, &text).wait().unwrap(), None);
    });
}

#[test]
fn an_administrator_sees_as_another_and_no_more_than_they_see() {
    each(|crm| {
        let (ana, bob) = (person(crm, "ana", "administrator"), person(crm, "bob", "sales_rep"));
        let session = enter(crm, "ana@example.com", GOOD).unwrap();
        see_as::start(crm, &ana, &session.info, bob.user.unwrap()).unwrap();
        let seeing = sessions::session(crm, &session.token).wait().unwrap().unwrap();
        let eyes = sessions::actor(crm, &seeing).unwrap();
        assert_eq!((eyes.user, eyes.impersonator, eyes.is_administrator()), (bob.user, ana.user, false));
        assert!(tokens::create(crm, &eyes, bob.user.unwrap(), "Stolen").is_err());
        assert!(signin::change_password(crm, &eyes, None, GOOD, "another good one").is_err());
        assert!(see_as::start(crm, &eyes, &seeing, ana.user.unwrap()).is_err());

        let made = create(crm, &eyes, "account", json!({ "name": "Acme" })).unwrap();
        let act = crm.store().read(move |tx| {
            let row = store::audit::history(tx, made.id, None, 1)?.remove(0);
            Ok::<_, store::Error>(store::audit::find_act(tx, row.act)?.unwrap())
        });
        let act = act.wait().unwrap();
        assert_eq!((act.actor, act.as_user), (ana.user, bob.user), "the act carries both");

        see_as::end(crm, &seeing).unwrap();
        let own = sessions::session(crm, &session.token).wait().unwrap().unwrap();
        assert_eq!(sessions::actor(crm, &own).unwrap().user, ana.user);
        let other = enter(crm, "bob@example.com", GOOD).unwrap();
        see_as::start(crm, &ana, &own, bob.user.unwrap()).unwrap();
        let bob_id = bob.user.unwrap();
        update(crm, &ana, "user", bob_id, json!({ "active": false })).unwrap();
        let own = sessions::session(crm, &session.token).wait().unwrap().unwrap();
        assert_eq!((own.as_user, sessions::actor(crm, &own).unwrap().user), (None, ana.user), "the eyes are closed");
        assert!(matches!(see_as::start(crm, &bob, &other.info, ana.user.unwrap()), Err(Error::Forbidden(_))));
    });
}

#[test]
fn who_is_deactivated_or_binned_is_out_at_once() {
    each(|crm| {
        let (ana, bob, eve) =
            (person(crm, "ana", "administrator"), person(crm, "bob", "sales_rep"), person(crm, "eve", "sales_rep"));
        let session = enter(crm, "bob@example.com", GOOD).unwrap();
        let (_, token) = tokens::create(crm, &eve, eve.user.unwrap(), "Script").unwrap();
        let known = (
            sessions::session(crm, &session.token).wait().unwrap().unwrap(),
            tokens::token(crm, &token).wait().unwrap().unwrap(),
        );
        update(crm, &ana, "user", bob.user.unwrap(), json!({ "active": false })).unwrap();
        let id = eve.user.unwrap();
        crm.write(&ana, "delete", move |work| crm::records::delete(work, "user", id, None)).wait().unwrap();
        // What a request under way knows already gives nobody a right.
        assert!(sessions::actor(crm, &known.0).is_none() && tokens::actor(crm, &known.1).is_none());
        assert_eq!(sessions::session(crm, &session.token).wait().unwrap(), None);
        assert_eq!(tokens::token(crm, &token).wait().unwrap(), None);
    });
}

#[test]
fn what_another_process_did_about_people_counts_from_the_next_request_on() {
    store::testing::stores(|store| {
        let [server, command] = [(); 2].map(|()| Crm::open_at(store.clone(), [7; 32], now).unwrap());
        let made = people(&command, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let bob = made["bob"].user.unwrap();
        let (_, text) = tokens::create(&command, &command.system(), bob, "Script").unwrap();
        let token = tokens::token(&server, &text).wait().unwrap().unwrap();
        assert_eq!(tokens::actor(&server, &token).unwrap().user, Some(bob), "who was added is known");
        signin::set_password(&command, &command.system(), bob, GOOD).unwrap();
        let session = enter(&server, "bob@example.com", GOOD).unwrap();
        assert!(sessions::session(&server, &session.token).wait().unwrap().is_some());

        update(&command, &command.system(), "user", bob, json!({ "role": "read_only" })).unwrap();
        let session_now = sessions::session(&server, &session.token).wait().unwrap().unwrap();
        assert_eq!(sessions::actor(&server, &session_now).unwrap().role, "read_only");
        crm::leaver::deactivate(&command, &command.system(), bob, made["ana"].user.unwrap()).unwrap();
        assert_eq!(tokens::token(&server, &text).wait().unwrap(), None);
        assert_eq!(sessions::session(&server, &session.token).wait().unwrap(), None);
    });
}

#[test]
fn of_two_administrators_who_step_down_at_once_one_stays() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "administrator", None)]);
        let done: Vec<bool> = std::thread::scope(|scope| {
            let both: Vec<_> = made
                .values()
                .map(|actor| {
                    let id = actor.user.unwrap();
                    scope.spawn(move || update(crm, &crm.system(), "user", id, json!({ "role": "sales_rep" })).is_ok())
                })
                .collect();
            both.into_iter().map(|each| each.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|ok| **ok).count(), 1);
    });
}
