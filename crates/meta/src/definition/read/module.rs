//! The whole of a module: head, fields, pages, rights.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::super::problem::suggest;
use super::super::raw::{RawLabel, RawModule};
use super::super::{ABILITIES, made, system};
use super::{Reader, field, page};
use crate::module::Label;
use crate::{Field, FieldLevel, Key, Module, Rights, Scope};

/// Tables that are read entry by entry, so that a problem in one does not hide those of another.
const BY_ENTRY: [&str; 5] = ["fields", "layouts", "views", "access", "field_access"];

pub(super) fn read(reader: &mut Reader, mut table: toml::Table) -> Option<Module> {
    let mut entries = BTreeMap::new();
    for name in BY_ENTRY {
        match table.remove(name) {
            Some(toml::Value::Table(inner)) => {
                entries.insert(name, inner);
            }
            Some(_) => reader.problem(name, format!("`{name}` must be a table"), format!("write `[{name}.key]`")),
            None => {}
        }
    }
    let head: Option<RawModule> = reader.shape("", toml::Value::Table(table));
    let mut take = |name: &str| entries.remove(name).unwrap_or_default();
    let given = take("fields");
    let named: Vec<String> = given.keys().cloned().collect();
    let mut fields = field::read_all(reader, given);
    let views = page::read_views(reader, take("views"));
    let layout = page::read_layouts(reader, take("layouts"));
    let access = read_access(reader, take("access"));
    let field_access = read_field_access(reader, take("field_access"));

    let head = head?;
    let key = reader.key("module", &head.module)?;
    let uses = read_uses(reader, &head.uses);
    if uses.iter().any(|ability| *ability == "tags") && !fields.contains_key("tags") {
        let tags = made::tags_field();
        fields.insert(tags.key.clone(), Arc::new(tags));
    }
    if fields.is_empty() && reader.problems.is_empty() {
        reader.problem(
            "module",
            "the module has no fields",
            "add at least one: `[fields.name]` with `type = \"text\"`",
        );
    }
    let title = match &head.title {
        Some(title) => reader.key("title", title).filter(|title| {
            // What names records is used in many places; one that is not there is told here and nowhere else.
            let there = system::is_system(title) || fields.contains_key(title) || named.contains(&title.to_string());
            if !there {
                let help = suggest(title, named.iter().map(String::as_str), "its fields are");
                reader.problem("title", format!("`{key}` has no field `{title}`"), help);
            }
            there
        }),
        None => made::title(&fields).or_else(|| untitled(reader, &fields)),
    };
    let (detail, views) = (layout.unwrap_or_default(), views);
    let search = head.search.as_ref().map(|paths| reader.paths("search", paths));
    let rates_on = head.rates_on.as_ref().and_then(|key| reader.key("rates_on", key));
    let was = reader.keys("was", &head.was);
    let area = match &head.area {
        Some(area) => reader.key("area", area)?,
        None => Key::of("more"),
    };
    let title = title?;
    let search = search.unwrap_or_else(|| made::search(&fields, &title));
    system::append(&mut fields);
    let mut module = Module {
        label: label(&key, head.label),
        icon: head.icon.unwrap_or_else(|| "box".to_string()),
        key,
        area,
        uses,
        was,
        title,
        search,
        rates_on,
        fields,
        detail,
        views,
        access,
        field_access,
        source: Default::default(),
    };
    made::pages(&mut module);
    Some(module)
}

fn untitled(reader: &mut Reader, fields: &IndexMap<Key, Arc<Field>>) -> Option<Key> {
    if !fields.is_empty() {
        reader.problem("module", "no field can name a record", "add a text field `name`, or say `title = …`");
    }
    None
}

fn label(key: &Key, given: Option<RawLabel>) -> Label {
    match given {
        Some(RawLabel::Both(label)) => label,
        Some(RawLabel::One(one)) => Label { many: made::plural(&one), one },
        None => made::label(key),
    }
}

fn read_uses(reader: &mut Reader, given: &[String]) -> Vec<Key> {
    let mut uses: Vec<Key> = Vec::new();
    for (at, name) in given.iter().enumerate() {
        let place = format!("use.{at}");
        match ABILITIES.iter().find(|(ability, _)| ability == name) {
            Some((ability, _)) if uses.iter().any(|used| used == ability) => {
                reader.problem(&place, format!("`{name}` is named twice"), "remove one");
            }
            Some((ability, _)) => uses.push(Key::of(ability)),
            None => {
                let help = suggest(name, ABILITIES.iter().map(|(ability, _)| *ability), "abilities are");
                reader.problem(&place, format!("`{name}` is not an ability"), help);
            }
        }
    }
    uses
}

fn read_access(reader: &mut Reader, table: toml::Table) -> BTreeMap<Key, Rights> {
    let mut access = BTreeMap::new();
    for (role, value) in table {
        let place = super::join("access", &role);
        let rights: Option<Rights> = reader.shape(&place, value);
        if let (Some(role), Some(rights)) = (reader.key(&place, &role), rights) {
            if exceeds(rights.edit, rights.read) || exceeds(rights.delete, rights.read) {
                let help = "widen `read`, or narrow `edit` and `delete`";
                reader.problem(&place, format!("{role} may change or delete records it may not read"), help);
            }
            access.insert(role, rights);
        }
    }
    access
}

/// Whether a right covers records that reading does not; reading through a parent covers one's own too.
fn exceeds(right: Scope, read: Scope) -> bool {
    right > if read == Scope::Parent { Scope::Own } else { read }
}

fn read_field_access(reader: &mut Reader, table: toml::Table) -> BTreeMap<Key, BTreeMap<Key, FieldLevel>> {
    let mut fields = BTreeMap::new();
    for (field, value) in table {
        let place = super::join("field_access", &field);
        let levels: Option<IndexMap<String, FieldLevel>> = reader.shape(&place, value);
        let Some(field) = reader.key(&place, &field) else { continue };
        let mut roles = BTreeMap::new();
        for (role, level) in levels.unwrap_or_default() {
            if let Some(role) = reader.key(&super::join(&place, &role), &role) {
                roles.insert(role, level);
            }
        }
        fields.insert(field, roles);
    }
    fields
}
