//! What an act changed is told to who did it and to administrators, as far as they may see the records.

use crm::acts::{self, Step, Whose};
use crm::settings::rights;
use crm::{Actor, Crm, Error};
use meta::{FieldLevel, Key};
use serde_json::json;
use uuid::Uuid;

use crate::support::*;
use crate::verbs::*;

fn told(crm: &Crm, actor: &Actor, act: Uuid) -> crm::Result<Vec<Step>> {
    crm.read(actor, move |work| acts::of(work, act, None, 10)).wait().map(|(_, steps)| steps)
}

fn last(crm: &Crm, actor: &Actor) -> Uuid {
    let whose = actor.person().map_or(Whose::Kith, Whose::Person);
    crm.read(actor, move |work| acts::list(work, whose, None, 1)).wait().unwrap()[0].act.id
}

#[test]
fn it_names_records_and_values_but_not_to_others() {
    each(|crm| {
        let people =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        let (ana, bob, eva) = (&people["ana"], &people["bob"], &people["eva"]);
        let acme = account(crm, bob, "Acme");
        update(crm, bob, "account", acme, json!({ "industry": "retail" })).unwrap();
        let act = last(crm, bob);
        for reader in [ana, bob] {
            let steps = told(crm, reader, act).unwrap();
            assert_eq!((steps.len(), steps[0].title.as_deref()), (1, Some("Acme")));
            assert_eq!(steps[0].changes, [("industry".to_string(), json!(null), json!("retail"))]);
        }
        assert!(matches!(told(crm, eva, act), Err(Error::NotFound(_))));
    });
}

#[test]
fn hidden_fields_and_records_out_of_sight_stay_so() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None)]);
        let (ana, bob) = (&people["ana"], &people["bob"]);
        let acme = account(crm, bob, "Acme");
        update(crm, bob, "account", acme, json!({ "industry": "retail" })).unwrap();
        let act = last(crm, bob);
        let hide = crm.write(ana, "configure", |work| {
            let (role, module, field) = (Key::of("sales_rep"), Key::of("account"), Key::of("industry"));
            rights::set_field(work, &role, &module, &field, Some(FieldLevel::Hidden))
        });
        hide.wait().unwrap();
        crm.refresh().unwrap();
        let bob = crm.actor(bob.user.unwrap(), crm::Via::Session).unwrap();
        assert_eq!(told(crm, &bob, act).unwrap()[0].changes, []);
        let none = crm.write(ana, "configure", |work| {
            let (role, module) = (Key::of("sales_rep"), Key::of("account"));
            rights::set(work, &role, &module, Some(meta::Rights::default()))
        });
        none.wait().unwrap();
        crm.refresh().unwrap();
        let bob = crm.actor(bob.user.unwrap(), crm::Via::Session).unwrap();
        assert_eq!(told(crm, &bob, act).unwrap()[0].title, None);
        assert_eq!(told(crm, ana, act).unwrap()[0].changes.len(), 1);
    });
}
