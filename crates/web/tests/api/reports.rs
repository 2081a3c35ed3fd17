//! The pipeline report.

use serde_json::{Value as Json, json};

use crate::world::each;

#[test]
fn days_are_read_strictly_and_nothing_is_said_twice() {
    each(|world| {
        let ana = world.by("ana");
        let ask = |query: &str| ana.get(&format!("/reports/pipeline?{query}"));
        ask("from=2026-01-05&to=9999-12-31&by=stage&owner=").is(200);
        for day in ["-5000-01-01", "2026-1-5", "12026-01-01", "%2B2026-01-01", "0000-01-01", "2026-02-30", "soon"] {
            ask(&format!("to={day}")).refused(422, &["to invalid"]);
            ask(&format!("from={day}")).refused(422, &["from invalid"]);
        }
        ask("by=stage&by=owner").refused(400, &["by repeated"]);
        ask("owner=&owner=me").refused(400, &["owner repeated"]);
        ask("when=now").refused(400, &["when unknown"]);
    });
}

#[test]
fn every_row_has_a_stage_which_is_null_for_owners_and_teams() {
    each(|world| {
        let ana = world.by("ana");
        ana.make("opportunity", json!({ "name": "Deal", "stage": world.stage("won") }));
        let rows = |by: &str| ana.get(&format!("/reports/pipeline?by={by}")).is(200).body["data"].clone();
        assert!(rows("stage").as_array().unwrap().iter().any(|row| row["stage"] == "won" && row["count"] == 1));
        let owned = &rows("owner")[0];
        assert_eq!(owned["owner"], world.user("ana").to_string());
        assert_eq!(owned.get("stage"), Some(&Json::Null));
        assert_eq!(rows("team")[0].get("stage"), Some(&Json::Null));
    });
}
