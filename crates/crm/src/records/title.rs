//! What a record is called, and the text by which search finds it.

use std::sync::Arc;

use meta::{Module, Path};
use uuid::Uuid;

use super::draft::Draft;
use super::{links, save};
use crate::error::Result;
use crate::work::Work;

/// What the record shall be called: its title field as text.
pub fn title(draft: &Draft) -> String {
    let Some(field) = draft.module.field(&draft.module.title) else { return String::new() };
    title_of(field, draft.get(&field.key))
}

/// What a record with this value in its title field is called.
pub(crate) fn title_of(field: &meta::Field, value: &meta::Value) -> String {
    let text = field.kind.show(value);
    let line: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
    line
}

/// The text by which search finds the record.
pub fn search_text(work: &mut Work, draft: &Draft) -> Result<String> {
    let mut parts = Vec::new();
    for path in draft.module.search.clone() {
        let text = match path.single() {
            Some(key) => draft.module.field(key).map(|field| field.kind.searched(draft.get(key))),
            None => through(work, draft, &path)?,
        };
        parts.extend(text.filter(|text| !text.is_empty()));
    }
    Ok(parts.join(" \n"))
}

fn through(work: &mut Work, draft: &Draft, path: &Path) -> Result<Option<String>> {
    let value = links::follow(work, draft, path)?;
    let catalogue = &work.snapshot.schema.catalogue;
    Ok(catalogue.resolve(&draft.module.key, path).map(|found| found.field.kind.searched(&value)))
}

/// Writes the search text of a record anew.
pub fn renew(work: &mut Work, module: &Arc<Module>, id: Uuid) -> Result<()> {
    let draft = save::open_any(work, module, id)?;
    if !draft.was("deleted_at").is_empty() {
        return Ok(());
    }
    let text = search_text(work, &draft)?;
    let rid = store::rows::rid(work.tx, module, id)?;
    Ok(store::search::index(work.tx, module, rid, &text)?)
}

/// Whether anything the search text is made of changed.
pub fn search_changed(draft: &Draft) -> bool {
    draft.is_new() || draft.module.search.iter().any(|path| draft.changed(path.first()))
}

/// Whether the title field changed.
pub fn title_changed(draft: &Draft) -> bool {
    draft.is_new() || draft.changed(&draft.module.title)
}
