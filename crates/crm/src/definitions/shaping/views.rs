//! Lists and boards of a module: their columns and order, their lanes, cards and sums.

use meta::definition::reserved;
use meta::layout::{SortKey, View, ViewKind};
use meta::{Key, Path};
use toml_edit::Value;
use words::said;

use super::shaped::{Origin, Shaped};
use super::text::LayerText;
use super::write::{key_of, list};
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
    match shaped.now.views.iter().find(|view| view.key == given.key.as_str()) {
        None if !given.key.is_empty() => return Err(Error::Conflict(said!("modules-view-gone"))),
        Some(view) if says(view, given) && !shaped.retires() => return Ok((shaped.text.clone(), given.key.clone())),
        _ => {}
    }
    let mut text = LayerText::of(shaped)?;
    let key = if given.key.is_empty() { new_key(shaped, label) } else { given.key.clone() };
    write_made(shaped, &mut text, None);
    let known = shaped.now.views.iter().find(|view| view.key == key.as_str());
    let at = |name: &'static str| ["views".to_owned(), key.clone(), name.to_owned()];
    let mut put = |name: &'static str, value: Value| {
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

/// Whether a view is as it was given.
fn says(view: &View, given: &ViewGiven) -> bool {
    let key = |key: &Option<Key>| key.as_ref().map(ToString::to_string).unwrap_or_default();
    let (columns, sort) = (filled(&given.columns), filled(&given.sort));
    let same = match view.kind {
        ViewKind::List => columns == texts(&view.columns) && sort == texts(&view.sort),
        ViewKind::Board => {
            let keys = [given.lanes.trim(), given.total.trim()];
            columns == texts(&view.card) && keys == [key(&view.lanes), key(&view.total)]
        }
    };
    same && view.label == given.label.trim()
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

/// The views that stand in no text: they are made by themselves for a module that says too little.
fn made(shaped: &Shaped) -> Vec<&View> {
    let merged = shaped.merged();
    let said = |view: &View| merged.get("views").is_some_and(|views| views.get(view.key.as_str()).is_some());
    shaped.now.views.iter().filter(|view| !said(view)).collect()
}

/// Writes down in full what is made by itself, but for one: once one view is written, the others are no longer made, and
/// none of them can be changed in part.
fn write_made(shaped: &Shaped, text: &mut LayerText, but: Option<&str>) {
    for view in made(shaped).into_iter().filter(|view| Some(view.key.as_str()) != but) {
        let mut put = |name: &str, value: Value| text.put(&["views", &view.key, name], value);
        put("kind", if view.kind == ViewKind::Board { "board" } else { "list" }.into());
        put("label", view.label.as_str().into());
        let lists = [("columns", texts(&view.columns)), ("sort", texts(&view.sort)), ("card", texts(&view.card))];
        for (name, paths) in lists.into_iter().filter(|(_, paths)| !paths.is_empty()) {
            put(name, list(paths));
        }
        let fields = [("lanes", &view.lanes), ("total", &view.total)];
        for (name, key) in fields.into_iter().filter_map(|(name, key)| Some((name, key.as_ref()?))) {
            put(name, key.as_str().into());
        }
    }
}

fn new_key(shaped: &Shaped, label: &str) -> String {
    let made = key_of(label, reserved::FIELD_LENGTH);
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
    if made(shaped).iter().any(|made| made.key == view) {
        let other = |other: &&View| other.kind == ViewKind::List && other.key != view;
        if !shaped.now.views.iter().any(|view| other(&view)) {
            return Err(Error::Conflict(said!("modules-view-last")));
        }
        write_made(shaped, &mut text, Some(view));
    }
    text.take(&["views", view]);
    Ok(text.text())
}

/// The text without a field in any list or board. A board that stands on it, or that sums it up as it is shipped, says
/// so: it cannot be without.
pub(super) fn without(shaped: &Shaped, field: &str) -> Result<String> {
    let mut text = LayerText::of(shaped)?;
    let named = |path: &Path| path.steps().first().is_some_and(|step| step == field);
    let sorted = |key: &SortKey| named(&key.path);
    let touches = |view: &View| {
        let keys = [&view.lanes, &view.total].into_iter().flatten();
        view.columns.iter().chain(&view.card).any(named)
            || view.sort.iter().any(sorted)
            || keys.into_iter().any(|key| key == field)
    };
    if made(shaped).into_iter().any(touches) {
        write_made(shaped, &mut text, None);
    }
    // What is left empty would be filled again, with the field perhaps.
    let instead = if shaped.now.title == field { "created_at" } else { shaped.now.title.as_str() };
    let kept = |paths: Vec<String>| if paths.is_empty() { vec![instead.to_owned()] } else { paths };
    for view in &shaped.now.views {
        if view.lanes.as_ref().is_some_and(|lanes| lanes == field) {
            return Err(Error::Conflict(said!("modules-board-stands", board = view.label.as_str())));
        }
        for (name, paths) in [("columns", &view.columns), ("card", &view.card)] {
            if paths.iter().any(named) {
                let left = paths.iter().filter(|path| !named(path)).map(ToString::to_string).collect();
                text.put(&["views", &view.key, name], list(kept(left)));
            }
        }
        if view.sort.iter().any(sorted) {
            let left = view.sort.iter().filter(|key| !sorted(key)).map(ToString::to_string).collect();
            text.put(&["views", &view.key, "sort"], list(kept(left)));
        }
        let total = ["views", view.key.as_str(), "total"];
        if view.total.as_ref().is_some_and(|total| total == field) && !text.take(&total) {
            return Err(Error::Conflict(said!("modules-board-sums", board = view.label.as_str())));
        }
    }
    Ok(text.text())
}

/// Takes the boards out that stand on a field of the company's own which goes: there is no board without lanes. One that
/// is shipped goes back to the lanes it had.
pub(super) fn boards_go(shaped: &Shaped, text: &mut LayerText, field: &str) {
    let own = |view: &&View| {
        let shipped = shaped.below.iter().flat_map(|below| &below.views).any(|known| known.key == view.key);
        !shipped && view.lanes.as_ref().is_some_and(|lanes| lanes == field)
    };
    for view in shaped.now.views.iter().filter(own) {
        text.take(&["views", &view.key]);
    }
}
