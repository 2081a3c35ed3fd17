//! `Key`: the identity of a module, a field, an option, a role. It is the API name and the column name alike.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest key in bytes: leaves room for the suffixes of columns and indexes within PostgreSQL's 63 bytes.
pub const MAX: usize = 40;

/// A lower-case name: a letter, then letters, digits and single underscores. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Key(Arc<str>);

impl Key {
    /// Checks and makes a key; the error says what a key may look like.
    pub fn new(text: &str) -> Result<Key, KeyError> {
        let mut previous = '_';
        for (at, c) in text.chars().enumerate() {
            let fits = match c {
                'a'..='z' => true,
                '0'..='9' => at > 0,
                '_' => previous != '_',
                _ => false,
            };
            if !fits {
                return Err(KeyError(text.to_string()));
            }
            previous = c;
        }
        if text.is_empty() || text.len() > MAX || previous == '_' {
            return Err(KeyError(text.to_string()));
        }
        Ok(Key(text.into()))
    }

    /// A key written in the source code. Panics on a malformed one, which a test would meet at once.
    pub fn of(text: &'static str) -> Key {
        Key::new(text).expect("a well-formed key")
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a key: use a lower-case letter, then letters, digits and single underscores, 40 at most")]
pub struct KeyError(pub String);

impl TryFrom<String> for Key {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Key, KeyError> {
        Key::new(&text)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.0.to_string()
    }
}

impl Deref for Key {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_are_lower_case_words() {
        for good in ["a", "account", "lost_reason", "line2", "a_1"] {
            assert!(Key::new(good).is_ok(), "{good}");
        }
        let long = "a".repeat(41);
        for bad in ["", "A", "2nd", "_a", "a_", "a__b", "a-b", "a b", "é", "a.b", &long] {
            assert!(Key::new(bad).is_err(), "{bad}");
        }
    }
}
