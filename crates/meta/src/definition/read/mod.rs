//! Reading one module from its layers: shape by serde, meaning here. Goes on after a problem, to show them all at once.

mod field;
mod kind;
mod message;
mod module;
mod page;
mod value;

use serde::de::DeserializeOwned;

use super::layer::{self, Layer};
use super::problem::Problem;
use crate::field::ExprText;
use crate::module::Source;
use crate::{Key, Module, Path};

/// Reads the definition of one module. `file` names it in messages. Whether what it points to exists is for `check`.
pub fn load(file: &str, text: &str) -> Result<Module, Vec<Problem>> {
    load_layers(&[Layer { file, text }])
}

/// Reads one module from a text and those laid over it: tables merge, other values replace. Every problem is shown in the
/// last layer that speaks of its place.
pub fn load_layers(layers: &[Layer<'_>]) -> Result<Module, Vec<Problem>> {
    let (table, source) = layer::merge(layers)?;
    let mut reader = Reader { source, problems: Vec::new() };
    let module = module::read(&mut reader, table);
    reader.problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    match module {
        Some(module) if reader.problems.is_empty() => Ok(Module { source: reader.source, ..module }),
        _ => Err(reader.problems),
    }
}

/// A place within a place.
pub(super) fn join(place: &str, step: &str) -> String {
    if place.is_empty() { step.to_string() } else { format!("{place}.{step}") }
}

/// What reading needs at every step: where things stand, and the problems so far.
struct Reader {
    source: Source,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, place: &str, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::at(&self.source, place, message, help));
    }

    /// Reads a value of the format at its place.
    fn shape<T: DeserializeOwned>(&mut self, place: &str, value: toml::Value) -> Option<T> {
        match serde_path_to_error::deserialize(value) {
            Ok(shape) => Some(shape),
            Err(error) => {
                let inner = error.path().to_string();
                let at = if inner == "." { place.to_string() } else { join(place, &message::dotted(&inner)) };
                let told = message::tell(error.inner().message());
                let at = told.key.map_or(at.clone(), |key| join(&at, &key));
                self.problem(&at, told.message, told.help);
                None
            }
        }
    }

    fn key(&mut self, place: &str, text: &str) -> Option<Key> {
        Key::new(text).map_err(|error| self.problem(place, error.to_string(), "")).ok()
    }

    fn keys(&mut self, place: &str, texts: &[String]) -> Vec<Key> {
        texts.iter().enumerate().filter_map(|(at, text)| self.key(&format!("{place}.{at}"), text)).collect()
    }

    fn path(&mut self, place: &str, text: &str) -> Option<Path> {
        let path = Path::parse(text);
        if path.is_none() {
            self.problem(
                place,
                format!("“{text}” is not a path"),
                "write a field, or links and a field: `account.industry`",
            );
        }
        path
    }

    fn paths(&mut self, place: &str, texts: &[String]) -> Vec<Path> {
        texts.iter().enumerate().filter_map(|(at, text)| self.path(&format!("{place}.{at}"), text)).collect()
    }

    fn expr(&mut self, place: &str, text: String) -> Option<ExprText> {
        if text.trim().is_empty() {
            self.problem(place, "the expression is empty", "write a condition such as `stage.lost`, or remove the key");
            return None;
        }
        let spot = self.source.spot(place);
        Some(ExprText { text, line: spot.line, column: spot.column })
    }
}
