//! The one expression language: formulas, conditions, policies, and later gateways and decision tables. It is FEEL.
//!
//! [`parse()`] reads a text, [`check()`] gives it types against a catalogue, [`eval()`] runs it on a record; [`to_filter`]
//! turns conditions into filters, and the store turns [`Typed`] into SQL. The exact meaning is in `SEMANTICS.md`.
//! Pure functions: no I/O and no clock, what time it is comes with [`Context`]. No text makes it panic.
#![doc = include_str!("../SEMANTICS.md")]

pub mod ast;
pub mod check;
pub mod error;
pub mod eval;
pub mod filter;
pub mod function;
pub mod node;
pub mod number;
pub mod parse;
mod print;
pub mod span;
mod sql;
mod suggest;
mod temporal;
mod token;
pub mod ty;
pub mod value;

pub use ast::Expr;
pub use check::{Expected, check};
pub use error::Error;
pub use eval::{Budget, Context, Fault, Note, Outcome, Scope, eval};
pub use filter::to_filter;
pub use function::Function;
pub use node::{Node, NodeKind, Typed};
pub use parse::parse;
pub use span::Span;
pub use ty::Type;
pub use value::Value;

/// Reads and checks an expression for records of a module.
pub fn compile(
    source: &str,
    catalogue: &meta::Catalogue,
    module: &str,
    expected: Expected,
) -> Result<Typed, Vec<Error>> {
    let expr = parse(source).map_err(|error| vec![error])?;
    check(source, &expr, catalogue, module, expected)
}
