//! `Labels`: what one language calls a module, its fields, choices, sections and views; read from `<name>.<lang>.toml`
//! beside the definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::field_type::Choice;
use crate::module::Label;
use crate::{Field, FieldType, Key, Module};

/// What a language calls a module and what is in it. What it does not name keeps its English name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Labels {
    label: Option<Label>,
    fields: BTreeMap<Key, FieldLabels>,
    /// Sections of layouts, by what they are called in English.
    sections: BTreeMap<String, String>,
    views: BTreeMap<Key, String>,
}

/// What a field is called, alone or with more about it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum FieldLabels {
    Label(String),
    All(AllLabels),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AllLabels {
    label: String,
    help: Option<String>,
    #[serde(default)]
    options: BTreeMap<String, String>,
}

impl Labels {
    /// Reads a file.
    pub fn read(text: &str) -> Result<Labels, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Renames what a module still calls as `english` does: what a company calls otherwise keeps the company's name.
    pub fn put(&self, module: &mut Module, english: &Module) {
        if let Some(label) = self.label.as_ref().filter(|_| module.label == english.label) {
            module.label = label.clone();
        }
        for (key, labels) in &self.fields {
            if let (Some(field), Some(english)) = (module.fields.get_mut(key), english.field(key)) {
                labels.put(Arc::make_mut(field), english);
            }
        }
        for section in &mut module.detail.sections {
            if let Some(label) = self.sections.get(&section.label) {
                section.label.clone_from(label);
            }
        }
        for view in &mut module.views {
            let same = english.views.iter().any(|other| other.key == view.key && other.label == view.label);
            if let Some(label) = self.views.get(&view.key).filter(|_| same) {
                view.label.clone_from(label);
            }
        }
    }

    /// What of a module they leave in English, by its place in the file.
    pub fn lacking(&self, module: &Module) -> Vec<String> {
        let mut lacking = Vec::new();
        if self.label.is_none() {
            lacking.push("label".to_owned());
        }
        for field in module.fields.values().filter(|field| !field.system && field.key != "tags") {
            let place = format!("fields.{}", field.key);
            match self.fields.get(&field.key) {
                None => lacking.push(place),
                Some(labels) => lacking.extend(labels.lacking(field).map(|rest| format!("{place}.{rest}"))),
            }
        }
        let sections = module.detail.sections.iter().filter(|section| !self.sections.contains_key(&section.label));
        lacking.extend(sections.map(|section| format!("sections.{}", section.label)));
        let views = module.views.iter().filter(|view| !self.views.contains_key(&view.key));
        lacking.extend(views.map(|view| format!("views.{}", view.key)));
        lacking
    }
}

impl FieldLabels {
    fn label(&self) -> &str {
        match self {
            Self::Label(label) | Self::All(AllLabels { label, .. }) => label,
        }
    }

    fn put(&self, field: &mut Field, english: &Field) {
        if field.label == english.label {
            self.label().clone_into(&mut field.label);
        }
        let Self::All(all) = self else { return };
        if field.help == english.help {
            field.help = all.help.clone().or(field.help.take());
        }
        let known = choices(&english.kind);
        let (FieldType::Select { options } | FieldType::MultiSelect { options }) = &mut field.kind else { return };
        for choice in options {
            let same = known.iter().any(|other| other.key == choice.key && other.label == choice.label);
            if let Some(label) = all.options.get(&choice.key).filter(|_| same) {
                choice.label.clone_from(label);
            }
        }
    }

    fn lacking(&self, field: &Field) -> impl Iterator<Item = String> {
        let (help, options) = match self {
            Self::Label(_) => (None, None),
            Self::All(all) => (all.help.as_ref(), Some(&all.options)),
        };
        let help = (field.help.is_some() && help.is_none()).then(|| "help".to_owned());
        let known = move |choice: &&Choice| options.is_some_and(|options| options.contains_key(&choice.key));
        let choices = choices(&field.kind).iter().filter(move |choice| !known(choice));
        help.into_iter().chain(choices.map(|choice| format!("options.{}", choice.key)))
    }
}

fn choices(kind: &FieldType) -> &[Choice] {
    match kind {
        FieldType::Select { options } | FieldType::MultiSelect { options } => options,
        _ => &[],
    }
}
