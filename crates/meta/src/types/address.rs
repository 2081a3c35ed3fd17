//! Postal addresses.

use serde::{Deserialize, Serialize};

/// A postal address; empty parts are empty strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Street, number and further lines.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// State, province or region.
    pub region: String,
    /// ISO 3166 two-letter code in capitals.
    pub country: String,
}

impl Address {
    /// Whether no part is given.
    pub fn is_empty(&self) -> bool {
        [&self.street, &self.postal_code, &self.city, &self.region, &self.country].iter().all(|part| part.is_empty())
    }
}
