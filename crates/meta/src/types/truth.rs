//! Yes and no as people write them.

/// Reads `yes`, `true`, `1`, `x`, `on` and their opposites, in any case.
pub(crate) fn parse(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "on" | "✓" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "-" | "off" => Some(false),
        _ => None,
    }
}
