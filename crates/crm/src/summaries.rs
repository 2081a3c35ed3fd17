//! Summaries behind the scenes: differences that changes left are added up, so that boards read few rows.

use crate::acts;
use crate::crm::Crm;
use crate::error::Result;

/// Adds up what changes left, module by module, a bounded number of rows a transaction.
pub fn settle(crm: &Crm) -> Result<()> {
    let snapshot = crm.snapshot();
    for module in snapshot.schema.catalogue.modules() {
        loop {
            let known = module.clone();
            let waiting = known.clone();
            if !crm.store().read(move |tx| store::summary::waits(tx, &waiting)).wait()? {
                break;
            }
            if crm.store().write(move |tx| store::summary::settle(tx, &known)).wait()? == 0 {
                break;
            }
            acts::give_way();
        }
    }
    Ok(())
}
