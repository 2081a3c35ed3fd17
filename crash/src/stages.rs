//! The stages deals stand in.

use bench::Outcome;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::client::Client;

/// What a stage means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It may still come to something.
    Open,
    /// It did.
    Won,
    /// It did not.
    Lost,
}

/// All stages of the workspace.
#[derive(Default)]
pub struct Stages {
    ids: Vec<Uuid>,
    kinds: Vec<Kind>,
}

impl Stages {
    /// Asks for them.
    pub fn of(client: &Client) -> Outcome<Stages> {
        let mut stages = Stages::default();
        for stage in client.see("/api/v1/stage?limit=1000")?["data"].as_array().ok_or("no stages")? {
            stages.ids.push(Uuid::parse_str(stage["id"].as_str().unwrap_or_default())?);
            stages.kinds.push(match (stage["open"] == Json::Bool(true), stage["won"] == Json::Bool(true)) {
                (true, _) => Kind::Open,
                (_, true) => Kind::Won,
                _ => Kind::Lost,
            });
        }
        Ok(stages)
    }

    /// Their ids.
    pub fn ids(&self) -> &[Uuid] {
        &self.ids
    }

    /// What one means.
    pub fn kind(&self, stage: Uuid) -> Option<Kind> {
        self.ids.iter().position(|id| *id == stage).map(|at| self.kinds[at])
    }
}
