//! What is set in the pages, on both engines: company, roles, rights, rates, preferences; each with its effect.

mod support;

use crm::settings::{company, preferences, rates, rights, roles};
use crm::{Actor, Crm, Error, Via};
use meta::types::Currency;
use meta::{FieldLevel, Key, Rights, Scope};
use rust_decimal::Decimal;
use serde_json::json;
use support::*;
use words::Language;

fn set<F>(crm: &Crm, actor: &Actor, verb: F) -> crm::Result<()>
where
    F: Fn(&mut crm::Work) -> crm::Result<()> + Send + 'static,
{
    let done = crm.write(actor, "configure", verb).wait();
    crm.refresh().unwrap();
    done
}

fn fields(outcome: crm::Result<()>) -> Vec<String> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("not refused as invalid: {other:?}"),
    }
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[test]
fn the_company_is_checked_and_saved_by_administrators() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let mut given = crm.snapshot().company.clone();
        given.name = " Acme ".into();
        given.time_zone = "Europe/Lisbon".into();
        given.default_country = "pt".into();
        given.base_currency = currency("EUR");
        let good = given.clone();
        set(crm, &made["ana"], move |work| company::save(work, good.clone())).unwrap();
        let saved = crm.snapshot().company.clone();
        assert_eq!((saved.name.as_str(), saved.default_country.as_str()), ("Acme", "PT"));

        let mut bad = given.clone();
        (bad.name, bad.time_zone, bad.week_start, bad.fiscal_start) = ("".into(), "Mars/Olympus".into(), 8, 0);
        assert_eq!(
            fields(set(crm, &made["ana"], move |work| company::save(work, bad.clone()))),
            ["name", "time_zone", "week_start", "fiscal_start"]
        );
        let other = given.clone();
        assert!(matches!(
            set(crm, &made["bob"], move |work| company::save(work, other.clone())),
            Err(Error::Forbidden(_))
        ));
    });
}

#[test]
fn a_currency_that_no_standard_lists_is_refused() {
    each(|crm| {
        let ana = &people(crm, &[("ana", "administrator", None)])["ana"];
        let mut given = crm.snapshot().company.clone();
        given.base_currency = currency("ZZZ");
        assert_eq!(fields(set(crm, ana, move |work| company::save(work, given.clone()))), ["base_currency"]);
        let since = "2026-01-01".parse().unwrap();
        let rate = set(crm, ana, move |work| rates::set(work, currency("ZZZ"), since, Decimal::ONE));
        assert_eq!(fields(rate), ["currency"]);
    });
}

#[test]
fn the_base_currency_stays_once_there_are_amounts() {
    each(|crm| {
        let ana = &people(crm, &[("ana", "administrator", None)])["ana"];
        let stages = pipeline(crm);
        let deal =
            json!({ "name": "Deal", "stage": stages["engaging"], "amount": { "amount": "10", "currency": "USD" } });
        create(crm, ana, "opportunity", deal).unwrap();
        let mut given = crm.snapshot().company.clone();
        given.base_currency = currency("EUR");
        assert_eq!(fields(set(crm, ana, move |work| company::save(work, given.clone()))), ["base_currency"]);
    });
}

#[test]
fn a_role_of_the_company_is_made_like_another_given_changed_and_deleted() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let (ana, bob) = (&made["ana"], made["bob"].user.unwrap());
        let key = Key::of("scout");
        let like = Key::of("sales_rep");
        set(crm, ana, move |work| roles::create(work, "scout", "Scout", Some(&like))).unwrap();
        update(crm, ana, "user", bob, json!({ "role": "scout" })).unwrap();
        let actor = crm.actor(bob, Via::Session).unwrap();
        assert_eq!(actor.role, key);
        let account = create(crm, &actor, "account", json!({ "name": "Acme" })).unwrap();

        let (role, module) = (key.clone(), Key::of("account"));
        let read_only = Rights { create: false, read: Scope::All, edit: Scope::None, delete: Scope::None };
        set(crm, ana, move |work| rights::set(work, &role, &module, Some(read_only))).unwrap();
        let actor = crm.actor(bob, Via::Session).unwrap();
        assert!(matches!(create(crm, &actor, "account", json!({ "name": "Beta" })), Err(Error::Forbidden(_))));
        assert!(matches!(
            update(crm, &actor, "account", account.id, json!({ "name": "Beta" })),
            Err(Error::Forbidden(_))
        ));

        let (role, module, field) = (key.clone(), Key::of("account"), Key::of("industry"));
        let level = Some(FieldLevel::Hidden);
        set(crm, ana, move |work| rights::set_field(work, &role, &module, &field, level)).unwrap();
        let actor = crm.actor(bob, Via::Session).unwrap();
        assert!(!actor.rights.sees(&Key::of("account"), &Key::of("industry")));

        let role = key.clone();
        assert!(matches!(set(crm, ana, move |work| roles::delete(work, &role)), Err(Error::Conflict(_))), "it is held");
        update(crm, ana, "user", bob, json!({ "role": "sales_rep" })).unwrap();
        let role = key.clone();
        set(crm, ana, move |work| roles::rename(work, &role, "Explorer")).unwrap();
        assert_eq!(crm.snapshot().roles[&key].label, "Explorer");
        set(crm, ana, move |work| roles::delete(work, &key)).unwrap();
        assert!(update(crm, ana, "user", bob, json!({ "role": "scout" })).is_err());
    });
}

#[test]
fn impossible_roles_and_rights_are_refused() {
    each(|crm| {
        let ana = &people(crm, &[("ana", "administrator", None)])["ana"];
        assert_eq!(fields(set(crm, ana, |work| roles::create(work, "Not a key", "Name", None))), ["key"]);
        assert_eq!(fields(set(crm, ana, |work| roles::create(work, "sales_rep", "Other", None))), ["key"]);
        assert_eq!(fields(set(crm, ana, |work| roles::create(work, "other", "read ONLY", None))), ["label"]);
        assert!(matches!(set(crm, ana, |work| roles::delete(work, &Key::of("read_only"))), Err(Error::Conflict(_))));
        let blind = Rights { create: false, read: Scope::Own, edit: Scope::All, delete: Scope::None };
        let (role, module) = (Key::of("sales_rep"), Key::of("account"));
        assert_eq!(fields(set(crm, ana, move |work| rights::set(work, &role, &module, Some(blind)))), ["edit"]);
        let none = |work: &mut crm::Work| {
            rights::set(work, &Key::of("administrator"), &Key::of("account"), Some(Rights::default()))
        };
        assert!(matches!(set(crm, ana, none), Err(Error::Conflict(_))));
    });
}

#[test]
fn what_records_are_called_by_is_never_hidden() {
    each(|crm| {
        let ana = &people(crm, &[("ana", "administrator", None)])["ana"];
        let hide = |module: &'static str, field: &'static str| {
            let level = Some(meta::FieldLevel::Hidden);
            let (role, module, field) = (Key::of("sales_rep"), Key::of(module), Key::of(field));
            set(crm, ana, move |work| rights::set_field(work, &role, &module, &field, level))
        };
        for (module, field) in [("account", "name"), ("note", "body"), ("task", "version"), ("task", "id")] {
            assert_eq!(fields(hide(module, field)), ["field"], "{module}.{field}");
        }
        hide("account", "industry").unwrap();
    });
}

#[test]
fn rates_are_positive_exact_and_dated() {
    each(|crm| {
        let ana = &people(crm, &[("ana", "administrator", None)])["ana"];
        let rate = |code: &'static str, day: &str, rate: &str| {
            let (day, rate): (chrono::NaiveDate, Decimal) = (day.parse().unwrap(), rate.parse().unwrap());
            set(crm, ana, move |work| rates::set(work, currency(code), day, rate))
        };
        rate("EUR", "2026-01-01", "1.10").unwrap();
        rate("EUR", "2026-02-01", "1.12345678").unwrap();
        rate("EUR", "2026-01-01", "1.2").unwrap();
        let on = |day: &str| {
            crm.snapshot().rates.rate(currency("EUR"), day.parse().unwrap()).map(|rate| rate.normalize().to_string())
        };
        assert_eq!(on("2026-01-31").as_deref(), Some("1.2"));
        assert_eq!(on("2026-02-01").as_deref(), Some("1.12345678"));
        assert_eq!(fields(rate("USD", "2026-01-01", "1")), ["currency"]);
        for bad in ["0", "-1", "1.123456789", "1000000001"] {
            assert_eq!(fields(rate("EUR", "2026-01-01", bad)), ["rate"], "{bad}");
        }
        let day = "2026-02-01".parse().unwrap();
        set(crm, ana, move |work| rates::remove(work, currency("EUR"), day)).unwrap();
        assert_eq!(on("2026-02-01").as_deref(), Some("1.2"));
    });
}

#[test]
fn everybody_sets_their_own_preferences() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "read_only", None)]);
        let bob = &made["bob"];
        let wanted = preferences::Preferences {
            language: Language::It,
            time_zone: Some("Europe/Rome".into()),
            date_format: Some("day_first".into()),
            number_format: Some("comma".into()),
        };
        let given = wanted.clone();
        set(crm, bob, move |work| preferences::save(work, given.clone())).unwrap();
        assert_eq!(crm.read(bob, |work| preferences::get(work)).wait().unwrap(), wanted);
        for (zone, number, field) in [("Mars", "comma", "time_zone"), ("UTC", "dots", "number_format")] {
            let given = preferences::Preferences {
                time_zone: Some(zone.into()),
                number_format: Some(number.into()),
                ..wanted.clone()
            };
            assert_eq!(fields(set(crm, bob, move |work| preferences::save(work, given.clone()))), [field]);
        }
        let refused = update(crm, bob, "user", bob.user.unwrap(), json!({ "role": "administrator" }));
        assert!(matches!(refused, Err(Error::Forbidden(_))), "preferences open no other door: {refused:?}");
    });
}

#[test]
fn whoever_may_edit_users_does_not_make_administrators() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let (ana, bob) = (&made["ana"], made["bob"].user.unwrap());
        set(crm, ana, |work| rights::set(work, &Key::of("sales_rep"), &Key::of("user"), Some(Rights::FULL))).unwrap();
        let actor = crm.actor(bob, Via::Session).unwrap();
        update(crm, &actor, "user", bob, json!({ "phone": "1" })).unwrap();
        let raised = update(crm, &actor, "user", bob, json!({ "role": "administrator" }));
        assert!(matches!(raised, Err(Error::Forbidden(_))), "{raised:?}");
        let accomplice = json!({ "name": "Eve", "email": "eve@example.com", "role": "administrator" });
        assert!(matches!(create(crm, &actor, "user", accomplice), Err(Error::Forbidden(_))));
    });
}

#[test]
fn a_logo_is_a_picture_and_nothing_else() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let give = |who: &str, content: &'static [u8]| {
            set(crm, &made[who], move |work| crm::settings::logo::save(work, content))
        };
        let shown = || crm.read(&made["bob"], crm::settings::logo::get).wait().unwrap();
        assert_eq!(fields(give("ana", b"<svg onload='alert(1)'/>")), ["logo"]);
        assert_eq!(fields(give("ana", &[0x89; 600_000])), ["logo"]);
        assert!(matches!(give("bob", b"\x89PNG\r\n\x1a\n1"), Err(Error::Forbidden(_))));
        assert_eq!(shown(), None);
        give("ana", b"\x89PNG\r\n\x1a\n1").unwrap();
        assert_eq!(shown(), Some(("image/png".into(), b"\x89PNG\r\n\x1a\n1".to_vec())));
        set(crm, &made["ana"], crm::settings::logo::remove).unwrap();
        assert_eq!(shown(), None);
    });
}

#[test]
fn stages_are_added_at_their_place_and_moved() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let stages = pipeline(crm);
        let keys = || -> Vec<String> {
            crm.refresh().unwrap();
            crm.snapshot().pipelines[0].stages.iter().map(|stage| stage.key.clone()).collect()
        };
        crm.refresh().unwrap();
        let pipeline = crm.snapshot().pipelines[0].id;
        for name in ["Angebot Prüfen", "Won", "2nd call"] {
            set(crm, &made["ana"], move |work| crm::settings::stages::add(work, pipeline, name).map(drop)).unwrap();
        }
        let expected = ["prospecting", "engaging", "angebot_prufen", "won_2", "stage_2nd_call", "won", "lost"];
        assert_eq!(keys(), expected);
        let engaging = stages["engaging"];
        for _ in 0..2 {
            set(crm, &made["ana"], move |work| crm::settings::stages::shift(work, engaging, true)).unwrap();
        }
        assert_eq!(keys()[..2], ["engaging", "prospecting"]);
        let refused = set(crm, &made["bob"], move |work| crm::settings::stages::shift(work, engaging, false));
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    });
}

#[test]
fn everybody_describes_themselves_and_only_themselves() {
    each(|crm| {
        let made = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let name = meta::types::PersonName::parse("Bob van Dyke");
        let given = crm::settings::profile::Profile { name, phone: "+351 21 000".into() };
        let saved = given.clone();
        set(crm, &made["bob"], move |work| crm::settings::profile::save(work, saved.clone())).unwrap();
        assert_eq!(crm.read(&made["bob"], crm::settings::profile::get).wait().unwrap(), given);
        assert_eq!(crm.snapshot().people.get(made["bob"].user.unwrap()).unwrap().name, "Bob van Dyke");
        let seen = Actor { impersonator: made["ana"].user, ..made["bob"].clone() };
        let refused = set(crm, &seen, move |work| crm::settings::profile::save(work, given.clone()));
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    });
}
