//! What came out: lines for people, JSON for programs.

use std::fmt;

use serde_json::{Value as Json, json};

use crate::client::Measured;

/// One operation measured beside its floor.
#[derive(Debug, Clone)]
pub struct Line {
    name: String,
    role: String,
    clients: usize,
    kith: Measured,
    floor: Option<Measured>,
}

impl Line {
    /// Of an operation as somebody, with so many clients.
    pub fn new(name: &str, role: &str, clients: usize, kith: Measured, floor: Option<Measured>) -> Line {
        Line { name: name.into(), role: role.into(), clients, kith, floor }
    }

    /// How many times the floor answers while Kith answers once: by answers a second with many clients, by the usual time
    /// with one.
    fn ratio(&self) -> Option<f64> {
        let floor = self.floor?;
        Some(match self.clients {
            1 => self.kith.p50.as_secs_f64() / floor.p50.as_secs_f64(),
            _ => floor.rate / self.kith.rate,
        })
    }

    /// For programs; times in milliseconds.
    pub fn json(&self) -> Json {
        let side = |side: Measured| json!({ "p50": millis(side.p50), "p95": millis(side.p95), "rate": side.rate.round(), "bytes": side.bytes });
        json!({
            "operation": self.name, "role": self.role, "clients": self.clients, "kith": side(self.kith),
            "floor": self.floor.map(side), "ratio": self.ratio(),
        })
    }

    /// A row of a table in Markdown.
    pub fn row(&self) -> String {
        let floor = self.floor.map_or_else(
            || "| – | – | – |".into(),
            |floor| {
                format!("| {:.2} | {:.0} | {:.2} |", millis(floor.p50), floor.rate, self.ratio().unwrap_or_default())
            },
        );
        let kith = self.kith;
        format!(
            "| {} | {} | {} | {:.2} | {:.2} | {:.0} | {:.0} {floor}",
            self.name,
            self.role,
            self.clients,
            millis(kith.p50),
            millis(kith.p95),
            kith.rate,
            kith.bytes as f64 / 1000.0,
        )
    }
}

/// The head of the table.
pub const HEAD: &str = "| operation | as | clients | p50 ms | p95 ms | a second | KB | floor p50 ms | floor a second | ratio |\n\
     |---|---|---|---|---|---|---|---|---|---|";

fn millis(time: std::time::Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.row())
    }
}
