//! The facts about users that rights depend on, read from the user module's table in one statement.

use uuid::Uuid;

use crate::columns::TITLE;
use crate::{Error, Tx};

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: Uuid,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Key of the role.
    pub role: String,
    /// Team.
    pub team: Option<Uuid>,
    /// Whom they report to.
    pub manager: Option<Uuid>,
    /// May sign in.
    pub active: bool,
    /// Code of the language of their pages.
    pub language: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// How they write dates, and how numbers.
    pub formats: [Option<String>; 2],
}

/// All users outside the bin.
pub fn all(tx: &mut Tx) -> Result<Vec<Person>, Error> {
    let mut q = tx.sql();
    q.push("SELECT id, ")
        .ident(TITLE)
        .push(", email, role, team, manager, active, language, time_zone, date_format, number_format FROM ")
        .table("user");
    q.push(" WHERE deleted_at IS NULL");
    tx.query(&q, |row| {
        Ok(Person {
            id: row.uuid(0)?,
            name: row.opt_text(1)?.unwrap_or_default(),
            email: row.opt_text(2)?.unwrap_or_default(),
            role: row.opt_text(3)?.unwrap_or_default(),
            team: row.opt_uuid(4)?,
            manager: row.opt_uuid(5)?,
            active: row.opt_bool(6)?.unwrap_or(false),
            language: row.opt_text(7)?,
            time_zone: row.opt_text(8)?,
            formats: [row.opt_text(9)?, row.opt_text(10)?],
        })
    })
}

/// Whom a user reports to.
pub fn manager(tx: &mut Tx, user: Uuid) -> Result<Option<Uuid>, Error> {
    let mut q = tx.sql();
    q.push("SELECT manager FROM ").table("user").push(" WHERE id = ").bind(user);
    Ok(tx.query_one(&q, |row| row.opt_uuid(0))?.flatten())
}
