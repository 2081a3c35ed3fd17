//! Reports.

use serde_json::{Value as Json, json};

use crate::world::{each, hide};

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

#[test]
fn sales_are_told_by_agent_and_month() {
    each(|world| {
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let deal = |name: &str, stage: &str, amount: &str, day: &str| {
            let amount = json!({ "amount": amount, "currency": "USD" });
            json!({ "name": name, "stage": world.stage(stage), "amount": amount, "close_date": day })
        };
        ana.make("opportunity", deal("Large", "won", "30.50", "2026-01-31"));
        rep.make("opportunity", deal("Small", "won", "2", "2026-02-01"));
        rep.make("opportunity", deal("Smaller", "won", "1.25", "2026-02-28"));
        rep.make("opportunity", deal("Lost", "lost", "100", "2026-02-28"));
        let sum = |month: &str, count: i64, amount: &str| json!({ "month": month, "count": count, "amount": { "amount": amount, "currency": "USD" } });
        let all = |count: i64, amount: &str, months: [Json; 2]| json!({ "count": count, "amount": { "amount": amount, "currency": "USD" }, "months": months });
        let of = |who: &str, mut line: Json| {
            (line["owner"], line["owner_name"]) = (json!(world.user(who)), json!(who));
            line
        };
        let large = of("ana", all(1, "30.50", [sum("2026-01", 1, "30.50"), sum("2026-02", 0, "0.00")]));
        let small = all(2, "3.25", [sum("2026-01", 0, "0.00"), sum("2026-02", 2, "3.25")]);
        let both = all(3, "33.75", [sum("2026-01", 1, "30.50"), sum("2026-02", 2, "3.25")]);
        let days = "/reports/sales?from=2026-01-31&to=2026-02-28";
        let told = |data: Json, total: &Json| json!({ "from": "2026-01-31", "to": "2026-02-28", "data": data, "total": total });
        assert_eq!(ana.get(days).is(200).body, told(json!([large, of("rep", small.clone())]), &both));
        assert_eq!(rep.get(days).is(200).body, told(json!([of("rep", small.clone())]), &small), "a rep sees their own");
        let mine = ana.get(&format!("{days}&owner=me&pipeline=&team=")).is(200);
        assert_eq!(mine.column("owner"), [json!(world.user("ana"))]);

        ana.get("/reports/sales?by=owner").refused(400, &["by unknown"]);
        ana.get("/reports/sales?from=2026-01-01&from=2026-02-01").refused(400, &["from repeated"]);
        ana.get("/reports/sales?team=North&from=soon").refused(422, &["team invalid", "from invalid"]);
        ana.get("/reports/sales?from=2026-02-01&to=2026-01-31").refused(422, &["from invalid"]);
        ana.get("/reports/sales?from=1999-01-01&to=2026-01-31").refused(422, &["to invalid"]);
    });
}

#[test]
fn sales_without_days_are_those_of_twelve_months_and_without_amounts_counts() {
    each(|world| {
        hide(world, "sales_rep", "opportunity", "amount");
        let told = world.by("rep").get("/reports/sales").is(200).body;
        let months = told["total"]["months"].as_array().unwrap();
        assert_eq!((months.len(), told["data"].as_array().map(Vec::len)), (12, Some(0)));
        assert!(months.iter().all(|month| month["count"] == 0 && month.get("amount").is_none()), "{told}");
        assert_eq!(told["from"], format!("{}-01", months[0]["month"].as_str().unwrap()));
        hide(world, "sales_rep", "opportunity", "close_date");
        world.by("rep").get("/reports/sales").refused(400, &["close_date unknown"]);
    });
}
