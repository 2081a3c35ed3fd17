//! Why a command was not done, in words for whoever typed it.

/// A failure of a command.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Something the person can mend.
    #[error("{0}")]
    Said(String),
    /// The business refused or failed.
    #[error(transparent)]
    Crm(#[from] crm::Error),
    /// The database refused or failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The machine refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Failure {
    /// A failure in words.
    pub fn said(words: impl Into<String>) -> Failure {
        Failure::Said(words.into())
    }
}

/// The result of a command.
pub type Result<T> = std::result::Result<T, Failure>;
