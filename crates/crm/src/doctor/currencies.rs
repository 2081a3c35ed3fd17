//! Whether every currency that amounts are given in has a rate.

use super::Report;
use crate::crm::Crm;

pub(super) fn check(crm: &Crm, report: &mut Report) {
    let snapshot = crm.snapshot();
    report.checked(format!("{} currencies", snapshot.rates.currencies().len()));
    for currency in snapshot.rates.unrated() {
        report.found(
            format!("{currency} has no rate: its amounts count one to one in sums"),
            "set its rate under Administration, Currencies",
        );
    }
}
