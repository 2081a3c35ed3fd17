//! Formulas as SQL.
use expr::Typed;
use meta::{FieldType, Module};
use crate::{Error, Scope, Sql};
/// Writes the value of a formula.
pub fn value(_q: &mut Sql, _scope: &Scope, _module: &Module, _alias: &str, _typed: &Typed, _kind: &FieldType) -> Result<(), Error> { Ok(()) }
/// Writes a condition.
pub fn condition(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, typed: &Typed) -> Result<(), Error> {
    let filter = expr::to_filter(typed).ok_or_else(|| Error::Missing("condition".into()))?;
    crate::filter::condition(q, scope, module, alias, &filter)
}
