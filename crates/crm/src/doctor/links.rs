//! Whether every link leads to a record: all of them, in pages.

use store::integrity;

use super::Report;
use crate::crm::Crm;
use crate::error::Result;

/// Looks at the links of every module.
pub(super) fn check(crm: &Crm, report: &mut Report) -> Result<()> {
    let snapshot = crm.snapshot();
    let mut looked = 0;
    for module in snapshot.schema.catalogue.modules() {
        for link in integrity::links(&snapshot.schema, module) {
            looked += 1;
            let (mut after, mut count, mut example) = (0, 0, None);
            while let Some(page) = {
                let link = link.clone();
                crm.store().read(move |tx| integrity::orphans(tx, &link, after)).wait()?
            } {
                after = page.upto;
                count += page.records.len();
                example = example.or(page.records.first().copied());
            }
            if let Some(example) = example {
                report.found(
                    format!(
                        "{count} records of {} have a {} that is not there, such as {example}",
                        module.key, link.field
                    ),
                    "open them and choose another, or restore a backup from before the loss",
                );
            }
        }
    }
    report.checked(format!("every record behind {looked} kinds of links"));
    Ok(())
}
