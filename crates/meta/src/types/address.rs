//! Postal addresses.

use serde::{Deserialize, Serialize};

use super::{Fault, text};

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

/// Longest street in characters.
const MAX_STREET: u32 = 400;
/// Longest other part in characters.
const MAX_PART: u32 = 120;
/// Used by everybody, though ISO 3166 has not assigned it.
const KOSOVO: &str = "XK";

impl Address {
    /// The parts in normal form; the country in capitals.
    pub(crate) fn check(self) -> Result<Address, Fault> {
        let street = text::block(&self.street);
        text::fits(&street, MAX_STREET)?;
        let part = |text: String| {
            let clean = text::line(&text);
            text::fits(&clean, MAX_PART).map(|()| clean)
        };
        let country = text::line(&self.country).to_ascii_uppercase();
        if !country.is_empty() && country != KOSOVO && rust_iso3166::from_alpha2(&country).is_none() {
            return Err(Fault::unreadable("expected-address-country", &country));
        }
        Ok(Address {
            street,
            postal_code: part(self.postal_code)?,
            city: part(self.city)?,
            region: part(self.region)?,
            country,
        })
    }

    /// All parts that are given, street first, joined by a separator.
    pub fn joined(&self, separator: &str) -> String {
        let parts = [&self.street, &self.postal_code, &self.city, &self.region, &self.country];
        parts.iter().filter(|part| !part.is_empty()).map(|part| part.as_str()).collect::<Vec<_>>().join(separator)
    }
}
