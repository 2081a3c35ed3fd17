//! Every page and every list of the API asks the database as many questions for many records as for a few.

use serde_json::{Value as Json, json};

use crate::world::{World, each};

/// Records in the beginning, and how many more there are then; a page shows 40 of them, the API 50.
const FEW: usize = 4;
const MORE: usize = 60;

/// Accounts, each with a contact, a deal, a task and a note; everything but the accounts hangs on one of them too.
fn fill(world: &World, acme: &str, range: std::ops::Range<usize>) {
    let stage = world.stage("prospecting");
    let act = |module: &str, body: Json| json!({ "method": "POST", "path": format!("/api/v1/{module}"), "body": body });
    let about = json!({ "module": "account", "id": acme });
    for n in range {
        let deal = json!({
            "name": format!("Deal {n}"), "account": acme, "stage": stage, "amount": { "amount": "10", "currency": "EUR" },
        });
        let acts = [
            act("account", json!({ "name": format!("Account {n}"), "parent": acme, "tags": ["a", "b"] })),
            act("contact", json!({ "name": { "family": format!("Person {n}") }, "account": acme })),
            act("opportunity", deal),
            act("task", json!({ "subject": format!("Call {n}"), "about": about })),
            act("note", json!({ "body": format!("Note {n}"), "about": about })),
        ];
        world.by("ana").post("/batch", json!({ "acts": acts })).is(200);
        world
            .by("ana")
            .patch(&format!("/account/{acme}"), json!({ "website": format!("https://acme.example/{n}") }))
            .is(200);
    }
    let binned = world.by("ana").make("account", json!({ "name": "Gone" }));
    world.by("ana").delete(&format!("/account/{binned}")).is(204);
    world.seal();
}

/// What people and programs look at; pages begin with two slashes.
fn addresses(acme: &str, deal: &str) -> Vec<String> {
    let fixed = [
        "//",
        "//account",
        "//account?find=acc",
        "//account?filter[parent.name][eq]=Acme",
        "//contact",
        "//task",
        "//note",
        "//opportunity",
        "//opportunity?view=board",
        "//opportunity?group=stage",
        "//opportunity/groups?group=stage",
        "//account/groups?group=owner&sort=name",
        "//opportunity/columns",
        "//opportunity/order",
        "//opportunity/filters",
        "//opportunity/count",
        "//opportunity/new",
        "//account/options?q=a",
        "//task/options?field=about&q=a",
        "//account/options?q=",
        "//styleguide?show=filled",
        "//search?q=ac",
        "//search/results?q=ac",
        "//bin",
        "//acts",
        "//me",
        "//me/sessions",
        "//reports/pipeline",
        "//reports/sales",
        "//dashboards",
        "//account/tiles/new",
        "//imports",
        "//admin/users",
        "//admin/teams",
        "//admin/roles",
        "//admin/pipelines",
        "//admin/modules",
        "//admin/audit",
        "//admin/sessions",
        "//admin/tokens",
        "//user",
        "//stage",
        "/account",
        "/account?expand=parent,owner",
        "/contact?expand=account",
        "/opportunity?expand=account,stage",
        "/opportunity?filter[account.name][starts]=A&sort=-account.name",
        "/task?expand=about",
        "/changes",
        "/reports/pipeline",
        "/reports/pipeline?by=owner",
        "/reports/sales",
        "/meta/modules",
    ];
    let of = [
        format!("//account/{acme}"),
        format!("//account/{acme}/edit"),
        format!("//account/{acme}/history"),
        format!("//account/{acme}/cell?field=parent"),
        format!("//account/{acme}/sharing"),
        format!("//account/{acme}/why"),
        format!("//opportunity/{deal}"),
        format!("//opportunity/{deal}/edit"),
        format!("//opportunity/{deal}/timeline?timeline=notes"),
        format!("/account/{acme}"),
        format!("/account/{acme}/history"),
        format!("/account/{acme}/opportunities"),
        format!("/account/{acme}/contacts"),
    ];
    fixed.into_iter().map(String::from).chain(of).collect()
}

/// The fewest statements an address took of three times: what is noted beside an answer may fall into another one.
fn count(world: &World, address: &str) -> u64 {
    let browser = world.browser("ana", "same-origin");
    let asking = || {
        let before = world.crm.statements();
        assert_eq!(browser.get(address).status, 200, "{address}");
        world.crm.statements() - before
    };
    (0..3).map(|_| asking()).min().unwrap()
}

#[test]
fn no_page_asks_more_often_because_there_is_more() {
    each(|world| {
        let acme = world.by("ana").make("account", json!({ "name": "Acme" }));
        fill(world, &acme, 0..FEW);
        let found = world.by("ana").get("/opportunity?limit=1").is(200);
        let addresses = addresses(&acme, found.body["data"][0]["id"].as_str().unwrap());
        // What one has opened stands on the first page: by module, so by what was opened before.
        let counts = || addresses.iter().map(|address| count(world, address)).collect::<Vec<u64>>();
        let (_, few) = (counts(), counts());
        fill(world, &acme, FEW..FEW + MORE);
        let counted = addresses.iter().zip(few).zip(counts());
        let grown = counted.filter(|((_, few), many)| many > few);
        let told =
            grown.map(|((address, few), many)| format!("{address}: {few} statements for a few, {many} for many"));
        assert_eq!(told.collect::<Vec<_>>(), Vec::<String>::new());
    });
}
