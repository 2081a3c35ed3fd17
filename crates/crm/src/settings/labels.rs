//! What the company calls modules, fields, options, sections and views in other languages than English. It goes before
//! what is shipped, and lasts through every change of a definition: a name belongs to its place, not to a text.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use meta::{Catalogue, FieldType, Key, Module};
use serde_json::{Map, Value as Json, json};
use store::audit::Action;
use store::{Tx, settings};
use words::{Language, said};

use super::administrator;
use crate::acts;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

/// What names are kept under, before the module's key and the language.
const KEPT: &str = "labels:";

/// Longest name in characters.
const LONGEST: usize = 200;

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

    /// The catalogue with the company's names of a language.
    pub(crate) fn put(&self, catalogue: &Catalogue, language: Language) -> Catalogue {
        if self.0.keys().all(|(_, code)| *code != language.code()) {
            return catalogue.clone();
        }
        catalogue.renamed(|module| {
            if let Some(names) = self.of(&module.key, language) {
                each(module, |place, label| {
                    if let Some(name) = names.get(place) {
                        label.clone_from(name);
                    }
                });
            }
        })
    }
}

/// Everything of a module that has a name: its place, and what it is called.
pub fn named(module: &Module) -> Vec<(String, String)> {
    let mut all = Vec::new();
    each(&mut module.clone(), |place, label| all.push((place.to_owned(), label.clone())));
    all
}

/// Visits every name of a module.
fn each(module: &mut Module, mut visit: impl FnMut(&str, &mut String)) {
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
    for section in &mut module.detail.sections {
        visit(&format!("sections.{}", section.label), &mut section.label);
    }
    for view in &mut module.views {
        visit(&format!("views.{}", view.key), &mut view.label);
    }
}

/// Sets the names of a module in a language; what is left empty is called as it is shipped.
pub fn save(work: &mut Work, module: &str, language: Language, names: &Names) -> Result<()> {
    administrator(work.actor)?;
    let module = work.module(module)?;
    if language == Language::En {
        return Err(Error::Conflict(said!("modules-english-names")));
    }
    let wanted: Names = names
        .iter()
        .map(|(place, name)| (place.clone(), name.trim().to_owned()))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    if let Some((place, _)) = wanted.iter().find(|(_, name)| name.chars().count() > LONGEST) {
        return Err(Error::invalid(place, "too_long", said!("modules-name-long", most = LONGEST)));
    }
    let key = format!("{KEPT}{}:{}", module.key, language.code());
    let before: Names =
        settings::get(work.tx, &key)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let changes = changes(&before, &wanted);
    if changes.is_empty() {
        return Ok(());
    }
    if wanted.is_empty() {
        settings::remove(work.tx, &key)?;
    } else {
        settings::set(work.tx, &key, &serde_json::to_string(&wanted).map_err(|error| Error::failed(&error))?)?;
    }
    acts::summarise(work, said!("modules-act-names", module = module.key.as_str(), language = language.name()))?;
    let subject = trail::subject("labels", &format!("{}/{}", module.key, language.code()));
    trail::note(work, Action::Configure, &Key::of("module"), subject, &Json::Object(changes))?;
    work.bump()
}

fn changes(before: &Names, after: &Names) -> Map<String, Json> {
    let places = before.keys().chain(after.keys().filter(|place| !before.contains_key(*place)));
    let differing = places.filter(|place| before.get(*place) != after.get(*place));
    differing.map(|place| (place.clone(), json!([before.get(place), after.get(place)]))).collect()
}
