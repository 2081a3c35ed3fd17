//! The parts of a person's name.

use serde::{Deserialize, Serialize};

/// A person's name in parts; empty parts are empty strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonName {
    /// Title before the name: Dr, Mrs.
    pub prefix: String,
    /// First or given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// After the name: Jr, PhD.
    pub suffix: String,
}

impl PersonName {
    /// Whether no part is given.
    pub fn is_empty(&self) -> bool {
        self.prefix.is_empty() && self.given.is_empty() && self.family.is_empty() && self.suffix.is_empty()
    }

    /// The whole name as it is read: `Dr Ana Souza Jr`.
    pub fn full(&self) -> String {
        let parts = [&self.prefix, &self.given, &self.family, &self.suffix];
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(" ")
    }
}
