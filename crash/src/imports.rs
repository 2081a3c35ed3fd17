//! Imports through the pages while others write: each brings deals onto a company of its own, so that what came of it can
//! be told by that company alone. One that was accepted must end, once, with every row once.

mod import;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bench::Outcome;
use bench::dice::Dice;

use crate::client::Client;
use import::Import;

/// Rows of the longest import.
const LONGEST: u64 = 2_000;

/// All imports of a workspace.
pub struct Imports {
    dice: Dice,
    all: Vec<Import>,
}

impl Imports {
    /// None yet; the seed says how long they will be.
    pub fn new(seed: &str) -> Imports {
        Imports { dice: Dice::of(&format!("{seed}/imports")), all: Vec::new() }
    }

    /// Imports until it is over or not answered: the next once the last has ended, or hangs on a server that is dead.
    pub fn work(&mut self, client: &Client, over: &AtomicBool) -> Outcome {
        while !over.load(Ordering::Relaxed) {
            if self.all.last().is_none_or(|last| last.has_ended() || last.interrupted) {
                let rows = 1 + self.dice.below(LONGEST);
                self.all.push(Import::new(self.all.len() + 1, rows));
            }
            let Some(last) = self.all.last_mut() else { return Ok(()) };
            if !last.step(client)? {
                return Ok(());
            }
            if last.is_accepted() {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        Ok(())
    }

    /// Marks those that the end of a server interrupts; says how many are new among them.
    pub fn interrupted(&mut self) -> usize {
        let running = self.all.iter_mut().filter(|import| import.is_accepted() && !import.interrupted);
        running.map(|import| import.interrupted = true).count()
    }

    /// Takes again the steps that were not answered, until all are accepted.
    pub fn settle(&mut self, client: &Client) -> Outcome {
        for import in self.all.iter_mut().filter(|import| !import.is_accepted() && !import.has_ended()) {
            while !import.is_accepted() {
                if !import.step(client)? {
                    return Err(format!("the server does not answer a step of import {}", import.nr).into());
                }
            }
        }
        Ok(())
    }

    /// Looks at those that were accepted; what those that ended have done is compared with their files.
    pub fn look(&mut self, client: &Client) -> Outcome<Vec<String>> {
        let mut findings = Vec::new();
        for import in self.all.iter_mut().filter(|import| import.is_accepted()) {
            if !import.step(client)? {
                return Err(format!("the server does not answer about import {}", import.nr).into());
            }
            if import.has_ended() {
                findings.extend(import.compare(client)?);
            }
        }
        Ok(findings)
    }

    /// Compares all that ended with their files, again.
    pub fn compare(&self, client: &Client) -> Outcome<Vec<String>> {
        let ended = self.all.iter().filter(|import| import.has_ended());
        let found = ended.map(|import| import.compare(client)).collect::<Outcome<Vec<_>>>()?;
        Ok(found.concat())
    }

    /// Companies made for imports.
    pub fn accounts(&self) -> u64 {
        self.all.len() as u64
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Rows done at least, and at most.
    pub fn rows(&self) -> (u64, u64) {
        let ended: u64 = self.all.iter().filter(|import| import.has_ended()).map(|import| import.rows).sum();
        (ended, self.all.iter().map(|import| import.rows).sum())
    }

    /// Whether every one has ended.
    pub fn have_ended(&self) -> bool {
        self.all.iter().all(Import::has_ended)
    }
}
