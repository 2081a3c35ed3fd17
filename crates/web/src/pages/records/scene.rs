//! `Scene`: what every page of records is drawn with: the module, the reader's formats, names.

use std::collections::HashMap;
use std::sync::Arc;

use crm::pipelines::Pipeline;
use crm::records;
use crm::{Result, Snapshot, Work};
use meta::catalogue::Resolved;
use meta::{Field, FieldLevel, Key, Module, Path};
use uuid::Uuid;
use words::Language;

use crate::components::fields::Look;
use crate::components::format::Formats;

/// What a page of records is drawn with.
pub struct Scene {
    /// Definitions, people, pipelines.
    pub snapshot: Arc<Snapshot>,
    /// The module of the page.
    pub module: Arc<Module>,
    /// How the reader writes numbers and times.
    pub formats: Formats,
    /// Names of records that do not come with the values.
    pub names: HashMap<Uuid, String>,
    /// What the reader may do.
    pub rights: Arc<crm::access::Rights>,
}

impl Scene {
    /// Sets the scene of a module the actor may read.
    pub fn set(work: &mut Work, module: &str) -> Result<Scene> {
        let module = work.module(module)?;
        Ok(Scene {
            formats: Formats::of(work)?,
            snapshot: work.snapshot.clone(),
            rights: work.actor.rights.clone(),
            names: HashMap::new(),
            module,
        })
    }

    /// The scene of another module that the actor may read, with what is known already.
    pub fn beside(&self, work: &Work, module: &str) -> Result<Scene> {
        Ok(Scene {
            module: work.module(module)?,
            formats: self.formats.clone(),
            snapshot: self.snapshot.clone(),
            rights: self.rights.clone(),
            names: HashMap::new(),
        })
    }

    /// The reader's language.
    pub fn lang(&self) -> Language {
        self.formats.lang()
    }

    /// What values are shown with.
    pub fn look(&self) -> Look<'_> {
        let (formats, snapshot, rights) = (&self.formats, &*self.snapshot, &*self.rights);
        Look { formats, snapshot, rights, names: &self.names, brief: false }
    }

    /// What values in a table are shown with.
    pub fn brief(&self) -> Look<'_> {
        Look { brief: true, ..self.look() }
    }

    /// The pipelines of the module, in order.
    pub fn pipelines(&self) -> impl Iterator<Item = &Pipeline> + Clone {
        self.snapshot.pipelines_of(&self.module.key)
    }

    /// The address of the module's list.
    pub fn home(&self) -> String {
        format!("/{}", self.module.key)
    }

    /// The address of a record of the module.
    pub fn record(&self, id: Uuid) -> String {
        format!("/{}/{id}", self.module.key)
    }

    /// The module's name in the singular, as it stands within a sentence.
    pub fn one(&self) -> String {
        lower(&self.module.label.one)
    }

    /// The module's name in the plural, as it stands within a sentence.
    pub fn many(&self) -> String {
        lower(&self.module.label.many)
    }

    /// Whether the reader sees a field of the module.
    pub fn sees(&self, field: &Key) -> bool {
        self.rights.sees(&self.module.key, field)
    }

    /// Whether the reader may give a field of the module a value.
    pub fn sets(&self, field: &Field) -> bool {
        field.writable() && self.rights.level(&self.module.key, &field.key) == FieldLevel::Edit
    }

    /// Where a path leads, if the reader sees every step of it.
    pub fn resolve(&self, path: &Path) -> Option<Resolved<'_>> {
        let found = self.snapshot.schema.catalogue.resolve(&self.module.key, path)?;
        let mut at = &self.module.key;
        for (link, target) in &found.hops {
            if !self.rights.sees(at, &link.key) || !self.rights.may_read(&target.key) {
                return None;
            }
            at = &target.key;
        }
        self.rights.sees(&found.module.key, &found.field.key).then_some(found)
    }

    /// Learns what records are called: see [`names`].
    pub fn name(&mut self, work: &mut Work, wanted: &HashMap<Key, Vec<Uuid>>) -> Result<()> {
        self.names.extend(names(work, wanted)?);
        Ok(())
    }
}

/// What records are called, one statement a module; those the actor does not see stay unnamed.
pub fn names(work: &mut Work, wanted: &HashMap<Key, Vec<Uuid>>) -> Result<HashMap<Uuid, String>> {
    let mut names = HashMap::new();
    for (module, ids) in wanted.iter().filter(|(module, _)| work.actor.rights.may_read(module)) {
        names.extend(records::titles(work, module, ids.clone())?);
    }
    Ok(names)
}

/// A name as it stands within a sentence; names in capitals stay as they are.
pub fn lower(name: &str) -> String {
    let mut chars = name.chars();
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(_), Some(second)) if second.is_uppercase() => name.to_string(),
        _ => name.to_lowercase(),
    }
}
