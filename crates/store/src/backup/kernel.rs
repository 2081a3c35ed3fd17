//! Kith's own tables as the migrations describe them: the logical type of each column, and the key.

use std::collections::HashMap;

use crate::ColumnType;
use crate::migrate::MIGRATIONS;
use crate::migrations::STEPS;

/// What the migrations say of a table.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub(super) types: HashMap<String, ColumnType>,
    pub(super) key: Vec<String>,
}

/// Every table of the kernel by name.
pub(super) fn tables() -> HashMap<String, Described> {
    let mut tables = HashMap::new();
    for script in std::iter::once(MIGRATIONS).chain(STEPS.iter().map(|step| step.script)) {
        read(script, &mut tables);
    }
    tables
}

fn read(script: &str, tables: &mut HashMap<String, Described>) {
    let mut inside: Option<String> = None;
    for line in script.lines().map(str::trim) {
        if let Some((verb, rest)) = line.split_once("{t:").filter(|_| !line.starts_with("--")) {
            let Some((name, rest)) = rest.split_once('}') else { continue };
            if verb.starts_with("CREATE TABLE") {
                inside = Some(name.to_owned());
            } else if let Some(added) = rest.trim().strip_prefix("ADD COLUMN ") {
                column(added, tables.entry(name.to_owned()).or_default());
            }
            continue;
        }
        let Some(name) = &inside else { continue };
        let table = tables.entry(name.clone()).or_default();
        if let Some(key) = line.strip_prefix("PRIMARY KEY (") {
            let names = key.split(')').next().unwrap_or_default();
            table.key = names.split(',').map(|name| name.trim().to_owned()).collect();
        } else if line.starts_with(')') {
            inside = None;
        } else {
            line.split(", ").for_each(|part| column(part, table));
        }
    }
}

/// Reads `name {type} …`.
fn column(text: &str, table: &mut Described) {
    let Some((name, rest)) = text.trim().split_once(" {") else { return };
    let Some((word, rest)) = rest.split_once('}') else { return };
    let kind = match word {
        "text" => ColumnType::Text,
        "int" | "serial" => ColumnType::Int,
        "bool" => ColumnType::Bool,
        "date" => ColumnType::Date,
        "time" => ColumnType::Time,
        "uuid" => ColumnType::Uuid,
        "bytes" => ColumnType::Bytes,
        _ => return,
    };
    if word == "serial" || rest.contains("PRIMARY KEY") {
        table.key = vec![name.to_owned()];
    }
    table.types.insert(name.to_owned(), kind);
}
