//! What roles may do, set in the pages in place of what the definitions say.

use meta::{FieldLevel, Key, Rights, Scope};
use serde_json::json;
use store::company as rows;
use words::said;

use super::{administrator, roles};
use crate::error::{Error, Result};
use crate::work::Work;

/// Sets what a role may do in a module; with `None` the definition holds again.
pub fn set(work: &mut Work, role: &Key, module: &Key, rights: Option<Rights>) -> Result<()> {
    changeable(work, role)?;
    let known = work.module(module)?;
    let before = work.snapshot.granted(role, &known);
    match rights {
        Some(rights) => {
            consistent(&rights)?;
            rows::put_right(work.tx, role, module, rights)?;
        }
        None => {
            rows::delete_right(work.tx, role, module)?;
        }
    }
    let changes = json!({ "module": [module, module], "rights": [before, rights] });
    roles::note(work, role, &changes)
}

/// Sets what a role may do with a field; with `None` the definition holds again.
pub fn set_field(work: &mut Work, role: &Key, module: &Key, field: &Key, level: Option<FieldLevel>) -> Result<()> {
    changeable(work, role)?;
    let known = work.module(module)?;
    if known.field(field).is_none() {
        return Err(Error::NotFound(said!("missing-field", field = field.as_str(), module = module.as_str())));
    }
    if level == Some(FieldLevel::Hidden) {
        if matches!(field.as_str(), "id" | "version") {
            return Err(Error::invalid("field", "invalid", said!("settings-field-needed")));
        }
        if let Some(named) = work.snapshot.derivations.named_by(&work.snapshot.schema.catalogue, module, field) {
            let detail = said!("settings-field-names", modules = named);
            return Err(Error::invalid("field", "invalid", detail));
        }
    }
    let place = (module.clone(), field.clone());
    let before = work.snapshot.role_fields.get(role).and_then(|levels| levels.get(&place)).copied();
    rows::put_field(work.tx, role, module, field, level)?;
    let field = format!("{module}.{field}");
    roles::note(work, role, &json!({ "field": [field, field], "level": [before, level] }))
}

fn changeable(work: &Work, role: &Key) -> Result<()> {
    administrator(work.actor)?;
    roles::existing(work, role)?;
    if *role == "administrator" {
        return Err(Error::Conflict(said!("settings-administrators-rights")));
    }
    Ok(())
}

/// Nobody can change or delete what they cannot see.
fn consistent(rights: &Rights) -> Result<()> {
    for (field, scope) in [("edit", rights.edit), ("delete", rights.delete)] {
        let hanging = rights.read == Scope::Parent && scope == Scope::Own;
        if scope > rights.read && !hanging {
            let detail = said!("settings-rights-reach");
            return Err(Error::invalid(field, "too_wide", detail));
        }
    }
    if rights.create && rights.read == Scope::None {
        return Err(Error::invalid("create", "too_wide", said!("settings-rights-create")));
    }
    Ok(())
}
