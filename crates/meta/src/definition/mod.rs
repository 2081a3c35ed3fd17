//! Reading definitions: from TOML text to checked modules, with every problem at its line and column.
//!
//! Two steps. [`load`] reads the text of one module, by itself: keys, types, parameters, defaults. [`check`] puts all
//! modules of a workspace together: targets, relations, derived fields, layouts. Neither reads files, and neither stops at
//! the first problem. Expressions are kept as text; the `expr` crate gives them meaning.

mod check;
mod export;
mod infer;
mod labels;
mod layer;
mod made;
mod problem;
mod raw;
mod read;
mod reference;
pub mod reserved;
mod schema;
mod system;
mod type_name;

pub use check::{check, check_results};
pub use export::to_toml;
pub use infer::{FieldId, Unresolved, circle, order, rests_on, result_of, unresolved};
pub use labels::Labels;
pub use layer::{Layer, lay_over, source};
pub use made::names as names_records;
pub use problem::{Problem, suggest};
pub use read::{load, load_layers};
pub use reference::reference;
pub use schema::schema;
pub use system::is_system;
pub use type_name::TypeName;

/// What a module may `use`, with what it gives.
pub const ABILITIES: [(&str, &str); 6] = [
    ("activities", "tasks and notes may hang on its records"),
    ("files", "files may be attached to its records"),
    ("tags", "its records have a `tags` field"),
    ("import", "its records can be imported from files"),
    ("export", "its records can be exported to files"),
    ("portal", "customers may see their own records in the portal"),
];
