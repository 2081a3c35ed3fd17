//! Did you mean: the known name nearest to a mistyped one.

/// The nearest of the known names, when it is near enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match name.chars().count() {
        0..=2 => 1,
        3..=6 => 2,
        _ => 3,
    };
    let spelled = name.to_lowercase().replace(['_', '-'], " ");
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&spelled, &word.replace('_', " ")), word))
        .filter(|(distance, word)| *distance <= allowed && *distance < word.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}
