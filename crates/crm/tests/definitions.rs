//! Definitions changed at run time, on both engines: planned, applied, refused, taken back.

mod support;

use crm::definitions::{self, File};
use crm::{Crm, Error, records, settings};
use serde_json::json;
use support::*;

fn file(text: &str) -> Vec<File> {
    vec![File { name: "visit.toml".into(), text: text.into() }]
}

fn apply(crm: &Crm, text: &str) -> Vec<String> {
    let plan = definitions::plan(crm, file(text)).unwrap_or_else(|error| panic!("{error}"));
    definitions::apply(crm, &crm.system(), &plan).unwrap_or_else(|error| panic!("{error}\n{plan}"));
    plan.lines()
}

fn refused(crm: &Crm, text: &str) -> String {
    let plan = definitions::plan(crm, file(text)).unwrap_or_else(|error| panic!("{error}"));
    assert!(!plan.problems().is_empty(), "{plan}");
    assert!(matches!(definitions::apply(crm, &crm.system(), &plan), Err(Error::Definition(_))));
    plan.problems().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn rollback(crm: &Crm) -> Vec<String> {
    let plan = definitions::rollback(crm).unwrap_or_else(|error| panic!("{error}"));
    definitions::apply(crm, &crm.system(), &plan).unwrap_or_else(|error| panic!("{error}\n{plan}"));
    plan.lines()
}

const VISIT: &str = r#"
module = "visit"
[fields]
name = { type = "text", required = true }
account = { type = "link", to = "account", inverse = "visits" }
day = { type = "date" }
guests = { type = "int" }
mood = { type = "select", options = ["good", "bad"] }
words = { type = "multiselect", options = ["a", "b"] }
number = { type = "autonumber", format = "V-{000}" }
double = { type = "formula", expr = "guests * 2" }
fee = { type = "money" }
total = { type = "formula", expr = "fee * 2" }
"#;

#[test]
fn a_module_is_made_renamed_widened_dropped_and_comes_back() {
    each(|crm| {
        let system = crm.system();
        assert_eq!(apply(crm, VISIT), ["create module visit"]);
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap();
        let visit = json!({ "name": "First", "account": acme.id, "day": "2026-05-04", "guests": 3, "mood": "good", "words": ["b"] });
        let id = create(crm, &system, "visit", visit).unwrap().id;

        let renamed = VISIT
            .replace("module = \"visit\"", "module = \"trip\"\nwas = [\"visit\"]")
            .replace("guests = { type = \"int\"", "heads = { type = \"decimal\", scale = 2, was = [\"guests\"]")
            .replace("guests * 2", "heads * 3")
            .replace("day = { type = \"date\" }", "")
            .replace("words = {", "terms = { was = [\"words\"], ");
        let lines = apply(crm, &renamed);
        assert!(lines.contains(&"rename module visit to trip (1 record)".to_string()), "{lines:#?}");
        let trip = get(crm, &system, "trip", id).unwrap();
        assert_eq!(json_of(&trip, "heads"), json!("3.00"));
        assert_eq!(json_of(&trip, "double"), json!("9.00"));
        assert_eq!(json_of(&trip, "terms"), json!(["b"]));
        assert_eq!(json_of(&trip, "number"), json!("V-001"));
        assert_eq!(definitions::dropped(crm).unwrap().len(), 2);
        update(crm, &system, "trip", id, json!({ "name": "Renamed" })).unwrap();
        let read = crm.read(&system, move |work| records::history(work, "trip", id, None, 10)).wait().unwrap().0;
        let made = read.last().unwrap();
        assert!(made.changes.iter().any(|change| change.field == "heads"), "what was guests reads as heads: {made:?}");
        let act = read[0].act;
        let second = create(crm, &system, "trip", json!({ "name": "Second", "heads": "4" })).unwrap().id;
        assert_eq!(json_of(&get(crm, &system, "trip", second).unwrap(), "number"), json!("V-002"));

        rollback(crm);
        crm::undo::undo(crm, &system, act).unwrap();
        let visit = get(crm, &system, "visit", id).unwrap();
        assert_eq!(visit.title, "First", "an act before a rename can be undone after it");
        assert_eq!(json_of(&visit, "guests"), json!(3));
        assert_eq!(json_of(&visit, "double"), json!(6));
        assert_eq!(json_of(&visit, "day"), json!("2026-05-04"));
        assert_eq!(json_of(&get(crm, &system, "visit", second).unwrap(), "guests"), json!(4));

        apply(crm, "module = \"visit\"\ndrop = true");
        assert!(matches!(get(crm, &system, "visit", id), Err(Error::NotFound(_))));
        apply(crm, VISIT);
        rollback(crm);
        apply(crm, "module = \"note\"\nlabel = { one = \"Memo\", many = \"Memos\" }");
        rollback(crm);
    });
}

#[test]
fn taking_back_twice_goes_two_steps_back_and_applying_goes_forward() {
    each(|crm| {
        let [one, two, three] = ["one", "two", "three"].map(|name| {
            format!("module = \"visit\"\n[fields]\nname = {{ type = \"text\" }}\n{name} = {{ type = \"text\" }}")
        });
        let holds = |field: &str| crm.snapshot().module("visit").is_some_and(|module| module.field(field).is_some());
        for text in [&one, &two, &three] {
            apply(crm, text);
        }
        rollback(crm);
        assert!(holds("two"));
        rollback(crm);
        assert!(holds("one") && !holds("two"));
        apply(crm, &three);
        rollback(crm);
        assert!(holds("one"), "what was applied since is taken back first");
        rollback(crm);
        assert!(crm.snapshot().module("visit").is_none());
        let over = definitions::rollback(crm).unwrap_err().to_string();
        assert!(over.contains("no application to take back"), "{over}");
    });
}

#[test]
fn two_files_for_one_module_are_refused_and_the_second_named() {
    each(|crm| {
        let named = |name: &str, text: &str| File { name: name.into(), text: text.into() };
        let second = format!("# again\n{}", VISIT.trim_start());
        for (first, second) in [(VISIT, second.as_str()), ("module = \"note\"", "\nmodule = \"note\"")] {
            let files = vec![named("a.toml", first), named("b.toml", second)];
            let found = definitions::check(crm, files.clone()).unwrap();
            assert_eq!(found.len(), 1, "{found:?}");
            let told = found[0].to_string();
            assert!(told.starts_with("b.toml:2:11: ") && told.contains("given by a.toml already"), "{told}");
            assert_eq!(definitions::plan(crm, files).unwrap_err(), Error::Definition(found));
        }
    });
}

#[test]
fn rights_of_a_role_that_is_not_there_are_refused() {
    each(|crm| {
        let rights =
            "[access]\nsales_rap = { read = \"own\" }\n[field_access.day]\nboss = \"hidden\"\nsales_rep = \"hidden\"";
        let found = definitions::check(crm, file(&format!("{VISIT}{rights}"))).unwrap();
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], "visit.toml:15:1: there is no role `sales_rap`\n  help: did you mean `sales_rep`?");
        assert!(
            told[1].starts_with("visit.toml:17:9: there is no role `boss`\n  help: roles are: administrator"),
            "{told:?}"
        );
        assert!(refused(crm, &format!("{VISIT}{rights}")).contains("visit.toml:15:1: "));
        let boss = crm.write(&crm.system(), "role", |work| settings::roles::create(work, "boss", "Boss", None));
        boss.wait().unwrap();
        assert_eq!(definitions::check(crm, file(&format!("{VISIT}{rights}"))).unwrap().len(), 1);
    });
}

#[test]
fn a_dropped_module_comes_back_with_its_records() {
    each(|crm| {
        let system = crm.system();
        apply(crm, VISIT);
        let id = create(crm, &system, "visit", json!({ "name": "First", "words": ["a"] })).unwrap().id;
        apply(crm, &VISIT.replace("words = { type = \"multiselect\", options = [\"a\", \"b\"] }", ""));
        apply(crm, "module = \"visit\"\ndrop = true");
        rollback(crm);
        assert_eq!(get(crm, &system, "visit", id).unwrap().title, "First");
        assert_eq!(definitions::dropped(crm).unwrap().len(), 1);
    });
}

#[test]
fn what_the_records_do_not_allow_is_refused_in_words() {
    each(|crm| {
        let system = crm.system();
        apply(crm, VISIT);
        for (name, mood) in [("Same", "good"), ("Same", "bad")] {
            create(crm, &system, "visit", json!({ "name": name, "mood": mood, "guests": 9 })).unwrap();
        }
        let said = refused(crm, &VISIT.replace("options = [\"good\", \"bad\"]", "options = [\"good\"]"));
        assert!(said.contains("1 record: records hold bad") && said.contains("retired = true"), "{said}");
        let said = refused(crm, &VISIT.replace("name = { type = \"text\"", "name = { unique = true, type = \"text\""));
        assert!(said.contains("visit.toml:4:"), "{said}");
        assert!(said.contains("2 records: records hold the same name"), "{said}");
        let said = refused(crm, &VISIT.replace("day = { type = \"date\"", "day = { required = true, type = \"date\""));
        assert!(said.contains("2 records: records have no day"), "{said}");
        let said = refused(crm, &VISIT.replace("to = \"account\"", "to = \"contact\""));
        assert!(said.contains("link to account cannot become link to contact"), "{said}");
        let said = refused(crm, &VISIT.replace("type = \"text\"", "max = 2, type = \"text\""));
        assert!(said.contains("texts are longer than 2 characters"), "{said}");
        let said = refused(crm, &format!("{VISIT}\ncode = {{ type = \"text\", required = true }}"));
        assert!(said.contains("give a `default`"), "{said}");
    });
}

/// Everything that a failed application must leave as it was.
fn state(crm: &Crm) -> (i64, usize, Vec<String>) {
    crm.read(&crm.system(), |work| {
        let version = store::definitions::version(work.tx)?;
        let texts = store::definitions::current(work.tx)?.into_iter().map(|layer| layer.body).collect();
        for module in work.snapshot.schema.catalogue.modules() {
            store::verify::tables(work.tx, &work.snapshot.schema, module)?;
        }
        Ok((version, store::definitions::steps(work.tx)?.len(), texts))
    })
    .wait()
    .unwrap()
}

#[test]
fn a_back_fill_that_fails_at_the_end_leaves_nothing_changed() {
    each(|crm| {
        let system = crm.system();
        apply(crm, VISIT);
        let id = create(
            crm,
            &system,
            "visit",
            json!({ "name": "First", "guests": 3, "day": "2026-05-04",
            "fee": { "amount": "5", "currency": "EUR" } }),
        )
        .unwrap()
        .id;
        let before = state(crm);
        let changed = VISIT
            .replace("module = \"visit\"", "module = \"trip\"\nwas = [\"visit\"]")
            .replace("day = { type = \"date\" }", "")
            .replace("guests = { type = \"int\"", "guests = { type = \"decimal\", scale = 2")
            .replace("fee * 2", "fee * 3");
        let plan = definitions::plan(crm, file(&changed)).unwrap();
        // A currency that cannot be read is met when the formula is computed, after every table was changed.
        let damage = |currency: &'static str| {
            let done = crm.write(&crm.system(), "test", move |work| {
                let mut q = work.tx.sql();
                q.push("UPDATE ").table("visit").push(" SET fee__currency = ").bind(currency);
                Ok(work.tx.execute(&q)?)
            });
            done.wait().unwrap();
        };
        damage("?");
        let failed = definitions::apply(crm, &system, &plan);
        assert!(matches!(failed, Err(Error::Store(store::Error::Damaged(_)))), "{failed:?}");
        assert_eq!(state(crm), before);
        damage("EUR");
        let visit = get(crm, &system, "visit", id).unwrap();
        assert_eq!((json_of(&visit, "day"), json_of(&visit, "guests")), (json!("2026-05-04"), json!(3)));
        definitions::apply(crm, &system, &plan).unwrap();
        assert_eq!(json_of(&get(crm, &system, "trip", id).unwrap(), "double"), json!("6.00"));
    });
}

#[test]
fn a_plan_is_done_only_as_it_was_shown() {
    each(|crm| {
        apply(crm, VISIT);
        let plan = definitions::plan(crm, file(&VISIT.replace("day = {", "night = { was = [\"day\"], "))).unwrap();
        apply(crm, &format!("{VISIT}\nrate = {{ type = \"percent\" }}"));
        let refused = definitions::apply(crm, &crm.system(), &plan);
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    });
}

#[test]
fn a_newer_program_brings_its_definitions_and_an_older_one_refuses() {
    store::testing::with(|workspace| {
        let crm = Crm::open_at(workspace.open(), [7; 32], now).unwrap();
        let made = create(&crm, &crm.system(), "product", json!({ "name": "GTX Pro" })).unwrap();
        apply(&crm, "module = \"product\"\nlabel = { one = \"Article\", many = \"Articles\" }");
        let product = crm.snapshot().module("product").unwrap().clone();
        // As a program left it that did not know the field yet.
        let done = crm.store().alone(move |tx| {
            let field = product.field("description").unwrap();
            store::tables::drop_field(tx, &product.key, field)?;
            let layers = store::definitions::current(tx)?;
            let mut old = layers.into_iter().find(|l| l.module == "product" && l.layer == "shipped").unwrap();
            let mut text: toml::Table = toml::from_str(&old.body).unwrap();
            text["fields"].as_table_mut().unwrap().remove("description");
            text.remove("layouts");
            text.remove("search");
            (old.body, old.version) = (toml::to_string(&text).unwrap(), 3);
            store::definitions::record(tx, &old, now(), None)?;
            Ok::<_, Error>(store::settings::bump(tx)?)
        });
        done.wait().unwrap();

        let newer = Crm::open_at(workspace.open(), [7; 32], now).unwrap();
        let read = update(&newer, &newer.system(), "product", made.id, json!({ "description": "New" })).unwrap();
        assert_eq!(json_of(&read, "description"), json!("New"));
        let module = newer.snapshot().module("product").unwrap().clone();
        assert_eq!(module.label.one, "Article", "what the company laid over it stays");

        let ahead = newer.store().write(|tx| store::settings::set(tx, "shipped_definitions", "1000"));
        ahead.wait().unwrap();
        let older = Crm::open_at(workspace.open(), [7; 32], now);
        assert!(matches!(older, Err(Error::Store(store::Error::Newer { .. }))));
    });
}

#[test]
fn what_does_not_fit_any_more_is_not_taken_back() {
    each(|crm| {
        let system = crm.system();
        apply(crm, VISIT);
        apply(crm, &VISIT.replace("guests = { type = \"int\"", "guests = { type = \"decimal\", scale = 1"));
        create(crm, &system, "visit", json!({ "name": "Half", "guests": "2.5" })).unwrap();
        let plan = definitions::rollback(crm).unwrap();
        let said = plan.problems().iter().map(ToString::to_string).collect::<String>();
        assert!(said.contains("1 record: values of guests cannot be int without loss"), "{said}");
        assert!(definitions::apply(crm, &system, &plan).is_err());
    });
}

#[test]
fn a_value_that_stands_twice_is_told_of_its_own_field() {
    each(|crm| {
        let system = crm.system();
        apply(
            crm,
            "module = \"visit\"\n[fields]\nname = { type = \"text\" }\ncode = { type = \"text\", unique = true }\n\
             post_code = { type = \"text\", unique = true }\npost = { type = \"int\", unique = true }",
        );
        let first = json!({ "name": "a", "code": "x", "post_code": "y", "post": 1 });
        let id = create(crm, &system, "visit", first).unwrap().id;
        for (field, value) in [("code", json!("X")), ("post_code", json!("Y")), ("post", json!(1))] {
            let refused = create(crm, &system, "visit", json!({ "name": "b", field: value })).unwrap_err();
            let Error::Invalid(errors) = &refused else { panic!("{refused:?}") };
            assert_eq!((errors[0].field.as_str(), errors[0].code), (field, "duplicate"), "{refused}");
        }
        let again = crm.write(&system, "create", move |work| {
            let values = values(&[("name", meta::Value::Text("c".into()))]);
            records::create(work, "visit", records::New { id: Some(id), values, source: "test" })
        });
        assert!(matches!(again.wait(), Err(Error::Conflict(_))));
    });
}
