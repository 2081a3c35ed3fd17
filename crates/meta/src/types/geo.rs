//! Places on the globe.

use serde::{Deserialize, Serialize};

/// A point in WGS 84, in millionths of a degree so that it is exact in every engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Geo {
    /// Latitude × 10⁶, −90,000,000 to 90,000,000.
    pub lat: i64,
    /// Longitude × 10⁶, −180,000,000 to 180,000,000.
    pub lon: i64,
}
