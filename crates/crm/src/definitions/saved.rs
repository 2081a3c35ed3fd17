//! The backup before a change of definitions that takes something away.

use store::backups::{Backup, Why};

use super::plan::Plan;
use crate::backup::{self, Vault};
use crate::crm::Crm;
use crate::error::Result;

/// Backs the workspace up if a plan takes something away; gives the backup.
pub fn save_before(crm: &Crm, vault: &Vault, plan: &Plan) -> Result<Option<Backup>> {
    if !plan.is_destructive() {
        return Ok(None);
    }
    let saved = backup::save(crm.store(), vault, Why::BeforeChange, crm.now())?;
    // It is there whether or not the list says so.
    if let Err(error) = backup::note(crm.store(), &saved).and_then(|()| backup::prune(crm, vault)) {
        tracing::warn!(file = saved.path, %error, "a backup was made; the list of backups does not say so");
    }
    Ok(Some(saved))
}
