//! Fields: added, changed, renamed, dropped, and taken off the pages.

use std::collections::BTreeMap;

use meta::definition::{TypeName, reserved};
use words::said;

use super::layout::{self, Move};
use super::options::{self, OptionGiven};
use super::parameters::{self, Shape};
use super::references::follow;
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
    let key = key(shaped, given)?;
    let mut text = LayerText::of(shaped)?;
    if !given.was.is_empty() && given.was != key {
        rename(shaped, &mut text, &given.was, &key)?;
    }
    let own = shaped.origin(&given.was) == Origin::Own || given.was.is_empty();
    if own {
        text.put(&["fields", &key, "type"], given.kind.name().into());
    }
    let mut errors = Vec::new();
    // What is made from the key need not be said.
    let made = |name: &str| {
        let label = shaped.now.field(&given.was).map(|field| field.label.as_str());
        name == "label"
            && label == given.said.get(name).map(|label| label.trim())
            && !shaped.said(&given.was).contains_key(name)
    };
    for name in parameters::offered(given.kind).filter(|name| !made(name)) {
        if let Err(error) = parameter(&mut text, &key, given, name) {
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
    if key != given.was && shaped.now.field(&key).is_some() {
        return Err(Error::invalid("key", "taken", said!("modules-key-taken", key = key)));
    }
    Ok(key)
}

fn rename(shaped: &Shaped, text: &mut LayerText, was: &str, key: &str) -> Result<()> {
    if shaped.origin(was) != Origin::Own {
        return Err(Error::invalid("key", "shipped", said!("modules-key-stays")));
    }
    let Some(fields) = text.doc().get_mut("fields").and_then(toml_edit::Item::as_table_like_mut) else { return Ok(()) };
    if let Some(field) = fields.remove(was) {
        fields.insert(key, field);
    }
    // A field that holds nothing yet need not say what it was called.
    if shaped.before.as_ref().is_some_and(|before| before.field(was).is_some()) {
        let mut earlier: Vec<String> =
            shaped.now.field(was).map(|field| field.was.iter().map(ToString::to_string).collect()).unwrap_or_default();
        earlier.push(was.to_owned());
        text.put(&["fields", key, "was"], super::write::list(&earlier));
    }
    follow(text.doc(), was, Some(key));
    Ok(())
}

fn parameter(
    text: &mut LayerText,
    key: &str,
    given: &FieldGiven,
    name: &'static str,
) -> std::result::Result<(), FieldError> {
    let path = ["fields", key, name];
    if parameters::shape(given.kind, name) == Shape::Options {
        text.put(&path, options::written(&options::keyed(&given.options)));
        return Ok(());
    }
    let typed = given.said.get(name).map_or("", String::as_str);
    let read = parameters::read(given.kind, name, typed).map_err(|wrong| FieldError::new(name, "invalid", wrong))?;
    match read {
        Some(value) => text.put(&path, value),
        None if text.take(&path) => {}
        // The text below says otherwise: what can be said against it is, what cannot stays.
        None if parameters::shape(given.kind, name) == Shape::Flag => text.put(&path, false.into()),
        None if name == "help" => text.put(&path, "".into()),
        None => return Err(FieldError::new(name, "shipped", said!("modules-given-below"))),
    }
    Ok(())
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
    follow(text.doc(), field, None);
    text.settle();
    Ok(text.text())
}

/// Takes a field off the page of its records, off lists and boards; its values stay.
pub fn hide(shaped: &Shaped, field: &str) -> Result<String> {
    let text = views::without(shaped, field)?;
    let shown = shaped.now.detail.sections.iter().flat_map(|section| &section.rows).flatten().any(|key| key == field);
    if shown { layout::arrange_in(shaped, text, &Move::Off(field.to_owned())) } else { Ok(text) }
}
