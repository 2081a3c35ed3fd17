//! Likeness: what is exactly the same is told of, under the reader's rights, and nothing else.

mod support;

use crm::definitions::{self, File};
use crm::{Actor, Crm, likeness, records};
use serde_json::{Value as Json, json};
use support::*;

/// Guests, whose numbers representatives do not know of, and of whom they see their own.
const GUEST: &str = r#"
module = "guest"
[fields]
name = { type = "person_name" }
mails = { type = "emails" }
calls = { type = "phones" }
[access]
sales_rep = { create = true, read = "own", edit = "own" }
read_only = { read = "all" }
[field_access.calls]
sales_rep = "hidden"
"#;

fn guests(crm: &Crm) -> std::collections::HashMap<&'static str, Actor> {
    let plan = definitions::plan(crm, vec![File { name: "guest.toml".into(), text: GUEST.into() }]).unwrap();
    definitions::apply(crm, &crm.system(), &plan).unwrap();
    people(crm, &[("ana", "administrator", None), ("rep", "sales_rep", None)])
}

/// By which field which records are like these values.
fn alike(crm: &Crm, by: &Actor, values: Json) -> Vec<(String, Vec<String>)> {
    let values = values.as_object().unwrap().clone();
    let found = crm.read(by, move |work| {
        let module = work.module("guest")?;
        let given = records::from_json(work, &module, &values)?;
        likeness::find(work, "guest", &given)
    });
    let titles = |one: likeness::Alike| one.found.into_iter().map(|hit| hit.title).collect();
    found.wait().unwrap().into_iter().map(|one| (one.field.to_string(), titles(one))).collect()
}

fn told(field: &str, titles: &[&str]) -> (String, Vec<String>) {
    (field.into(), titles.iter().map(|title| title.to_string()).collect())
}

#[test]
fn the_same_name_address_or_number_is_found_however_it_is_written() {
    each(|crm| {
        let people = guests(crm);
        let ana = &people["ana"];
        let ada = json!({ "name": { "given": "Ada", "family": "Byron" }, "mails": ["ada@example.org", "a@example.org"],
            "calls": ["+44 20 7946 0000"] });
        create(crm, ana, "guest", ada.clone()).unwrap();
        create(crm, ana, "guest", json!({ "name": { "given": "Ada", "family": "Byrons" } })).unwrap();
        let same = ["Ada Byron"];
        let all = [told("name", &same), told("mails", &same), told("calls", &same)];
        assert_eq!(alike(crm, ana, ada), all);
        let otherwise = json!({ "name": { "given": "ADA", "family": "byron" }, "mails": ["A@Example.org"],
            "calls": ["+44-20-79460000"] });
        assert_eq!(alike(crm, ana, otherwise), all);
        let less = json!({ "name": { "given": "Ada" }, "mails": ["b@example.org"], "calls": ["0000"] });
        assert_eq!(alike(crm, ana, less), [], "a beginning is not the same");
        assert_eq!(alike(crm, ana, json!({})), []);
    });
}

#[test]
fn nobody_is_told_of_what_they_may_not_see() {
    each(|crm| {
        let people = guests(crm);
        let (ana, rep) = (&people["ana"], &people["rep"]);
        let values = json!({ "name": { "family": "Byron" }, "mails": ["ada@example.org"] });
        let hers = create(crm, ana, "guest", values.clone()).unwrap().id;
        assert_eq!(alike(crm, rep, values.clone()), [], "it is another's");
        let mut own = values.clone();
        own["calls"] = json!(["+44 20 7946 0000"]);
        own["owner"] = json!(rep.user);
        create(crm, ana, "guest", own).unwrap();
        let both = [told("name", &["Byron"]), told("mails", &["Byron"])];
        assert_eq!(alike(crm, rep, values.clone()), both);
        assert_eq!(alike(crm, ana, values.clone())[1], told("mails", &["Byron", "Byron"]));
        crm.write(ana, "delete", move |work| records::delete(work, "guest", hers, None)).wait().unwrap();
        assert_eq!(alike(crm, ana, values)[1], told("mails", &["Byron"]), "what is in the bin is not there");
        let number = crm.read(rep, |work| {
            let module = work.module("guest")?;
            let mut given = meta::record::Values::new();
            let phone = meta::types::Phone { value: "+44 20 7946 0000".into(), ..Default::default() };
            given.set(meta::Key::of("calls"), meta::Value::Phones(vec![phone]));
            let fields = likeness::by(&work.actor.rights, &module).len();
            Ok::<_, crm::Error>((fields, likeness::find(work, "guest", &given)?.len()))
        });
        assert_eq!(number.wait().unwrap(), (2, 0), "a hidden number is unknown");
    });
}
