//! `Record`: one record of a module in memory: its identity, the values that were asked for, and what its links are called.

use uuid::Uuid;

use crate::value::Line;
use crate::{Key, Path, Value};

/// What stands behind a link of a record that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTitle {
    /// The title of the record.
    Open(String),
    /// The record is in the bin: its title, to be shown struck through.
    Binned(String),
    /// The reader may not see the record.
    Restricted,
}

/// Values by key, in the order asked for. Small: looked up by walking.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Vec<(Key, Value)>);

impl Values {
    /// No values.
    pub fn new() -> Values {
        Values::default()
    }

    /// No values yet, with room for some.
    pub fn with_capacity(count: usize) -> Values {
        Values(Vec::with_capacity(count))
    }

    /// The value of a field; `None` when it was not asked for or not given.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// Sets a value, replacing an earlier one.
    pub fn set(&mut self, key: Key, value: Value) {
        match self.0.iter_mut().find(|(k, _)| *k == key) {
            Some((_, slot)) => *slot = value,
            None => self.0.push((key, value)),
        }
    }

    /// Adds the value of a field that has none yet.
    pub fn append(&mut self, key: Key, value: Value) {
        debug_assert!(self.get(&key).is_none(), "{key} is there already");
        self.0.push((key, value));
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(k, _)| k == key)?;
        Some(self.0.remove(at).1)
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Key, Value)> for Values {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(pairs: I) -> Values {
        let mut values = Values::new();
        for (key, value) in pairs {
            values.set(key, value);
        }
        values
    }
}

impl IntoIterator for Values {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<(Key, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// One record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The module it belongs to.
    pub module: Key,
    /// Its identity.
    pub id: Uuid,
    /// Counts its changes, from 1; the ETag of the API.
    pub version: i64,
    /// What it is called in links and headings.
    pub title: String,
    /// The values that were asked for, system fields among them.
    pub values: Values,
    /// Values asked for through links: `account.industry`. Null where the reader may not follow.
    pub joined: Vec<(Path, Value)>,
    /// What the links among the values are called, by path; for fields with several ids, in their order. Those of lines
    /// stand under `lines.product`, one line after the other.
    pub titles: Vec<(Path, Vec<LinkTitle>)>,
}

impl Record {
    /// The value of a field, null when it was not asked for.
    pub fn get(&self, key: &str) -> &Value {
        self.values.get(key).unwrap_or(&Value::Null)
    }

    /// The value at the end of a path that was asked for.
    pub fn at(&self, path: &Path) -> &Value {
        match path.single() {
            Some(key) => self.get(key),
            None => self.joined.iter().find(|(p, _)| p == path).map_or(&Value::Null, |(_, value)| value),
        }
    }

    /// What the first id of a link field is called.
    pub fn link_title(&self, key: &str) -> Option<&LinkTitle> {
        self.link_titles(key).first()
    }

    /// What the ids of a link field are called, in their order.
    pub fn link_titles(&self, key: &str) -> &[LinkTitle] {
        let of = |path: &Path| path.single().is_some_and(|field| field == key);
        self.titles.iter().find(|(path, _)| of(path)).map_or(&[], |(_, titles)| titles)
    }

    /// What the ids at the end of a path are called, in their order.
    pub fn titles_at(&self, path: &Path) -> &[LinkTitle] {
        self.titles.iter().find(|(known, _)| known == path).map_or(&[], |(_, titles)| titles)
    }

    /// The paths that lead to records that the reader may not see.
    pub fn restricted(&self) -> impl Iterator<Item = &Path> {
        self.titles.iter().filter(|(_, titles)| titles.contains(&LinkTitle::Restricted)).map(|(path, _)| path)
    }

    /// The value at the end of a path without the ids of records that the reader may not see, in lines neither.
    pub fn open(&self, path: &Path) -> Value {
        match self.at(path) {
            Value::Lines(lines) => Value::Lines(self.open_lines(path, lines)),
            value => open(value, self.titles_at(path)),
        }
    }

    fn open_lines(&self, path: &Path, lines: &[Line]) -> Vec<Line> {
        let mut lines = lines.to_vec();
        for (known, titles) in &self.titles {
            let [steps @ .., key] = known.steps() else { continue };
            if steps != path.steps() {
                continue;
            }
            let mut titles = titles.as_slice();
            for line in &mut lines {
                let Some(value) = line.values.get(key) else { continue };
                let (own, rest) = titles.split_at(links(value).min(titles.len()));
                let value = open(value, own);
                line.values.set(key.clone(), value);
                titles = rest;
            }
        }
        lines
    }
}

/// How many links a value holds.
fn links(value: &Value) -> usize {
    match value {
        Value::Id(_) | Value::Ref(..) => 1,
        Value::Ids(ids) => ids.len(),
        _ => 0,
    }
}

/// A link's value without the ids of records that may not be seen.
fn open(value: &Value, titles: &[LinkTitle]) -> Value {
    if !titles.contains(&LinkTitle::Restricted) {
        return value.clone();
    }
    match value {
        Value::Ids(ids) => {
            let seen = ids.iter().zip(titles).filter(|(_, title)| **title != LinkTitle::Restricted);
            Value::Ids(seen.map(|(id, _)| *id).collect())
        }
        _ => Value::Null,
    }
}
