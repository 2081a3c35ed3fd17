//! Boards: what one may not move is fixed, lanes come folded and limited as asked, what a change still needs is asked for.

use serde_json::json;

use crate::world::{World, each, with_everything};

fn page(world: &World, who: &str, path: &str) -> String {
    world.browser(who, "same-origin").get(path).is(200).body.as_str().unwrap().to_string()
}

fn deal(world: &World, who: &str, name: &str) -> String {
    world.by(who).make("opportunity", json!({ "name": name, "stage": world.stage("prospecting") }))
}

#[test]
fn only_cards_that_one_may_change_can_be_moved() {
    each(|world| {
        let (own, other) = (deal(world, "rep", "Own"), deal(world, "mia", "Other"));
        let movable = |who: &str, address: &str, id: &str| {
            page(world, who, address).contains(&format!("data-move=\"/opportunity/{id}/values\""))
        };
        let lane = format!("//opportunity/lane?view=board&lane={}", world.stage("prospecting"));
        for address in ["//opportunity?view=board", &lane] {
            assert!(movable("rep", address, &own), "{address}");
            assert!(movable("mia", address, &own) && movable("mia", address, &other), "{address}");
            assert!(!movable("rep", address, &other) && !movable("eve", address, &own), "{address}");
        }
    });
}

#[test]
fn lanes_come_folded_and_limited_as_they_were_left() {
    each(|world| {
        deal(world, "rep", "First");
        deal(world, "rep", "Second");
        let stage = world.stage("prospecting");
        let board = page(world, "rep", "//opportunity?view=board&limit[prospecting]=1");
        assert!(board.contains("2 / 1") && board.contains("1 over the limit") && board.contains("First"));
        let folded = world
            .browser("rep", "same-origin")
            .with("cookie", &format!("kith-folded-stage={stage}"))
            .get("//opportunity?view=board")
            .is(200);
        let folded = folded.body.as_str().unwrap();
        assert!(folded.contains("is-folded") && !folded.contains("First"), "cards of a folded lane are not read");
        assert!(folded.contains(&format!("data-unread=\"/opportunity/lane?view=board&amp;lane={stage}\"")));
        let loose =
            world.browser("rep", "same-origin").get("//opportunity?view=board&limit[won]=&limit[lost]=3").is(303);
        assert_eq!(loose.header("location"), "/opportunity?view=board&limit%5Blost%5D=3");
    });
}

#[test]
fn a_card_is_added_in_its_lane_and_asked_for_by_the_whole_form_where_that_does_not_do() {
    each(|world| {
        let stage = world.stage("prospecting");
        let browser = || world.browser("rep", "same-origin");
        let back = "/opportunity?view=board#lane-add-x";
        let form = |name: &str| format!("stage={stage}&_back={}&name={name}", back.replace('#', "%23"));
        let made = browser().submit("//opportunity", &form("Quick")).is(303);
        assert_eq!(made.header("location"), back);
        let refused = browser().submit("//opportunity", &form("")).is(422);
        let refused = refused.body.as_str().unwrap();
        assert!(refused.contains(&format!("value=\"{stage}\" selected")) && refused.contains("Name must not be empty"));
        assert!(refused.contains("data-keep=\"lane-add-x\""), "what was begun in the lane is kept as that");
        let lane = page(world, "rep", "//opportunity?view=board");
        assert!(lane.contains(&format!("data-keep=\"lane-add-{stage}\"")));
        assert!(!page(world, "eve", "//opportunity?view=board").contains("lane-add"));
    });
}

#[test]
fn a_change_asks_for_what_it_still_needs() {
    with_everything(|world| {
        let id = world.by("ana").make("everything", json!({ "name": "Lamp" }));
        let at = format!("//everything/{id}/values");
        let text = |answer: crate::world::Answer| answer.body.as_str().unwrap().to_string();
        let browser = || world.browser("ana", "same-origin");
        let script =
            || browser().with("hx-request", "true").with("hx-current-url", &format!("{}/everything", world.url));
        let asked = text(browser().submit(&at, "good=false").is(422));
        assert!(asked.contains("Good: No") && asked.contains("name=\"reason\"") && asked.contains("Reason must"));
        let link = text(script().submit(&at, "good=false").is(422));
        let href = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(href, format!("/everything/{id}/values?good=false&_back=%2Feverything"));
        let form = text(browser().get(&format!("/{href}")).is(200));
        assert!(form.contains("name=\"_ask\" value=\"reason\"") && form.contains("name=\"good\" value=\"false\""));
        assert!(!form.contains("Reason must"));
        let sent = "good=false&_ask=reason&_back=%2Feverything";
        assert!(text(script().submit(&at, &format!("{sent}&reason=")).is(422)).contains("Reason must"));
        let done = script().submit(&at, &format!("{sent}&reason=broken")).is(303);
        assert_eq!(done.header("location"), "/everything");
        assert_eq!(world.by("ana").get(&format!("/everything/{id}")).body["reason"], "broken");
        browser().get(&format!("{at}?good=true")).is(303);
        world.browser("eve", "same-origin").get(&format!("/{href}")).is(403);
    });
}
