//! Fields hidden from a role are unknown to its pages, which otherwise stay as they are.

use serde_json::{Value as Json, json};

use crate::world::{World, each, hide};

fn deal(world: &World, values: Json) -> String {
    let mut body = json!({ "stage": world.stage("prospecting"), "owner": world.user("rep") });
    body.as_object_mut().unwrap().extend(values.as_object().unwrap().clone());
    world.by("ana").make("opportunity", body)
}

/// A page of the representative.
fn page(world: &World, address: &str) -> String {
    let page = world.browser("rep", "same-origin").get(&format!("/{address}")).is(200);
    page.body.as_str().unwrap().to_string()
}

#[test]
fn a_hidden_link_takes_its_list_from_the_page_and_no_more() {
    each(|world| {
        let rep = world.by("rep");
        let acme = rep.make("account", json!({ "name": "Acme" }));
        deal(world, json!({ "name": "Renewal", "account": acme }));
        let about = json!({ "module": "account", "id": acme });
        rep.make("task", json!({ "subject": "Call them", "about": about }));
        let done =
            json!({ "subject": "Write them", "about": about, "status": "done", "done_at": "2026-11-01T10:00:00Z" });
        rep.make("task", done);
        rep.make("note", json!({ "body": "They are nice", "about": about }));
        let address = format!("/account/{acme}");
        let told = |page: &str| {
            ["Renewal", "Call them", "Write them", "They are nice"].map(|text| page.contains(text)).to_vec()
        };
        assert_eq!(told(&page(world, &address)), [true; 4]);
        hide(world, "sales_rep", "opportunity", "account");
        assert_eq!(told(&page(world, &address)), [false, true, true, true]);
        hide(world, "sales_rep", "task", "status");
        assert_eq!(told(&page(world, &address)), [false, false, false, true], "which are open is not known");
        hide(world, "sales_rep", "task", "about");
        hide(world, "sales_rep", "note", "about");
        assert_eq!(told(&page(world, &address)), [false; 4]);
    });
}

#[test]
fn hidden_values_give_no_order() {
    each(|world| {
        let rep = world.by("rep");
        let acme = rep.make("account", json!({ "name": "Acme" }));
        deal(world, json!({ "name": "Alpha", "account": acme, "close_date": "2026-01-01" }));
        deal(world, json!({ "name": "Omega", "account": acme, "close_date": "2026-02-01" }));
        let about = json!({ "module": "account", "id": acme });
        rep.make("task", json!({ "subject": "Earlier", "about": about, "due": "2026-01-01" }));
        rep.make("task", json!({ "subject": "Later", "about": about, "due": "2026-02-01" }));
        let address = format!("/account/{acme}");
        let before = |page: &str, one: &str, other: &str| page.find(one).unwrap() < page.find(other).unwrap();
        let shown = page(world, &address);
        assert!(before(&shown, "Omega", "Alpha") && before(&shown, "Earlier", "Later"));
        hide(world, "sales_rep", "opportunity", "close_date");
        hide(world, "sales_rep", "task", "due");
        let shown = page(world, &address);
        assert!(before(&shown, "Alpha", "Omega"), "by the name that remains of the view's order");
        assert!(before(&shown, "Later", "Earlier"), "newest first");
    });
}

#[test]
fn home_asks_for_nothing_that_is_hidden() {
    each(|world| {
        let rep = world.by("rep");
        rep.make("task", json!({ "subject": "Call them" }));
        let today = chrono::Utc::now().date_naive().to_string();
        deal(world, json!({ "name": "Renewal", "close_date": today }));
        let told = |page: &str| ["Call them", "Closing this week"].map(|text| page.contains(text));
        assert_eq!(told(&page(world, "/")), [true, true]);
        hide(world, "sales_rep", "opportunity", "close_date");
        assert_eq!(told(&page(world, "/")), [true, false]);
        hide(world, "sales_rep", "task", "status");
        assert_eq!(told(&page(world, "/")), [false, false]);
    });
}
