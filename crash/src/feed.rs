//! The feed of changes, read as a program reads it that follows along: every act on a record must come once.

use std::collections::HashMap;

use bench::Outcome;
use uuid::Uuid;

use crate::client::Client;

/// How far it was read, and how often each record came.
#[derive(Default)]
pub struct Feed {
    after: u64,
    seen: HashMap<Uuid, u64>,
}

impl Feed {
    /// Reads on to its present end. Positions must go up.
    pub fn read(&mut self, client: &Client) -> Outcome<Vec<String>> {
        let mut findings = Vec::new();
        loop {
            let page = client.see(&format!("/api/v1/changes?after={}&limit=1000", self.after))?;
            let mut before = self.after;
            for event in page["data"].as_array().ok_or("a feed without changes")? {
                let position = event["position"].as_u64().unwrap_or_default();
                if position <= before {
                    findings.push(format!("the feed goes from position {before} to {position}"));
                }
                before = position;
                let id = Uuid::parse_str(event["id"].as_str().unwrap_or_default())?;
                *self.seen.entry(id).or_default() += 1;
            }
            let last = page["last"].as_u64().ok_or("a feed without an end")?;
            if last <= self.after {
                return Ok(findings);
            }
            self.after = last;
        }
    }

    /// How many changes of a record came.
    pub fn of(&self, id: Uuid) -> u64 {
        self.seen.get(&id).copied().unwrap_or_default()
    }
}
