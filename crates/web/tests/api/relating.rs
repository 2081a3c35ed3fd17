//! What hangs on a record: listed, put there, taken away.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::world::{each, with_everything};

#[test]
fn relations_are_listed_as_lists_and_turned_by_put_and_delete() {
    each(|world| {
        let ana = world.by("ana");
        let acme = ana.make("account", json!({ "name": "Acme" }));
        let bo = ana.make("contact", json!({ "name": "Bo Berg" }));
        let cy = ana.make("contact", json!({ "name": "Cy Cole" }));
        let contacts = format!("/account/{acme}/contacts");
        assert_eq!(ana.get(&contacts).is(200).column("id"), [""; 0]);
        ana.ask("PUT", &format!("{contacts}/{bo}"), None).is(204);
        ana.ask("PUT", &format!("{contacts}/{cy}"), None).is(204);
        ana.ask("PUT", &format!("{contacts}/{cy}"), None).is(204);
        assert_eq!(ana.get(&format!("/contact/{bo}")).body["account"], acme.as_str());
        let page = ana.get(&format!("{contacts}?sort=-name&limit=1&count=exact&filter[name][contains]=o")).is(200);
        assert_eq!(page.column("id"), [cy.as_str()]);
        assert_eq!(page.body["count"]["value"], 2);
        let next = page.body["next"].as_str().unwrap();
        let more = ana.get(&format!("{contacts}?sort=-name&limit=1&filter[name][contains]=o&cursor={next}")).is(200);
        assert_eq!(more.column("id"), [bo.as_str()]);
        let other = ana.make("account", json!({ "name": "Other" }));
        let foreign = format!("/account/{other}/contacts?sort=-name&limit=1&filter[name][contains]=o&cursor={next}");
        ana.get(&foreign).refused(400, &["cursor invalid"]);
        ana.delete(&format!("{contacts}/{bo}")).is(204);
        ana.delete(&format!("{contacts}/{bo}")).refused(404, &[]);
        assert_eq!(ana.get(&format!("/contact/{bo}")).body["account"], Json::Null);
    });
}

#[test]
fn many_to_many_is_seen_from_both_sides() {
    each(|world| {
        let ana = world.by("ana");
        let deal = ana.make("opportunity", json!({ "name": "Deal", "stage": world.stage("won") }));
        let bo = ana.make("contact", json!({ "name": "Bo Berg" }));
        ana.ask("PUT", &format!("/opportunity/{deal}/contacts/{bo}"), None).is(204);
        assert_eq!(ana.get(&format!("/contact/{bo}/involved_in")).is(200).column("id"), [deal.as_str()]);
        let shown = ana.get(&format!("/opportunity/{deal}?expand=contacts")).is(200).body;
        assert_eq!(shown["contacts"], json!([bo]));
        assert_eq!(shown["_expanded"]["contacts"][0]["name"]["family"], "Berg");
        ana.delete(&format!("/contact/{bo}/involved_in/{deal}")).is(204);
        assert_eq!(ana.get(&format!("/opportunity/{deal}")).body["contacts"], json!([]));
        let task = ana.make("task", json!({ "subject": "Call", "about": { "module": "opportunity", "id": deal } }));
        let tasks = ana.get(&format!("/opportunity/{deal}/tasks?expand=about")).is(200);
        assert_eq!(tasks.column("id"), [task.as_str()]);
        assert_eq!(tasks.body["data"][0]["_expanded"]["about"]["name"], "Deal");
    });
}

#[test]
fn what_is_no_relation_and_what_is_not_there_is_not_found() {
    each(|world| {
        let ana = world.by("ana");
        let acme = ana.make("account", json!({ "name": "Acme" }));
        let nobody = Uuid::now_v7();
        ana.get(&format!("/account/{acme}/nonsense")).refused(404, &[]);
        ana.get(&format!("/account/{nobody}/contacts")).refused(404, &[]);
        ana.ask("PUT", &format!("/account/{acme}/contacts/{nobody}"), None).refused(404, &[]);
        let deal = ana.make("opportunity", json!({ "name": "Deal", "stage": world.stage("won") }));
        ana.ask("PUT", &format!("/opportunity/{deal}/contacts/{nobody}"), None).refused(404, &[]);
        ana.get(&format!("/account/{acme}/contacts?filter[nonsense]=1")).refused(400, &["nonsense unknown_field"]);
    });
}

#[test]
fn who_may_not_change_a_record_relates_nothing_to_it() {
    each(|world| {
        let (ana, eve) = (world.by("ana"), world.by("eve"));
        let acme = ana.make("account", json!({ "name": "Acme" }));
        let bo = ana.make("contact", json!({ "name": "Bo Berg", "account": acme }));
        let deal = ana.make("opportunity", json!({ "name": "Deal", "stage": world.stage("won"), "contacts": [bo] }));
        for path in [format!("/account/{acme}/contacts/{bo}"), format!("/opportunity/{deal}/contacts/{bo}")] {
            eve.ask("PUT", &path, None).refused(403, &[]);
            eve.delete(&path).refused(403, &[]);
        }
    });
}

#[test]
fn a_line_taken_away_goes_to_the_bin_and_what_is_needed_stays() {
    with_everything(|world| {
        let ana = world.by("ana");
        let thing = ana.make("everything", json!({ "name": "Thing", "lines": [{ "name": "One" }, { "name": "Two" }] }));
        let line = ana.get(&format!("/everything/{thing}")).body["lines"][0]["id"].as_str().unwrap().to_string();
        ana.delete(&format!("/everything/{thing}/line_records/{line}")).refused(409, &[]);
        ana.delete(&format!("/everything/{thing}/lines/{line}")).is(204);
        let lines = ana.get(&format!("/everything/{thing}")).body["lines"].clone();
        assert_eq!(lines.as_array().map(Vec::len), Some(1), "{lines}");
        ana.delete(&format!("/everything/{thing}/lines/{line}")).refused(404, &[]);
    });
}
