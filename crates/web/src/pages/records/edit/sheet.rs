//! `Sheet`: a form as it stands: what is typed, what is wrong, what is shown.

use std::collections::HashMap;

use crm::records::Shape;
use meta::{Field, Key, Record, Value};
use uuid::Uuid;

use crate::components::fields::{Input, Offers};
use crate::pages::records::Scene;
use crate::pairs::Pairs;

/// A field that somebody else changed meanwhile to another value.
#[derive(Debug, Clone)]
pub struct Clash {
    /// The field.
    pub field: Key,
    /// The value it has now.
    pub theirs: Value,
    /// The value that was typed.
    pub mine: Value,
}

/// What others did while a form was open.
#[derive(Debug, Clone, Default)]
pub struct Meanwhile {
    /// The fields that both changed.
    pub clashes: Vec<Clash>,
    /// The fields that only they changed.
    pub theirs: Vec<Key>,
    /// The version they made.
    pub version: i64,
}

/// A form as it stands.
pub struct Sheet {
    /// Module, formats, names.
    pub scene: Scene,
    /// The record that is changed; `None` for a new one.
    pub record: Option<Record>,
    /// The version that is changed.
    pub version: i64,
    /// What is typed.
    pub typed: Pairs,
    /// What is wrong: the control's name, empty for the whole, and a sentence.
    pub errors: Vec<(String, String)>,
    /// The same by name.
    pub by_name: HashMap<String, String>,
    /// What others changed meanwhile.
    pub clashes: Vec<Clash>,
    /// What is shown and required.
    pub shape: Shape,
    /// What link controls offer.
    pub offers: Offers,
    /// Where to go afterwards.
    pub back: String,
}

/// A section of a form.
pub struct Part<'s> {
    /// Its place in the layout.
    pub at: usize,
    /// Its heading.
    pub label: &'s str,
    /// Its fields.
    pub fields: Vec<&'s Field>,
}

impl Sheet {
    /// The record's id.
    pub fn id(&self) -> Option<Uuid> {
        self.record.as_ref().map(|record| record.id)
    }

    /// The sections with the fields the reader sees: those of the layout, then required ones it leaves out.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let module = &self.scene.module;
        let fields = |keys: &mut dyn Iterator<Item = &Key>| -> Vec<&Field> {
            let known = keys.filter_map(|key| module.field(key)).map(|field| &**field);
            known
                .filter(|field| self.scene.sees(&field.key) && (self.record.is_some() || self.scene.sets(field)))
                .collect()
        };
        let sections = module.detail.sections.iter().enumerate();
        let mut parts: Vec<Part> = sections
            .map(|(at, section)| Part { at, label: &section.label, fields: fields(&mut section.rows.iter().flatten()) })
            .collect();
        let placed: Vec<&Key> =
            module.detail.sections.iter().flat_map(|section| section.rows.iter().flatten()).collect();
        let left = module.own_fields().filter(|field| field.required && !placed.contains(&&field.key));
        let left = fields(&mut left.map(|field| &field.key));
        if !left.is_empty() {
            parts.push(Part { at: parts.len(), label: self.scene.lang().text("form-also-needed"), fields: left });
        }
        parts.retain(|part| !part.fields.is_empty());
        parts
    }

    /// Whether a field must be filled.
    pub fn requires(&self, field: &Field) -> bool {
        field.required || self.shape.required.contains(&field.key)
    }

    /// The control of a field.
    pub fn input<'s>(&'s self, field: &'s Field) -> Input<'s> {
        Input {
            module: &self.scene.module.key,
            name: &field.key,
            required: self.requires(field),
            errors: &self.by_name,
            typed: &self.typed,
            look: self.scene.look(),
            offers: &self.offers,
            pickers: true,
            field,
        }
    }
}
