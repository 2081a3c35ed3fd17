//! Whether summaries say what follows from the records.

use super::Report;
use crate::crm::Crm;
use crate::error::Result;

/// Counts the records of every module that has a summary and compares.
pub(super) fn check(crm: &Crm, report: &mut Report) -> Result<()> {
    let snapshot = crm.snapshot();
    for module in snapshot.schema.catalogue.modules() {
        let known = module.clone();
        if crm.store().read(move |tx| store::summary::differs(tx, &known)).wait()? {
            report.found(
                format!("boards and reports of {} add up to something else than its records", module.key),
                "make a backup and restore it with --replace: summaries are made anew",
            );
        }
    }
    report.checked("summaries of boards and reports against the records");
    Ok(())
}
