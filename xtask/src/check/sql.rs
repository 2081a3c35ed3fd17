//! SQL text outside the store is found by how its statements begin. Dependencies on drivers are `arrows`' part.
//! Tests may look and damage beneath the store, so they are free.

use std::path::{Path, PathBuf};

use super::text;

/// How a string literal that is a statement begins; the bench states its floor in SQL by design.
const BEGINNINGS: &[&str] =
    &["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE ", "WITH "];
const MAY_HOLD_SQL: &[&str] = &["crates/store/", "bench/", "xtask/"];

pub(super) fn findings(files: &[PathBuf]) -> Vec<String> {
    let watched = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let watched = watched.filter(|path| !is_test(path) && !MAY_HOLD_SQL.iter().any(|folder| path.starts_with(folder)));
    watched.flat_map(|path| statements(path, &text(path))).collect()
}

fn is_test(path: &Path) -> bool {
    path.with_extension("").components().any(|part| part.as_os_str() == "tests")
}

fn statements(path: &Path, source: &str) -> Vec<String> {
    let numbered = source.lines().zip(1..);
    let found = numbered.filter(|(line, _)| BEGINNINGS.iter().any(|word| line.contains(&format!("\"{word}"))));
    found.map(|(_, number)| format!("{}:{number}: SQL belongs in crates/store", path.display())).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_test, statements};
    use std::path::Path;

    #[test]
    fn a_statement_is_found_with_its_line_and_prose_is_not() {
        let source = "let a = 1;\nrun(\"SELECT name FROM account\");\nlet b = \"Select a stage\";\n";
        assert_eq!(statements(Path::new("x.rs"), source), ["x.rs:2: SQL belongs in crates/store"]);
    }
    #[test]
    fn tests_are_free_to_look_beneath_the_store() {
        assert!(is_test(Path::new("crates/crm/tests/leaver.rs")));
        assert!(is_test(Path::new("crates/crm/src/modules/account/tests.rs")));
        assert!(!is_test(Path::new("crates/crm/src/attests.rs")));
    }
}
