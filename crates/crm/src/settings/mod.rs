//! Settings made in the pages: the company, roles and what they may do, rates, and everybody's own preferences.
//!
//! All but profiles and preferences take an administrator. Every change stands in the audit trail and moves the workspace's version,
//! so that each process reads it again. Nothing here is cached.

pub mod company;
pub mod logo;
pub mod preferences;
pub mod profile;
pub mod rates;
pub mod rights;
pub mod roles;
pub mod stages;

use crate::actor::Actor;
use crate::error::{Error, Result};

/// Refuses whoever is not an administrator.
pub fn administrator(actor: &Actor) -> Result<()> {
    if actor.is_administrator() { Ok(()) } else { Err(Error::Forbidden("this takes an administrator".into())) }
}
