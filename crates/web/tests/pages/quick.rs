//! Records made in passing, what is told meanwhile, and what browsers ask in order to install Kith.

use serde_json::json;

use crate::world::{World, each, hide};

fn text(world: &World, who: &str, address: &str) -> String {
    world.browser(who, "same-origin").get(address).is(200).body.as_str().unwrap().to_string()
}

#[test]
fn a_record_made_in_passing_comes_back_as_a_choice_or_as_its_form() {
    each(|world| {
        let browser = || world.browser("rep", "same-origin");
        let made = browser().submit("//account", "name=Acme&_then=option").is(201);
        assert_eq!(made.body["text"], "Acme");
        let id = made.body["value"].as_str().unwrap();
        assert_eq!(world.by("rep").get(&format!("/account/{id}")).body["name"], "Acme");
        let refused = browser().submit("//account", "name=&_then=option").is(422);
        assert!(refused.body.as_str().unwrap().contains("Name must not be empty"));
        assert!(text(world, "rep", "//contact/new?_called=Ada+Byron").contains("value=\"Byron\""));
        world.browser("eve", "same-origin").submit("//account", "name=Other&_then=option").is(403);
    });
}

#[test]
fn what_may_be_made_in_passing_is_offered_to_whom_may_make_it() {
    each(|world| {
        assert!(text(world, "rep", "//contact/new").contains("data-create=\"/account/new\""));
        assert!(!text(world, "ana", "//contact/new").contains("data-create=\"/user/new\""));
    });
}

#[test]
fn likeness_is_told_of_by_field_and_never_of_a_hidden_one() {
    each(|world| {
        let values = json!({ "name": "Acme <Ltd>", "emails": [{ "value": "post@acme.example" }] });
        world.by("ana").make("account", values);
        let alike = |typed: &str| {
            let answer = world.browser("rep", "same-origin").submit("//account/likeness", typed).is(200);
            answer.body.as_str().unwrap().to_string()
        };
        let asked = "name=acme+%3CLTD%3E&emails[0][value]=post@acme.example&emails[0][type]=work";
        let told = alike(asked);
        assert!(told.contains("data-for=\"name\"") && told.contains("data-for=\"emails\""), "{told}");
        assert!(told.contains("Acme &lt;Ltd&gt;"), "{told}");
        assert!(!alike("name=Acm&emails[0][value]=post").contains("data-for"));
        hide(world, "sales_rep", "account", "emails");
        assert!(!alike(asked).contains("data-for=\"emails\""));
    });
}

#[test]
fn links_offer_what_one_looked_at_last() {
    each(|world| {
        let seen = world.by("ana").make("account", json!({ "name": "Seen" }));
        for n in 0..30 {
            world.by("ana").make("account", json!({ "name": format!("Later {n}") }));
        }
        text(world, "ana", &format!("//account/{seen}"));
        // It is noted beside the page.
        let first = || {
            let offered = world.browser("ana", "same-origin").get("//account/options?q=").is(200).body;
            offered[0]["text"].as_str().unwrap().to_string()
        };
        let found = (0..50).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            first() == "Seen"
        });
        assert!(found, "{}", first());
    });
}

#[test]
fn what_installs_tells_strangers_nothing() {
    each(|world| {
        let manifest = |asking: crate::world::Asking<'_>| asking.get("//manifest.webmanifest").is(200);
        let company = world.crm.snapshot().company.name.clone();
        let own = manifest(world.browser("rep", "same-origin"));
        assert!(own.body.to_string().contains(&company));
        assert!(manifest(world.stranger()).body.to_string().contains("\"Kith\"") || company == "Kith");
        let worker = world.stranger().get("//service-worker.js").is(200);
        assert_eq!(worker.header("cache-control"), "no-cache");
        assert!(worker.header("content-type").starts_with("text/javascript"));
        let offline = world.stranger().get("//offline?lang=it").is(200);
        let page = offline.body.as_str().unwrap();
        assert!(page.contains("Riprova") && !page.contains("type=\"module\""), "a page without scripts of its own");
    });
}
