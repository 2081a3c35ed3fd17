//! What a definition dropped travels with a backup, with its types, and comes back by rolling back there.

use crm::definitions::{self, File};
use crm::{Crm, backup};
use serde_json::json;
use store::testing::Workspace;

use crate::company::*;
use crate::support::*;

const VISIT: &str = r#"
module = "visit"
label = { one = "Visit", many = "Visits" }

[fields]
name = { type = "text", required = true }
day = { type = "date" }
begun = { type = "datetime" }
done = { type = "bool" }
count = { type = "int" }
tags_seen = { type = "tags" }
"#;

fn apply(crm: &Crm, text: &str) {
    let file = File { name: "visit.toml".into(), text: text.into() };
    let plan = definitions::plan(crm, vec![file]).unwrap();
    assert!(plan.problems().is_empty(), "{:?}", plan.problems());
    definitions::apply(crm, &crm.system(), &plan).unwrap();
}

#[test]
fn dropped_fields_keep_their_types_on_the_other_engine() {
    for (from, to) in [(Workspace::sqlite(), Workspace::postgres()), (Workspace::postgres(), Workspace::sqlite())] {
        let crm = open(&from);
        apply(&crm, VISIT);
        let values = json!({ "name": "First", "day": "2001-02-03", "begun": "2001-02-03T04:05:06Z", "done": true,
            "count": 7, "tags_seen": ["x", "y"] });
        let visit = create(&crm, &crm.system(), "visit", values).unwrap().id;
        let before = get(&crm, &crm.system(), "visit", visit).unwrap();
        let lean: Vec<&str> =
            VISIT.lines().filter(|line| !line.contains("type =") || line.contains("name =")).collect();
        apply(&crm, &lean.join("\n"));
        assert_eq!(get(&crm, &crm.system(), "visit", visit).unwrap().values.get("day"), None);

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.kith");
        backup::write(crm.store(), &file, None, now()).unwrap();
        let store = bare(&to);
        backup::restore(&store, &file, None, now()).unwrap();
        store.migrate().unwrap();
        let there = Crm::open_at(store, KEY, now).unwrap();
        let plan = definitions::rollback(&there).unwrap();
        definitions::apply(&there, &there.system(), &plan).unwrap();
        let after = get(&there, &there.system(), "visit", visit).unwrap();
        for field in ["name", "day", "begun", "done", "count", "tags_seen"] {
            assert_eq!(after.get(field), before.get(field), "{field}");
        }
    }
}
