//! A writer: makes, changes, moves and deletes records of its own, one request after the other, and remembers what was
//! answered. Of what was not answered it knows the one request that was under way.

mod draw;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use bench::Outcome;
use bench::dice::Dice;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::record::{Module, Record, Sums};
use crate::stages::{Kind as Stage, Stages};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A record is made.
    Create,
    /// A number is changed.
    Update,
    /// A deal moves to another stage.
    Move,
    /// A record goes to the bin.
    Delete,
    /// A company and two deals are made, all or none.
    Batch,
}

impl Kind {
    /// All of them, as they are counted.
    pub const NAMES: [&str; 5] = ["creates", "updates", "stage moves", "deletes", "batches"];
}

/// A request, and what it makes of records.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked for.
    pub kind: Kind,
    key: String,
    method: &'static str,
    path: String,
    body: String,
    /// The records once it is done.
    pub after: Vec<Record>,
}

impl Ask {
    /// Sends it, for the first time or again.
    pub fn send(&self, client: &Client) -> Outcome<Answer> {
        client.ask(self.method, &self.path, &self.key, &self.body)
    }
}

/// One writer and all that it knows.
pub struct Writer {
    nr: usize,
    dice: Dice,
    number: u64,
    records: Vec<Record>,
    at: HashMap<Uuid, usize>,
    deals: HashMap<Uuid, Vec<Uuid>>,
    /// The request that was sent and not answered.
    pub under_way: Option<Ask>,
    /// Records changed since this was emptied.
    pub touched: Vec<Uuid>,
    /// What was acknowledged, by kind.
    pub acknowledged: [u64; 5],
}

impl Writer {
    /// One that knows nothing yet; the seed says what it will ask.
    pub fn new(nr: usize, seed: &str) -> Writer {
        Writer {
            nr,
            dice: Dice::of(&format!("{seed}/{nr}")),
            number: 0,
            records: Vec::new(),
            at: HashMap::new(),
            deals: HashMap::new(),
            under_way: None,
            touched: Vec::new(),
            acknowledged: [0; 5],
        }
    }

    /// Asks and asks until it is over or not answered. An answer that says no is an error; that the server is busy is one
    /// unless that is expected.
    pub fn work(&mut self, client: &Client, stages: &Stages, over: &AtomicBool, busy: bool) -> Outcome {
        while !over.load(Ordering::Relaxed) {
            let ask = self.draw(stages);
            match ask.send(client) {
                Ok(answer) if answer.is_done() => self.done(ask),
                Ok(answer) if busy && answer.is_busy() => {
                    self.under_way = Some(ask);
                    return Ok(());
                }
                Ok(answer) => return Err(format!("{ask:?} was answered {answer:?}").into()),
                Err(_) => {
                    self.under_way = Some(ask);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Remembers what was acknowledged.
    pub fn done(&mut self, ask: Ask) {
        self.acknowledged[ask.kind as usize] += 1;
        for record in ask.after {
            self.touched.push(record.id);
            // What the company adds up to follows from its deals.
            self.touched.extend(record.account);
            if let (Some(account), None) = (record.account, self.at.get(&record.id)) {
                self.deals.entry(account).or_default().push(record.id);
            }
            match self.at.get(&record.id) {
                Some(at) => self.records[*at] = record,
                None => {
                    self.at.insert(record.id, self.records.len());
                    self.records.push(record);
                }
            }
        }
    }

    /// The record as the last answer left it.
    pub fn get(&self, id: Uuid) -> Option<&Record> {
        self.at.get(&id).map(|at| &self.records[*at])
    }

    /// All records that were ever made.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Some of them, each as likely.
    pub fn sample(&mut self, count: usize) -> Vec<Uuid> {
        let all = self.records.len() as u64;
        let drawn = (0..count.min(self.records.len())).map(|_| self.dice.below(all) as usize);
        drawn.map(|at| self.records[at].id).collect()
    }

    /// What the deals of a company add up to.
    pub fn sums(&self, account: Uuid, stages: &Stages) -> Sums {
        let mut sums = Sums::default();
        let deals = self.deals.get(&account).into_iter().flatten().filter_map(|deal| self.get(*deal));
        for deal in deals.filter(|deal| !deal.gone) {
            match deal.stage.and_then(|stage| stages.kind(stage)) {
                Some(Stage::Open) => {
                    sums.open += 1;
                    sums.pipeline += deal.number;
                }
                Some(Stage::Won) => sums.won += deal.number,
                _ => {}
            }
        }
        sums
    }

    fn has_deals(&self, account: Uuid) -> bool {
        let mut deals = self.deals.get(&account).into_iter().flatten().filter_map(|deal| self.get(*deal));
        deals.any(|deal| !deal.gone)
    }

    fn living(&mut self, module: Module) -> Option<Record> {
        let all = self.records.len() as u64;
        (0..30).filter(|_| all > 0).find_map(|_| {
            let record = &self.records[self.dice.below(all) as usize];
            (record.module == module && !record.gone).then(|| record.clone())
        })
    }
}
