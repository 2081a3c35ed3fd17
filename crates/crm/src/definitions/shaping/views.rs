//! Lists and boards of a module: their columns and order, their lanes, cards and sums.

use meta::Key;
use meta::layout::{View, ViewKind};
use words::said;

use super::shaped::{Origin, Shaped};
use super::text::LayerText;
use super::write::{key_of, list, steps};
use crate::error::{Error, Result};

/// A view as it was given in a form.
#[derive(Debug, Clone, Default)]
pub struct ViewGiven {
    /// Its key; empty for a new one.
    pub key: String,
    /// Whether it is a board.
    pub board: bool,
    /// What people call it.
    pub label: String,
    /// Columns of a list, or what stands on a card.
    pub columns: Vec<String>,
    /// Sort of a list: `-amount`.
    pub sort: Vec<String>,
    /// The lanes of a board.
    pub lanes: String,
    /// What is summed up for each lane.
    pub total: String,
}

/// Adds a view, or changes one. Gives the text and the view's key.
pub fn put_view(shaped: &Shaped, given: &ViewGiven) -> Result<(String, String)> {
    let label = given.label.trim();
    if label.is_empty() {
        return Err(Error::invalid("label", "required", said!("modules-must-be-filled")));
    }
    let mut text = LayerText::of(shaped)?;
    let key = if given.key.is_empty() { new_key(shaped, label) } else { given.key.clone() };
    if given.key.is_empty() {
        written_list(shaped, &mut text);
    }
    let known = shaped.now.views.iter().find(|view| view.key == key.as_str());
    let at = |name: &'static str| ["views".to_owned(), key.clone(), name.to_owned()];
    let mut put = |name: &'static str, value: toml_edit::Value| {
        let path = at(name);
        text.put(&[&path[0], &path[1], &path[2]], value);
    };
    let (columns, sort) = (filled(&given.columns), filled(&given.sort));
    // What is made by itself need not be said.
    let same = |paths: &[String], known: Vec<String>| *paths == known;
    if known.is_none() {
        put("kind", if given.board { "board" } else { "list" }.into());
    }
    if known.is_none_or(|view| view.label != label) {
        put("label", label.into());
    }
    if given.board {
        put("lanes", given.lanes.trim().into());
        if known.is_none_or(|view| !same(&columns, texts(&view.card))) {
            put("card", list(&columns));
        }
        match given.total.trim() {
            "" if !text.take(&["views", &key, "total"]) => {
                return Err(Error::invalid("total", "shipped", said!("modules-given-below")));
            }
            "" => {}
            total => text.put(&["views", &key, "total"], total.into()),
        }
    } else {
        if known.is_none_or(|view| !same(&columns, texts(&view.columns))) {
            put("columns", list(&columns));
        }
        if known.map_or(!sort.is_empty(), |view| !same(&sort, texts(&view.sort))) {
            put("sort", list(&sort));
        }
    }
    Ok((text.text(), key))
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn filled(paths: &[String]) -> Vec<String> {
    let mut filled: Vec<String> = Vec::new();
    for path in paths.iter().map(|path| path.trim()).filter(|path| !matches!(*path, "" | "-")) {
        if !filled.iter().any(|known| known == path) {
            filled.push(path.to_owned());
        }
    }
    filled
}

/// A list that is made by itself goes once another is written: it is written down before.
fn written_list(shaped: &Shaped, text: &mut LayerText) {
    let merged = shaped.merged();
    let said = merged.get("views").and_then(toml::Value::as_table);
    let made =
        |view: &&View| view.kind == ViewKind::List && said.is_none_or(|said| !said.contains_key(view.key.as_str()));
    if let Some(view) = shaped.now.views.iter().find(made) {
        let key = view.key.as_str();
        text.put(&["views", key, "kind"], "list".into());
        text.put(&["views", key, "label"], view.label.as_str().into());
        text.put(&["views", key, "columns"], list(view.columns.iter().map(ToString::to_string)));
    }
}

fn new_key(shaped: &Shaped, label: &str) -> String {
    let made = key_of(label, 36);
    let made = if made.is_empty() { "view".to_owned() } else { made };
    let taken = |key: &str| key == "new" || shaped.now.views.iter().any(|view| view.key == key);
    if !taken(&made) {
        return made;
    }
    (2..).map(|number| format!("{made}_{number}")).find(|key| !taken(key)).unwrap_or(made)
}

/// Removes a view of the company's own; of a shipped one, what the company changed.
pub fn drop_view(shaped: &Shaped, view: &str) -> Result<String> {
    if shaped.origin_of_view(view) == Origin::Shipped {
        return Err(Error::Conflict(said!("modules-view-stays")));
    }
    let mut text = LayerText::of(shaped)?;
    text.take(&["views", view]);
    Ok(text.text())
}

/// The text without a field in any list or board.
pub(super) fn without(shaped: &Shaped, field: &str) -> Result<String> {
    let mut text = LayerText::of(shaped)?;
    for view in &shaped.now.views {
        let named = |path: &meta::Path| path.steps().first().is_some_and(|step| step == field);
        let lists = [("columns", &view.columns), ("card", &view.card)];
        for (name, paths) in lists.into_iter().filter(|(_, paths)| paths.iter().any(named)) {
            let kept = paths.iter().filter(|path| !named(path)).map(|path| steps(path).join("."));
            text.put(&["views", &view.key, name], list(kept));
        }
        if view.total.as_ref().map(Key::as_str) == Some(field) {
            text.take(&["views", &view.key, "total"]);
        }
    }
    Ok(text.text())
}
