//! Lines come with the page of their records, in one statement for all of them.

use meta::record::Values;
use meta::value::Line;
use meta::{Key, Path, Value};
use serde_json::Value as Json;

use super::{Format, LINED, Order, export, page};
use crate::Crm;
use crate::definitions::{self, File};
use crate::records::{self, ListQuery, New};

const THING: &str = "module = \"thing\"\narea = \"tests\"\n[fields]\nname = { type = \"text\" }\n\
    lines = { type = \"children\", to = \"thing_line\", by = \"thing\" }\n";
const LINE: &str = "module = \"thing_line\"\narea = \"tests\"\n[fields]\nname = { type = \"text\" }\n\
    thing = { type = \"link\", to = \"thing\", required = true }\n";

fn make(crm: &Crm, count: usize) {
    let text = |n: usize| Values::from_iter([(Key::of("name"), Value::Text(format!("n{n}")))]);
    let made = crm.write(&crm.system(), "create", move |work| {
        for n in 0..count {
            let mut values = text(n);
            let lines = (0..3).map(|n| Line { id: None, values: text(n) }).collect();
            values.set(Key::of("lines"), Value::Lines(lines));
            records::create(work, "thing", New { id: None, values, source: "test" })?;
        }
        Ok(())
    });
    made.wait().unwrap();
}

#[test]
fn a_page_takes_as_many_statements_however_many_records_have_lines() {
    store::testing::stores(|store| {
        let crm = Crm::open(store.clone(), [7; 32]).unwrap();
        let file = |name: &str, text: &str| File { name: name.into(), text: text.into() };
        let plan = definitions::plan(&crm, vec![file("thing.toml", THING), file("thing_line.toml", LINE)]).unwrap();
        definitions::apply(&crm, &crm.system(), &plan).unwrap();
        let statements = || {
            let counted = crm.read(&crm.system(), |work| {
                let module = work.module("thing")?;
                let fields = vec![Path::of(Key::of("name")), Path::of(Key::of("lines"))];
                let before = work.tx.statements();
                page(work, &module, &[], &ListQuery { fields, limit: LINED, ..ListQuery::default() }, false)?;
                Ok(work.tx.statements() - before)
            });
            counted.wait().unwrap()
        };
        make(&crm, 1);
        let few = statements();
        make(&crm, 2 * LINED);
        assert_eq!((statements(), few <= 3), (few, true), "{few}");
        let order = Order { module: "thing".into(), format: Format::Json, pairs: Vec::new(), find: None };
        let mut out = Vec::new();
        assert_eq!(export(&crm, &crm.system(), &order, &mut out).unwrap(), 2 * LINED as u64 + 1);
        let list: Vec<Json> = serde_json::from_slice(&out).unwrap();
        let whole = |one: &Json| {
            one["lines"].as_array().is_some_and(|lines| lines.iter().all(|l| l["name"].is_string()) && lines.len() == 3)
        };
        assert!(list.iter().all(whole), "{list:?}");
    });
}
