//! Names that say nothing are refused, and every Rust file opens with what it is.

use std::path::PathBuf;

use super::text;

const EMPTY_NAMES: &[&str] = &["core", "common", "util", "utils", "helper", "helpers", "manager", "managers", "misc"];

pub(super) fn findings(files: &[PathBuf]) -> Vec<String> {
    let named = files.iter().filter_map(|path| {
        let word = empty_name(path)?;
        Some(format!("{}: \"{word}\" says nothing, name it after what it does", path.display()))
    });
    let silent = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let silent = silent.filter(|path| !text(path).starts_with("//!"));
    let silent =
        silent.map(|path| format!("{}: open with //! lines: what it is, what it must never do", path.display()));
    named.chain(silent).collect()
}

fn empty_name(path: &std::path::Path) -> Option<&'static str> {
    let stem = path.with_extension("");
    let parts: Vec<_> = stem.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase()).collect();
    EMPTY_NAMES.iter().copied().find(|word| parts.iter().any(|part| part == word))
}

#[cfg(test)]
mod tests {
    use super::empty_name;
    use std::path::Path;

    #[test]
    fn files_and_folders_with_empty_names_are_found() {
        assert_eq!(empty_name(Path::new("crates/crm/src/utils.rs")), Some("utils"));
        assert_eq!(empty_name(Path::new("crates/common/Cargo.toml")), Some("common"));
        assert_eq!(empty_name(Path::new("crates/crm/src/commonality.rs")), None);
    }
}
