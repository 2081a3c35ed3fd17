//! What acts did, in one line: for who did them and for administrators.

use serde_json::json;

use crate::world::each;

#[test]
fn what_an_act_did_is_told_without_values_and_only_to_who_did_it() {
    each(|world| {
        let values = json!({ "name": "Renewal", "stage": world.stage("prospecting") });
        let id = world.by("rep").make("opportunity", values);
        let won = world.stage("won");
        let moved =
            world.browser("rep", "same-origin").submit(&format!("//opportunity/{id}/values"), &format!("stage={won}"));
        assert!(moved.is(303).header("set-cookie").contains("kith-news"));
        let summary = |who: &str| {
            let history = world.by(who).get(&format!("/opportunity/{id}/history")).is(200);
            history.column("summary")[0].as_str().unwrap().to_string()
        };
        for who in ["rep", "ana"] {
            assert_eq!(summary(who), "Changed Renewal", "{who}");
        }
        for who in ["mia", "eve"] {
            assert_eq!(summary(who), "", "{who}");
        }
    });
}

#[test]
fn an_address_that_leads_nowhere_is_told_as_a_page() {
    each(|world| {
        for address in ["nope/nope", "account/nope", "reports/nope", "help/nope", "imports/new"] {
            let answer = world.browser("rep", "same-origin").get(&format!("//{address}")).is(404);
            assert!(answer.body.as_str().is_some_and(|page| page.contains("<h1>Not found</h1>")), "{address}");
        }
        let help = world.browser("rep", "same-origin").get("//help/people").is(200);
        assert!(help.body.as_str().is_some_and(|page| page.contains("<h1 id=\"people-and-rights\">")));
    });
}
