//! The history of a record tells what was done, by whom, and only what the reader may see.

use crm::{Error, records};
use serde_json::json;
use store::audit::Action;

use crate::support::*;
use crate::verbs::*;

#[test]
fn it_tells_each_change_with_its_values_and_its_act() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let acme = account(crm, ana, "Acme");
        update(crm, ana, "account", acme, json!({ "name": "Acme Ltd", "industry": "retail" })).unwrap();
        update(crm, ana, "account", acme, json!({ "name": "Acme Ltd" })).unwrap();
        delete(crm, ana, acme);
        let told = history(crm, ana, acme);
        let actions: Vec<Action> = told.iter().map(|entry| entry.action).collect();
        assert_eq!(actions, [Action::Delete, Action::Update, Action::Create], "saving nothing new leaves nothing");
        let kinds: Vec<&str> = told.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["delete", "update", "create"]);
        assert!(told.iter().all(|entry| entry.actor == ana.user && entry.at == now() && !entry.erased));
        let changed: Vec<_> =
            told[1].changes.iter().map(|c| (c.field.as_str(), c.before.clone(), c.after.clone())).collect();
        let name = ("name", json!("Acme"), json!("Acme Ltd"));
        assert_eq!(changed, [name, ("industry", json!(null), json!("retail"))]);
        assert_eq!(told[1].version, 2);
    });
}

#[test]
fn it_is_read_page_by_page() {
    each(|crm| {
        let system = crm.system();
        let acme = account(crm, &system, "Acme");
        for n in 0..6 {
            update(crm, &system, "account", acme, json!({ "name": format!("Acme {n}") })).unwrap();
        }
        let (mut versions, mut cursor) = (Vec::new(), None);
        loop {
            let page = crm.read(&system, move |work| records::history(work, "account", acme, cursor, 3));
            let (entries, next) = page.wait().unwrap();
            assert!(entries.len() <= 3);
            versions.extend(entries.iter().map(|entry| entry.version));
            cursor = next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(versions, [7, 6, 5, 4, 3, 2, 1]);
    });
}

#[test]
fn a_record_one_may_not_see_has_no_history() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None), ("rep", "sales_rep", None)]);
        let stages = pipeline(crm);
        let deal = json!({ "name": "Secret", "stage": stages["engaging"] });
        let deal = create(crm, &people["ana"], "opportunity", deal).unwrap().id;
        let read =
            |who: &str| crm.read(&people[who], move |work| records::history(work, "opportunity", deal, None, 9)).wait();
        assert_eq!(read("ana").unwrap().0.len(), 1);
        assert!(matches!(read("rep"), Err(Error::NotFound(_))));
    });
}

#[test]
fn fields_hidden_from_the_reader_are_left_out() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None), ("rep", "sales_rep", None)]);
        let acme = create(crm, &people["rep"], "account", json!({ "name": "Acme", "employees": 5 })).unwrap().id;
        crm.write(&crm.system(), "rights", |work| {
            let [rep, account, employees] = ["sales_rep", "account", "employees"].map(meta::Key::of);
            crm::settings::rights::set_field(work, &rep, &account, &employees, Some(meta::FieldLevel::Hidden))
        })
        .wait()
        .unwrap();
        crm.refresh().unwrap();
        update(crm, &people["ana"], "account", acme, json!({ "employees": 6 })).unwrap();
        update(crm, &people["ana"], "account", acme, json!({ "employees": 7, "industry": "retail" })).unwrap();
        let rep = crm.actor(people["rep"].user.unwrap(), crm::Via::Session).unwrap();
        let told = history(crm, &rep, acme);
        assert_eq!(
            told.iter().map(|entry| entry.version).collect::<Vec<_>>(),
            [3, 1],
            "version 2 is not theirs to know"
        );
        assert_eq!(told[0].changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["industry"]);
        assert!(told[1].changes.iter().all(|change| change.field != "employees"));
        assert_eq!(history(crm, &people["ana"], acme).len(), 3);
    });
}
