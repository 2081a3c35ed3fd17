//! Pages ask a bounded number of questions: as many for a hundred records as for a few.

use chrono::{DateTime, Utc};
use crm::records::{self, New};
use crm::{Crm, Work};
use meta::record::Values;
use meta::{Key, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::list::{self, ask::Ask};
use super::{Scene, board, show};
use crate::pairs::Pairs;

fn create(crm: &Crm, module: &'static str, values: Json) -> Uuid {
    let values = values.as_object().unwrap().clone();
    let made = crm.write(&crm.system(), "create", move |work| {
        let definition = work.module(module)?;
        let values = records::from_json(work, &definition, &values)?;
        records::create(work, module, New { id: None, values, source: "test" })
    });
    made.wait().unwrap().id
}

/// How many statements a page takes.
fn statements<T: Send + 'static>(crm: &Crm, page: impl Fn(&mut Work) -> crm::Result<T> + Send + 'static) -> u32 {
    let counted = crm.read(&crm.system(), move |work| {
        page(work)?;
        Ok::<_, crm::Error>(work.tx.statements())
    });
    counted.wait().unwrap()
}

fn counts(crm: &Crm, account: Uuid) -> [u32; 3] {
    let view = |pairs: &'static str| {
        move |work: &mut Work| {
            let scene = Scene::set(work, "opportunity")?;
            let ask = Ask::read(&scene, Pairs::read(pairs))?;
            match pairs {
                "" => list::listed(work, scene, ask).map(drop),
                _ => board::read(work, scene, ask, &board::Folded::default()).map(drop),
            }
        }
    };
    [
        statements(crm, view("")),
        statements(crm, view("view=board")),
        statements(crm, move |work| show::read(work, "account", account, &Default::default(), Default::default())),
    ]
}

#[test]
fn pages_take_as_many_statements_for_many_records_as_for_few() {
    let now: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
    store::testing::stores(|store| {
        let crm = Crm::open_at(store.clone(), [7; 32], move || now).unwrap();
        let pipeline = create(&crm, "pipeline", json!({ "name": "Sales", "is_default": true }));
        let stage = |n: i32| {
            create(
                &crm,
                "stage",
                json!({ "name": format!("Stage {n}"), "key": format!("s{n}"), "pipeline": pipeline, "position": n }),
            )
        };
        let stages = [stage(1), stage(2)];
        let account = create(&crm, "account", json!({ "name": "Acme" }));
        let fill = |count: usize| {
            for n in 0..count {
                let values = json!({ "name": format!("Deal {n}"), "account": account, "stage": stages[n % 2] });
                create(&crm, "opportunity", values);
                let about = json!({ "module": "account", "id": account });
                create(&crm, "task", json!({ "subject": format!("Call {n}"), "about": about }));
                create(&crm, "note", json!({ "body": format!("Note {n}"), "about": about }));
            }
        };
        fill(4);
        crm.refresh().unwrap();
        let few = counts(&crm, account);
        fill(40);
        let many = counts(&crm, account);
        assert!(many.iter().zip(&few).all(|(many, few)| many <= few), "{many:?} for many, {few:?} for few");
        let [list, board, record] = few;
        assert!(list <= 4 && board <= 6 && record <= 22, "list {list}, board {board}, record {record}");
    });
}

#[test]
fn a_form_gives_back_what_it_was_given() {
    let now: DateTime<Utc> = "2026-11-22T10:00:00Z".parse().unwrap();
    store::testing::stores(|store| {
        let crm = Crm::open_at(store.clone(), [7; 32], move || now).unwrap();
        let given = crm.read(&crm.system(), |work| {
            let scene = Scene::set(work, "contact")?;
            let pairs = "name%5Bgiven%5D=Ana&name%5Bfamily%5D=Souza&emails=&emails%5B3%5D%5Bvalue%5D=a%40b.example&emails%5B7%5D%5Bvalue%5D=\
                &emails%5Bprimary%5D=3&birthday=1990-02-30&owner=";
            let given = super::edit::Given::read(&scene, &Pairs::read(pairs));
            Ok::<_, crm::Error>((given.values, given.errors))
        });
        let (values, errors): (Values, _) = given.wait().unwrap();
        assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["birthday"]);
        let Some(Value::Emails(emails)) = values.get("emails") else { panic!("no emails") };
        assert_eq!(
            emails.iter().map(|email| (email.value.as_str(), email.primary)).collect::<Vec<_>>(),
            [("a@b.example", true)]
        );
        assert_eq!(values.get(&Key::of("owner")), Some(&Value::Null), "an empty control empties");
        assert_eq!(values.get("account"), None, "what the form does not hold is not given");
    });
}
