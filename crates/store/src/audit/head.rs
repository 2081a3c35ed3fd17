//! `Head`: how far the trail is sealed, in one line that is kept in several places so that a cut tail shows.

use std::fmt;
use std::str::FromStr;

use blake3::Hash;

use super::digest;
use crate::{Error, Result, Row};

/// The end of the sealed trail. As text: position, hash and MAC in hexadecimal, separated by blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last position; the first is 1.
    pub position: i64,
    /// The chain's hash there.
    pub hash: Hash,
    /// The mark that only a holder of the workspace's key can make.
    pub mac: Hash,
}

impl Head {
    /// What every chain starts from.
    pub(super) const START: Hash = Hash::from_bytes([0; 32]);

    /// The head at a position, marked with the workspace's key.
    pub(super) fn marked(key: &[u8; 32], position: i64, hash: Hash) -> Head {
        Head { position, hash, mac: digest::mac(key, position, &hash) }
    }

    /// Whether it was marked with this key.
    pub fn is_genuine(&self, key: &[u8; 32]) -> bool {
        digest::mac(key, self.position, &self.hash) == self.mac
    }

    /// Reads position, hash and MAC from three columns; hashes of a wrong length become hashes that never match.
    pub(super) fn read(row: &Row<'_>, column: usize) -> Result<Head> {
        let hash = |bytes: &[u8]| Hash::from_slice(bytes).unwrap_or(Head::START);
        Ok(Head {
            position: row.int(column)?,
            hash: hash(row.bytes_ref(column + 1)?),
            mac: hash(row.bytes_ref(column + 2)?),
        })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.position, self.hash.to_hex(), self.mac.to_hex())
    }
}

impl FromStr for Head {
    type Err = Error;

    fn from_str(text: &str) -> Result<Head> {
        let damaged = || Error::Damaged("a head of the audit trail is a position and two hashes".into());
        let mut words = text.split_ascii_whitespace();
        let mut word = || words.next().ok_or_else(damaged);
        let position = word()?.parse().map_err(|_| damaged())?;
        let hash = Hash::from_hex(word()?).map_err(|_| damaged())?;
        let mac = Hash::from_hex(word()?).map_err(|_| damaged())?;
        if words.next().is_some() {
            return Err(damaged());
        }
        Ok(Head { position, hash, mac })
    }
}
