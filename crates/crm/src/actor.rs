//! `Actor`: who does something, with what they may do. Passed in everywhere, never ambient.

use std::sync::Arc;

use meta::Key;
use uuid::Uuid;
use words::Language;

use crate::access::Rights;

/// By which way somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Signed in with a browser.
    Session,
    /// A program with a token.
    Token,
    /// The command line of the machine Kith runs on.
    Command,
    /// Kith itself: jobs and set-up.
    System,
}

/// Who does something.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The user; `None` for Kith itself.
    pub user: Option<Uuid>,
    /// What they are called.
    pub name: String,
    /// Their role.
    pub role: Key,
    /// Their team.
    pub team: Option<Uuid>,
    /// How they came.
    pub via: Via,
    /// The administrator who looks through this user's eyes.
    pub impersonator: Option<Uuid>,
    /// In which they read; English for programs.
    pub language: Language,
    /// What they may do, compiled from definitions, roles and the company's hierarchy.
    pub rights: Arc<Rights>,
}

impl Actor {
    /// The person who really acts: the administrator behind somebody else's eyes, otherwise the user.
    pub fn person(&self) -> Option<Uuid> {
        self.impersonator.or(self.user)
    }

    /// Whether they may administer Kith.
    pub fn is_administrator(&self) -> bool {
        self.role == "administrator"
    }
}
