//! Modules shaped without a file, on both engines: drafted, planned, applied with the backup that is due, taken back.

mod support;

use std::collections::BTreeMap;

use crm::backup::Vault;
use crm::definitions::shaping::{self, FieldGiven, Kept, ModuleGiven, Move, OptionGiven, Origin, Shaped, ViewGiven};
use crm::settings::labels;
use crm::{Actor, Crm, Error};
use meta::definition::TypeName;
use serde_json::json;
use support::*;
use words::Language;

fn look(crm: &Crm, module: &'static str) -> Shaped {
    crm.read(&crm.system(), move |work| shaping::look(work, module)).wait().unwrap()
}

fn field(kind: TypeName, was: &str, said: &[(&'static str, &str)]) -> FieldGiven {
    let said: BTreeMap<_, _> = said.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    FieldGiven { key: String::new(), was: was.to_owned(), kind, said, options: Vec::new(), section: None }
}

fn put(crm: &Crm, module: &str, given: &FieldGiven) -> crm::Result<Kept> {
    shaping::edit(crm, &crm.system(), module, |shaped| Ok(shaping::put_field(shaped, given)?.0))
}

fn must(kept: crm::Result<Kept>) {
    if let Err(told) = kept.unwrap_or_else(|error| panic!("{error}")) {
        panic!("{told:#?}");
    }
}

fn folder() -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault { folder: folder.path().to_owned(), ..Vault::default() };
    (folder, vault)
}

fn apply(crm: &Crm, vault: &Vault, module: &'static str) -> (Vec<String>, shaping::Done) {
    let plan = shaping::plan(crm, &crm.system(), &look(crm, module)).unwrap();
    let done =
        shaping::apply(crm, &crm.system(), vault, module, &plan.mark()).unwrap_or_else(|error| panic!("{error}"));
    (plan.lines(), done)
}

#[test]
fn a_field_of_a_shipped_module_is_drafted_planned_applied_used_and_taken_back() {
    each(|crm| {
        let (_folder, vault) = folder();
        let system = crm.system();
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap().id;
        let given = field(TypeName::Text, "", &[("label", "Delivery note"), ("max", "40"), ("help", "For the driver")]);
        must(put(crm, "account", &given));
        let drafted = look(crm, "account");
        assert!(drafted.drafted && drafted.now.field("delivery_note").is_some());
        assert_eq!(drafted.origin("delivery_note"), Origin::Own);
        assert!(
            drafted.text.contains("delivery_note = { type = \"text\", label = \"Delivery note\""),
            "{}",
            drafted.text
        );
        assert!(drafted.text.contains("[\"description\"], [\"delivery_note\"]"), "it is on the page: {}", drafted.text);
        assert!(
            crm.snapshot().module("account").unwrap().field("delivery_note").is_none(),
            "a draft is in force nowhere"
        );
        let kept = crm.read(&system, shaping::drafts).wait().unwrap();
        assert_eq!(kept, ["account"]);

        let (lines, done) = apply(crm, &vault, "account");
        assert_eq!(lines[0], "add text field delivery_note to account (1 record, empty)");
        assert!(done.backup.is_none(), "nothing is taken away");
        update(crm, &system, "account", acme, json!({ "delivery_note": "Back door" })).unwrap();
        let after = look(crm, "account");
        assert!(!after.drafted && after.in_force.contains("delivery_note"));
        assert_eq!(crm.read(&system, shaping::drafts).wait().unwrap(), [""; 0]);

        must(shaping::edit(crm, &system, "account", |shaped| shaping::drop_field(shaped, "delivery_note")));
        let plan = shaping::plan(crm, &system, &look(crm, "account")).unwrap();
        assert!(plan.is_destructive() && plan.lines()[0].contains("1 record with a value"), "{plan}");
        let (_, done) = apply(crm, &vault, "account");
        assert!(std::path::Path::new(&done.backup.unwrap().path).exists());
        assert_eq!(look(crm, "account").in_force, "", "a layer that says nothing is none");
        let back = shaping::plan_rollback(crm, &system).unwrap();
        shaping::rollback(crm, &system, &vault, &back.mark()).unwrap();
        assert_eq!(json_of(&get(crm, &system, "account", acme).unwrap(), "delivery_note"), json!("Back door"));
    });
}

#[test]
fn what_is_wrong_is_refused_before_it_is_a_draft() {
    each(|crm| {
        let system = crm.system();
        create(crm, &system, "account", json!({ "name": "Acme" })).unwrap();
        let invalid = |result: crm::Result<Kept>, name: &str| match result {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, name),
            other => panic!("{other:?}"),
        };
        invalid(put(crm, "account", &field(TypeName::Text, "", &[])), "label");
        invalid(put(crm, "account", &field(TypeName::Text, "", &[("label", "Name")])), "key");
        invalid(put(crm, "account", &field(TypeName::Text, "", &[("label", "X"), ("max", "many")])), "max");
        let definition = |result: crm::Result<Kept>| match result {
            Ok(Err(told)) => told,
            other => panic!("{other:?}"),
        };
        let long = field(TypeName::Text, "", &[("label", "Long"), ("max", "0")]);
        let told = definition(put(crm, "account", &long)).remove(0);
        assert_eq!(told.place, "fields.long.max");
        assert!(told.line > 1 && told.words.contains("from 1 to"), "{told:?}");
        let required = field(TypeName::Text, "", &[("label", "Must"), ("required", "true")]);
        assert!(definition(put(crm, "account", &required))[0].words.contains("1 record"), "the records are asked too");
        let link = field(TypeName::Link, "", &[("label", "To"), ("to", "nothing")]);
        assert!(definition(put(crm, "account", &link))[0].words.contains("nothing"));
        assert!(!look(crm, "account").drafted);

        let text = "module = \"account\"\n[fields]\nname = { type = \"int\" }\n";
        let kept = shaping::keep(crm, &system, &look(crm, "account"), text);
        assert_eq!(definition(kept)[0].line, 3);
        let shipped = shaping::edit(crm, &system, "account", |shaped| shaping::drop_field(shaped, "industry"));
        assert!(matches!(shipped, Err(Error::Conflict(_))));
    });
}

#[test]
fn only_administrators_shape_and_only_what_they_were_shown() {
    each(|crm| {
        let people = people(crm, &[("ann", "administrator", None), ("rep", "sales_rep", None)]);
        let (_folder, vault) = folder();
        let forbidden = |result: crm::Result<()>| assert!(matches!(result, Err(Error::Forbidden(_))), "{result:?}");
        let rep: &Actor = &people["rep"];
        let given = field(TypeName::Bool, "", &[("label", "VIP")]);
        let edit =
            |actor: &Actor| shaping::edit(crm, actor, "contact", |shaped| Ok(shaping::put_field(shaped, &given)?.0));
        forbidden(edit(rep).map(drop));
        must(edit(&people["ann"]));
        forbidden(shaping::discard(crm, rep, "contact"));
        forbidden(shaping::apply(crm, rep, &vault, "contact", "").map(drop));
        forbidden(shaping::rollback(crm, rep, &vault, "").map(drop));
        let moved = shaping::apply(crm, &people["ann"], &vault, "contact", "another plan");
        assert!(matches!(moved, Err(Error::Conflict(_))));

        // Somebody else applies a file meanwhile: the draft is no longer of what is in force.
        let file = crm::definitions::File { name: "x".into(), text: "module = \"contact\"\nicon = \"user\"\n".into() };
        let plan = crm::definitions::plan(crm, vec![file]).unwrap();
        crm::definitions::apply(crm, &crm.system(), &plan).unwrap();
        assert!(look(crm, "contact").stale);
        assert!(matches!(edit(&people["ann"]), Err(Error::Conflict(_))));
        shaping::discard(crm, &people["ann"], "contact").unwrap();
        must(edit(&people["ann"]));
    });
}

#[test]
fn a_module_is_made_with_options_relations_views_and_a_page_of_its_own() {
    each(|crm| {
        let (_folder, vault) = folder();
        let system = crm.system();
        let snapshot = crm.snapshot();
        let given = ModuleGiven {
            one: "Site visit".into(),
            many: "Site visits".into(),
            icon: "map".into(),
            area: "sales".into(),
            uses: vec!["activities".into(), "tags".into()],
            like: "account".into(),
            first: "Subject".into(),
            ..ModuleGiven::default()
        };
        let (text, key) = shaping::create(&snapshot, &given).unwrap();
        assert_eq!(key, "site_visit");
        assert!(matches!(
            shaping::create(&snapshot, &ModuleGiven { key: "account".into(), ..given }),
            Err(Error::Invalid(_))
        ));
        must(shaping::begin(crm, &system, &key, &text));
        let option = |label: &str, hue| OptionGiven { label: label.into(), hue, ..OptionGiven::default() };
        let mood = FieldGiven {
            options: vec![option("Very good", 5), option("Bad", 1)],
            ..field(TypeName::Select, "", &[("label", "Mood")])
        };
        must(put(crm, "site_visit", &mood));
        let link = field(
            TypeName::Link,
            "",
            &[("label", "Account"), ("to", "account"), ("inverse", "site_visits"), ("on_delete", "cascade")],
        );
        must(put(crm, "site_visit", &link));
        let view = ViewGiven {
            label: "By mood".into(),
            board: true,
            lanes: "mood".into(),
            columns: vec!["account".into()],
            ..ViewGiven::default()
        };
        must(shaping::edit(crm, &system, "site_visit", |shaped| Ok(shaping::put_view(shaped, &view)?.0)));
        let list = ViewGiven {
            label: "Short".into(),
            columns: vec!["name".into(), "account.industry".into()],
            sort: vec!["-created_at".into()],
            ..ViewGiven::default()
        };
        must(shaping::edit(crm, &system, "site_visit", |shaped| Ok(shaping::put_view(shaped, &list)?.0)));
        for step in [Move::AddSection("Also".into()), Move::Add { field: "mood".into(), section: 1 }] {
            must(shaping::edit(crm, &system, "site_visit", |shaped| shaping::arrange(shaped, &step)));
        }
        let (lines, _) = apply(crm, &vault, "site_visit");
        assert_eq!(lines[0], "create module site_visit");

        let snapshot = crm.snapshot();
        let module = snapshot.module("site_visit").unwrap();
        let views: Vec<&str> = module.views.iter().map(|view| view.key.as_str()).collect();
        assert_eq!(views, ["all", "by_mood", "short"], "the list that was made by itself stays");
        assert_eq!(module.detail.sections[1].rows, [["mood"]]);
        assert!(snapshot.schema.catalogue.relation("account", "site_visits").is_some());
        assert_eq!(module.access.get("sales_rep"), snapshot.module("account").unwrap().access.get("sales_rep"));
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap();
        create(crm, &system, "site_visit", json!({ "name": "First", "mood": "very_good", "account": acme.id }))
            .unwrap();

        // An option that is held cannot go; it can be retired, and a field can be called otherwise.
        let left = FieldGiven {
            options: shaping::options_of(&module.field("mood").unwrap().kind)[1..].to_vec(),
            ..field(TypeName::Select, "mood", &[("label", "Mood")])
        };
        assert!(matches!(put(crm, "site_visit", &left), Ok(Err(_))));
        let mut all = shaping::options_of(&module.field("mood").unwrap().kind);
        all[0].retired = true;
        let renamed = FieldGiven {
            key: "feeling".into(),
            options: all,
            ..field(TypeName::Select, "mood", &[("label", "Feeling")])
        };
        must(put(crm, "site_visit", &renamed));
        let (lines, _) = apply(crm, &vault, "site_visit");
        assert!(lines.contains(&"rename field mood of site_visit to feeling (1 record)".to_owned()), "{lines:?}");
        assert_eq!(crm.snapshot().module("site_visit").unwrap().views[1].lanes.as_ref().unwrap(), "feeling");

        must(shaping::edit(crm, &system, "site_visit", |shaped| Ok(shaping::drop_module(shaped))));
        assert!(look(crm, "site_visit").retires());
        let (lines, done) = apply(crm, &vault, "site_visit");
        assert!(lines.iter().any(|line| line.starts_with("drop module site_visit")) && done.backup.is_some());
        assert!(crm.snapshot().module("site_visit").is_none());
    });
}

#[test]
fn every_type_is_added_changed_and_dropped_again() {
    each(|crm| {
        let (_folder, vault) = folder();
        let said = |kind: TypeName| -> Vec<(&'static str, &'static str)> {
            match kind {
                TypeName::Link => vec![("to", "contact"), ("inverse", "from_products"), ("on_delete", "restrict")],
                TypeName::Links => vec![("to", "contact"), ("inverse", "of_products")],
                TypeName::Autonumber => vec![("format", "P-{000}")],
                TypeName::Formula => vec![("expr", "1 + 1")],
                TypeName::Rollup => vec![("of", "opportunities"), ("function", "sum"), ("field", "amount")],
                TypeName::Lookup => vec![("path", "created_by.name")],
                TypeName::Decimal => vec![("scale", "3"), ("min", "0,5"), ("max", "10")],
                TypeName::Text => vec![("max", "40"), ("default", "as usual")],
                TypeName::MultiSelect => vec![("default", "one, two")],
                _ => Vec::new(),
            }
        };
        // Lines need a module of their own, and a module has one stage and one set of tags.
        let kinds = || TypeName::ALL.into_iter().filter(|kind| !matches!(kind, TypeName::Children));
        for kind in kinds() {
            let name = format!("x {}", kind.name());
            let mut given = field(kind, "", &said(kind));
            given.said.insert("label", name.clone());
            given.options =
                ["One", "Two"].map(|label| OptionGiven { label: label.into(), ..OptionGiven::default() }).into();
            must(put(crm, "product", &given));
        }
        apply(crm, &vault, "product");
        let product = look(crm, "product");
        for kind in kinds() {
            let key = format!("x_{}", kind.name());
            assert_eq!(product.now.field(&key).unwrap().kind.name(), kind.name());
            let said: BTreeMap<_, _> =
                shaping::offered(kind).filter_map(|name| Some((name, product.said(&key).get(name)?.clone()))).collect();
            let again = FieldGiven {
                said,
                options: shaping::options_of(&product.now.field(&key).unwrap().kind),
                ..field(kind, &key, &[])
            };
            must(put(crm, "product", &again));
            assert!(!look(crm, "product").drafted, "what was typed again changes nothing: {key}");
        }
        for kind in kinds() {
            let key = format!("x_{}", kind.name());
            must(shaping::edit(crm, &crm.system(), "product", |shaped| shaping::drop_field(shaped, &key)));
        }
        apply(crm, &vault, "product");
        assert_eq!(look(crm, "product").in_force, "", "and everything is as it was");
    });
}

#[test]
fn a_shipped_field_keeps_what_it_is_and_takes_what_the_company_says() {
    each(|crm| {
        let (_folder, vault) = folder();
        let system = crm.system();
        let account = look(crm, "account");
        let text = |shaped: &Shaped| shaped.said("industry").get("max").cloned();
        assert_eq!(text(&account).as_deref(), Some("100"));
        must(put(
            crm,
            "account",
            &field(TypeName::Text, "industry", &[("label", "Branch"), ("max", "120"), ("audit", "true")]),
        ));
        let drafted = look(crm, "account");
        assert_eq!(
            drafted.text,
            "module = \"account\"\n\n[fields]\nindustry = { label = \"Branch\", max = 120, audit = true }\n"
        );
        assert_eq!(drafted.origin("industry"), Origin::Changed);
        let unsaid = put(crm, "account", &field(TypeName::Text, "industry", &[("label", "Branch")]));
        assert!(matches!(unsaid, Err(Error::Invalid(errors)) if errors[0].field == "max"));
        must(shaping::edit(crm, &system, "account", |shaped| shaping::hide(shaped, "revenue")));
        apply(crm, &vault, "account");
        let snapshot = crm.snapshot();
        let module = snapshot.module("account").unwrap();
        assert_eq!(&*module.field("industry").unwrap().label, "Branch");
        assert!(!module.detail.sections.iter().flat_map(|section| &section.rows).flatten().any(|key| key == "revenue"));
        assert!(module.field("revenue").is_some());
        must(shaping::edit(crm, &system, "account", |shaped| Ok(shaping::drop_module(shaped))));
        let (lines, _) = apply(crm, &vault, "account");
        assert_eq!(lines, ["definition only: labels, pages, rights and checks of account"]);
        assert_eq!(crm.snapshot().module("account").unwrap().field("industry").unwrap().label, "Industry");
    });
}

#[test]
fn what_the_company_calls_things_in_other_languages_goes_first_and_lasts() {
    each(|crm| {
        let people = people(crm, &[("ann", "administrator", None), ("rep", "sales_rep", None)]);
        let names = |pairs: &[(&str, &str)]| -> labels::Names {
            pairs.iter().map(|(place, name)| ((*place).to_owned(), (*name).to_owned())).collect()
        };
        let save = |actor: &Actor, given: &labels::Names| {
            let given = given.clone();
            crm.write(actor, "configure", move |work| labels::save(work, "account", Language::It, &given)).wait()
        };
        let given = names(&[
            ("label.many", "Clienti"),
            ("fields.industry", " Ramo "),
            ("fields.status.options.lead", "Promessa"),
            ("sections.Reach", "Contatti"),
            ("fields.website", ""),
        ]);
        assert!(matches!(save(&people["rep"], &given), Err(Error::Forbidden(_))));
        save(&people["ann"], &given).unwrap();
        let called = |crm: &Crm| {
            crm.refresh().unwrap();
            let italian = crm.snapshot().read_in(Language::It);
            let module = italian.module("account").unwrap().clone();
            let option = shaping::options_of(&module.field("status").unwrap().kind)[1].label.clone();
            let label = |field: &str| module.field(field).unwrap().label.to_string();
            [
                module.label.many.clone(),
                label("industry"),
                option,
                module.detail.sections[2].label.clone(),
                label("website"),
            ]
        };
        assert_eq!(called(crm), ["Clienti", "Ramo", "Promessa", "Contatti", "Sito web"]);
        assert_eq!(crm.snapshot().module("account").unwrap().label.many, "Accounts");
        let (_folder, vault) = folder();
        must(put(crm, "account", &field(TypeName::Text, "industry", &[("label", "Branch"), ("max", "100")])));
        apply(crm, &vault, "account");
        assert_eq!(called(crm)[1], "Ramo", "a name belongs to its place");
        let long = names(&[("fields.industry", &"x".repeat(201))]);
        assert!(matches!(save(&people["ann"], &long), Err(Error::Invalid(_))));
        save(&people["ann"], &labels::Names::new()).unwrap();
        assert_eq!(called(crm)[..2], ["Account", "Branch"], "what the company calls otherwise keeps its name");
    });
}
