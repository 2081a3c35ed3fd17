//! Records through the service, on both engines: made, read, changed, binned, restored, related, and what follows.

mod support;

use crm::records::{self, ListQuery};
use meta::Path;
use serde_json::json;
use support::*;

#[test]
fn a_record_is_made_read_changed_and_keeps_its_derived_values_right() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let stages = pipeline(crm);
        let acme = create(crm, ana, "account", json!({ "name": "Acme", "industry": "technology" })).unwrap();
        let deal = json!({ "name": "Big deal", "account": acme.id, "stage": stages["engaging"],
            "amount": { "amount": "1000", "currency": "USD" } });
        let deal = create(crm, ana, "opportunity", deal).unwrap();
        let read = get(crm, ana, "opportunity", deal.id).unwrap();
        assert_eq!(read.title, "Big deal");
        assert_eq!(json_of(&read, "probability"), json!("40.00"));
        assert_eq!(json_of(&read, "expected")["amount"], json!("400.00"));
        assert_eq!(json_of(&read, "number"), json!("OPP-00001"));
        assert_eq!(read.link_title("account"), Some(&meta::record::LinkTitle::Open("Acme".into())));

        let account = get(crm, ana, "account", acme.id).unwrap();
        assert_eq!(json_of(&account, "open_pipeline")["amount"], json!("1000.00"));
        update(crm, ana, "opportunity", deal.id, json!({ "stage": stages["won"] })).unwrap();
        let account = get(crm, ana, "account", acme.id).unwrap();
        assert_eq!(json_of(&account, "won_total")["amount"], json!("1000.00"));
        assert_eq!(json_of(&account, "open_pipeline")["amount"], json!("0.00"));
        assert_eq!(account.version, 1, "derived changes never move the version");
    });
}

#[test]
fn lists_filter_sort_and_page() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        for n in 0..25 {
            let industry = if n % 2 == 0 { "retail" } else { "Médical" };
            create(crm, ana, "account", json!({ "name": format!("Account {n:02}"), "industry": industry })).unwrap();
        }
        let page = |cursor: Option<String>| {
            let query = ListQuery {
                sort: vec![meta::layout::SortKey::parse("-name").unwrap()],
                fields: vec![Path::parse("name").unwrap()],
                limit: 10,
                cursor,
                ..ListQuery::default()
            };
            crm.read(ana, move |work| records::list(work, "account", &query)).wait().unwrap()
        };
        let mut names = Vec::new();
        let mut cursor = None;
        loop {
            let page = page(cursor);
            names.extend(page.records.iter().map(|record| record.title.clone()));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let mut expected: Vec<String> = (0..25).map(|n| format!("Account {n:02}")).collect();
        expected.reverse();
        assert_eq!(names, expected);
    });
}

#[test]
fn what_is_wrong_is_said_by_field() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let errors = |error: crm::Error| match error {
            crm::Error::Invalid(errors) => errors.into_iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let refused = create(crm, ana, "account", json!({ "nonsense": 1 })).unwrap_err();
        assert_eq!(errors(refused), [("nonsense".to_string(), "unknown")]);
        let refused = create(crm, ana, "account", json!({})).unwrap_err();
        assert_eq!(errors(refused), [("name".to_string(), "required")]);
        let nobody = uuid::Uuid::now_v7();
        let refused = create(crm, ana, "contact", json!({ "name": "Bo", "account": nobody })).unwrap_err();
        assert_eq!(errors(refused), [("account".to_string(), "not_found")]);
    });
}

#[test]
fn the_bin_takes_gives_back_and_frees_what_is_unique() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let first = create(crm, ana, "product", json!({ "name": "GTX Pro" })).unwrap();
        let second = create(crm, ana, "product", json!({ "name": "gtx  pro" }));
        assert!(matches!(second, Err(crm::Error::Invalid(_))), "{second:?}");
        crm.write(ana, "delete", move |work| records::delete(work, "product", first.id, None)).wait().unwrap();
        let again = create(crm, ana, "product", json!({ "name": "GTX Pro" })).unwrap();
        let restored = crm.write(ana, "restore", move |work| records::restore(work, "product", first.id)).wait();
        assert!(matches!(restored, Err(crm::Error::Conflict(_))), "{restored:?}");
        crm.write(ana, "delete", move |work| records::delete(work, "product", again.id, None)).wait().unwrap();
        crm.write(ana, "restore", move |work| records::restore(work, "product", first.id)).wait().unwrap();
        let query = ListQuery::default();
        let all = crm.read(ana, move |work| records::list(work, "product", &query)).wait().unwrap();
        assert_eq!(all.records.iter().map(|r| r.id).collect::<Vec<_>>(), [first.id]);
    });
}

#[test]
fn a_manager_sees_the_records_of_her_people_and_of_nobody_else() {
    each(|crm| {
        let people = people(
            crm,
            &[
                ("mia", "sales_manager", None),
                ("rep", "sales_rep", Some("mia")),
                ("max", "sales_manager", None),
                ("other", "sales_rep", Some("max")),
            ],
        );
        let stages = pipeline(crm);
        for name in ["rep", "other"] {
            let deal = json!({ "name": format!("Deal of {name}"), "stage": stages["engaging"] });
            create(crm, &people[name], "opportunity", deal).unwrap();
        }
        let seen = |name: &str| {
            let query = ListQuery::default();
            let page = crm.read(&people[name], move |work| records::list(work, "opportunity", &query)).wait().unwrap();
            page.records.into_iter().map(|record| record.title).collect::<Vec<_>>()
        };
        assert_eq!(seen("mia"), ["Deal of rep"]);
        assert_eq!(seen("max"), ["Deal of other"]);
        assert_eq!(seen("rep"), ["Deal of rep"]);
    });
}

#[test]
fn stages_of_other_modules_and_retired_options_are_refused() {
    each(|crm| {
        let system = crm.system();
        let stages = pipeline(crm);
        support::everything::apply(crm, &[GADGET]);
        let made = |values: serde_json::Value| create(crm, &system, "gadget", values).map(|record| record.id);
        let refused = |outcome: crm::Result<uuid::Uuid>| match outcome {
            Err(crm::Error::Invalid(errors)) => errors.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect(),
            other => vec![format!("{other:?}")],
        };
        assert_eq!(refused(made(json!({ "name": "Odd", "phase": stages["won"] }))), ["phase not_found"]);
        let of = |module: &str| create(crm, &system, "pipeline", json!({ "name": module, "module": module }));
        assert_eq!(refused(of("account").map(|r| r.id)), ["module invalid"]);
        assert_eq!(refused(of("nothing").map(|r| r.id)), ["module invalid"]);
        let own = of("gadget").unwrap().id;
        let begun = create(crm, &system, "stage", json!({ "name": "Begun", "pipeline": own })).unwrap().id;
        let gadget = made(json!({ "name": "Right", "phase": begun, "kind": "old", "kinds": ["old", "new"] })).unwrap();

        support::everything::apply(crm, &[&GADGET.replace("\"old\"", "{ key = \"old\", retired = true }")]);
        assert_eq!(refused(made(json!({ "name": "Late", "kind": "old" }))), ["kind unknown_option"]);
        assert_eq!(refused(made(json!({ "name": "Late", "kinds": ["new", "old"] }))), ["kinds unknown_option"]);
        update(crm, &system, "gadget", gadget, json!({ "name": "Still", "kind": "old", "kinds": ["old"] })).unwrap();
        update(crm, &system, "gadget", gadget, json!({ "kind": "new", "kinds": [] })).unwrap();
        let back = update(crm, &system, "gadget", gadget, json!({ "kind": "old" })).map(|record| record.id);
        assert_eq!(refused(back), ["kind unknown_option"]);
    });
}

const GADGET: &str = r#"
module = "gadget"
[fields]
name  = { type = "text", required = true }
phase = { type = "stage" }
kind  = { type = "select", options = ["old", "new"] }
kinds = { type = "multiselect", options = ["old", "new"] }
"#;

#[test]
fn what_somebody_may_not_give_is_not_asked_of_them() {
    each(|crm| {
        let gadget = format!(
            "{GADGET}secret = {{ type = \"text\", required = true }}\nreason = {{ type = \"text\", required_if = \"kind = 'new'\" }}\n\
             [access]\nsales_rep = {{ create = true, read = \"own\", edit = \"own\" }}\n\
             [field_access]\nsecret = {{ sales_rep = \"hidden\" }}\nreason = {{ sales_rep = \"read\" }}\n"
        );
        support::everything::apply(crm, &[&gadget.replace('\'', "\\\"")]);
        let people = people(crm, &[("ana", "administrator", None), ("tia", "sales_rep", None)]);
        let values = json!({ "name": "Thing", "kind": "new" });
        create(crm, &people["tia"], "gadget", values.clone()).unwrap();
        let Err(crm::Error::Invalid(errors)) = create(crm, &people["ana"], "gadget", values) else { panic!("asked") };
        assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["secret", "reason"]);
    });
}
