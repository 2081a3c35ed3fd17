//! Layers of one module: a shipped text and the texts laid over it, merged, with the spot of every value kept.
//!
//! Tables merge key by key; any other value of a later layer replaces that of an earlier one.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use crate::module::{Source, Spot};

/// One text of a module.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// Its name, for messages.
    pub file: &'a str,
    /// TOML.
    pub text: &'a str,
}

/// Parses the layers and lays each over those before it.
pub(super) fn merge(layers: &[Layer<'_>]) -> Result<(toml::Table, Source), Vec<Problem>> {
    let mut merged = toml::Table::new();
    let mut source = Source::default();
    let mut problems = Vec::new();
    for layer in layers {
        let lines = Lines::new(layer);
        let (tree, errors) = DeTable::parse_recoverable(layer.text);
        for error in errors {
            let spot = lines.spot(error.span().map_or(0, |span| span.start));
            problems.push(Problem::new(spot, format!("not TOML: {}", error.message()), "see https://toml.io"));
        }
        source.spots.insert(String::new(), lines.spot(0));
        mark_table(&lines, "", tree.get_ref(), &mut source);
        if problems.is_empty() {
            match toml::from_str(layer.text) {
                Ok(table) => lay_over(&mut merged, table),
                Err(error) => problems.push(Problem::new(lines.spot(0), error.message(), "")),
            }
        }
    }
    if problems.is_empty() { Ok((merged, source)) } else { Err(problems) }
}

/// Where everything stands in a text, as far as it is TOML.
pub fn source(file: &str, text: &str) -> Source {
    let (lines, mut source) = (Lines::new(&Layer { file, text }), Source::default());
    source.spots.insert(String::new(), lines.spot(0));
    mark_table(&lines, "", DeTable::parse_recoverable(text).0.get_ref(), &mut source);
    source
}

/// Lays one text over another: tables merge key by key, any other value is replaced.
pub fn lay_over(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => lay_over(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// The text of a layer by lines.
struct Lines<'a> {
    file: Arc<str>,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(layer: &Layer<'a>) -> Lines<'a> {
        let breaks = layer.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { file: layer.file.into(), text: layer.text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn spot(&self, at: usize) -> Spot {
        let line = self.starts.partition_point(|start| *start <= at);
        let before = self.text.get(self.starts[line - 1]..at).unwrap_or("");
        Spot { file: self.file.clone(), line: line as u32, column: before.chars().count() as u32 + 1 }
    }

    /// Where a value starts: the first character inside the quotes of a string.
    fn value(&self, span: Range<usize>, value: &DeValue<'_>) -> Spot {
        let text = self.text.get(span.clone()).unwrap_or("");
        let quotes = match value {
            DeValue::String(_) if text.starts_with("\"\"\"") || text.starts_with("'''") => {
                let rest = &text[3..];
                3 + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
            }
            DeValue::String(_) => 1,
            _ => 0,
        };
        self.spot(span.start + quotes)
    }
}

fn mark_table(lines: &Lines<'_>, place: &str, table: &DeTable<'_>, source: &mut Source) {
    for (key, value) in table {
        let inner = super::read::join(place, key.get_ref());
        if matches!(value.get_ref(), DeValue::Table(_)) {
            source.spots.insert(inner.clone(), lines.spot(key.span().start));
        }
        mark_value(lines, &inner, value, source);
    }
}

fn mark_value(lines: &Lines<'_>, place: &str, value: &Spanned<DeValue<'_>>, source: &mut Source) {
    match value.get_ref() {
        DeValue::Table(table) => mark_table(lines, place, table, source),
        DeValue::Array(items) => {
            source.spots.insert(place.to_string(), lines.spot(value.span().start));
            for (at, item) in items.iter().enumerate() {
                let inner = format!("{place}.{at}");
                source.spots.entry(inner.clone()).or_insert_with(|| lines.spot(item.span().start));
                mark_value(lines, &inner, item, source);
            }
        }
        other => {
            source.spots.insert(place.to_string(), lines.value(value.span(), other));
        }
    }
}
