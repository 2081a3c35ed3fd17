//! What pages ask the business for: sums of lanes, search, the shape of a record, what one may do with it.

mod support;

use crm::board;
use crm::pipelines::{self, Outcome, Pipeline};
use crm::records::{self, ListQuery};
use crm::search;
use meta::layout::SortKey;
use meta::{Filter, Key, Op, Path, Value};
use serde_json::json;
use support::{create, each, people, pipeline, update};

const COMPANY: [(&str, &str, Option<&str>); 4] = [
    ("ana", "administrator", None),
    ("max", "sales_manager", None),
    ("rita", "sales_rep", Some("max")),
    ("otto", "sales_rep", None),
];

#[test]
fn lanes_count_and_add_up_what_the_reader_sees_and_never_overflow() {
    each(|crm| {
        let people = people(crm, &COMPANY);
        let stages = pipeline(crm);
        let largest = "900000000000000";
        for (owner, stage, amount) in [
            ("rita", "prospecting", "10.50"),
            ("rita", "prospecting", "2"),
            ("otto", "prospecting", largest),
            ("otto", "won", largest),
        ] {
            let amount = json!({ "amount": amount, "currency": "USD" });
            let values = json!({ "name": owner, "stage": stages[stage], "amount": amount });
            create(crm, &people[owner], "opportunity", values).unwrap();
        }
        let lanes = |who: &str, filter: Filter| {
            let (stage, total) = (Key::of("stage"), Key::of("amount"));
            let read =
                crm.read(&people[who], move |work| board::lanes(work, "opportunity", &stage, Some(&total), &filter));
            let mut lanes: Vec<_> =
                read.wait().unwrap().into_iter().map(|lane| (lane.value, lane.count, lane.total)).collect();
            lanes.sort_by_key(|(_, count, _)| *count);
            lanes
        };
        let usd = |amount: &str| {
            meta::FieldType::Money { min: None, max: None }
                .from_json(&json!({ "amount": amount, "currency": "USD" }), &meta::json::Context::default())
                .unwrap()
        };
        let prospecting = Value::Id(stages["prospecting"]);
        assert_eq!(lanes("max", Filter::Const(true)), [(prospecting.clone(), 2, usd("12.50"))]);
        let all = lanes("ana", Filter::Const(true));
        assert_eq!(all[1].2, usd("900000000000012.50"));
        let huge =
            json!({ "name": "huge", "stage": stages["won"], "amount": { "amount": largest, "currency": "USD" } });
        create(crm, &people["otto"], "opportunity", huge).unwrap();
        let won = Filter::test(Key::of("stage"), Op::Eq, Value::Id(stages["won"]));
        assert_eq!(lanes("ana", won), [(Value::Id(stages["won"]), 2, Value::Null)], "beyond the range is no sum");
    });
}

#[test]
fn search_finds_only_what_the_reader_sees_the_best_first() {
    each(|crm| {
        let people = people(crm, &COMPANY);
        let stages = pipeline(crm);
        for (owner, name) in
            [("rita", "A zebra crossing"), ("rita", "Zebra"), ("rita", "Zebra stripes"), ("otto", "Zebra of Otto")]
        {
            create(crm, &people[owner], "opportunity", json!({ "name": name, "stage": stages["won"] })).unwrap();
        }
        create(crm, &people["ana"], "product", json!({ "name": "Zebra print" })).unwrap();
        let found = |who: &str, words: &'static str| {
            let hits = crm.read(&people[who], move |work| search::everywhere(work, words, 10)).wait().unwrap();
            hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>()
        };
        assert_eq!(found("rita", "zebra"), ["Zebra", "Zebra stripes", "Zebra print", "A zebra crossing"]);
        assert_eq!(found("otto", "ZEB otto"), ["Zebra of Otto"]);
        assert!(found("rita", "otto").is_empty());
        let listed = |who: &str| {
            let query = ListQuery {
                find: Some("zebra".into()),
                sort: SortKey::parse("name").into_iter().collect(),
                fields: vec![Path::of(Key::of("name"))],
                limit: 2,
                ..ListQuery::default()
            };
            let page = crm.read(&people[who], move |work| records::list(work, "opportunity", &query)).wait().unwrap();
            let cursor = page.next.expect("a third");
            (page.records.iter().map(|record| record.title.clone()).collect::<Vec<_>>(), cursor)
        };
        assert_eq!(listed("rita").0, ["A zebra crossing", "Zebra"]);
        let stale = ListQuery { cursor: Some(listed("rita").1), limit: 2, ..ListQuery::default() };
        let refused = crm.read(&people["rita"], move |work| records::list(work, "opportunity", &stale)).wait();
        assert!(matches!(refused, Err(crm::Error::BadRequest(_))), "a cursor belongs to its words");
    });
}

#[test]
fn the_shape_of_a_record_follows_its_values_saved_or_typed() {
    each(|crm| {
        let people = people(crm, &COMPANY);
        let stages = pipeline(crm);
        let rita = &people["rita"];
        let deal = create(crm, rita, "opportunity", json!({ "name": "Deal", "stage": stages["won"] })).unwrap().id;
        let saved = |who: &str| crm.read(&people[who], move |work| records::shape(work, "opportunity", deal)).wait();
        let shape = saved("rita").unwrap();
        assert!(shape.hidden.contains("lost_reason") && shape.folded.contains(&1));
        let lost = support::values(&[("stage", Value::Id(stages["lost"]))]);
        let typed =
            crm.read(rita, move |work| records::shape_of(work, "opportunity", Some(deal), &lost)).wait().unwrap();
        assert!(typed.hidden.is_empty() && typed.folded.is_empty());
        update(crm, rita, "opportunity", deal, json!({ "stage": stages["lost"] })).unwrap();
        assert_eq!(saved("rita").unwrap(), typed);
        let deciding = records::deciding(&crm.snapshot(), "opportunity");
        assert_eq!(deciding.into_iter().collect::<Vec<_>>(), [Key::of("stage")]);
    });
}

#[test]
fn what_one_may_do_with_a_record_is_what_the_service_allows() {
    each(|crm| {
        let people = people(crm, &COMPANY);
        let stages = pipeline(crm);
        let deal =
            create(crm, &people["rita"], "opportunity", json!({ "name": "Deal", "stage": stages["won"] })).unwrap().id;
        for (who, edit, delete) in
            [("ana", true, true), ("max", true, true), ("rita", true, false), ("otto", false, false)]
        {
            let allowed =
                crm.read(&people[who], move |work| records::allowed(work, "opportunity", deal)).wait().unwrap();
            assert_eq!((allowed.edit, allowed.delete), (edit, delete), "{who}");
            let changed = update(crm, &people[who], "opportunity", deal, json!({ "next_step": who }));
            assert_eq!(changed.is_ok(), edit, "{who}");
        }
    });
}

#[test]
fn pipelines_come_with_their_stages_in_order_and_stays_only_for_those_who_see_the_record() {
    each(|crm| {
        let people = people(crm, &COMPANY);
        let stages = pipeline(crm);
        let all = known(crm);
        assert_eq!(all.len(), 1);
        let keys: Vec<&str> = all[0].stages.iter().map(|stage| stage.key.as_str()).collect();
        assert_eq!(keys, ["prospecting", "engaging", "won", "lost"]);
        assert_eq!(all[0].stages[2].outcome, Outcome::Won);
        let deal = create(crm, &people["rita"], "opportunity", json!({ "name": "Deal", "stage": stages["engaging"] }))
            .unwrap()
            .id;
        let stays = |who: &str| {
            crm.read(&people[who], move |work| pipelines::stays(work, "opportunity", deal, &Key::of("stage"))).wait()
        };
        assert_eq!(stays("rita").unwrap().len(), 1);
        assert!(matches!(stays("otto"), Err(crm::Error::NotFound(_))));
    });
}

/// The pipelines as the next piece of work knows them.
fn known(crm: &crm::Crm) -> Vec<Pipeline> {
    let all = crm.read(&crm.system(), |work| Ok(work.snapshot.pipelines_of("opportunity").cloned().collect()));
    all.wait().unwrap()
}

#[test]
fn whatever_becomes_of_a_stage_is_known_at_once_and_however_many_there_are() {
    each(|crm| {
        let stages = pipeline(crm);
        let system = crm.system();
        let names =
            |crm: &crm::Crm| -> Vec<String> { known(crm)[0].stages.iter().map(|stage| stage.name.clone()).collect() };
        let other = crm::Crm::open_at(crm.store().clone(), [7; 32], support::now).unwrap();
        update(crm, &system, "stage", stages["won"], json!({ "name": "Gained", "position": 0 })).unwrap();
        assert_eq!(names(&other), ["Gained", "prospecting", "engaging", "lost"], "by another process too");
        let bin =
            |crm: &crm::Crm, id| crm.write(&system, "delete", move |work| records::delete(work, "stage", id, None));
        bin(crm, stages["won"]).wait().unwrap();
        assert_eq!(names(&other), ["prospecting", "engaging", "lost"]);
        let won = stages["won"];
        crm.write(&system, "restore", move |work| records::restore(work, "stage", won)).wait().unwrap();
        let pipeline = known(&other)[0].id;
        update(crm, &system, "pipeline", pipeline, json!({ "active": false })).unwrap();
        assert!(!known(&other)[0].active);
        let many = crm.write(&system, "create", move |work| {
            for n in 0..600 {
                let name = Value::Text(format!("s{n}"));
                let values = [("name", name.clone()), ("key", name), ("pipeline", Value::Id(pipeline))];
                let values = support::values(&values);
                records::create(work, "stage", records::New { id: None, values, source: "test" })?;
            }
            Ok(())
        });
        many.wait().unwrap();
        assert_eq!(names(&other).len(), 604);
    });
}

#[test]
fn a_question_too_long_for_a_statement_is_a_bad_question() {
    each(|crm| {
        let ids: Vec<Value> = (0..40_000).map(|n| Value::Id(uuid::Uuid::from_u128(n))).collect();
        let query = ListQuery { filter: Filter::any_of(Key::of("id"), ids), ..ListQuery::default() };
        let refused = crm.read(&crm.system(), move |work| records::list(work, "account", &query)).wait().unwrap_err();
        assert!(matches!(&refused, crm::Error::BadRequest(errors) if errors[0].code == "too_many"), "{refused:?}");
    });
}
