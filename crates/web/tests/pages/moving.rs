//! A card moved on a board: saved, and what the board shows above its lanes given anew.

use serde_json::json;

use crate::world::each;

#[test]
fn the_board_one_looks_at_gets_its_lanes_heads_and_no_other_page_does() {
    each(|world| {
        let (open, won) = (world.stage("prospecting"), world.stage("won"));
        let amount = json!({ "amount": "40", "currency": "USD" });
        let id = world.by("rep").make("opportunity", json!({ "name": "Renewal", "stage": open, "amount": amount }));
        let at = format!("//opportunity/{id}/values");
        let moved = |from: &str, stage: &str| {
            let browser = world.browser("rep", "same-origin").with("hx-request", "true").with("hx-current-url", from);
            let answer = browser.submit(&at, &format!("stage={stage}")).is(200);
            let refreshes = answer.header("hx-refresh") == "true";
            let text = answer.body.as_str().unwrap().to_string();
            assert!(text.contains("Stage is now"), "{text}");
            (text.contains(&open) && text.contains(&won) && text.contains("40"), refreshes)
        };
        let board = format!("{}/opportunity?view=board", world.url);
        assert_eq!(moved(&board, &won), (true, false));
        for elsewhere in ["/opportunity_line?view=board", "/account?next=/opportunity", "/opportunity/x?view=board"] {
            let stage = if elsewhere.len() % 2 == 0 { &open } else { &won };
            assert_eq!(moved(&format!("{}{elsewhere}", world.url), stage), (false, false), "{elsewhere}");
        }
        let view = world.browser("rep", "same-origin").submit(
            "//opportunity/views",
            "label=Mine&audience=me&as=new&query=view%3Dboard%26filter%255Bname%255D%255Beq%255D%3DRenewal",
        );
        let saved = view.is(303).header("location").to_string();
        assert!(saved.starts_with("/opportunity?saved="), "{saved}");
        world.by("ana").patch(&format!("/opportunity/{id}"), json!({ "stage": open })).is(200);
        assert_eq!(moved(&format!("{}{saved}", world.url), &won), (true, false), "so does one that was saved");
        let broken = format!("{board}&filter%5Bnonsense%5D=1");
        world.by("ana").patch(&format!("/opportunity/{id}"), json!({ "stage": open })).is(200);
        assert_eq!(moved(&broken, &won), (false, true), "a board that cannot be read any more is asked for anew");
        assert_eq!(world.by("rep").get(&format!("/opportunity/{id}")).body["stage"], won.as_str());
    });
}
