//! A record as it should be, and as it is found.

use bench::Outcome;
use serde_json::Value as Json;
use uuid::Uuid;

/// The modules written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// Companies.
    Account,
    /// Deals, each on a company.
    Opportunity,
}

impl Module {
    /// Both.
    pub const ALL: [Module; 2] = [Module::Account, Module::Opportunity];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Module::Account => "account",
            Module::Opportunity => "opportunity",
        }
    }

    /// The field that holds the number.
    pub fn field(self) -> &'static str {
        match self {
            Module::Account => "employees",
            Module::Opportunity => "amount",
        }
    }

    /// What is read of its records.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Module::Account => &["employees", "deleted_at", "open_count", "open_pipeline", "won_total"],
            Module::Opportunity => &["amount", "stage", "account", "deleted_at"],
        }
    }
}

/// What matters of a record. One writer alone changes it, so at any time it is one of two: as the last answer left it, or
/// as the request under way would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Of which module.
    pub module: Module,
    /// Its identity, made by its writer.
    pub id: Uuid,
    /// Employees, or the amount: another one with each change.
    pub number: u64,
    /// Where a deal stands.
    pub stage: Option<Uuid>,
    /// The company of a deal.
    pub account: Option<Uuid>,
    /// Its version.
    pub version: u64,
    /// Whether it is in the bin.
    pub gone: bool,
}

impl Record {
    /// As the API gives it.
    pub fn read(module: Module, json: &Json) -> Outcome<Record> {
        let id = |field: &str| json[field].as_str().map(Uuid::parse_str).transpose();
        Ok(Record {
            module,
            id: id("id")?.ok_or("a record without an id")?,
            number: match module {
                Module::Account => json["employees"].as_u64().unwrap_or_default(),
                Module::Opportunity => amount(&json["amount"]),
            },
            stage: id("stage")?,
            account: id("account")?,
            version: json["version"].as_u64().unwrap_or_default(),
            gone: !json["deleted_at"].is_null(),
        })
    }

    /// How many acts made it what it is: each stands in the history and in the feed.
    pub fn acts(&self) -> u64 {
        self.version + u64::from(self.gone)
    }
}

/// What deals on a company add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many are open.
    pub open: u64,
    /// What those are worth.
    pub pipeline: u64,
    /// What the won ones are worth.
    pub won: u64,
}

impl Sums {
    /// As the company has them.
    pub fn read(json: &Json) -> Sums {
        Sums {
            open: json["open_count"].as_u64().unwrap_or_default(),
            pipeline: amount(&json["open_pipeline"]),
            won: amount(&json["won_total"]),
        }
    }
}

/// An amount without cents; one with cents is none that was written.
fn amount(json: &Json) -> u64 {
    let text = json["amount"].as_str().unwrap_or("0.00");
    text.strip_suffix(".00").and_then(|whole| whole.parse().ok()).unwrap_or(u64::MAX)
}
