//! `Change`: one change of one record, on its way into the trail; `Action`: what kind of change it is.

use std::fmt;

use chrono::{DateTime, Utc};
use meta::Key;
use uuid::Uuid;

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Made.
    Create,
    /// Values changed.
    Update,
    /// Moved to the bin.
    Delete,
    /// Taken out of the bin.
    Restore,
    /// Removed for good.
    Purge,
    /// Linked with another record.
    Relate,
    /// No longer linked with it.
    Unrelate,
    /// Shared by hand.
    Share,
    /// No longer shared.
    Unshare,
    /// Read or taken out in a way that is accounted for: an export, a look through another's eyes.
    Access,
    /// A person signed in.
    SignIn,
    /// A person, or somebody in their name, failed to sign in.
    SignInFailed,
    /// A person signed out, or was signed out.
    SignOut,
    /// A setting of the workspace, of a role or of a person's access changed.
    Configure,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 14] = [
        Action::Create,
        Action::Update,
        Action::Delete,
        Action::Restore,
        Action::Purge,
        Action::Relate,
        Action::Unrelate,
        Action::Share,
        Action::Unshare,
        Action::Access,
        Action::SignIn,
        Action::SignInFailed,
        Action::SignOut,
        Action::Configure,
    ];

    /// Its word in the database, the API and the feed.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Create => "create",
            Action::Update => "update",
            Action::Delete => "delete",
            Action::Restore => "restore",
            Action::Purge => "purge",
            Action::Relate => "relate",
            Action::Unrelate => "unrelate",
            Action::Share => "share",
            Action::Unshare => "unshare",
            Action::Access => "access",
            Action::SignIn => "sign_in",
            Action::SignInFailed => "sign_in_failed",
            Action::SignOut => "sign_out",
            Action::Configure => "configure",
        }
    }

    /// By its word.
    pub fn parse(word: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.as_str() == word)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One change of one record.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The act it belongs to.
    pub act: Uuid,
    /// When; finer digits than microseconds are cut.
    pub at: DateTime<Utc>,
    /// Who; `None` for Kith itself.
    pub actor: Option<Uuid>,
    /// The record's module.
    pub module: &'a Key,
    /// The record.
    pub record: Uuid,
    /// What was done.
    pub action: Action,
    /// The record's version afterwards.
    pub version: i64,
    /// What changed, as JSON: `{"field":[before,after],…}`, values in the API's form. `{}` when only the action counts.
    pub changes: String,
}
