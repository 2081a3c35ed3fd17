//! One import: its company, its file, and the steps to its end. Each step may be taken again when it was not answered.

use std::collections::BTreeMap;

use bench::Outcome;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::record::{Module, Record, Sums};

const BOUNDARY: &str = "kith-crash-boundary";

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    New,
    Made,
    Uploaded,
    Mapped,
    Accepted,
    Ended,
}

/// An import.
pub struct Import {
    /// Its number.
    pub nr: usize,
    /// Rows of its file.
    pub rows: u64,
    /// Whether a server died while it ran.
    pub interrupted: bool,
    account: Uuid,
    address: String,
    stands: Stands,
}

impl Import {
    /// Nothing was done of it yet.
    pub fn new(nr: usize, rows: u64) -> Import {
        let (account, address) = (Uuid::now_v7(), String::new());
        Import { nr, rows, interrupted: false, account, address, stands: Stands::New }
    }

    /// Whether it was started and has not ended, as far as is known.
    pub fn is_accepted(&self) -> bool {
        self.stands == Stands::Accepted
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.stands == Stands::Ended
    }

    /// Takes the next step; the last one is repeated until the import has ended. `false` when it was not answered.
    pub fn step(&mut self, client: &Client) -> Outcome<bool> {
        let pairs = "application/x-www-form-urlencoded";
        let multipart = format!("multipart/form-data; boundary={BOUNDARY}");
        let answered = match self.stands {
            Stands::New => {
                let account = json!({ "id": self.account, "name": format!("Import {}", self.nr) });
                client.ask("POST", "/api/v1/account", &self.account.to_string(), &account.to_string())
            }
            Stands::Made => client.form("/imports", &multipart, &self.file()),
            Stands::Uploaded => {
                client.form(&self.address, pairs, "column%5B0%5D=name&column%5B1%5D=account&column%5B2%5D=amount")
            }
            Stands::Mapped => client.form(&format!("{}/start", self.address), pairs, ""),
            Stands::Accepted | Stands::Ended => client.page(&self.address),
        };
        let Ok(answer) = answered else { return Ok(false) };
        if answer.is_busy() {
            return Ok(false);
        }
        self.stands = self.further(&answer)?;
        Ok(true)
    }

    fn further(&mut self, answer: &Answer) -> Outcome<Stands> {
        let refused = || Err(format!("import {} at {:?}: {answer:?}", self.nr, self.stands).into());
        match (self.stands, answer.status) {
            (Stands::New, 201) => Ok(Stands::Made),
            (Stands::Made, 303) => {
                self.address.clone_from(&answer.location);
                Ok(Stands::Uploaded)
            }
            (Stands::Uploaded, 303) => Ok(Stands::Mapped),
            (Stands::Mapped, 303) => Ok(Stands::Accepted),
            (Stands::Accepted | Stands::Ended, 200) if answer.text.contains("You can leave this page") => {
                Ok(Stands::Accepted)
            }
            (Stands::Accepted | Stands::Ended, 200) => {
                let told = ["Created", "Updated", "Unchanged", "Refused"].map(|label| figure(&answer.text, label));
                let wanted = [Some(self.rows), Some(0), Some(0), Some(0)];
                match answer.text.contains("was imported") && told == wanted {
                    true => Ok(Stands::Ended),
                    false => refused(),
                }
            }
            _ => refused(),
        }
    }

    /// The file, as a browser uploads it.
    fn file(&self) -> String {
        let row = |nr| format!("{},{},{nr}\n", self.name(nr), self.account);
        let rows: String = (1..=self.rows).map(row).collect();
        format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"module\"\r\n\r\nopportunity\r\n\
             --{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"import-{}.csv\"\r\n\
             content-type: text/csv\r\n\r\nname,account,amount\n{rows}\r\n--{BOUNDARY}--\r\n",
            self.nr
        )
    }

    fn name(&self, row: u64) -> String {
        format!("Import {} row {row}", self.nr)
    }

    /// What is wrong with what an import that ended has done: every row must be there once.
    pub fn compare(&self, client: &Client) -> Outcome<Vec<String>> {
        let mut found: BTreeMap<(String, u64), u64> = BTreeMap::new();
        let mut cursor = None;
        loop {
            let filter = json!({ "field": "account", "op": "eq", "value": self.account });
            let question = json!({ "filter": filter, "fields": ["name", "amount"], "limit": 1000, "cursor": cursor });
            let page = client.find("/api/v1/opportunity/search", &question)?;
            for json in page["data"].as_array().into_iter().flatten() {
                let name = json["name"].as_str().unwrap_or_default().to_owned();
                *found.entry((name, Record::read(Module::Opportunity, json)?.number)).or_default() += 1;
            }
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        let wanted: BTreeMap<(String, u64), u64> = (1..=self.rows).map(|row| ((self.name(row), row), 1)).collect();
        let mut findings = Vec::new();
        if found != wanted {
            let missing = wanted.keys().filter(|row| !found.contains_key(*row)).count();
            let more = found.iter().filter(|(row, count)| wanted.get(*row) != Some(*count)).count();
            let words = format!("{missing} of {} rows missing, {more} that are doubled or strange", self.rows);
            findings.push(format!("import {} on account {}: {words}", self.nr, self.account));
        }
        let account = client.see(&format!("/api/v1/account/{}", self.account))?;
        let sums = Sums { open: self.rows, pipeline: self.rows * (self.rows + 1) / 2, won: 0 };
        if Sums::read(&account) != sums {
            findings.push(format!("account {} adds up to {:?}, not to {sums:?}", self.account, Sums::read(&account)));
        }
        Ok(findings)
    }
}

/// A figure of the page, by its label.
fn figure(page: &str, label: &str) -> Option<u64> {
    let (_, rest) = page.split_once(&format!(">{label}</span>"))?;
    let (value, _) = rest.split_once("stat-value\">")?.1.split_once('<')?;
    value.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}
