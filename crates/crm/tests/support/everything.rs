//! The module with every field type and its lines, in a workspace.

use crm::Crm;
use crm::definitions::{self, File};

/// The module.
pub const EVERYTHING: &str = include_str!("../fixtures/everything.toml");
/// Its lines.
pub const LINE: &str = include_str!("../fixtures/everything_line.toml");

/// A definition's text as a file.
pub fn file(text: &str) -> File {
    File { name: "everything.toml".into(), text: text.into() }
}

/// Makes the tables of definitions.
pub fn apply(crm: &Crm, texts: &[&str]) {
    let plan = definitions::plan(crm, texts.iter().map(|text| file(text)).collect()).unwrap_or_else(|e| panic!("{e}"));
    definitions::apply(crm, &crm.system(), &plan).unwrap_or_else(|error| panic!("{error}\n{plan}"));
    crm.refresh().unwrap();
}
