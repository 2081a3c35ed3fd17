//! A whole sales pipeline with the shipped example maps, on data made here: as the real data set has it, with an
//! unknown product, deals without an account, parents further down the file, and users that many rows name.

use std::path::PathBuf;

use crm::imports::Options;
use crm::records::{self, ListQuery};
use crm::{Actor, Crm, Via, undo};
use serde_json::json;

use crate::files::*;
use crate::support::*;

const PRODUCTS: &str = "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\nMG Special,MG,55\n";
const TEAMS: &str = "sales_agent,manager,regional_office\nAna Snell,Dora Brink,Central\nBo Lamp,Dora Brink,Central\n\
    Cy Hille,Mel Marx,East\nDi Vence,Mel Marx,East\n";
const ACCOUNTS: &str = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n\
    Blue Co,retail,1998,718.62,2586,United States,Zed Corp\nMid Co,medical,1983,3178.24,4540,Korea,\n\
    Zed Corp,technolgy,1979,4.5,4,Philipines,Mid Co\n";
const STAGES: [(&str, &str, u64); 4] =
    [("Won", "2017-03-01", 3), ("Lost", "2017-03-07", 2), ("Engaging", "", 2), ("Prospecting", "", 1)];

fn map(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/crm-sales-opportunities");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Deals in rounds of eight: three won, two lost, two engaging, one prospecting; every fifth without an account, every
/// seventh of the product that is written another way.
fn deals(count: u64) -> (String, u64) {
    let mut text =
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n".to_string();
    let stages: Vec<_> = STAGES.iter().flat_map(|stage| std::iter::repeat_n(stage, stage.2 as usize)).collect();
    let mut strange = 0;
    for n in 0..count {
        let (stage, closed, _) = stages[n as usize % stages.len()];
        let agent = ["Ana Snell", "Bo Lamp", "Cy Hille", "Di Vence"][n as usize % 4];
        let product = if n % 7 == 0 { "GTXPro" } else { "MG Special" };
        strange += u64::from(n % 7 == 0);
        let account = if n % 5 == 0 { "" } else { "Blue Co" };
        let engaged = if *stage == "Prospecting" { "" } else { "2016-10-20" };
        let value = if *stage == "Won" { (100 + n).to_string() } else { String::new() };
        text.push_str(&format!("ID{n:05},{agent},{product},{account},{stage},{engaged},{closed},{value}\n"));
    }
    (text, strange)
}

fn found(crm: &Crm) {
    let beside = |name: &str| map(name);
    assert_eq!(import(crm, "pipeline", &beside("pipelines.csv"), &map("pipelines.toml")).refused.len(), 0);
    assert_eq!(import(crm, "stage", &beside("stages.csv"), &map("stages.toml")).counts, (4, 0, 0));
    assert_eq!(import(crm, "product", PRODUCTS, &map("products.toml")).counts, (3, 0, 0));
    assert_eq!(import(crm, "team", TEAMS, &map("teams.toml")).counts, (2, 0, 2));
    assert_eq!(import(crm, "user", TEAMS, &map("team-leads.toml")).counts, (2, 0, 2));
    assert_eq!(import(crm, "user", TEAMS, &map("agents.toml")).counts, (4, 0, 0));
    assert_eq!(import(crm, "account", ACCOUNTS, &map("accounts.toml")).counts, (3, 0, 0));
}

fn person(crm: &Crm, email: &str) -> Actor {
    let id = crm.snapshot().people.by_email(email).unwrap().id;
    crm.actor(id, Via::Session).unwrap()
}

#[test]
fn the_example_maps_bring_a_whole_pipeline_and_undo_takes_the_deals_away() {
    each(|crm| {
        found(crm);
        let (rows, strange) = deals(520);
        let plain: String = map("opportunities.toml")
            .lines()
            .filter(|line| !line.starts_with("GTXPro"))
            .fold(String::new(), |all, line| all + line + "\n");
        let tried = Options { dry_run: true, ..Options::default() };
        let without = import_as(crm, &crm.system(), "opportunity", &rows, &plain, &tried).unwrap();
        assert_eq!(without.refused.len() as u64, strange);
        let lines: Vec<u64> = without.refused.iter().map(|row| row.line).collect();
        assert_eq!(lines, (0..520).step_by(7).map(|n| n + 2).collect::<Vec<_>>());
        assert!(without.refused.iter().all(|row| row.column == "product" && row.reason.english().contains("GTXPro")));

        let done = import(crm, "opportunity", &rows, &map("opportunities.toml"));
        assert_eq!((done.counts, done.refused.len()), ((520, 0, 0), 0));
        let again = import(crm, "opportunity", &rows, &map("opportunities.toml"));
        assert_eq!(again.counts, (0, 0, 520));
        let won: u64 = (0..520).filter(|n| n % 8 < 3).map(|n| 100 + n).sum();
        let account = all(crm, &crm.system(), "account", &["won_total", "name"]);
        let blue = account.iter().find(|record| record.title == "Blue Co").unwrap();
        let with_account: u64 = (0..520).filter(|n| n % 8 < 3 && n % 5 != 0).map(|n| 100 + n).sum();
        assert_eq!(json_of(blue, "won_total"), json!({ "amount": format!("{with_account}.00"), "currency": "USD" }));
        let amounts = column(crm, "opportunity", "amount");
        let sum: f64 = amounts.iter().filter_map(|amount| amount["amount"].as_str()?.parse::<f64>().ok()).sum();
        assert_eq!(sum as u64, won);
        assert_eq!(titles(crm, "opportunity", "account").iter().filter(|title| *title == "None").count(), 104);

        let report = undo::undo(crm, &crm.system(), done.act.unwrap()).unwrap();
        assert_eq!((report.undone, report.conflicts.len()), (520, 0));
        assert!(column(crm, "opportunity", "name").is_empty(), "undo leaves none");
        assert_eq!(
            json_of(&get(crm, &crm.system(), "account", blue.id).unwrap(), "won_total")["amount"],
            json!("0.00")
        );
    });
}

#[test]
fn what_was_imported_stands_as_the_maps_say() {
    each(|crm| {
        found(crm);
        let (rows, _) = deals(40);
        import(crm, "opportunity", &rows, &map("opportunities.toml"));
        let named = all(crm, &crm.system(), "opportunity", &["team", "probability", "stage"]);
        assert_eq!(named[0].title, "GTX Pro", "a deal without an account is called by its product");
        assert_eq!(named[1].title, "MG Special for Blue Co");
        assert_eq!(titles(crm, "opportunity", "team")[..3], ["Central", "Central", "East"], "its owner's team");
        assert_eq!(titles(crm, "account", "parent")[2], "Zed Corp", "a parent further down the file comes first");
        assert_eq!(column(crm, "account", "revenue")[0]["amount"], json!("3178240000.00"));
        assert_eq!(column(crm, "account", "industry")[1], json!("technology"));
    });
}

#[test]
fn a_manager_sees_the_deals_of_her_own_agents_and_of_nobody_else() {
    each(|crm| {
        found(crm);
        let (rows, _) = deals(40);
        import(crm, "opportunity", &rows, &map("opportunities.toml"));
        let owners = |email: &str| {
            let actor = person(crm, email);
            let query =
                ListQuery { limit: 100, fields: vec![meta::Path::parse("owner").unwrap()], ..ListQuery::default() };
            let page = crm.read(&actor, move |work| records::list(work, "opportunity", &query)).wait().unwrap();
            let mut owners: Vec<String> =
                page.records.iter().map(|record| format!("{:?}", record.link_title("owner"))).collect();
            owners.sort();
            owners.dedup();
            (page.records.len(), owners.len())
        };
        assert_eq!(owners("dora.brink@example.com"), (20, 2));
        assert_eq!(owners("mel.marx@example.com"), (20, 2));
    });
}
