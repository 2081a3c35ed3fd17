//! Whether search knows every record, and none that is gone.

use store::integrity;

use super::Report;
use crate::crm::Crm;
use crate::error::Result;

/// Compares search with the records of every module.
pub(super) fn check(crm: &Crm, report: &mut Report) -> Result<()> {
    let snapshot = crm.snapshot();
    for module in snapshot.schema.catalogue.modules() {
        let key = module.key.clone();
        let gaps = crm.store().read(move |tx| integrity::search_gaps(tx, &key)).wait()?;
        if gaps.missing > 0 {
            report.found(
                format!("search does not know {} records of {}", gaps.missing, module.key),
                "make a backup and restore it with --replace: search is made anew",
            );
        }
        if gaps.gone > 0 {
            report.found(
                format!("search knows {} records of {} that are gone", gaps.gone, module.key),
                "make a backup and restore it with --replace: search is made anew",
            );
        }
    }
    report.checked("search against the records of every module");
    Ok(())
}
