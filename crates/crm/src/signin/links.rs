//! One-time links: the set-up of an empty workspace, a new user's first password, another one for who lost theirs.
//!
//! The secret in a link is given out once; whoever holds it within its time may set one password, once.

use chrono::{DateTime, Duration, Utc};
use meta::record::Values;
use meta::types::PersonName;
use meta::{Key, Value};
use serde_json::json;
use store::audit::Action;
use store::signin::{credentials, invitations as rows, sessions};
use uuid::Uuid;
use words::{Language, said};

use super::throttle::{self, Subjects};
use super::{secret, sign_in};
use crate::actor::Actor;
use crate::company::Company;
use crate::crm::Crm;
use crate::error::{Error, FieldError, Result};
use crate::furnish;
use crate::records::{self, New};
use crate::settings::company;
use crate::trail;
use crate::work::Work;

pub use store::signin::invitations::{Invitation, Kind};

/// How long set-up and invitation are good.
const INVITED: Duration = Duration::hours(72);
/// How long a reset is good.
const RESET: Duration = Duration::hours(2);

/// A link just made: the only time its secret is seen.
#[derive(Debug, Clone)]
pub struct Link {
    /// The secret, for the address: 43 characters.
    pub token: String,
    /// What it is for.
    pub kind: Kind,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// Who sets up a workspace.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// E-mail address of the first administrator.
    pub email: String,
    /// Their full name.
    pub name: PersonName,
    /// Their password.
    pub password: String,
    /// In which they read.
    pub language: Language,
    /// The company: its name, base currency, country and time zone.
    pub company: Company,
}

/// Makes a link by which a user sets a password: an invitation when they have none yet, else a reset. Earlier links
/// end. For administrators.
pub fn for_user(crm: &Crm, actor: &Actor, user: Uuid) -> Result<Link> {
    crate::settings::administrator(actor)?;
    let token = secret::fresh();
    let digest = secret::digest(&token);
    let (kind, expires_at) = crm
        .write(actor, "invite", move |work| {
            if !work.snapshot.people.get(user).is_some_and(|person| person.active) {
                return Err(Error::NotFound(said!("user")));
            }
            let first = credentials::password(work.tx, user)?.is_none();
            let (kind, good) = if first { (Kind::Invitation, INVITED) } else { (Kind::Reset, RESET) };
            let expires_at = make(work, &digest, Some(user), kind, good)?;
            let changes = json!({ "link": [null, if first { "invitation" } else { "reset" }] });
            trail::note(work, Action::Configure, &Key::of("user"), user, &changes)?;
            Ok((kind, expires_at))
        })
        .wait()?;
    Ok(Link { token, kind, expires_at })
}

/// Makes the link by which an empty workspace is set up; `None` once there is a user.
pub fn for_setup(crm: &Crm) -> Result<Option<Link>> {
    let token = secret::fresh();
    let digest = secret::digest(&token);
    let made = crm.write(&crm.system(), "setup", move |work| match work.snapshot.people.iter().next() {
        Some(_) => Ok(None),
        None => make(work, &digest, None, Kind::Setup, INVITED).map(Some),
    });
    Ok(made.wait()?.map(|expires_at| Link { token, kind: Kind::Setup, expires_at }))
}

/// The link of a secret, while it is good.
pub fn open(work: &mut Work, token: &str) -> Result<Invitation> {
    let now = work.now;
    let found = rows::find(work.tx, &secret::digest(token), now)?.ok_or_else(over)?;
    // Whoever was added on the command line meanwhile set the workspace up.
    match found.user.is_none() && work.snapshot.people.iter().next().is_some() {
        true => Err(over()),
        false => Ok(found),
    }
}

/// Sets the password by a link for a user. All their sessions and other links end. Gives the user.
pub fn accept(crm: &Crm, token: &str, password: &str, language: Language) -> Result<Uuid> {
    let (digest, now) = (secret::digest(token), crm.now());
    crm.refresh()?;
    let link = crm.attest(move |tx| rows::find(tx, &digest, now)).wait()?;
    let link = link.ok_or_else(over)?;
    let (user, first) = (link.user.ok_or_else(over)?, link.kind == Kind::Invitation);
    let email = crm.snapshot().people.get(user).map(|person| person.email.clone()).ok_or_else(over)?;
    let hash = sign_in::hashed(crm, password, &email)?;
    crm.write(&crm.system(), "change_password", move |work| {
        let active = work.snapshot.people.get(user).is_some_and(|person| person.active);
        if !active || !rows::use_up(work.tx, &digest, work.now)? {
            return Err(over());
        }
        credentials::set_password(work.tx, user, &hash, work.now)?;
        if first {
            records::update(work, "user", user, reading(language), None)?;
        }
        rows::end_all(work.tx, Some(user), work.now)?;
        sessions::end_all(work.tx, user, None)?;
        throttle::succeeded(work.tx, &Subjects::new(&email, ""))?;
        trail::note(work, Action::Configure, &Key::of("user"), user, &json!({ "password": [null, "by link"] }))
    })
    .wait()?;
    Ok(user)
}

/// Sets up an empty workspace by its link: the first administrator and the company's settings. Gives the administrator.
pub fn set_up(crm: &Crm, token: &str, given: SetUp) -> Result<Uuid> {
    let digest = secret::digest(token);
    let hash = sign_in::hashed(crm, &given.password, &given.email)?;
    let user = crm
        .write(&crm.system(), "setup", move |work| {
            if work.snapshot.people.iter().next().is_some() || !rows::use_up(work.tx, &digest, work.now)? {
                return Err(over());
            }
            rows::end_all(work.tx, None, work.now)?;
            let mut values = reading(given.language);
            values.set(Key::of("name"), Value::Name(given.name.clone()));
            values.set(Key::of("email"), Value::Text(given.email.clone()));
            values.set(Key::of("role"), Value::Text("administrator".into()));
            let made = records::create(work, "user", New { id: None, values, source: "setup" })?;
            credentials::set_password(work.tx, made.id, &hash, work.now)?;
            company::save(work, given.company.clone()).map_err(of_company)?;
            furnish::call(work, given.language)?;
            Ok(made.id)
        })
        .wait()?;
    crm.refresh()?;
    Ok(user)
}

/// What a user's record holds of their language.
fn reading(language: Language) -> Values {
    let mut values = Values::new();
    values.set(Key::of("language"), Value::Text(language.code().into()));
    values
}

fn make(
    work: &mut Work,
    digest: &store::signin::Digest,
    user: Option<Uuid>,
    kind: Kind,
    good: Duration,
) -> Result<DateTime<Utc>> {
    let expires_at = work.now + good;
    rows::end_all(work.tx, user, work.now)?;
    rows::insert(work.tx, digest, &Invitation { user, kind, created_at: work.now, expires_at })?;
    Ok(expires_at)
}

/// The company's name is called `company` here, beside the administrator's.
fn of_company(error: Error) -> Error {
    let moved = |error: FieldError| match error.field.as_str() {
        "name" => FieldError { field: "company".into(), ..error },
        _ => error,
    };
    match error {
        Error::Invalid(errors) => Error::Invalid(errors.into_iter().map(moved).collect()),
        other => other,
    }
}

fn over() -> Error {
    Error::NotFound(said!("missing-link"))
}
