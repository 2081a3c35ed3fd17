//! The page of a record: one kind of happening alone, mentions that stand out, and who else looks at it.

use serde_json::json;

use crate::world::{World, each};

fn account(world: &World) -> String {
    world.by("mia").make("account", json!({ "name": "Acme" }))
}

#[test]
fn a_timeline_shows_one_kind_alone() {
    each(|world| {
        let id = account(world);
        let about = json!({ "module": "account", "id": id });
        world.by("mia").make("note", json!({ "body": "Ask @rep & nobody", "about": about }));
        world.by("mia").patch(&format!("/account/{id}"), json!({ "owner": world.user("ana") })).is(200);
        world.seal();
        let shown = |address: &str| {
            let answer = world.browser("mia", "same-origin").get(&format!("//account/{id}{address}")).is(200);
            let text = answer.body.as_str().unwrap();
            (text.contains("wrote a note"), text.contains("created this"))
        };
        for part in ["", "/timeline"] {
            assert_eq!(shown(part), (true, true), "{part}");
            assert_eq!(shown(&format!("{part}?timeline=notes")), (true, false), "{part}");
            assert_eq!(shown(&format!("{part}?timeline=changes")), (false, true), "{part}");
            assert_eq!(shown(&format!("{part}?timeline=tasks")), (false, false), "{part}");
        }
        let page = world.browser("mia", "same-origin").get(&format!("//account/{id}/timeline")).is(200);
        assert!(page.body.as_str().unwrap().contains("Ask <span class=\"mention\">@rep</span> &amp; nobody"));
        world.browser("mia", "same-origin").get(&format!("//account/{}/timeline", world.user("ana"))).is(404);
    });
}

#[test]
fn who_looks_at_a_record_is_told_to_others_who_see_it_and_to_nobody_else() {
    each(|world| {
        let values = json!({ "name": "Renewal", "stage": world.stage("prospecting") });
        let id = world.by("mia").make("opportunity", values);
        let at = format!("//opportunity/{id}/presence");
        let others = |who: &str| {
            let answer = world.browser(who, "same-origin").submit(&at, "").is(200);
            answer.body.as_str().unwrap_or_default().to_string()
        };
        let settled = |who: &str, wanted: &str| {
            // Nobody waits for the note of who looks.
            let mut tries = (0..100).map(|_| {
                std::thread::sleep(std::time::Duration::from_millis(20));
                others(who)
            });
            assert!(
                tries.any(|told| if wanted.is_empty() { told.is_empty() } else { told.contains(wanted) }),
                "{who}: {wanted}"
            );
        };
        assert_eq!(others("mia"), "");
        settled("ana", "mia is looking at this too");
        settled("mia", "ana is looking at this too");
        settled("eve", "are looking at this too");
        world.browser("far", "same-origin").submit(&at, "").is(404);
        world.browser("ana", "same-origin").submit(&at, "gone=true").is(204);
        world.browser("eve", "same-origin").submit(&at, "gone=true").is(204);
        settled("mia", "");
    });
}
