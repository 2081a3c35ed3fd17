//! Lists: repeats and bounds.

use std::collections::HashSet;
use std::hash::Hash;

use words::said;

use super::Fault;

/// Takes repeats out, keeping the first of those with the same key.
pub(crate) fn distinct<T, K: Eq + Hash>(mut items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = HashSet::with_capacity(items.len());
    items.retain(|item| seen.insert(key(item)));
    items
}

/// Refuses a list of more than `max` values.
pub(crate) fn at_most(max: usize, length: usize) -> Result<(), Fault> {
    match length > max {
        true => Err(Fault::new("too_long", said!("fault-most-values", most = max, count = length))),
        false => Ok(()),
    }
}
