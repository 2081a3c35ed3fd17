//! Which texts make a module: the shipped one or a customer's own, then what is laid over it.

use indexmap::IndexMap;
use meta::definition::{self, Layer, Problem};
use meta::{Key, Module};
use store::definitions::Applied;

use crate::modules::SHIPPED;

/// The layer whose texts lie over others.
pub(crate) const OVERLAY: &str = "overlay";

/// The layer of texts that come with Kith.
pub(crate) const SHIPPED_LAYER: &str = "shipped";

/// One text of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its name, for messages.
    pub file: String,
    /// The module it speaks of.
    pub module: String,
    /// `shipped`, `custom` or `overlay`.
    pub layer: String,
    /// TOML.
    pub body: String,
}

impl From<&Applied> for Text {
    fn from(applied: &Applied) -> Text {
        let file = match applied.layer.as_str() {
            OVERLAY => format!("{}.overlay.toml", applied.module),
            _ => format!("{}.toml", applied.module),
        };
        Text { file, module: applied.module.clone(), layer: applied.layer.clone(), body: applied.body.clone() }
    }
}

/// The texts that come with Kith, by module, in the order of the register.
pub fn shipped_texts() -> impl Iterator<Item = (String, &'static str)> {
    SHIPPED.iter().map(|(file, body)| (module_of(file), *body))
}

/// `sales/account/account.toml` defines `account`.
fn module_of(file: &str) -> String {
    file.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or(file).to_string()
}

pub(super) fn shipped() -> Vec<Text> {
    let text = |(file, body): &(&str, &str)| Text {
        file: file.to_string(),
        module: module_of(file),
        layer: SHIPPED_LAYER.to_string(),
        body: body.to_string(),
    };
    SHIPPED.iter().map(text).collect()
}

/// Loads every module: shipped ones in the order of the register, then the others as they come.
pub(super) fn load(texts: &[Text]) -> Result<Vec<Module>, Vec<Problem>> {
    let mut groups: IndexMap<String, Vec<&Text>> = IndexMap::new();
    for (module, _) in shipped_texts() {
        groups.insert(module, Vec::new());
    }
    for text in texts {
        groups.entry(text.module.clone()).or_default().push(text);
    }
    let (mut modules, mut problems) = (Vec::new(), Vec::new());
    for (key, mut group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
        group.sort_by_key(|text| text.layer == OVERLAY);
        match load_one(&key, &group) {
            Ok(module) => modules.push(module),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(modules) } else { Err(problems) }
}

fn load_one(key: &str, group: &[&Text]) -> Result<Module, Vec<Problem>> {
    let layers: Vec<Layer<'_>> = group.iter().map(|text| Layer { file: &text.file, text: &text.body }).collect();
    let module = definition::load_layers(&layers)?;
    let mut problems = Vec::new();
    if module.key != *key {
        let message = format!("the text of `{key}` names the module `{}`", module.key);
        problems.push(Problem::at(&module.source, "module", message, "a module is renamed by `was` in a new file"));
    }
    if layers.len() > 1 {
        let base = definition::load_layers(&layers[..1])?;
        problems.extend(changed_types(&base, &module));
    }
    if problems.is_empty() { Ok(module) } else { Err(problems) }
}

/// A field keeps the type that the text below gave it: the code that ships with it relies on that.
fn changed_types(base: &Module, module: &Module) -> Vec<Problem> {
    let changed = base.own_fields().filter_map(|field| {
        let now = module.field(&field.key)?;
        let place = format!("fields.{}.type", field.key);
        (now.kind.name() != field.kind.name()).then(|| {
            let message = format!("`{}` is a {} and stays one", field.key, field.kind.name());
            Problem::at(&module.source, &place, message, "add a field of your own instead")
        })
    });
    changed.collect()
}

/// The identity of a field.
pub(super) fn id(module: &Module, field: &Key) -> definition::FieldId {
    (module.key.clone(), field.clone())
}
