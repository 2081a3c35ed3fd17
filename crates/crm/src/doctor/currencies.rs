//! Whether every currency that amounts are given in has a rate.

use super::Report;
use crate::crm::Crm;

/// Finds the currencies whose amounts cannot be added up rightly.
pub fn currencies(crm: &Crm, report: &mut Report) {
    let snapshot = crm.snapshot();
    report.checked(format!("{} currencies", snapshot.rates.currencies().len()));
    for currency in snapshot.rates.unrated() {
        report.found(
            format!("{currency} has no rate: its amounts count one to one in sums"),
            "set its rate under Administration, Currencies",
        );
    }
}
