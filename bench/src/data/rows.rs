//! The records, row by row.

use std::fs;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::people::{rep, reps};
use super::words::{CITY, DEAL, FAMILY, FIRST, FORM, GIVEN, INDUSTRY, NOTE, SECOND, TASK};
use super::{File, Size};
use crate::Outcome;
use bench::dice::Dice;

pub(super) type Writer = csv::Writer<fs::File>;

/// A file with its header.
pub(super) fn writer(path: &Path, header: &[&str]) -> Outcome<Writer> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 20).from_path(path)?;
    writer.write_record(header)?;
    Ok(writer)
}

type Row = Vec<String>;

/// One kind of records.
struct Kind {
    module: &'static str,
    header: &'static [&'static str],
    rows: u64,
    row: fn(u64, Size, &mut Dice) -> Row,
}

pub(super) fn write(folder: &Path, size: Size) -> Outcome<Vec<File>> {
    let kinds = [
        Kind {
            module: "account",
            header: &[
                "id",
                "name",
                "status",
                "industry",
                "website",
                "emails",
                "phones",
                "address.street",
                "address.city",
                "address.country",
                "employees",
                "revenue",
                "owner",
                "description",
            ],
            rows: size.accounts(),
            row: account,
        },
        Kind {
            module: "contact",
            header: &["id", "name.given", "name.family", "account", "role_title", "emails", "phones", "owner"],
            rows: size.contacts(),
            row: contact,
        },
        Kind {
            module: "opportunity",
            header: &[
                "id",
                "name",
                "account",
                "contact",
                "stage",
                "amount",
                "engage_date",
                "close_date",
                "next_step",
                "source_channel",
                "owner",
            ],
            rows: size.opportunities(),
            row: opportunity,
        },
        Kind {
            module: "task",
            header: &["id", "subject", "about", "due", "priority", "status", "owner"],
            rows: size.tasks(),
            row: task,
        },
        Kind { module: "note", header: &["id", "body", "about", "owner"], rows: size.notes(), row: note },
    ];
    kinds.into_iter().map(|kind| file(folder, size, kind)).collect()
}

fn file(folder: &Path, size: Size, kind: Kind) -> Outcome<File> {
    let path = folder.join(format!("{}.csv", kind.module));
    let file = File { module: kind.module, path: path.clone(), rows: kind.rows };
    if path.exists() {
        return Ok(file);
    }
    let unfinished: PathBuf = path.with_extension("part");
    let mut writer = writer(&unfinished, kind.header)?;
    let mut dice = Dice::of(kind.module);
    for n in 0..kind.rows {
        writer.write_record((kind.row)(n, size, &mut dice))?;
    }
    writer.flush()?;
    fs::rename(unfinished, path)?;
    Ok(file)
}

/// The identity of the `n`th record of a kind: a UUID of version 7 that grows with `n`, on the first of January 2024.
pub fn id(kind: u8, n: u64) -> Uuid {
    let mut dice = Dice::of(&format!("{kind}/{n}"));
    let mut bytes = [0; 16];
    let millis: u64 = 1_704_067_200_000 + n;
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    bytes[6..14].copy_from_slice(&dice.number().to_be_bytes());
    bytes[14..].copy_from_slice(&dice.number().to_be_bytes()[..2]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    Uuid::from_bytes(bytes)
}

const ACCOUNT: u8 = 1;
const CONTACT: u8 = 2;
const OPPORTUNITY: u8 = 3;

/// The account with the most records.
pub fn biggest_account() -> Uuid {
    id(ACCOUNT, 0)
}

fn company(n: u64) -> String {
    let mut dice = Dice::of(&format!("company/{n}"));
    format!("{} {} {}", dice.pick(FIRST), dice.pick(SECOND), dice.pick(FORM))
}

fn owner(dice: &mut Dice) -> String {
    // Half of the deals belong to a third of the people.
    rep(((dice.share().powf(1.6)) * reps() as f64) as u64)
}

fn phone(dice: &mut Dice) -> String {
    format!("+351 2{} {:03} {:03}", dice.below(90) + 10, dice.below(1000), dice.below(1000))
}

fn day(dice: &mut Dice, from: u64, days: u64) -> String {
    // Days since the first of January 2023, by months of thirty so that every day exists.
    let day = (from + dice.below(days)).min(1439);
    let (year, rest) = (2023 + day / 360, day % 360);
    format!("{year}-{:02}-{:02}", rest / 30 + 1, (rest % 30).min(27) + 1)
}

fn account(n: u64, _: Size, dice: &mut Dice) -> Row {
    let name = company(n);
    let slug: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let (city, country) = *dice.pick(CITY);
    let status = *dice.pick(&["suspect", "lead", "prospect", "prospect", "customer", "customer", "customer", "former"]);
    vec![
        id(ACCOUNT, n).to_string(),
        name,
        status.into(),
        dice.pick(INDUSTRY).to_string(),
        format!("https://{slug}{n}.example"),
        format!("info@{slug}{n}.example"),
        phone(dice),
        format!("Rua {} {}", dice.pick(FAMILY), dice.below(200) + 1),
        city.into(),
        country.into(),
        (dice.below(5000) + 1).to_string(),
        format!("{}000", dice.below(90_000) + 100),
        owner(dice),
        if dice.often(0.2) { dice.pick(NOTE).to_string() } else { String::new() },
    ]
}

fn contact(n: u64, size: Size, dice: &mut Dice) -> Row {
    let (given, family) = (*dice.pick(GIVEN), *dice.pick(FAMILY));
    let title = *dice.pick(&["Buyer", "Managing director", "Head of sales", "Engineer", "Controller", "Assistant"]);
    vec![
        id(CONTACT, n).to_string(),
        given.into(),
        family.into(),
        id(ACCOUNT, dice.skewed(size.accounts())).to_string(),
        title.into(),
        format!("person{n}@mail.example"),
        phone(dice),
        owner(dice),
    ]
}

fn opportunity(n: u64, size: Size, dice: &mut Dice) -> Row {
    let at = dice.skewed(size.accounts());
    let stage = match dice.below(100) {
        0..12 => "prospecting",
        12..20 => "qualification",
        20..27 => "proposal",
        27..32 => "negotiation",
        32..70 => "won",
        _ => "lost",
    };
    let engaged = dice.below(1200);
    // Long tail: most deals are small.
    let amount = (dice.share().powi(4) * 500_000.0 + 200.0) as u64;
    vec![
        id(OPPORTUNITY, n).to_string(),
        format!("{} {}", company(at), dice.pick(DEAL)),
        id(ACCOUNT, at).to_string(),
        id(CONTACT, dice.below(size.contacts())).to_string(),
        stage.into(),
        amount.to_string(),
        day(dice, engaged, 1),
        day(dice, engaged + 10, 200),
        if dice.often(0.3) { format!("{} the {}", dice.pick(TASK), dice.pick(DEAL)) } else { String::new() },
        dice.pick(&["website", "referral", "partner", "campaign", "call", "event", "other"]).to_string(),
        owner(dice),
    ]
}

/// What an activity is about: mostly deals, and the accounts with many deals have many activities too.
fn about(size: Size, dice: &mut Dice) -> String {
    match dice.below(10) {
        0..6 => format!("opportunity/{}", id(OPPORTUNITY, dice.below(size.opportunities()))),
        6..8 => format!("contact/{}", id(CONTACT, dice.below(size.contacts()))),
        _ => format!("account/{}", id(ACCOUNT, dice.skewed(size.accounts()))),
    }
}

fn task(n: u64, size: Size, dice: &mut Dice) -> Row {
    let done = dice.often(0.9);
    vec![
        id(4, n).to_string(),
        format!("{} {}", dice.pick(TASK), dice.pick(DEAL)),
        about(size, dice),
        day(dice, 0, 1440),
        dice.pick(&["low", "normal", "normal", "normal", "high"]).to_string(),
        if done { "done".into() } else { "open".into() },
        owner(dice),
    ]
}

fn note(n: u64, size: Size, dice: &mut Dice) -> Row {
    vec![id(5, n).to_string(), format!("{} {}", dice.pick(NOTE), dice.pick(NOTE)), about(size, dice), owner(dice)]
}
