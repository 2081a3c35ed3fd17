//! Summaries behind the scenes: made where they are lacking, and the differences that changes left added up, so that
//! boards read few rows.

use std::sync::Arc;

use meta::Module;
use store::summary;

use crate::acts;
use crate::crm::Crm;
use crate::error::Result;

/// Makes the summaries that a workspace lacks, as one does that an older program made.
pub(crate) fn complete(crm: &Crm) -> Result<()> {
    let modules = modules(crm);
    let known = modules.clone();
    let lacks = crm.store().read(move |tx| summary::lacking(tx, &known).map(|lacking| !lacking.is_empty()));
    if lacks.wait()? {
        crm.store().alone(move |tx| summary::restore(tx, &modules)).wait()?;
    }
    Ok(())
}

/// Adds up what changes left, module by module, a bounded number of rows a transaction.
pub fn settle(crm: &Crm) -> Result<()> {
    let modules = modules(crm);
    for module in crm.store().read(move |tx| summary::waiting(tx, &modules)).wait()? {
        loop {
            let module = module.clone();
            if !crm.store().write(move |tx| summary::settle(tx, &module)).wait()? {
                break;
            }
            acts::give_way();
        }
    }
    Ok(())
}

fn modules(crm: &Crm) -> Vec<Arc<Module>> {
    crm.snapshot().schema.catalogue.modules().cloned().collect()
}
