//! What somebody may not see is shown at no door, of the API and of the pages: records and fields against rights that are
//! written out by hand.

use crm::settings::rights;
use meta::{FieldLevel, Key};
use serde_json::{Value as Json, json};

use crate::world::{Asking, World, each};

const OWNERS: [&str; 5] = ["ana", "mia", "rep", "max", "far"];

/// Modules with the word that the records of each are called by, before their owner's name.
const KINDS: [(&str, &str); 3] = [("opportunity", "Zdeal"), ("task", "Ztask"), ("note", "Znote")];

/// Whose deals, tasks and notes somebody sees; accounts everybody sees.
fn seen(who: &str) -> &'static [&'static str] {
    match who {
        "ana" | "eve" => &OWNERS,
        "mia" => &["mia", "rep"],
        "max" => &["max", "far"],
        "rep" => &["rep"],
        "far" => &["far"],
        other => panic!("{other}"),
    }
}

/// Somebody with a browser.
fn browser<'w>(world: &'w World, who: &str) -> Asking<'w> {
    crm::signin::set_password(&world.crm, &world.crm.system(), world.user(who), "look around").unwrap();
    let form = format!("email={who}%40example.com&password=look%20around");
    let page = world.stranger().with("content-type", "application/x-www-form-urlencoded");
    let signed = page.with("sec-fetch-site", "same-origin").ask("POST", "//sign-in", Some(form.as_bytes())).is(303);
    world.stranger().with("cookie", signed.header("set-cookie").split(';').next().unwrap())
}

/// The owners of the records of a kind that an answer names.
fn named(body: &Json, word: &str) -> Vec<&'static str> {
    // Found words are marked.
    let body = body.to_string().replace("<mark>", "").replace("</mark>", "");
    OWNERS.into_iter().filter(|owner| body.contains(&format!("{word}{owner}"))).collect()
}

/// The ids of an account, a deal on it, and a task and a note on that deal.
struct Things {
    owner: &'static str,
    account: String,
    ids: [String; 3],
}

fn things(world: &World) -> Vec<Things> {
    let ana = world.by("ana");
    let make = |owner: &'static str| {
        let called = |word: &str| format!("{word}{owner}");
        let user = world.user(owner);
        let account = ana.make("account", json!({ "name": called("Zaccount"), "owner": user }));
        let deal = json!({ "name": called("Zdeal"), "owner": user, "account": account, "stage": world.stage("won") });
        let deal = ana.make("opportunity", deal);
        let about = json!({ "module": "opportunity", "id": deal });
        let task = ana.make("task", json!({ "subject": called("Ztask"), "owner": user, "about": about }));
        let note = ana.make("note", json!({ "body": called("Znote"), "owner": user, "about": about }));
        Things { owner, account, ids: [deal, task, note] }
    };
    OWNERS.into_iter().map(make).collect()
}

#[test]
fn records_are_shown_at_every_door_to_those_who_see_them() {
    each(|world| {
        let things = things(world);
        world.seal();
        for who in OWNERS.into_iter().chain(["eve"]) {
            let (api, pages) = (world.by(who), browser(world, who));
            for (module, word) in KINDS {
                let (find, stage) = (word.to_lowercase(), world.stage("won"));
                let mut doors = vec![
                    api.get(&format!("/{module}?limit=1000&expand=owner")),
                    api.get(&format!("/{module}?find={find}")),
                    api.post(&format!("/{module}/search"), json!({ "find": find })),
                    pages.get(&format!("//{module}")),
                    pages.get(&format!("//{module}?find={find}")),
                    pages.get(&format!("//{module}/options?q={find}")),
                    pages.get(&format!("//{module}/options")),
                    pages.get(&format!("//search?q={find}")),
                    pages.get(&format!("//exports/{module}?format=json")),
                    pages.get(&format!("//exports/{module}?format=csv&find={find}")),
                ];
                if module == "opportunity" {
                    doors.extend([
                        api.get("/task?limit=1000&expand=about"),
                        pages.get("//opportunity?view=board"),
                        pages.get(&format!("//opportunity?view=board&find={find}")),
                        pages.get(&format!("//opportunity/lane?view=board&lane={stage}")),
                        pages.get(&format!("//task/options?field=about&q={find}")),
                    ]);
                }
                for (at, answer) in doors.into_iter().enumerate() {
                    let answer = answer.is(200);
                    assert_eq!(named(&answer.body, word), seen(who), "{who} {module}: door {at}");
                    for (_, other) in KINDS {
                        let strangers = named(&answer.body, other).into_iter().find(|owner| !seen(who).contains(owner));
                        assert_eq!(strangers, None, "{who} {module}: {other} at door {at}");
                    }
                }
                for owner in OWNERS {
                    let lines = pages.get(&format!("//search/results?q={find}{owner}")).is(200);
                    let expected: Vec<&str> = seen(who).iter().copied().filter(|seen| *seen == owner).collect();
                    assert_eq!(named(&lines.body, word), expected, "{who} {module}: results of {owner}");
                }
                let figure = api.get(&format!("/{module}?limit=1&count=exact")).is(200).body["count"]["value"].clone();
                assert_eq!(figure, seen(who).len(), "{who} {module}: count");
            }
            told(&api, who, &things);
            single(&api, &pages, who, &things);
        }
    });
}

/// The feed, and the report's number of deals.
fn told(api: &Asking, who: &str, things: &[Things]) {
    let feed = api.get("/changes?limit=1000").is(200);
    let told = feed.column("id");
    let rows = api.get("/reports/pipeline").is(200).body["data"].as_array().unwrap().clone();
    assert_eq!(rows.iter().map(|row| row["count"].as_u64().unwrap()).sum::<u64>() as usize, seen(who).len());
    for one in things {
        for id in &one.ids {
            assert_eq!(told.contains(&json!(id)), seen(who).contains(&one.owner), "{who}: feed of {}", one.owner);
        }
    }
}

/// The doors of one record, and what an account that everybody sees shows of what hangs on it.
fn single(api: &Asking, pages: &Asking, who: &str, things: &[Things]) {
    for one in things {
        let sees = seen(who).contains(&one.owner);
        let deals: &[&str] = if sees { std::slice::from_ref(&one.owner) } else { &[] };
        for answer in [
            api.get(&format!("/account/{}/opportunities", one.account)),
            pages.get(&format!("//account/{}", one.account)),
        ] {
            assert_eq!(named(&answer.is(200).body, "Zdeal"), deals, "{who}: on the account of {}", one.owner);
        }
        for ((module, _), id) in KINDS.iter().zip(&one.ids) {
            let mut doors = vec![
                api.get(&format!("/{module}/{id}")),
                api.get(&format!("/{module}/{id}/history")),
                pages.get(&format!("//{module}/{id}")),
                pages.get(&format!("//{module}/{id}/history")),
                pages.get(&format!("//{module}/{id}/sharing")),
            ];
            if *module == "opportunity" {
                let tasks = api.get(&format!("/{module}/{id}/tasks"));
                doors.extend([tasks, api.get(&format!("/{module}/{id}/notes"))]);
            }
            for (at, answer) in doors.into_iter().enumerate() {
                let status = if sees { 200 } else { 404 };
                assert_eq!(answer.status, status, "{who}: {module} of {} at door {at}", one.owner);
            }
        }
    }
}

/// Fields of deals, and a word that stands in the value of each.
const FIELDS: [(&str, &str); 8] = [
    ("account", "zaccount"),
    ("external_id", "zexternal"),
    ("contact", "zcontact"),
    ("next_step", "znext"),
    ("tags", "ztag"),
    ("product", "zproduct"),
    ("description", "zdescribed"),
    ("lost_reason", "competitor"),
];

fn deal(world: &World) -> (String, String) {
    let ana = world.by("ana");
    let account = ana.make("account", json!({ "name": "Zaccount" }));
    let values = json!({ "name": "Zdeal", "owner": world.user("rep"), "stage": world.stage("lost"), "account": account,
        "external_id": "Zexternal", "contact": ana.make("contact", json!({ "name": "Zcontact" })), "tags": ["Ztag"],
        "contacts": [ana.make("contact", json!({ "name": "Zother" }))], "next_step": "Znext", "description": "Zdescribed",
        "product": ana.make("product", json!({ "name": "Zproduct" })), "lost_reason": "competitor" });
    (account, ana.make("opportunity", values))
}

/// Hides these fields of deals from reps and shows them the others.
fn hide(world: &World, hidden: &[&'static str]) {
    let levels: Vec<(&str, FieldLevel)> = FIELDS
        .iter()
        .map(|(field, _)| (*field, if hidden.contains(field) { FieldLevel::Hidden } else { FieldLevel::Edit }))
        .collect();
    let set = world.crm.write(&world.crm.system(), "configure", move |work| {
        levels.iter().try_for_each(|(field, level)| {
            let (role, module) = (Key::of("sales_rep"), Key::of("opportunity"));
            rights::set_field(work, &role, &module, &Key::new(field).unwrap(), Some(*level))
        })
    });
    set.wait().unwrap();
    world.crm.refresh().unwrap();
}

#[test]
fn a_field_is_shown_at_no_door_to_those_from_whom_it_is_hidden() {
    each(|world| {
        let (account, deal) = deal(world);
        let (api, pages) = (world.by("rep"), browser(world, "rep"));
        for round in 0..2 {
            let hidden: Vec<&str> =
                FIELDS.iter().enumerate().filter(|(at, _)| at % 2 == round).map(|(_, (field, _))| *field).collect();
            hide(world, &hidden);
            let at = format!("/opportunity/{deal}");
            let told = [
                api.get(&format!("{at}?expand=owner")),
                api.get("/opportunity"),
                api.post("/opportunity/search", json!({ "find": "zdeal" })),
                api.get(&format!("{at}/history")),
                pages.get(&format!("/{at}")),
                pages.get(&format!("/{at}/edit")),
                pages.get(&format!("/{at}/history")),
                pages.get("//opportunity"),
                pages.get("//opportunity?view=board"),
                pages.get("//exports/opportunity?format=csv"),
                pages.get("//exports/opportunity?format=json"),
            ];
            for (door, answer) in told.into_iter().enumerate() {
                assert_eq!(answer.status, 200, "door {door} without {hidden:?}");
                let body = answer.body;
                let (text, links) = (body.to_string().to_lowercase(), [0, 1, 2, 3, 10].contains(&door));
                for (field, word) in FIELDS {
                    // What is a link is told by its id there.
                    let by_id = links && matches!(field, "account" | "contact" | "product");
                    let whole = matches!(door, 0 | 1 | 2 | 9 | 10) && !by_id;
                    if hidden.contains(&field) {
                        assert!(!text.contains(word), "{field} at door {door}: {text}");
                    } else if whole {
                        assert!(text.contains(word), "{field} is missing at door {door}: {text}");
                    }
                }
            }
            hidden.iter().for_each(|field| unknown(&api, &pages, &at, field));
            found(&api, &pages, &hidden);
            related(&api, &pages, &account, hidden.contains(&"account"));
        }
    });
}

/// A hidden field is not there for whoever asks by its name.
fn unknown(api: &Asking, pages: &Asking, at: &str, field: &str) {
    let refusal = format!("{field} unknown_field");
    for query in [format!("fields={field}"), format!("sort={field}"), format!("filter[{field}][empty]=true")] {
        api.get(&format!("/opportunity?{query}")).refused(400, &[&refusal]);
    }
    api.get(&format!("/opportunity?expand={field}")).refused(400, &[&refusal]);
    api.patch(at, json!({ field: null })).refused(422, &[&format!("{field} unknown")]);
    for page in ["opportunity", "exports/opportunity"] {
        let asked = pages.get(&format!("//{page}?filter[{field}][empty]=true"));
        assert!(matches!(asked.status, 303 | 400), "{page}: {field}");
    }
    let meta = api.get("/meta/modules/opportunity").is(200).body["fields"].as_array().unwrap().clone();
    assert!(meta.iter().all(|known| known["field"] != field), "{field} is described");
    let document = api.get("/openapi.json").is(200).body;
    assert!(document["components"]["schemas"]["opportunity"]["properties"][field].is_null(), "{field} is described");
}

/// A hidden value is found by nobody who searches for it.
fn found(api: &Asking, pages: &Asking, hidden: &[&str]) {
    for (field, word) in [("account", "zaccount"), ("external_id", "zexternal")] {
        let hits = [
            api.get(&format!("/opportunity?find={word}")),
            pages.get(&format!("//opportunity?find={word}")),
            pages.get(&format!("//opportunity?view=board&find={word}")),
            pages.get(&format!("//opportunity/options?q={word}")),
            pages.get(&format!("//search/results?q={word}")),
            pages.get(&format!("//exports/opportunity?find={word}")),
        ];
        for (door, answer) in hits.into_iter().enumerate() {
            let hit = answer.is(200).body.to_string().contains("Zdeal");
            assert_eq!(hit, !hidden.contains(&field), "{word} at door {door}");
        }
    }
}

/// With the link the relation is hidden that it makes on the other side.
fn related(api: &Asking, pages: &Asking, account: &str, hidden: bool) {
    let status = api.get(&format!("/account/{account}/opportunities")).status;
    assert_eq!(status, if hidden { 404 } else { 200 });
    let page = pages.get(&format!("//account/{account}")).body.to_string();
    assert_eq!(page.contains("Zdeal"), !hidden, "{page}");
}
