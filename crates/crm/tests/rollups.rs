//! Rollups stay right whatever happens below them, on both engines: after every step of a random walk they equal the
//! sums that the test makes itself.

mod support;

use std::collections::HashMap;

use crm::records;
use crm::{Actor, Crm};
use serde_json::{Value as Json, json};
use support::*;
use uuid::Uuid;

/// A deal as the test knows it: account, stage, amount, in the bin.
#[derive(Clone, Debug)]
struct Deal {
    account: Option<usize>,
    stage: &'static str,
    amount: i64,
    binned: bool,
}

const STAGES: [&str; 4] = ["prospecting", "engaging", "won", "lost"];

struct Walk<'a> {
    crm: &'a Crm,
    ana: &'a Actor,
    stages: HashMap<&'static str, Uuid>,
    accounts: Vec<Uuid>,
    deals: Vec<(Uuid, Deal)>,
    seed: u64,
}

impl Walk<'_> {
    fn dice(&mut self, sides: usize) -> usize {
        // A plain linear congruential generator: the walk is the same every time.
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % sides
    }

    fn values(&self, deal: &Deal) -> Json {
        json!({ "name": "Deal", "stage": self.stages[deal.stage], "account": deal.account.map(|at| self.accounts[at]),
            "amount": { "amount": deal.amount.to_string(), "currency": "USD" } })
    }

    fn step(&mut self) {
        let choice = self.dice(6);
        let account = match self.dice(4) {
            3 => None,
            at => Some(at),
        };
        if choice < 2 || self.deals.is_empty() {
            let stage = STAGES[self.dice(4)];
            let deal = Deal { account, stage, amount: self.dice(1000) as i64, binned: false };
            let made = create(self.crm, self.ana, "opportunity", self.values(&deal)).unwrap();
            self.deals.push((made.id, deal));
            return;
        }
        let at = self.dice(self.deals.len());
        let (id, mut deal) = self.deals[at].clone();
        match choice {
            5 => {
                let binned = deal.binned;
                self.crm
                    .write(self.ana, "bin", move |work| match binned {
                        true => records::restore(work, "opportunity", id),
                        false => records::delete(work, "opportunity", id, None),
                    })
                    .wait()
                    .unwrap();
                deal.binned = !binned;
            }
            _ if deal.binned => return,
            _ => {
                deal.stage = STAGES[self.dice(4)];
                deal.amount = self.dice(1000) as i64;
                deal.account = account;
                update(self.crm, self.ana, "opportunity", id, self.values(&deal)).unwrap();
            }
        }
        self.deals[at].1 = deal;
    }

    fn check(&self, won: &[&str], lost: &[&str]) {
        for (at, account) in self.accounts.iter().enumerate() {
            let mine = || self.deals.iter().map(|(_, deal)| deal).filter(|d| d.account == Some(at) && !d.binned);
            let open = || mine().filter(|d| !won.contains(&d.stage) && !lost.contains(&d.stage));
            let record = get(self.crm, self.ana, "account", *account).unwrap();
            let amount = |sum: i64| json!(format!("{sum}.00"));
            assert_eq!(json_of(&record, "open_count"), json!(open().count()), "{:?}", self.deals);
            assert_eq!(json_of(&record, "open_pipeline")["amount"], amount(open().map(|d| d.amount).sum()));
            let won = mine().filter(|d| won.contains(&d.stage)).map(|d| d.amount).sum();
            assert_eq!(json_of(&record, "won_total")["amount"], amount(won));
        }
    }
}

#[test]
fn counts_and_sums_equal_those_made_by_hand_after_every_step() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        let stages = pipeline(crm);
        let accounts: Vec<Uuid> =
            (0..3).map(|n| create(crm, ana, "account", json!({ "name": format!("A{n}") })).unwrap().id).collect();
        let mut walk = Walk { crm, ana, stages, accounts, deals: Vec::new(), seed: 42 };
        walk.check(&["won"], &["lost"]);
        for _ in 0..60 {
            walk.step();
            walk.check(&["won"], &["lost"]);
        }
        // What a stage means changes everything in it.
        update(crm, ana, "stage", walk.stages["engaging"], json!({ "outcome": "won" })).unwrap();
        walk.check(&["won", "engaging"], &["lost"]);
        update(crm, ana, "stage", walk.stages["won"], json!({ "outcome": "lost" })).unwrap();
        walk.check(&["engaging"], &["lost", "won"]);
    });
}

const BOX: &str = r#"
module = "box"
[fields]
name = { type = "text", required = true }
of_int     = { type = "rollup", of = "things", function = "avg", field = "int" }
of_stars   = { type = "rollup", of = "things", function = "avg", field = "stars" }
of_coarse  = { type = "rollup", of = "things", function = "avg", field = "coarse" }
of_fine    = { type = "rollup", of = "things", function = "avg", field = "fine" }
of_finest  = { type = "rollup", of = "things", function = "avg", field = "finest" }
of_percent = { type = "rollup", of = "things", function = "avg", field = "percent" }
of_money   = { type = "rollup", of = "things", function = "avg", field = "money" }
of_length  = { type = "rollup", of = "things", function = "avg", field = "length" }
"#;

const THING: &str = r#"
module = "thing"
[fields]
name    = { type = "text", required = true }
box     = { type = "link", to = "box", inverse = "things" }
int     = { type = "int" }
stars   = { type = "rating" }
coarse  = { type = "decimal", scale = 0 }
fine    = { type = "decimal", scale = 2 }
finest  = { type = "decimal", scale = 12 }
percent = { type = "percent", scale = 0 }
money   = { type = "money" }
length  = { type = "duration" }
"#;

#[test]
fn a_mean_has_the_places_it_needs_whatever_it_is_the_mean_of() {
    each(|crm| {
        support::everything::apply(crm, &[BOX, THING]);
        let system = crm.system();
        let whole = create(crm, &system, "box", json!({ "name": "Box" })).unwrap().id;
        for n in [2, 3] {
            let text = n.to_string();
            let values = json!({ "name": text, "box": whole, "int": n, "stars": n, "coarse": text, "fine": text,
                "finest": text, "percent": text, "money": text, "length": format!("PT{n}H") });
            create(crm, &system, "thing", values).unwrap();
        }
        let record = get(crm, &system, "box", whole).unwrap();
        let means = ["of_int", "of_stars", "of_coarse", "of_fine", "of_finest", "of_percent", "of_length"]
            .map(|field| json_of(&record, field));
        let precise = json!("2.500000000000");
        assert_eq!(
            means,
            ["2.5000", "2.5000", "2.5000", "2.5000", "", "2.5000", "PT2H30M"].map(|text| match text {
                "" => precise.clone(),
                text => json!(text),
            })
        );
        assert_eq!(json_of(&record, "of_money")["amount"], json!("2.50"));
    });
}
