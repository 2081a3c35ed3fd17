//! Did you mean: the known name nearest to a mistyped one.

/// The nearest of the known names, when it is near enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match name.chars().count() {
        0..=3 => 1,
        4..=6 => 2,
        _ => 3,
    };
    let spelled = name.to_lowercase().replace(['_', '-'], " ");
    let distance = |word: &str| strsim::damerau_levenshtein(&spelled, &word.replace('_', " "));
    let likeness = |word: &str| strsim::jaro_winkler(&spelled, word);
    known
        .into_iter()
        .map(|word| (distance(word), word))
        .filter(|(distance, word)| *distance <= allowed && *distance < word.len())
        .min_by(|(a, one), (b, other)| a.cmp(b).then_with(|| likeness(other).total_cmp(&likeness(one))))
        .map(|(_, word)| word)
}
