//! Formulas as SQL.
use crate::{Error, Scope, Sql};
use meta::{FieldType, Module};
/// t
#[derive(Debug, Clone, PartialEq)]
pub struct Typed;
/// v
pub fn value(
    _q: &mut Sql,
    _scope: &Scope,
    _module: &Module,
    _alias: &str,
    _typed: &Typed,
    _kind: &FieldType,
) -> Result<(), Error> {
    Ok(())
}
