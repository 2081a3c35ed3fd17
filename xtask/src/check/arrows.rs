//! Which crate may use which: the table of the architecture, held against what cargo says.

use serde_json::Value;

use crate::command::{Outcome, output};

const MAY_USE: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("meta", &["words"]),
    ("expr", &["meta"]),
    ("flow", &["expr", "meta"]),
    ("calc", &[]),
    ("store", &["meta", "expr"]),
    ("connect", &[]),
    ("crm", &["words", "meta", "expr", "store", "flow", "calc"]),
    ("web", &["crm", "meta", "words"]),
    ("server", &["words", "meta", "expr", "flow", "calc", "store", "connect", "crm", "web"]),
    ("xtask", &[]),
    ("bench", &[]),
    ("crash", &["bench"]),
];

/// Database drivers and query builders, and the one crate of the product that may depend on them.
const DRIVERS: &[&str] = &["rusqlite", "postgres", "tokio-postgres", "sea-query", "sqlx", "diesel"];
const DRIVERS_OWNER: &str = "store";
/// Does by hand what the product does, to compare.
const BY_HAND: &str = "bench";

pub(super) fn findings() -> Outcome<Vec<String>> {
    let metadata = output("cargo", &["metadata", "--no-deps", "--offline", "--format-version", "1"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    Ok(packages.iter().flat_map(of_package).collect())
}

fn of_package(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    // Tests may open a workspace of their own; what is shipped may not.
    let for_tests = |dependency: &&Value| dependency["kind"] == "dev" && dependency["name"] == "store";
    let used = package["dependencies"].as_array().into_iter().flatten().filter(|used| !for_tests(used));
    let used = used.filter_map(|dependency| dependency["name"].as_str()).collect::<Vec<_>>();
    forbidden(name, &used)
}

fn forbidden(name: &str, used: &[&str]) -> Vec<String> {
    let Some((_, allowed)) = MAY_USE.iter().find(|(owner, _)| *owner == name) else {
        return vec![format!("crate {name}: not in the table of crates (xtask/src/check/arrows.rs)")];
    };
    let ours = |other: &&&str| MAY_USE.iter().any(|(owner, _)| *owner == **other);
    let crates = used.iter().filter(ours).filter(|other| **other != name && !allowed.contains(other));
    let crates = crates.map(|other| format!("crate {name}: must not use {other}"));
    let drivers = used.iter().filter(|other| DRIVERS.contains(other) && name != DRIVERS_OWNER && name != BY_HAND);
    let drivers = drivers.map(|other| format!("crate {name}: must not use {other}, only {DRIVERS_OWNER} may"));
    crates.chain(drivers).collect()
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn an_arrow_of_the_table_passes_and_any_other_is_named() {
        assert!(forbidden("web", &["crm", "meta", "axum"]).is_empty());
        assert_eq!(forbidden("web", &["store"]), ["crate web: must not use store"]);
        assert_eq!(forbidden("meta", &["expr"]), ["crate meta: must not use expr"]);
    }

    #[test]
    fn only_store_has_a_driver() {
        assert!(forbidden("store", &["rusqlite", "postgres", "store"]).is_empty());
        assert_eq!(forbidden("crm", &["rusqlite"]), ["crate crm: must not use rusqlite, only store may"]);
    }

    #[test]
    fn a_crate_outside_the_table_is_named() {
        assert_eq!(forbidden("extras", &[]).len(), 1);
    }
}
