//! What a module **is**: its fields, relations, layouts, rights, and the values its records hold.
//!
//! Pure data and pure functions: definitions are parsed from text, values from JSON and from what people type, filters
//! are checked and evaluated in memory. Nothing here reads a file, a clock or a database. Expressions stay text with a
//! position; the `expr` crate gives them meaning.

pub mod access;
pub mod catalogue;
pub mod definition;
pub mod field;
pub mod field_type;
pub mod filter;
pub mod fold;
pub mod json;
pub mod key;
pub mod layout;
pub mod module;
pub mod path;
pub mod record;
pub mod relation;
pub mod types;
pub mod value;

pub use access::{FieldLevel, Rights, Scope};
pub use catalogue::Catalogue;
pub use field::{ExprText, Field};
pub use field_type::FieldType;
pub use filter::{Filter, Op, Operand, Test};
pub use key::Key;
pub use module::{Label, Module};
pub use path::Path;
pub use record::Record;
pub use relation::{Relation, RelationKind};
pub use value::Value;
