//! Places on the globe.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use words::said;

use super::{Fault, number};

/// A point in WGS 84, in millionths of a degree so that it is exact in every engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Geo {
    /// Latitude × 10⁶, −90,000,000 to 90,000,000.
    pub lat: i64,
    /// Longitude × 10⁶, −180,000,000 to 180,000,000.
    pub lon: i64,
}

/// The message that says what a place looks like.
pub(crate) const EXPECTED: &str = "expected-place";
/// Decimal places kept of a degree: about 11 centimetres.
const SCALE: u32 = 6;

impl Geo {
    /// Reads `48.85837, 2.29448`; with a decimal comma `48,85837; 2,29448`. Digits below a millionth of a degree are
    /// rounded away.
    pub(crate) fn parse(text: &str, decimal: char) -> Option<Geo> {
        let separators: &[char] = if decimal == ',' { &[';', ' '] } else { &[',', ';', ' '] };
        let mut halves = text.split(separators).map(str::trim).filter(|half| !half.is_empty());
        let (lat, lon) = (halves.next()?, halves.next()?);
        halves.next().is_none().then(|| Geo::of(number::parse(lat, decimal)?, number::parse(lon, decimal)?)).flatten()
    }

    /// The place of two numbers of degrees; `None` when they are far out of range.
    pub(crate) fn of(lat: Decimal, lon: Decimal) -> Option<Geo> {
        let millionths = |degrees: Decimal| number::scaled(&degrees.round_dp(SCALE), SCALE);
        Some(Geo { lat: millionths(lat)?, lon: millionths(lon)? })
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(&self) -> (Decimal, Decimal) {
        (number::unscaled(self.lat, SCALE).normalize(), number::unscaled(self.lon, SCALE).normalize())
    }

    pub(crate) fn check(self) -> Result<Geo, Fault> {
        let (lat, lon) = self.degrees();
        if self.lat.unsigned_abs() > 90_000_000 {
            return Err(Fault::invalid(said!("fault-latitude", degrees = lat.to_string())));
        }
        if self.lon.unsigned_abs() > 180_000_000 {
            return Err(Fault::invalid(said!("fault-longitude", degrees = lon.to_string())));
        }
        Ok(self)
    }
}
