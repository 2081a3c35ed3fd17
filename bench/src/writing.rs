//! What writes: 32 clients that make accounts, beside raw inserts of the same rows by hand, committed together.

mod postgres;
mod sqlite;

use std::time::Duration;

use bench::kith::Kith;
use bench::server::Server;

use crate::Outcome;
use crate::client::{self, Measured, Request};
use crate::data::ADMINISTRATOR;
use crate::load::PASSWORD;
use crate::results::Line;

const WRITERS: usize = 32;
const ROUND: Duration = Duration::from_secs(4);
/// Before it counts.
const WARM_UP: Duration = Duration::from_millis(300);
/// The tables in which a new account leaves rows.
const TABLES: [&str; 8] = [
    "kith_act",
    "account",
    "account__emails",
    "account__phones",
    "account__search",
    "account__summary",
    "kith_audit",
    "kith_audit_value",
];
/// Columns that are different in each row.
const KEYS: [&str; 10] = ["_rid", "rid", "nr", "id", "owner", "audit", "record", "position", "number", "number__key"];

/// Makes accounts in a workspace of its own through the API.
pub fn create(kith: &Kith) -> Outcome<Measured> {
    kith.run(&["user", "add", ADMINISTRATOR, "--role", "administrator", "--password-stdin"], PASSWORD)?;
    let server = Server::start(kith)?;
    let request = Request {
        url: format!("{}/api/v1/account", server.url),
        cookie: client::sign_in(&server.url, ADMINISTRATOR)?,
        body: Some(
            r#"{"name":"Nordwind Logistik {n}","industry":"Transport","emails":[{"value":"info{n}@nordwind.example"}],"phones":[{"value":"+351 21 {n}"}]}"#
                .into(),
        ),
    };
    client::round(&request, WRITERS, ROUND)
}

/// Both, side by side.
pub fn measure(kith: &Kith) -> Outcome<Line> {
    let ours = create(kith)?;
    let rate = match &kith.database {
        None => sqlite::raw(&kith.data.join("kith.db"))?,
        Some(url) => postgres::raw(url, kith.schema)?,
    };
    let usual = Duration::from_secs_f64(WRITERS as f64 / rate);
    let floor = Measured { rate, p50: usual, p95: Duration::ZERO, bytes: 0 };
    Ok(Line::new("create an account, with all that belongs to it", "administrator", WRITERS, ours, Some(floor)))
}
