//! Links: ids of records, alone, in lists, or with their module.

use uuid::Uuid;
use words::said;

use super::{Fault, several};
use crate::Key;

/// The message that says what an id is.
pub(crate) const EXPECTED: &str = "expected-id";
/// Most ids of one `links` field that are given at once.
const MAX_COUNT: usize = 10_000;

/// Reads an id.
pub(crate) fn parse_id(text: &str) -> Result<Uuid, Fault> {
    let text = text.trim();
    Uuid::try_parse(text).map_err(|_| Fault::unreadable(EXPECTED, text))
}

/// Reads `account/0190…`.
pub(crate) fn parse_ref(text: &str, to: &[Key]) -> Result<(Key, Uuid), Fault> {
    let unreadable = || Fault::unreadable("expected-reference", text);
    let (module, id) = text.trim().split_once('/').ok_or_else(unreadable)?;
    let module = Key::new(module.trim()).map_err(|_| unreadable())?;
    check_module(&module, to)?;
    Ok((module, parse_id(id)?))
}

/// Refuses a module that a parent field does not lead to; an empty list leads to any.
pub(crate) fn check_module(module: &Key, to: &[Key]) -> Result<(), Fault> {
    if to.is_empty() || to.contains(module) {
        return Ok(());
    }
    let names: Vec<&str> = to.iter().map(Key::as_str).collect();
    Err(Fault::new("unknown_option", said!("fault-module", modules = names.join(", "), module = module.as_str())))
}

/// Ids without repeats.
pub(crate) fn check_ids(ids: Vec<Uuid>) -> Result<Vec<Uuid>, Fault> {
    several::at_most(MAX_COUNT, ids.len())?;
    Ok(several::distinct(ids, |id| *id))
}
