//! What can be made: modules with all that belongs to them, fields of every type, changes of what is shipped.

use std::collections::BTreeMap;

use crm::Error;
use crm::definitions::shaping::{self, FieldGiven, ModuleGiven, Move, OptionGiven, Origin, Shaped, ViewGiven};
use meta::definition::TypeName;
use serde_json::json;

use super::support::*;
use super::*;

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
        must(edit(crm, "site_visit", |shaped| Ok(shaping::put_view(shaped, &view)?.0)));
        let list = ViewGiven {
            label: "Short".into(),
            columns: vec!["name".into(), "account.industry".into()],
            sort: vec!["-created_at".into()],
            ..ViewGiven::default()
        };
        must(edit(crm, "site_visit", |shaped| Ok(shaping::put_view(shaped, &list)?.0)));
        for step in [Move::AddSection("Also".into()), Move::Add { field: "mood".into(), section: 1 }] {
            must(edit(crm, "site_visit", |shaped| shaping::arrange(shaped, &step)));
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

        must(edit(crm, "site_visit", |shaped| Ok(shaping::drop_module(shaped))));
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
            must(edit(crm, "product", |shaped| shaping::drop_field(shaped, &key)));
        }
        apply(crm, &vault, "product");
        assert_eq!(look(crm, "product").in_force, "", "and everything is as it was");
    });
}

#[test]
fn a_shipped_field_keeps_what_it_is_and_takes_what_the_company_says() {
    each(|crm| {
        let (_folder, vault) = folder();
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
        must(edit(crm, "account", |shaped| shaping::hide(shaped, "revenue")));
        apply(crm, &vault, "account");
        let snapshot = crm.snapshot();
        let module = snapshot.module("account").unwrap();
        assert_eq!(&*module.field("industry").unwrap().label, "Branch");
        assert!(!module.detail.sections.iter().flat_map(|section| &section.rows).flatten().any(|key| key == "revenue"));
        assert!(module.field("revenue").is_some());
        must(edit(crm, "account", |shaped| Ok(shaping::drop_module(shaped))));
        let (lines, _) = apply(crm, &vault, "account");
        assert_eq!(lines, ["definition only: labels, pages, rights and checks of account"]);
        assert_eq!(crm.snapshot().module("account").unwrap().field("industry").unwrap().label, "Industry");
    });
}
