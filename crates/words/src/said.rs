//! `Said`: something to tell somebody, before it is known in which language.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Language;

/// A message: a key with arguments, or words that people wrote themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    /// Words as they are, of nobody's dictionary.
    Plain(String),
    /// Several things, one after the other.
    All(Vec<Said>),
    /// A message of the files.
    Message {
        /// Its key.
        #[serde(rename = "say")]
        key: Cow<'static, str>,
        /// What it is about, by name.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<(String, Arg)>,
    },
}

/// What a message speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A number, by which the form is chosen.
    Number(i64),
    /// A message within.
    Said(Box<Said>),
}

impl Said {
    /// A message of the files; see [`said!`](crate::said).
    pub fn new(key: &'static str, with: impl IntoIterator<Item = (&'static str, Arg)>) -> Said {
        Said::Message { key: key.into(), with: with.into_iter().map(|(name, arg)| (name.to_owned(), arg)).collect() }
    }

    /// Several things, one after the other; one alone is itself.
    pub fn all(all: impl IntoIterator<Item = Said>) -> Said {
        let mut all: Vec<Said> = all.into_iter().collect();
        if all.len() == 1 { all.remove(0) } else { Said::All(all) }
    }

    /// Cuts texts in it that are longer than so many bytes, and leaves out further things after the third.
    pub fn shorten(&mut self, longest: usize) {
        match self {
            Said::Plain(text) => {
                if let Some(end) =
                    (0..=longest).rev().find(|at| text.is_char_boundary(*at)).filter(|_| text.len() > longest)
                {
                    text.truncate(end);
                    text.push('…');
                }
            }
            Said::All(all) => {
                all.truncate(3);
                all.iter_mut().for_each(|one| one.shorten(longest / 3));
            }
            Said::Message { with, .. } => with.iter_mut().for_each(|(_, arg)| {
                if let Arg::Said(inner) = arg {
                    inner.shorten(longest / 2);
                }
            }),
        }
    }

    /// In English, for programs and logs.
    pub fn english(&self) -> String {
        Language::En.say(self)
    }
}

/// A message by key, with what it speaks of: `said!("new-of", module = name)`.
#[macro_export]
macro_rules! said {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Said::new($key, [$((stringify!($name), $crate::Arg::from($value))),*])
    };
}

impl From<String> for Said {
    fn from(text: String) -> Said {
        Said::Plain(text)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Said {
        Said::Plain(text.to_owned())
    }
}

impl<T: Into<Said>> From<T> for Arg {
    fn from(said: T) -> Arg {
        Arg::Said(Box::new(said.into()))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Arg {
            fn from(number: $number) -> Arg {
                Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

numbers!(i32, u32, i64, u64, usize);
