//! Whether the audit trail is whole, and somebody seals it.

use super::Report;
use crate::audit::{self, Head};
use crate::crm::Crm;
use crate::error::Result;

/// Verifies the trail; `on_file` is the head kept in the data directory.
pub fn trail(crm: &Crm, on_file: Option<Head>, report: &mut Report) -> Result<()> {
    if let Some(since) = audit::overdue(crm)?
        && audit::seal(crm)?.is_none()
    {
        report.found(
            format!("changes wait since {} to be sealed", since.format("%Y-%m-%d %H:%M:%S UTC")),
            "a server holds the sealer's lease and does not seal: look into its log and restart it",
        );
    }
    let verified = audit::verify(crm, on_file)?;
    for finding in &verified.findings {
        let place = finding.position.map(|position| format!("position {position}: ")).unwrap_or_default();
        report.found(
            format!("audit trail: {place}{}", finding.words),
            "somebody changed the trail: keep the database and its backups as evidence, and ask who had access",
        );
    }
    if verified.further > 0 {
        report.found(format!("audit trail: {} findings more", verified.further), "run kith audit verify");
    }
    report.checked(format!("{} rows of the audit trail in {} seals", verified.rows, verified.seals));
    Ok(())
}
