//! Answers kept for `Idempotency-Key`: a request repeated within a day is answered again, not done again.
//!
//! [`find`] before doing, [`keep`] in the same transaction after: of two at once, one is done.

use chrono::Duration;
use uuid::Uuid;

use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::work::Work;

pub use store::answers::Answer;

/// How long an answer is kept.
const KEPT: Duration = Duration::hours(24);
/// Longest key in characters.
const LONGEST: usize = 255;

/// The digest of a request: method, path with query, and body.
pub fn digest(method: &str, path: &str, body: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    for part in [method.as_bytes(), path.as_bytes(), body] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    hasher.finalize().as_bytes().to_vec()
}

/// The answer kept for a key. The same key with another request is refused.
pub fn find(work: &mut Work, key: &str, request: &[u8]) -> Result<Option<Answer>> {
    if key.is_empty() || key.chars().count() > LONGEST {
        return Err(Error::invalid("Idempotency-Key", "length", format!("must have 1 to {LONGEST} characters")));
    }
    let since = work.now - KEPT;
    let found = store::answers::find(work.tx, user(work), key, since)?;
    if found.as_ref().is_some_and(|answer| answer.request != request) {
        let detail = "was used for another request within the last 24 hours: use a new one";
        return Err(Error::invalid("Idempotency-Key", "reused", detail));
    }
    Ok(found)
}

/// Keeps an answer. Refused, undoing what was done, when the same key was answered meanwhile: repeat [`find`] then.
pub fn keep(work: &mut Work, key: &str, answer: &Answer) -> Result<()> {
    let since = work.now - KEPT;
    if store::answers::keep(work.tx, user(work), key, answer, since)? {
        return Ok(());
    }
    Err(Error::Conflict("the same request is being done already: ask again for its answer".into()))
}

/// Forgets answers older than a day; says how many. For an hourly job.
pub fn purge(crm: &Crm) -> Result<u64> {
    let before = crm.now() - KEPT;
    Ok(crm.store().write(move |tx| store::answers::purge(tx, before)).wait()?)
}

fn user(work: &Work) -> Uuid {
    work.actor.user.unwrap_or(Uuid::nil())
}
