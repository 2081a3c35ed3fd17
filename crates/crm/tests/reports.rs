//! The pipeline report on both engines: figures, order, rounding, and nothing of what the reader may not see.

mod support;

use crm::reports::Which;
use crm::reports::pipeline::{By, Question, Row, Subject, report};
use crm::settings::rights;
use crm::{Actor, Crm, Error};
use meta::{FieldLevel, Key};
use serde_json::json;
use support::*;

fn ask(crm: &Crm, actor: &Actor, question: &Question) -> crm::Result<Vec<Row>> {
    let question = question.clone();
    crm.read(actor, move |work| report(work, &question)).wait()
}

fn asked(which: Which) -> Question {
    Question { which, ..Question::default() }
}

fn figures(rows: &[Row]) -> Vec<(String, i64, Option<String>, Option<String>)> {
    let text = |money: &Option<meta::types::Money>| money.as_ref().map(meta::types::Money::amount_text);
    rows.iter().map(|row| (row.label.clone(), row.count, text(&row.amount), text(&row.weighted))).collect()
}

fn line(label: &str, count: i64, amount: &str, weighted: &str) -> (String, i64, Option<String>, Option<String>) {
    (label.into(), count, Some(amount.into()), Some(weighted.into()))
}

/// Deals of two reps: stage, amount, day of closing.
fn deals(crm: &Crm, reps: [&Actor; 2]) {
    let stages = pipeline(crm);
    let rows = [
        (0, "prospecting", json!("100.00"), "2026-01-31"),
        (0, "engaging", json!("0.0001"), "2026-02-01"),
        (1, "engaging", json!("0.0001"), "2026-02-28"),
        (1, "won", json!("900000.00"), "2026-02-28"),
        (1, "lost", json!(null), "2026-03-01"),
    ];
    for (at, (rep, stage, amount, day)) in rows.into_iter().enumerate() {
        let values = json!({ "name": format!("Deal {at}"), "stage": stages[stage], "amount": amount,
            "close_date": day, "owner": reps[rep].user });
        create(crm, &crm.system(), "opportunity", values).unwrap();
    }
}

#[test]
fn stages_come_in_order_with_exact_sums() {
    each(|crm| {
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["eva"]]);
        let rows = ask(crm, &made["ana"], &Question::default()).unwrap();
        let expected = [
            line("prospecting", 1, "100.00", "10.00"),
            line("engaging", 2, "0.0002", "0.0001"),
            line("won", 1, "900000.00", "900000.00"),
            line("lost", 1, "0.00", "0.00"),
        ];
        assert_eq!(figures(&rows), expected);
        assert!(matches!(&rows[2].subject, Subject::Stage { key, ids, .. } if key == "won" && ids.len() == 1));
    });
}

#[test]
fn days_are_inclusive_and_stages_stay_even_without_records() {
    each(|crm| {
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["eva"]]);
        let day = |text: &str| Some(text.parse().unwrap());
        let question = asked(Which { from: day("2026-02-01"), to: day("2026-02-28"), ..Which::default() });
        let counts: Vec<i64> = ask(crm, &made["ana"], &question).unwrap().iter().map(|row| row.count).collect();
        assert_eq!(counts, [0, 2, 1, 0]);
        let question = asked(Which { owner: made["bob"].user, ..question.which });
        let counts: Vec<i64> = ask(crm, &made["ana"], &question).unwrap().iter().map(|row| row.count).collect();
        assert_eq!(counts, [0, 1, 0, 0]);
    });
}

#[test]
fn pipelines_merge_by_key_and_can_be_asked_alone() {
    each(|crm| {
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["eva"]]);
        let second = create(crm, &crm.system(), "pipeline", json!({ "name": "Renewals", "position": 1 })).unwrap().id;
        let stage = json!({ "name": "Gained", "key": "won", "pipeline": second, "outcome": "won" });
        let gained = create(crm, &crm.system(), "stage", stage).unwrap().id;
        let deal = json!({ "name": "Renewal", "stage": gained, "amount": "5.00" });
        create(crm, &crm.system(), "opportunity", deal).unwrap();
        let rows = ask(crm, &made["ana"], &Question::default()).unwrap();
        assert_eq!(figures(&rows)[2], line("won", 2, "900005.00", "900005.00"));
        let question = asked(Which { pipeline: Some(second), ..Which::default() });
        assert_eq!(figures(&ask(crm, &made["ana"], &question).unwrap()), [line("Gained", 1, "5.00", "5.00")]);
        let nowhere = asked(Which { pipeline: made["ana"].user, ..Which::default() });
        assert!(matches!(ask(crm, &made["ana"], &nowhere), Err(Error::Invalid(_))));
    });
}

#[test]
fn owners_come_by_amount_and_only_those_one_may_see() {
    each(|crm| {
        let made = people(
            crm,
            &[
                ("ana", "administrator", None),
                ("meg", "sales_manager", None),
                ("bob", "sales_rep", Some("meg")),
                ("eva", "sales_rep", None),
            ],
        );
        deals(crm, [&made["bob"], &made["eva"]]);
        let question = Question { by: By::Owner, ..Question::default() };
        let rows = ask(crm, &made["ana"], &question).unwrap();
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["eva", "bob"]);
        assert_eq!(rows[0].subject, Subject::Owner(made["eva"].user));
        let own = ask(crm, &made["meg"], &question).unwrap();
        assert_eq!(figures(&own), [line("bob", 2, "100.0001", "10.00")]);
    });
}

#[test]
fn hidden_fields_do_not_show_through_sums() {
    each(|crm| {
        let made =
            people(crm, &[("ana", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["eva"]]);
        let hide = |field: &'static str| {
            let hidden = crm.write(&made["ana"], "configure", move |work| {
                let (role, module) = (Key::of("sales_rep"), Key::of("opportunity"));
                rights::set_field(work, &role, &module, &Key::of(field), Some(FieldLevel::Hidden))
            });
            hidden.wait().unwrap();
            crm.refresh().unwrap();
            crm.actor(made["bob"].user.unwrap(), crm::Via::Session).unwrap()
        };
        let bob = hide("probability");
        let rows = ask(crm, &bob, &Question::default()).unwrap();
        assert!(rows.iter().all(|row| row.amount.is_some() && row.weighted.is_none()));
        let bob = hide("amount");
        let rows = ask(crm, &bob, &asked(Which { to: "2000-01-01".parse().ok(), ..Which::default() })).unwrap();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.amount.is_none()));
        let bob = hide("close_date");
        let dated = asked(Which { to: "2000-01-01".parse().ok(), ..Which::default() });
        assert!(matches!(ask(crm, &bob, &dated), Err(Error::BadRequest(_))));
    });
}
