//! Tokens of programs: made, found, listed, ended. A program acts with the rights its user has at that moment.

use chrono::{DateTime, Duration, Utc};
use meta::Key;
use serde_json::json;
use store::Pending;
use store::audit::Action;
use store::signin::tokens as rows;
use uuid::Uuid;
use words::said;

use super::secret;
use crate::actor::{Actor, Via};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

pub use store::signin::tokens::Token;

/// What every token begins with, so that scanners of leaked secrets know it.
pub const PREFIX: &str = "kith_";
/// How exactly the last use is noted.
const NOTED: Duration = Duration::minutes(1);
/// Longest name in characters.
const LONGEST: usize = 100;

/// What every request needs of its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenInfo {
    /// Identity, by which it is ended.
    pub id: Uuid,
    /// Whose rights it carries.
    pub user: Uuid,
    /// When it was last noted as used.
    pub seen_at: Option<DateTime<Utc>>,
}

/// Makes a token for a user: for oneself, or by an administrator for anybody. Its text, `kith_` and 43 characters, is
/// never seen again.
pub fn create(crm: &Crm, actor: &Actor, user: Uuid, name: &str) -> Result<(Uuid, String)> {
    own_or_administrator(actor, user)?;
    let name = name.trim().to_string();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Error::invalid("name", "length", said!("settings-length", most = LONGEST)));
    }
    let (id, text) = (Uuid::now_v7(), format!("{PREFIX}{}", secret::fresh()));
    let digest = secret::digest(&text);
    crm.write(actor, "token", move |work| {
        if !work.snapshot.people.get(user).is_some_and(|person| person.active) {
            return Err(Error::NotFound(said!("user")));
        }
        let (name, created_at) = (name.clone(), work.now);
        let changes = json!({ "token": [null, name] });
        rows::insert(work.tx, &digest, &Token { id, user, name, created_at, seen_at: None, ended_at: None })?;
        trail::note(work, Action::Configure, &Key::of("user"), user, &changes)
    })
    .wait()?;
    Ok((id, text))
}

/// The token of a text, as it stands now; `None` when there is none or it was ended.
pub fn token(crm: &Crm, text: &str) -> Pending<Option<TokenInfo>, Error> {
    let digest = text.starts_with(PREFIX).then(|| secret::digest(text));
    crm.attest(move |tx| {
        let Some(digest) = &digest else { return Ok(None) };
        let found = rows::find(tx, digest)?.filter(|found| found.ended_at.is_none());
        Ok(found.map(|found| TokenInfo { id: found.id, user: found.user, seen_at: found.seen_at }))
    })
}

/// Notes that a token is used, once in a while; nobody waits for it.
pub fn note_use(crm: &Crm, token: &TokenInfo) {
    let (id, now) = (token.id, crm.now());
    if token.seen_at.is_none_or(|seen| now - seen >= NOTED) {
        drop(crm.store().write(move |tx| rows::touch(tx, id, now)));
    }
}

/// Who acts with a token; `None` once its user is deactivated.
pub fn actor(crm: &Crm, token: &TokenInfo) -> Option<Actor> {
    crm.actor(token.user, Via::Token)
}

/// The tokens of one user, or with `None` everybody's, which takes an administrator; newest first, ended ones too.
pub fn list(work: &mut Work, user: Option<Uuid>) -> Result<Vec<Token>> {
    match user {
        Some(user) if work.actor.user == Some(user) => {}
        _ => crate::settings::administrator(work.actor)?,
    }
    Ok(rows::list(work.tx, user)?)
}

/// Ends a token: one's own, or by an administrator anybody's.
pub fn end(crm: &Crm, actor: &Actor, id: Uuid) -> Result<()> {
    let own = if actor.is_administrator() { None } else { Some(super::in_person(actor)?) };
    crm.write(actor, "token", move |work| end_in(work, own, id, work.now)).wait()
}

fn end_in(work: &mut Work, own: Option<Uuid>, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let token = rows::list(work.tx, own)?.into_iter().find(|token| token.id == id);
    let token = token.ok_or_else(|| Error::NotFound(said!("missing-token")))?;
    if rows::end(work.tx, own, id, now)? {
        let changes = json!({ "token": [token.name, null] });
        trail::note(work, Action::Configure, &Key::of("user"), token.user, &changes)?;
    }
    Ok(())
}

fn own_or_administrator(actor: &Actor, user: Uuid) -> Result<()> {
    if actor.impersonator.is_none() && actor.user == Some(user) {
        return Ok(());
    }
    crate::settings::administrator(actor)
}
