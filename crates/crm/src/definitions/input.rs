//! Files as they are given, and what they do to the layers in force: a file of a shipped module lies over it, any other
//! is a custom module, and one that says `drop = true` retires what was given before.

use meta::definition::{self, Problem};
use store::definitions::Applied;

use crate::catalogue::{OVERLAY, SHIPPED_LAYER, Text, shipped_texts};

/// The layer of modules that a company made.
pub(super) const CUSTOM: &str = "custom";

/// A file with definitions, as somebody gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, for messages.
    pub name: String,
    /// TOML.
    pub text: String,
}

/// A layer of a module as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) file: String,
    pub(super) module: String,
    pub(super) layer: String,
    /// TOML; empty retires the layer.
    pub(super) body: String,
}

/// What files change of the layers in force. A file that is in force already changes nothing.
pub(super) fn read(files: &[File], current: &[Applied]) -> Result<Vec<Given>, Vec<Problem>> {
    let mut given: Vec<Given> = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match one(file, current) {
            Ok(layers) => {
                problems.extend(layers.iter().filter_map(|layer| twice(file, layer, &given)));
                given.extend(layers);
            }
            Err(found) => problems.extend(found),
        }
    }
    given.retain(|layer| in_force(layer, current).map_or("", |had| had.body.as_str()) != layer.body);
    if problems.is_empty() { Ok(given) } else { Err(problems) }
}

fn one(file: &File, current: &[Applied]) -> Result<Vec<Given>, Vec<Problem>> {
    let table: Option<toml::Table> = toml::from_str(&file.text).ok();
    let Some((module, table)) = table.and_then(|table| Some((table.get("module")?.as_str()?.to_string(), table)))
    else {
        return Err(definition::load(&file.name, &file.text).err().unwrap_or_default());
    };
    let shipped = shipped_texts().any(|(key, _)| key == module);
    let layer = if shipped { OVERLAY } else { CUSTOM };
    let layered = |module: &str, body: &str| Given {
        file: file.name.clone(),
        module: module.to_string(),
        layer: layer.to_string(),
        body: body.to_string(),
    };
    if table.get("drop").and_then(toml::Value::as_bool) == Some(true) {
        retire(file, &module, &table, shipped, current)?;
        return Ok(vec![layered(&module, "")]);
    }
    let mut layers = vec![layered(&module, &file.text)];
    let earlier = table.get("was").and_then(toml::Value::as_array).into_iter().flatten();
    for was in earlier.filter_map(toml::Value::as_str) {
        if current.iter().any(|had| had.module == was && had.layer == CUSTOM) {
            layers.push(layered(was, ""));
        }
    }
    Ok(layers)
}

/// Refuses to retire what cannot be.
fn retire(
    file: &File,
    module: &str,
    table: &toml::Table,
    shipped: bool,
    current: &[Applied],
) -> Result<(), Vec<Problem>> {
    let refuse = |message: String, help: &str| {
        let spot = meta::module::Spot { file: file.name.as_str().into(), line: 1, column: 1 };
        Err(vec![Problem::new(spot, message, help)])
    };
    if let Some(extra) = table.keys().find(|key| !["module", "drop"].contains(&key.as_str())) {
        return refuse(format!("a file that drops a module holds only its key, not `{extra}`"), "remove the rest");
    }
    if !current.iter().any(|had| had.module == module && had.layer != SHIPPED_LAYER) && shipped {
        return refuse(format!("`{module}` comes with Kith and stays"), "take its rights away in [access] instead");
    }
    Ok(())
}

/// Refuses what another file gives already.
fn twice(file: &File, layer: &Given, given: &[Given]) -> Option<Problem> {
    let first = given.iter().find(|other| other.module == layer.module && other.layer == layer.layer)?;
    let message = format!("`{}` is given by {} already", layer.module, first.file);
    let source = definition::source(&file.name, &file.text);
    Some(Problem::at(&source, "module", message, "put both into one file, or remove one"))
}

fn in_force<'a>(layer: &Given, current: &'a [Applied]) -> Option<&'a Applied> {
    current.iter().find(|had| had.module == layer.module && had.layer == layer.layer)
}

/// The texts in force once the layers are as given.
pub(super) fn texts(current: &[Applied], given: &[Given]) -> Vec<Text> {
    let replaced = |had: &&Applied| !given.iter().any(|layer| layer.module == had.module && layer.layer == had.layer);
    let kept = current.iter().filter(replaced).map(Text::from);
    let new = given.iter().filter(|layer| !layer.body.is_empty()).map(|layer| Text {
        file: layer.file.clone(),
        module: layer.module.clone(),
        layer: layer.layer.clone(),
        body: layer.body.clone(),
    });
    kept.chain(new).collect()
}

/// What the definitions that come with this program change of those in force.
pub(super) fn shipped(current: &[Applied]) -> Vec<Given> {
    let given = |module: String, body: &str| Given {
        file: format!("{module}.toml"),
        module,
        layer: SHIPPED_LAYER.to_string(),
        body: body.to_string(),
    };
    let mut all: Vec<Given> = shipped_texts().map(|(module, body)| given(module, body)).collect();
    let gone =
        current.iter().filter(|had| had.layer == SHIPPED_LAYER && !all.iter().any(|now| now.module == had.module));
    let gone: Vec<Given> = gone.map(|had| given(had.module.clone(), "")).collect();
    all.extend(gone);
    all.retain(|layer| in_force(layer, current).map_or("", |had| had.body.as_str()) != layer.body);
    all
}
