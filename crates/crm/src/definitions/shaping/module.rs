//! The module itself: made, called, placed in the menu, retired.

use meta::definition::{ABILITIES, reserved};
use meta::{Key, Rights, Scope};
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};
use words::said;

use super::draft::drop_text;
use super::shaped::Shaped;
use super::text::LayerText;
use super::write::{key_of, list};
use crate::error::{Error, Result};
use crate::snapshot::Snapshot;

/// A module as it was given in a form.
#[derive(Debug, Clone, Default)]
pub struct ModuleGiven {
    /// Its key; made from the name when a new one gives none.
    pub key: String,
    /// What one record is called.
    pub one: String,
    /// What several are called.
    pub many: String,
    /// Icon name.
    pub icon: String,
    /// Part of the side menu; empty for the usual one.
    pub area: String,
    /// Abilities.
    pub uses: Vec<String>,
    /// The field that names a record; empty leaves it as it is.
    pub title: String,
    /// The module whose rights a new one takes over; empty for administrators alone.
    pub like: String,
    /// What the first field of a new one is called.
    pub first: String,
}

/// The text of a new module, and its key.
pub fn create(snapshot: &Snapshot, given: &ModuleGiven) -> Result<(String, Key)> {
    let one = filled("one", &given.one)?;
    let typed = given.key.trim();
    let key = if typed.is_empty() { key_of(one, reserved::MODULE_LENGTH) } else { typed.to_owned() };
    let key = Key::new(&key).map_err(|_| Error::invalid("key", "invalid", said!("modules-key-shape")))?;
    if snapshot.module(&key).is_some() {
        return Err(Error::invalid("key", "taken", said!("modules-key-taken", key = key.as_str())));
    }
    let mut doc = DocumentMut::new();
    doc["module"] = toml_edit::value(key.as_str());
    head(&mut doc, given)?;
    let mut fields = Table::new();
    let mut name = InlineTable::new();
    name.insert("type", "text".into());
    name.insert("required", true.into());
    if !given.first.trim().is_empty() {
        name.insert("label", given.first.trim().into());
    }
    fields.insert("name", Item::Value(Value::InlineTable(name)));
    doc["fields"] = Item::Table(fields);
    if let Some(access) = access(snapshot, &given.like) {
        doc["access"] = Item::Table(access);
    }
    Ok((doc.to_string(), key))
}

fn filled<'t>(name: &str, typed: &'t str) -> Result<&'t str> {
    match typed.trim() {
        "" => Err(Error::invalid(name, "required", said!("modules-must-be-filled"))),
        text => Ok(text),
    }
}

fn head(doc: &mut DocumentMut, given: &ModuleGiven) -> Result<()> {
    doc["label"] = Item::Value(label(given)?);
    let icon = given.icon.trim();
    doc["icon"] = toml_edit::value(if icon.is_empty() { "box" } else { icon });
    if !given.area.trim().is_empty() {
        doc["area"] = toml_edit::value(given.area.trim());
    }
    doc["use"] = Item::Value(list(abilities(given)));
    Ok(())
}

fn label(given: &ModuleGiven) -> Result<Value> {
    let (one, many) = (filled("one", &given.one)?, filled("many", &given.many)?);
    let mut label = InlineTable::new();
    label.insert("one", one.into());
    label.insert("many", many.into());
    Ok(Value::InlineTable(label))
}

/// Abilities in the order of the reference.
fn abilities(given: &ModuleGiven) -> impl Iterator<Item = &'static str> {
    let used = |name: &&str| given.uses.iter().any(|used| used == name);
    ABILITIES.iter().map(|(name, _)| *name).filter(used)
}

/// The rights that roles have on another module.
fn access(snapshot: &Snapshot, like: &str) -> Option<Table> {
    let module = snapshot.module(like)?;
    let mut table = Table::new();
    for role in snapshot.roles.keys().filter(|role| **role != "administrator") {
        let rights = snapshot.granted(role, module);
        if rights != Rights::default() {
            table.insert(role, Item::Value(Value::InlineTable(written(rights))));
        }
    }
    (!table.is_empty()).then_some(table)
}

fn written(rights: Rights) -> InlineTable {
    let mut table = InlineTable::new();
    if rights.create {
        table.insert("create", true.into());
    }
    for (act, scope) in [("read", rights.read), ("edit", rights.edit), ("delete", rights.delete)] {
        if scope != Scope::None {
            let word = serde_json::to_value(scope).ok();
            table.insert(act, word.as_ref().and_then(|word| word.as_str()).unwrap_or("none").into());
        }
    }
    table
}

/// Changes what a module is called, its icon, its place, what it can do and what names its records.
pub fn put_module(shaped: &Shaped, given: &ModuleGiven) -> Result<String> {
    let mut text = LayerText::of(shaped)?;
    let (one, many) = (filled("one", &given.one)?, filled("many", &given.many)?);
    let unchanged = shaped.now.label.one == one && shaped.now.label.many == many;
    if !unchanged {
        text.put(&["label"], label(given)?);
    }
    for (name, typed, now) in [
        ("icon", given.icon.trim(), shaped.now.icon.as_str()),
        ("area", given.area.trim(), shaped.now.area.as_str()),
        ("title", given.title.trim(), shaped.now.title.as_str()),
    ] {
        if !typed.is_empty() && typed != now {
            text.put(&[name], typed.into());
        }
    }
    let uses: Vec<&str> = abilities(given).collect();
    if !(uses.len() == shaped.now.uses.len() && shaped.now.uses.iter().all(|used| uses.contains(&used.as_str()))) {
        text.put(&["use"], list(uses));
    }
    Ok(text.text())
}

/// The text that retires a module of the company's own, or all that the company changed of a shipped one.
pub fn drop_module(shaped: &Shaped) -> String {
    drop_text(&shaped.key)
}
