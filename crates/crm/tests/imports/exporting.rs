//! Exports, and that importing one changes nothing.

use crm::Via;
use crm::exports::{self, Format, Order};
use crm::imports::Options;
use meta::{Key, Rights, Scope};
use serde_json::{Value as Json, json};

use crate::files::*;
use crate::support::*;

/// Records that are hard to write down: signs, quotes, names that are shared, several values in a field.
fn fill(crm: &crm::Crm) {
    let people = people(crm, &[("ana", "sales_rep", None), ("cy", "sales_manager", None)]);
    let stages = pipeline(crm);
    let system = crm.system();
    let acme = json!({ "name": "=Acme, \"Inc\"", "description": "one\ntwo\t'three", "tags": ["a", "b c"],
        "emails": [{ "value": "a@example.com", "type": "home", "opted_out": true }, { "value": "b@example.com" }],
        "phones": ["+49 30 1"], "revenue": { "amount": "-0.0001", "currency": "EUR" }, "employees": 7,
        "address": { "street": "1 High St\n2nd floor", "city": "'Lisbon", "country": "PT" } });
    let mut acme = acme;
    acme["revenue"]["amount"] = json!("1234567.8912");
    let acme = create(crm, &system, "account", acme).unwrap().id;
    let twins = ["Twin", "twin"].map(|name| create(crm, &system, "account", json!({ "name": name })).unwrap().id);
    create(crm, &system, "account", json!({ "name": "'+x", "parent": twins[1] })).unwrap();
    let contact = |name: Json, account| json!({ "name": name, "account": account, "birthday": "1990-02-03" });
    let full = json!({ "prefix": "Dr", "given": "Ana Maria", "family": "von Souza", "suffix": "Jr" });
    let ana = create(crm, &system, "contact", contact(full, acme)).unwrap().id;
    let odd = json!({ "prefix": "", "given": "Bo", "family": "Li; Xu", "suffix": "" });
    let bo = create(crm, &system, "contact", contact(odd, twins[0])).unwrap().id;
    let deal = json!({ "name": "-5% deal", "account": acme, "contacts": [ana, bo], "stage": stages["engaging"],
        "amount": { "amount": "10", "currency": "GBP" }, "close_date": "2026-12-31", "lost_reason": "no_decision" });
    create(crm, &people["ana"], "opportunity", deal).unwrap();
    create(
        crm,
        &system,
        "task",
        json!({ "subject": "Call", "reminder_at": "2026-11-22T10:00:01.5Z",
        "about": { "module": "account", "id": acme } }),
    )
    .unwrap();
    let north = create(crm, &system, "team", json!({ "name": "North", "lead": people["cy"].user })).unwrap().id;
    create(crm, &system, "team", json!({ "name": "Coast", "parent": north, "team": north })).unwrap();
}

const MODULES: [&str; 6] = ["account", "contact", "opportunity", "task", "user", "team"];

#[test]
fn importing_an_export_finds_everything_unchanged() {
    each(|crm| {
        fill(crm);
        for module in MODULES {
            let text = String::from_utf8(export(crm, &crm.system(), module, Format::Csv, &[]).unwrap()).unwrap();
            let count = all(crm, &crm.system(), module, &[]).len() as u64;
            let done = import(crm, module, &text, "");
            assert_eq!((done.counts, &done.refused[..]), ((0, 0, count), &[][..]), "{module}\n{text}");
        }
    });
}

#[test]
fn texts_that_a_spreadsheet_would_run_are_made_harmless_and_links_have_their_titles() {
    each(|crm| {
        fill(crm);
        let text = String::from_utf8(export(crm, &crm.system(), "account", Format::Csv, &[]).unwrap()).unwrap();
        assert!(text.contains("\"'=Acme, \"\"Inc\"\"\""), "{text}");
        assert!(text.contains(",''+x,"), "{text}");
        let twin = all(crm, &crm.system(), "account", &[])[2].id.to_string();
        assert_eq!(text.matches(&twin).count(), 2, "a shared name is no name: {text}");
        let deals = String::from_utf8(export(crm, &crm.system(), "opportunity", Format::Csv, &[]).unwrap()).unwrap();
        assert!(deals.contains("engaging") && deals.contains("\"'=Acme, \"\"Inc\"\"\""), "{deals}");
    });
}

#[test]
fn a_filter_chooses_the_records_and_json_is_that_of_the_api() {
    each(|crm| {
        fill(crm);
        let chosen = [("filter[name][starts]", "tw"), ("filter[parent][empty]", "true")];
        let bytes = export(crm, &crm.system(), "account", Format::Json, &chosen).unwrap();
        let list: Vec<Json> = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(list.iter().map(|one| one["name"].clone()).collect::<Vec<_>>(), [json!("Twin"), json!("twin")]);
        assert_eq!(list[0]["open_pipeline"], json!({ "amount": "0.00", "currency": "USD" }));
        let none = export(crm, &crm.system(), "account", Format::Json, &[("filter[name]", "nobody")]).unwrap();
        assert_eq!(serde_json::from_slice::<Vec<Json>>(&none).unwrap().len(), 0);
    });
}

#[test]
fn more_records_than_a_page_are_all_there_once() {
    each(|crm| {
        let rows: String = (0..1203).map(|n| format!("Team {n}\n")).collect();
        import(crm, "team", &format!("name\n{rows}"), "");
        let text = String::from_utf8(export(crm, &crm.system(), "team", Format::Csv, &[]).unwrap()).unwrap();
        let mut ids: Vec<&str> = text.lines().skip(1).map(|line| &line[..36]).collect();
        ids.dedup();
        assert_eq!(ids.len(), 1203);
        let book = export(crm, &crm.system(), "team", Format::Xlsx, &[]).unwrap();
        assert!(book.starts_with(b"PK"));
    });
}

#[test]
fn an_export_is_told_in_the_trail() {
    each(|crm| {
        let people = people(crm, &[("ana", "sales_rep", None)]);
        export(crm, &people["ana"], "account", Format::Csv, &[]).unwrap();
        let acts =
            crm.read(&crm.system(), |work| crm::acts::list(work, store::audit::Whose::All, None, 1)).wait().unwrap();
        assert_eq!((acts[0].act.kind.as_str(), acts[0].act.actor), ("export", people["ana"].user));
    });
}

#[test]
fn links_to_records_one_does_not_see_are_left_out_and_stay_when_it_is_imported() {
    each(|crm| {
        let people = people(crm, &[("rita", "sales_rep", None)]);
        let own = Rights { create: true, read: Scope::Own, edit: Scope::Own, delete: Scope::Own };
        let closed = crm.write(&crm.system(), "configure", move |work| {
            ["account", "contact"].iter().try_for_each(|module| {
                crm::settings::rights::set(work, &Key::of("sales_rep"), &Key::of(module), Some(own))
            })
        });
        closed.wait().unwrap();
        let rita = crm.actor(people["rita"].user.unwrap(), Via::Session).unwrap();
        let secret = create(crm, &crm.system(), "account", json!({ "name": "Secret" })).unwrap().id;
        let hidden = create(crm, &crm.system(), "contact", json!({ "name": "Hidden" })).unwrap().id;
        let seen = create(crm, &rita, "contact", json!({ "name": "Seen" })).unwrap().id;
        let deal = json!({ "name": "Deal", "account": secret, "contacts": [hidden, seen], "owner": rita.user,
            "stage": pipeline(crm)["won"] });
        create(crm, &crm.system(), "opportunity", deal).unwrap();
        let about = json!({ "module": "account", "id": secret });
        create(crm, &crm.system(), "task", json!({ "subject": "Call", "about": about.clone(), "owner": rita.user }))
            .unwrap();
        for module in ["opportunity", "task"] {
            let written =
                |format| String::from_utf8_lossy(&export(crm, &rita, module, format, &[]).unwrap()).to_string();
            let (csv, json) = (written(Format::Csv), written(Format::Json));
            for unseen in [secret.to_string(), hidden.to_string(), "Secret".into(), "Hidden".into()] {
                assert!(!csv.contains(&unseen) && !json.contains(&unseen), "{unseen}: {csv}{json}");
            }
            let done = import_as(crm, &rita, module, &csv, "", &Options::default()).unwrap();
            assert_eq!((done.counts.0, &done.refused[..]), (0, &[][..]), "{csv}");
        }
        assert_eq!(column(crm, "opportunity", "account"), [json!(secret)]);
        assert_eq!(column(crm, "opportunity", "contacts")[0].as_array().unwrap().len(), 2);
        assert_eq!(column(crm, "task", "about"), [about]);
        let list: Vec<Json> =
            serde_json::from_slice(&export(crm, &rita, "opportunity", Format::Json, &[]).unwrap()).unwrap();
        assert_eq!((&list[0]["account"], &list[0]["contacts"]), (&Json::Null, &json!([seen])));
        assert_eq!(list[0]["_restricted"], json!(["account", "contacts"]));
    });
}

#[test]
fn an_export_tells_the_trail_by_which_words_it_was_narrowed() {
    each(|crm| {
        let find = Some("acme".to_string());
        let order = Order { module: "account".into(), format: Format::Csv, pairs: Vec::new(), find };
        exports::export(crm, &crm.system(), &order, &mut Vec::new()).unwrap();
        let told = crm.read(&crm.system(), |work| {
            let last = crm::acts::list(work, store::audit::Whose::All, None, 1)?.remove(0);
            crm::acts::of(work, last.act.id, None, 1)
        });
        let (_, steps) = told.wait().unwrap();
        let expected = json!({ "format": "csv", "filter": [], "find": "acme" });
        assert_eq!(steps[0].changes, [("export".to_string(), Json::Null, expected)]);
    });
}
