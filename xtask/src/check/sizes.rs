//! No source file longer than a person reads in one go.

use std::path::{Path, PathBuf};

use super::text;

/// Lines.
const LONGEST: usize = 400;
const SOURCES: &[&str] = &["rs", "toml", "js", "mjs", "css", "html", "sh", "py", "fuzz"];

pub(super) fn findings(files: &[PathBuf]) -> Vec<String> {
    let long = files.iter().filter(|path| is_source(path)).filter_map(|path| {
        let lines = text(path).lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines, at most {LONGEST}", path.display()))
    });
    long.collect()
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| SOURCES.iter().any(|source| extension == *source))
}
