//! Whether rollups are what summing up anew gives: of the newest records of each module.

use meta::{Filter, Path};
use store::rollup;

use super::Report;
use crate::crm::Crm;
use crate::error::Result;
use crate::records;

/// Records looked at in each module.
const SAMPLE: usize = 200;

/// Sums up anew.
pub(super) fn check(crm: &Crm, report: &mut Report) -> Result<()> {
    let snapshot = crm.snapshot();
    let mut looked = 0;
    for module in snapshot.schema.catalogue.modules() {
        let rollups = snapshot.derivations.module(&module.key).map_or(&[][..], |derived| &derived.rollups);
        for kept in rollups {
            let (module, kept) = (module.clone(), kept.clone());
            let (key, field) = (module.key.clone(), kept.field.clone());
            let wrong = crm.read(&crm.system(), move |work| {
                let snapshot = work.snapshot.clone();
                let Some(asked) = records::asked(&snapshot, &module, &kept) else { return Ok((0, None)) };
                let scope = work.system();
                let path = Path::of(kept.field.clone());
                let sample = records::sorted(work, &scope, &module, Filter::Const(true), &[path], Vec::new(), SAMPLE)?;
                let ids: Vec<_> = sample.iter().map(|record| record.id).collect();
                let anew = rollup::values(work.tx, &scope, &asked, &ids)?;
                let differs = sample.iter().zip(&anew).find(|(record, (_, value))| record.get(&kept.field) != value);
                Ok((sample.len(), differs.map(|(record, _)| record.id)))
            });
            let (sampled, wrong) = wrong.wait()?;
            looked += sampled;
            if let Some(record) = wrong {
                report.found(
                    format!("{field} of {key} {record} is not what summing up gives"),
                    "report it with the history of the record; saving a record below it sums up anew",
                );
            }
        }
    }
    report.checked(format!("{looked} rollups summed up anew"));
    Ok(())
}
