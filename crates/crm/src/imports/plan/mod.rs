//! `Plan`: a file and a map held against a module: for each field, where its value comes from. Made once, before
//! anything is written; whatever does not fit is refused here, all at once.

mod build;
mod survey;
mod targets;

use std::collections::HashMap;
use std::sync::Arc;

use meta::catalogue::Part;
use meta::types::Reading;
use meta::{Field, Key, Module, Path};
use rust_decimal::Decimal;
use words::Said;

use super::map::Empty;
use super::template::Template;

pub use build::plan;
pub use survey::{Survey, survey};
pub(super) use targets::Fillable;

/// Columns that Kith adds to refused rows; they are never read.
pub const REMARKS: [&str; 3] = ["_line", "_column", "_reason"];

/// How rows become records.
#[derive(Clone)]
pub struct Plan {
    /// The module of the records.
    pub module: Arc<Module>,
    /// The fields that are given, in the order of the module.
    pub recipes: Vec<Recipe>,
    /// The column that holds the records' own ids.
    pub id: Option<usize>,
    /// By what a row finds the record it updates; empty when every row makes one.
    pub matching: Vec<By>,
    /// What an empty cell means for a record that is there.
    pub empty: Empty,
    /// The names of the columns of the file.
    pub header: Vec<String>,
    /// What each column became; `None` for those left out.
    pub columns: Vec<Option<String>>,
    /// Whether `U+FFFD` stands for letters that could not be read.
    pub doubtful: bool,
    /// What is worth knowing before it runs, in sentences.
    pub notes: Vec<Said>,
}

/// By what a row finds its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Its id.
    Id,
    /// The field of a recipe.
    Recipe(usize),
}

/// Where the value of a field comes from.
#[derive(Clone)]
pub struct Recipe {
    /// The field.
    pub field: Arc<Field>,
    /// One for the whole value, or several for parts of it.
    pub pieces: Vec<Piece>,
    /// For links: how the record behind is found.
    pub link: Option<Rule>,
}

/// Where a value, or a part of one, comes from: the first of these that is not empty.
#[derive(Clone)]
pub struct Piece {
    /// The part; `None` for the whole value.
    pub part: Option<Part>,
    /// The column.
    pub column: Option<usize>,
    /// Templates, of which the first whole one is taken, else the last.
    pub templates: Vec<Filling>,
    /// A value of the map.
    pub constant: Option<String>,
    /// What stands for what.
    pub values: HashMap<String, String>,
    /// How its texts are read.
    pub reading: Reading,
    /// What numbers are multiplied by.
    pub times: Option<Decimal>,
}

/// A template with where the values of its places come from.
#[derive(Debug, Clone)]
pub struct Filling {
    /// The template.
    pub template: Template,
    /// One for each of its names.
    pub places: Vec<Place>,
}

/// Where the value of a place comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A column as it stands in the file.
    Column(usize),
    /// A piece of a recipe, translated.
    Piece(usize, usize),
    /// The given name of the person.
    First,
    /// The family name of the person.
    Last,
}

/// How the record behind a link is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The field of the linked module that is compared; `None` for the usual: its title, or a user's address.
    pub by: Option<Key>,
    /// Whether a missing record is made.
    pub create: bool,
    /// For stages: the folded name of their pipeline.
    pub pipeline: Option<String>,
}

impl Plan {
    /// The fields that are read of records found, to see what differs.
    pub fn paths(&self) -> Vec<Path> {
        self.recipes.iter().map(|recipe| Path::of(recipe.field.key.clone())).collect()
    }

    /// The name of the column that gives a field, for messages; the field itself when none does.
    pub fn column_of(&self, field: &str) -> String {
        let key = field.split('.').next().unwrap_or(field);
        if key == "id" {
            return self.id.map_or_else(|| key.to_string(), |at| self.header[at].clone());
        }
        let recipe = self.recipes.iter().find(|recipe| recipe.field.key == *key);
        let column = recipe.and_then(|recipe| recipe.pieces.iter().find_map(|piece| piece.column));
        column.map_or_else(|| key.to_string(), |at| self.header[at].clone())
    }
}
