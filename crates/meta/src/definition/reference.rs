//! The reference of the module file, written from the types that read it: what the schema says, in prose order.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value as Json;

use super::type_name::TypeName;
use super::{ABILITIES, reserved, schema, system};

const OPENING: &str = "# Module files

A module is one kind of record: one TOML file gives its table, its pages, its API, import and export, search, rights and
audit. This page is generated from the code that reads the files; `kith module check FILE` tells what is wrong with one,
with line, column and what to do.

```toml
module = \"visit\"
area = \"sales\"
use = [\"activities\", \"import\"]

[fields]
subject = { type = \"text\", required = true }
account = { type = \"link\", to = \"account\", inverse = \"visits\" }
day     = { type = \"date\" }
outcome = { type = \"select\", options = [\"good\", \"bad\"] }

[access]
sales_rep     = { create = true, read = \"team\", edit = \"own\" }
sales_manager = { create = true, read = \"subtree\", edit = \"subtree\", delete = \"subtree\" }
```

`kith module schema > module.schema.json` writes the JSON Schema of such files. An editor that knows schemas of TOML
(taplo, Even Better TOML in VS Code) completes and checks a file whose first line names it:

```toml
#:schema ./module.schema.json
```

A key is a lower-case letter, then letters, digits and single underscores, 40 at most. It is the name of the table or
column, of the address and in the API. To rename, write the new key and name the old one in `was`: the data moves along.

A customer's changes to a shipped module lie over it in a file of the same shape that says only what differs: tables
merge, every other value replaces that of the shipped file. A field keeps its type.

One file speaks of one module, and of a module only one of the files that are given together. Rights are given to roles that
the company has. `kith module rollback` takes the newest application back; done again, it goes on to the one before, never
to and fro: the way forward is `kith module apply`.
";

/// The reference as Markdown.
pub fn reference() -> String {
    let schema = schema();
    let mut page = OPENING.to_string();
    table(&mut page, "The module", &schema, "");
    section(&mut page, "Abilities", "What a module may `use`:", ABILITIES.iter().map(|(name, gives)| (*name, *gives)));
    table(&mut page, "Fields", &schema, "RawField");
    types(&mut page, &schema);
    table(&mut page, "Options", &schema, "RawChoice");
    table(&mut page, "Layouts", &schema, "RawLayout");
    table(&mut page, "Sections", &schema, "RawSection");
    table(&mut page, "Views", &schema, "RawView");
    table(&mut page, "Rights", &schema, "Rights");
    choices(&mut page, "Whose records a right covers", &schema, "Scope");
    choices(&mut page, "Field levels", &schema, "FieldLevel");
    choices(&mut page, "On delete", &schema, "RawOnDelete");
    choices(&mut page, "Rollup functions", &schema, "RawFunction");
    reserved_names(&mut page);
    page
}

fn section<'a>(page: &mut String, title: &str, opening: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    let _ = write!(page, "\n## {title}\n\n");
    if !opening.is_empty() {
        let _ = write!(page, "{opening}\n\n");
    }
    for (name, words) in rows {
        let _ = writeln!(page, "- `{name}`: {words}");
    }
}

/// The keys of a table of the format; the module itself has no name.
fn table(page: &mut String, title: &str, schema: &Json, name: &str) {
    let part = if name.is_empty() { schema } else { &schema["$defs"][name] };
    let rows = part["properties"].as_object().into_iter().flatten();
    let sorted: BTreeMap<&str, &str> = rows.map(|(key, property)| (key.as_str(), described(property))).collect();
    section(page, title, "", sorted.into_iter());
}

/// The words of an enum.
fn choices(page: &mut String, title: &str, schema: &Json, name: &str) {
    let rows = schema["$defs"][name]["oneOf"].as_array().into_iter().flatten();
    let rows = rows.filter_map(|choice| Some((choice["const"].as_str()?, described(choice))));
    section(page, title, "", rows);
}

fn described(part: &Json) -> &str {
    part["description"].as_str().unwrap_or_default()
}

fn types(page: &mut String, schema: &Json) {
    page.push_str("\n## Types\n\nParameters in bold must be given.\n\n| Type | Holds | Parameters |\n|---|---|---|\n");
    let described_as = |name: &str| {
        let all = schema["$defs"]["TypeName"]["oneOf"].as_array();
        all.into_iter().flatten().find(|choice| choice["const"] == name).map(described).unwrap_or_default()
    };
    for kind in TypeName::ALL {
        let name = kind.name();
        let needs = kind.needs().iter().map(|parameter| format!("**{parameter}**"));
        let parameters: Vec<String> = needs.chain(kind.may().iter().map(|parameter| parameter.to_string())).collect();
        let _ = writeln!(page, "| `{name}` | {} | {} |", described_as(&name), parameters.join(", "));
    }
}

fn reserved_names(page: &mut String) {
    let list = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    page.push_str("\n## Names that are taken\n\n");
    let _ = writeln!(page, "- Every module has {}.", list(&system::KEYS));
    let _ = writeln!(page, "- Not a field or relation: {}.", list(&reserved::FIELDS));
    let _ = writeln!(
        page,
        "- Not a module: {}; nothing that starts with {}.",
        list(&reserved::MODULES),
        list(&reserved::PREFIXES)
    );
}
