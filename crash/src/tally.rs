//! What all rounds came to.

use std::fmt;
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::writer::{Kind, Writer};

/// The sums of all rounds.
#[derive(Default)]
pub struct Tally {
    /// The engine.
    pub engine: &'static str,
    /// Rounds played.
    pub rounds: u64,
    /// Those in which the database was stopped and not Kith.
    pub cluster_stops: u64,
    /// Acknowledged, by kind.
    pub acknowledged: [u64; 5],
    /// Requests that were not answered and sent again.
    pub retried: u64,
    /// Those of them that had been done.
    pub done_unheard: u64,
    /// Imports accepted, all of which ended.
    pub imports: u64,
    /// Those that were under way at a kill.
    pub interrupted: u64,
    /// Rows they brought.
    pub imported: u64,
    /// Records compared.
    pub compared: u64,
    /// Start-up times after kills.
    pub started: Vec<Duration>,
    /// Times until Kith served again after its database was stopped.
    pub back: Vec<Duration>,
}

impl Tally {
    /// Takes over what writers were told, which they forget.
    pub fn acknowledged_by(&mut self, writers: &mut [Writer]) {
        for counts in writers.iter_mut().map(|writer| std::mem::take(&mut writer.acknowledged)) {
            self.acknowledged.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }

    /// For programs.
    pub fn json(&self) -> Json {
        let kinds =
            Kind::NAMES.iter().zip(self.acknowledged).map(|(name, count)| (name.replace(' ', "_"), json!(count)));
        json!({
            "engine": self.engine, "rounds": self.rounds, "kills": self.rounds - self.cluster_stops, "cluster_stops": self.cluster_stops,
            "acknowledged": kinds.collect::<serde_json::Map<_, _>>(),
            "retried": self.retried, "done_unheard": self.done_unheard,
            "imports": self.imports, "imports_interrupted": self.interrupted, "imported_rows": self.imported,
            "compared": self.compared, "started_ms": spread(&self.started), "back_ms": spread(&self.back),
        })
    }
}

/// The least, the one in the middle and the most, in milliseconds.
fn spread(times: &[Duration]) -> Option<[u64; 3]> {
    let mut times: Vec<u64> = times.iter().map(|time| time.as_millis() as u64).collect();
    times.sort_unstable();
    Some([*times.first()?, times[times.len() / 2], *times.last()?])
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, value: String| writeln!(f, "| {name} | {value} |");
        line("engine", self.engine.to_owned())?;
        line("rounds", self.rounds.to_string())?;
        line("kills of Kith", (self.rounds - self.cluster_stops).to_string())?;
        line("immediate stops of PostgreSQL", self.cluster_stops.to_string())?;
        for (name, count) in Kind::NAMES.iter().zip(self.acknowledged) {
            line(&format!("acknowledged {name}"), count.to_string())?;
        }
        line("requests sent again", format!("{}, of which {} had been done", self.retried, self.done_unheard))?;
        let imports = format!("{} with {} rows, {} under way at a kill", self.imports, self.imported, self.interrupted);
        line("imports", imports)?;
        line("records compared", self.compared.to_string())?;
        let told = |times: &[Duration]| match spread(times) {
            Some([least, middle, most]) => format!("{least} / {middle} / {most} ms"),
            None => "–".to_owned(),
        };
        line("start after a kill: least, median, most", told(&self.started))?;
        line("served again after a stop of PostgreSQL", told(&self.back))
    }
}
