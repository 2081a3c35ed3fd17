//! Fields: added, changed, renamed, dropped, and taken off the pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use meta::Field;
use meta::definition::{TypeName, reserved};
use toml_edit::Item;
use words::said;

use super::layout::{self, Move};
use super::options::{self, OptionGiven};
use super::parameters::{self, Shape};
use super::references::Follow;
use super::shaped::{Origin, Shaped};
use super::text::LayerText;
use super::views;
use super::write::key_of;
use crate::error::{Error, FieldError, Result};

/// A field as it was given in a form.
#[derive(Debug, Clone)]
pub struct FieldGiven {
    /// Its key; made from the label when a new one gives none.
    pub key: String,
    /// The key it has; empty for a new one.
    pub was: String,
    /// Its type.
    pub kind: TypeName,
    /// What was typed, by the name of the parameter.
    pub said: BTreeMap<&'static str, String>,
    /// The options of a select.
    pub options: Vec<OptionGiven>,
    /// The section of the page a new one is shown in.
    pub section: Option<usize>,
}

impl Shaped {
    /// What the texts say of a field, by the name of the parameter, as somebody would have typed it.
    pub fn said(&self, field: &str) -> BTreeMap<String, String> {
        let merged = self.merged();
        let table = merged.get("fields").and_then(|fields| fields.get(field)).and_then(toml::Value::as_table);
        let said = table.into_iter().flatten();
        said.map(|(name, value)| (name.clone(), parameters::typed(value))).collect()
    }
}

/// Adds a field, or changes one. Gives the text and the field's key.
pub fn put_field(shaped: &Shaped, given: &FieldGiven) -> Result<(String, String)> {
    let was = shaped.now.field(&given.was);
    if was.is_none() && !given.was.is_empty() {
        return Err(Error::Conflict(said!("modules-field-gone")));
    }
    let key = key(shaped, given)?;
    let mut text = LayerText::of(shaped)?;
    if key != given.was {
        release(&mut text, &key);
        if !given.was.is_empty() {
            rename(shaped, &mut text, &given.was, &key)?;
        }
    }
    let own = shaped.origin(&given.was) == Origin::Own || given.was.is_empty();
    if own {
        text.put(&["fields", &key, "type"], given.kind.name().into());
    }
    let said = shaped.said(&given.was);
    let said = was.filter(|was| was.kind.name() == given.kind.name()).map(|_| &said);
    let mut errors = Vec::new();
    for name in parameters::offered(given.kind).filter(|name| !unchanged(shaped, given, said, name)) {
        if let Err(error) = parameter(&mut text, &key, given, name)? {
            errors.push(error);
        }
    }
    if own {
        // What the type it had before took, and this one does not.
        let foreign = |name: &&String| {
            name.as_str() != "type" && is_parameter(name) && !parameters::offered(given.kind).any(|it| it == *name)
        };
        for name in shaped.said(&given.was).keys().filter(foreign) {
            text.take(&["fields", &key, name]);
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let text = text.text();
    Ok((if given.was.is_empty() { placed(shaped, text, &key, given.section)? } else { text }, key))
}

/// Whether a parameter says what it said, be it written however: what nobody touched stays as it is. `said` is what the
/// texts say of a field that keeps its type.
fn unchanged(shaped: &Shaped, given: &FieldGiven, said: Option<&BTreeMap<String, String>>, name: &'static str) -> bool {
    let (Some(said), Some(was)) = (said, shaped.now.field(&given.was)) else { return false };
    let typed = given.said.get(name).map_or("", String::as_str);
    match (parameters::shape(given.kind, name), said.get(name)) {
        (Shape::Options, _) => {
            options::keyed(&given.options).is_ok_and(|keyed| keyed == options::options_of(&was.kind))
        }
        // What is made from the key need not be said.
        (_, None) if name == "label" => was.label == typed.trim(),
        (_, said) => parameters::same(given.kind, name, typed, said.map(String::as_str)),
    }
}

fn is_parameter(name: &str) -> bool {
    TypeName::ALL.iter().any(|kind| parameters::offered(*kind).any(|offered| offered == name))
}

/// The key a field shall have.
fn key(shaped: &Shaped, given: &FieldGiven) -> Result<String> {
    let label = given.said.get("label").map_or("", String::as_str);
    let typed = given.key.trim();
    let key = match (typed.is_empty(), given.was.is_empty()) {
        (false, _) => typed.to_owned(),
        (true, false) => given.was.clone(),
        (true, true) => key_of(label, reserved::FIELD_LENGTH),
    };
    if key.is_empty() {
        let name = if label.trim().is_empty() { "label" } else { "key" };
        return Err(Error::invalid(name, "required", said!("modules-must-be-filled")));
    }
    if key == given.was {
        return Ok(key);
    }
    if shaped.now.field(&key).is_some() {
        return Err(Error::invalid("key", "taken", said!("modules-key-taken", key = key)));
    }
    // Records would be read as holding values of the other field.
    if in_force(shaped, &key) && !goes_back(shaped, &given.was, &key) {
        return Err(Error::invalid("key", "in_force", said!("modules-key-in-force", key = key)));
    }
    Ok(key)
}

fn in_force(shaped: &Shaped, key: &str) -> bool {
    shaped.before.as_ref().is_some_and(|before| before.field(key).is_some())
}

/// Whether a field that the draft calls otherwise gets the key back that it has in force.
fn goes_back(shaped: &Shaped, was: &str, key: &str) -> bool {
    let earlier = |field: &Arc<Field>| field.was.iter().any(|earlier| earlier == key);
    !in_force(shaped, was) && shaped.now.field(was).is_some_and(earlier)
}

fn rename(shaped: &Shaped, text: &mut LayerText, was: &str, key: &str) -> Result<()> {
    if shaped.origin(was) != Origin::Own {
        return Err(Error::invalid("key", "shipped", said!("modules-key-stays")));
    }
    let Some(fields) = text.doc().get_mut("fields") else { return Ok(()) };
    let order: Vec<String> = match fields.as_table_like() {
        Some(fields) => fields.iter().map(|(known, _)| if known == was { key } else { known }.to_owned()).collect(),
        None => return Ok(()),
    };
    let place = |key: &str| order.iter().position(|known| known == key);
    if let Some(table) = fields.as_table_like_mut()
        && let Some(field) = table.remove(was)
    {
        table.insert(key, field);
    }
    // It stays where people know it.
    if let Some(table) = fields.as_table_mut() {
        table.sort_values_by(|one, _, other, _| place(one.get()).cmp(&place(other.get())));
    }
    let known = shaped.now.field(was).map(|field| field.was.as_slice()).unwrap_or_default();
    let mut earlier: Vec<String> = known.iter().map(ToString::to_string).filter(|earlier| earlier != key).collect();
    // A field that holds nothing yet need not say what it was called.
    if in_force(shaped, was) && !earlier.iter().any(|known| known == was) {
        earlier.push(was.to_owned());
    }
    if earlier.is_empty() {
        text.take(&["fields", key, "was"]);
    } else {
        text.put(&["fields", key, "was"], super::write::list(&earlier));
    }
    Follow::new(&shaped.now, was, Some(key)).through(text.doc());
    Ok(())
}

/// A key that is given anew is no longer what another field was called: its values have moved along.
fn release(text: &mut LayerText, key: &str) {
    let Some(fields) = text.doc().get_mut("fields").and_then(Item::as_table_like_mut) else { return };
    for field in fields.iter_mut().filter_map(|(_, field)| field.as_table_like_mut()) {
        let Some(was) = field.get_mut("was").and_then(Item::as_array_mut) else { continue };
        was.retain(|earlier| earlier.as_str() != Some(key));
        if was.is_empty() {
            field.remove("was");
        }
    }
}

/// Writes what was typed of a parameter; the inner error belongs to its control.
fn parameter(
    text: &mut LayerText,
    key: &str,
    given: &FieldGiven,
    name: &'static str,
) -> Result<std::result::Result<(), FieldError>> {
    let path = ["fields", key, name];
    let shape = parameters::shape(given.kind, name);
    if shape == Shape::Options {
        match options::keyed(&given.options) {
            Ok(keyed) => text.put(&path, options::written(&keyed)?),
            Err(error) => return Ok(Err(error)),
        }
        return Ok(Ok(()));
    }
    let typed = given.said.get(name).map_or("", String::as_str);
    let read = match parameters::read(given.kind, name, typed) {
        Ok(read) => read,
        Err(wrong) => return Ok(Err(FieldError::new(name, "invalid", wrong))),
    };
    match read {
        Some(value) => text.put(&path, value),
        None if !text.says_below(&path) => drop(text.take(&path)),
        // The text below says otherwise: what can be said against it is, what cannot stays.
        None if shape == Shape::Flag => text.put(&path, false.into()),
        None if name == "help" => text.put(&path, "".into()),
        None => return Ok(Err(FieldError::new(name, "shipped", said!("modules-given-below")))),
    }
    Ok(Ok(()))
}

/// A new field on the page of its records, where the page does not show all by itself.
fn placed(shaped: &Shaped, text: String, key: &str, section: Option<usize>) -> Result<String> {
    let sections = shaped.now.detail.sections.len();
    let section = section.unwrap_or(sections.saturating_sub(1));
    if !shaped.arranged() || section >= sections {
        return Ok(text);
    }
    layout::arrange_in(shaped, text, &Move::Add { field: key.to_owned(), section })
}

/// Drops a field of the company's own, and whatever its text says of it elsewhere.
pub fn drop_field(shaped: &Shaped, field: &str) -> Result<String> {
    if shaped.origin(field) != Origin::Own || shaped.now.field(field).is_none_or(|field| field.system) {
        return Err(Error::Conflict(said!("modules-field-stays")));
    }
    let mut text = LayerText::of(shaped)?;
    text.take(&["fields", field]);
    views::boards_go(shaped, &mut text, field);
    Follow::new(&shaped.now, field, None).through(text.doc());
    text.settle();
    Ok(text.text())
}

/// Takes a field off the page of its records, off lists and boards; its values stay.
pub fn hide(shaped: &Shaped, field: &str) -> Result<String> {
    let text = views::without(shaped, field)?;
    let shown = shaped.now.detail.sections.iter().flat_map(|section| &section.rows).flatten().any(|key| key == field);
    if shown { layout::arrange_in(shaped, text, &Move::Off(field.to_owned())) } else { Ok(text) }
}
