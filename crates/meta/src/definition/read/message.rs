//! What serde says about a wrong shape, told so that a person knows what to do.

use super::super::problem::suggest;

/// A told problem.
pub(super) struct Told {
    /// The key at fault within the place, when it is not the place itself.
    pub(super) key: Option<String>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Rewrites a message of serde.
pub(super) fn tell(message: &str) -> Told {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, rest) = quoted.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let plain = |message: String, help: String| Told { key: None, message, help };
    if message.starts_with("unknown field") {
        let help = suggest(first, rest.iter().copied(), "known here");
        Told { key: Some(first.to_string()), message: format!("unknown key `{first}`"), help }
    } else if message.starts_with("unknown variant") {
        plain(format!("`{first}` is not known here"), suggest(first, rest.iter().copied(), "use one of"))
    } else if message.starts_with("missing field") {
        plain(format!("`{first}` is missing"), format!("add `{first} = …`"))
    } else if let Some((given, wanted)) = parts(message) {
        plain(format!("must be {}, not {given}", kindly(wanted)), String::new())
    } else {
        plain(message.to_string(), String::new())
    }
}

/// A path of serde_path_to_error (`rows[2].label`) as a dotted place (`rows.2.label`).
pub(super) fn dotted(path: &str) -> String {
    path.replace('[', ".").replace(']', "").trim_start_matches('.').to_string()
}

fn parts(message: &str) -> Option<(&str, &str)> {
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    rest.split_once(", expected ")
}

fn kindly(wanted: &str) -> &str {
    match wanted {
        "u8" | "u32" | "u64" => "a whole number from 0",
        "i64" => "a whole number",
        "a boolean" => "true or false",
        "a string" => "a text in quotes",
        "a sequence" => "a list",
        "a map" => "a table",
        other if other.starts_with("struct ") => "a table",
        other if other.starts_with("string or table") => "a text or a table",
        other => other,
    }
}
