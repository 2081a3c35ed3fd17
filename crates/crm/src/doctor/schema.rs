//! Whether the tables are what the definitions say.

use super::Report;
use crate::crm::Crm;
use crate::error::Result;

/// Looks at every module's tables; `false` when one is not there, so that nothing else can be looked at.
pub(super) fn check(crm: &Crm, report: &mut Report) -> Result<bool> {
    let snapshot = crm.snapshot();
    let mut whole = true;
    for module in snapshot.schema.catalogue.modules() {
        let (schema, module_) = (snapshot.schema.clone(), module.clone());
        let looked = crm.store().read(move |tx| store::verify::tables(tx, &schema, &module_)).wait();
        match looked {
            Ok(()) => {}
            Err(error @ store::Error::Sql { .. }) => {
                whole = false;
                report.found(
                    format!("the tables of {} are not what its definition says: {error}", module.key),
                    "somebody changed the database by hand: restore a backup, or make the missing column again",
                );
            }
            Err(error) => return Err(error.into()),
        }
    }
    report.checked(format!(
        "tables of {} modules against their definitions",
        snapshot.schema.catalogue.modules().count()
    ));
    Ok(whole)
}
