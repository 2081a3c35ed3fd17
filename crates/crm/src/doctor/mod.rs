//! Doctor: whether a workspace is sound. It looks at everything that follows from something else and says what does not
//! fit, and what to do. It never repairs by itself, and reads in pages so that nobody is held up.

mod backups;
mod currencies;
mod links;
mod rollups;
mod schema;
mod search;
mod summaries;
mod trail;

pub use backups::backups;
pub use currencies::currencies;
pub use trail::trail;

use crate::crm::Crm;
use crate::error::Result;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub advice: String,
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was looked at, one line each.
    pub checked: Vec<String>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// Says that something was looked at.
    pub fn checked(&mut self, line: impl Into<String>) {
        self.checked.push(line.into());
    }

    /// Says that something is wrong.
    pub fn found(&mut self, words: impl Into<String>, advice: impl Into<String>) {
        self.findings.push(Finding { words: words.into(), advice: advice.into() });
    }
}

/// Examines what the database holds: tables, links, search, rollups.
pub fn data(crm: &Crm) -> Result<Report> {
    let mut report = Report::default();
    if schema::check(crm, &mut report)? {
        links::check(crm, &mut report)?;
        search::check(crm, &mut report)?;
        rollups::check(crm, &mut report)?;
        summaries::check(crm, &mut report)?;
    }
    Ok(report)
}
