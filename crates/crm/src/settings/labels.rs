//! What the company calls modules, fields, options, sections and views in other languages than English. It goes over what
//! is shipped, and lasts through every change of a definition: a name belongs to its place, not to a text.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use meta::{Catalogue, FieldType, Key, Module};
use serde_json::{Map, Value as Json, json};
use store::audit::Action;
use store::{Tx, settings};
use words::{Language, said};

use super::administrator;
use crate::acts;
use crate::error::{Error, FieldError, Result};
use crate::trail;
use crate::work::Work;

/// What names are kept under, before the module's key and the language.
const KEPT: &str = "labels:";

/// Longest name in characters.
const LONGEST: usize = 200;

/// The setting at which those who change names wait for each other.
const TURN: &str = "labels";

/// Names by place: `label.one`, `fields.industry`, `fields.industry.help`, `fields.status.options.lead`, `sections.Deal`,
/// `views.all`.
pub type Names = BTreeMap<String, String>;

/// The company's names of all modules in all languages.
#[derive(Debug, Clone, Default)]
pub struct Given(HashMap<(String, &'static str), Names>);

impl Given {
    /// Reads all that was given.
    pub(crate) fn read(tx: &mut Tx) -> Result<Given> {
        let mut given = HashMap::new();
        for (key, text) in settings::starting(tx, KEPT)? {
            let place = key.strip_prefix(KEPT).and_then(|rest| rest.split_once(':'));
            let Some((module, language)) = place.and_then(|(module, code)| Some((module, Language::of(code)?))) else {
                continue;
            };
            if let Ok(names) = serde_json::from_str(&text) {
                given.insert((module.to_owned(), language.code()), names);
            }
        }
        Ok(Given(given))
    }

    /// The names of one module in one language.
    pub fn of(&self, module: &str, language: Language) -> Option<&Names> {
        self.0.get(&(module.to_owned(), language.code()))
    }

    /// A catalogue, in a language already, with the company's names over it; `english` is the same as it is defined.
    pub(crate) fn put(&self, catalogue: Catalogue, english: &Catalogue, language: Language) -> Catalogue {
        if self.0.keys().all(|(_, code)| *code != language.code()) {
            return catalogue;
        }
        catalogue.renamed(|module| {
            if let (Some(names), Some(english)) = (self.of(&module.key, language), english.module(&module.key)) {
                each(module, english, |place, label| {
                    if let Some(name) = names.get(place) {
                        label.clone_from(name);
                    }
                });
            }
        })
    }
}

/// Everything of a module that has a name: its place, and what it is called. `english` is the same module as it is
/// defined, by which places are called.
pub fn named(module: &Module, english: &Module) -> Vec<(String, String)> {
    let mut all = Vec::new();
    each(&mut module.clone(), english, |place, label| all.push((place.to_owned(), label.clone())));
    all
}

/// Visits every name of a module.
fn each(module: &mut Module, english: &Module, mut visit: impl FnMut(&str, &mut String)) {
    visit("label.one", &mut module.label.one);
    visit("label.many", &mut module.label.many);
    for (key, field) in module.fields.iter_mut().filter(|(_, field)| !field.system) {
        let field = Arc::make_mut(field);
        visit(&format!("fields.{key}"), &mut field.label);
        if let Some(help) = &mut field.help {
            visit(&format!("fields.{key}.help"), help);
        }
        let (FieldType::Select { options } | FieldType::MultiSelect { options }) = &mut field.kind else { continue };
        for option in options {
            visit(&format!("fields.{key}.options.{}", option.key), &mut option.label);
        }
    }
    for (section, english) in module.detail.sections.iter_mut().zip(&english.detail.sections) {
        visit(&format!("sections.{}", english.label), &mut section.label);
    }
    for view in &mut module.views {
        visit(&format!("views.{}", view.key), &mut view.label);
    }
}

/// Changes names of a module in a language, each from what its form showed, where none was there from nothing; what is
/// left empty is called as it is shipped. What somebody else changed meanwhile, and what is not given, stays.
pub fn save(work: &mut Work, module: &str, language: Language, given: &Names, shown: &Names) -> Result<()> {
    administrator(work.actor)?;
    let module = work.module(module)?;
    if language == Language::En {
        return Err(Error::Conflict(said!("modules-english-names")));
    }
    settings::set(work.tx, TURN, "")?;
    let key = format!("{KEPT}{}:{}", module.key, language.code());
    let before = kept(work.tx, &key)?;
    let wanted = wanted(&before, given, shown)?;
    let changes = changes(&before, &wanted);
    if changes.is_empty() {
        return Ok(());
    }
    keep(work.tx, &key, &wanted)?;
    acts::summarise(work, said!("modules-act-names", module = module.key.as_str(), language = language.name()))?;
    let subject = trail::subject("labels", &format!("{}/{}", module.key, language.code()));
    trail::note(work, Action::Configure, &Key::of("module"), subject, &Json::Object(changes))?;
    work.bump()
}

/// The names once those given are in place of those shown.
fn wanted(before: &Names, given: &Names, shown: &Names) -> Result<Names> {
    let (mut wanted, mut errors) = (before.clone(), Vec::new());
    for (place, name) in given {
        let name = name.trim();
        let of = |names: &Names| names.get(place).cloned().unwrap_or_default();
        let (was, now) = (of(shown), of(before));
        if name == was || name == now {
            continue;
        }
        if name.chars().count() > LONGEST {
            errors.push(FieldError::new(place, "too_long", said!("modules-name-long", most = LONGEST)));
        } else if was != now {
            errors.push(FieldError::new(
                place,
                "conflict",
                said!("modules-name-moved", now = if now.is_empty() { "–" } else { &now }),
            ));
        } else if name.is_empty() {
            wanted.remove(place);
        } else {
            wanted.insert(place.clone(), name.to_owned());
        }
    }
    if errors.is_empty() { Ok(wanted) } else { Err(Error::Invalid(errors)) }
}

fn kept(tx: &mut Tx, key: &str) -> Result<Names> {
    Ok(settings::get(tx, key)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn keep(tx: &mut Tx, key: &str, names: &Names) -> Result<()> {
    if names.is_empty() {
        return Ok(settings::remove(tx, key)?);
    }
    let text = serde_json::to_string(names).map_err(|error| Error::failed(&error))?;
    Ok(settings::set(tx, key, &text)?)
}

/// The names of a module in all languages, as they are kept.
fn of_module(tx: &mut Tx, module: &Key) -> Result<Vec<(String, String)>> {
    let start = format!("{KEPT}{module}:");
    let mut all = settings::starting(tx, &start)?;
    // To the database an underscore is any letter.
    all.retain(|(key, _)| key.starts_with(&start));
    Ok(all)
}

/// The names of a field go along when its key changes.
pub(crate) fn field_renamed(tx: &mut Tx, module: &Key, from: &Key, to: &Key) -> Result<()> {
    let (was, is) = (format!("fields.{from}"), format!("fields.{to}"));
    for (key, text) in of_module(tx, module)? {
        let Ok(names) = serde_json::from_str::<Names>(&text) else { continue };
        let moved = |place: String| match place.strip_prefix(&was) {
            Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("{is}{rest}"),
            _ => place,
        };
        keep(tx, &key, &names.into_iter().map(|(place, name)| (moved(place), name)).collect())?;
    }
    Ok(())
}

/// The names of a module go along when its key changes.
pub(crate) fn module_renamed(tx: &mut Tx, from: &Key, to: &Key) -> Result<()> {
    for (key, text) in of_module(tx, from)? {
        let language = key.rsplit(':').next().unwrap_or_default();
        settings::set(tx, &format!("{KEPT}{to}:{language}"), &text)?;
        settings::remove(tx, &key)?;
    }
    Ok(())
}

fn changes(before: &Names, after: &Names) -> Map<String, Json> {
    let places = before.keys().chain(after.keys().filter(|place| !before.contains_key(*place)));
    let differing = places.filter(|place| before.get(*place) != after.get(*place));
    differing.map(|place| (place.clone(), json!([before.get(place), after.get(place)]))).collect()
}
