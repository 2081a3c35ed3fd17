//! Tags: free words, told apart by their folded form.

use super::{Fault, several, text};
use crate::fold::fold;

/// Longest tag in characters.
const MAX_LENGTH: u32 = 60;
/// Most tags of one field.
const MAX_COUNT: usize = 100;

/// Tags in normal form, the first of those that fold alike.
pub(crate) fn check(tags: Vec<String>) -> Result<Vec<String>, Fault> {
    let clean: Vec<String> = tags.iter().map(|tag| text::line(tag)).filter(|tag| !tag.is_empty()).collect();
    let kept = several::distinct(clean, |tag| fold(tag));
    kept.iter().try_for_each(|tag| text::fits(tag, MAX_LENGTH))?;
    several::at_most(MAX_COUNT, kept.len())?;
    Ok(kept)
}
