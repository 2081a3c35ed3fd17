//! Rows of signing in: credentials, sessions, tokens, one-time links, tries.
//!
//! Secrets never stand here: only their digests, and passwords as salted hashes made by the caller. Who may sign in is
//! decided above.

pub mod attempts;
pub mod credentials;
pub mod invitations;
pub mod sessions;
pub mod tokens;

/// The digest by which a random secret is found again: 32 bytes.
pub type Digest = [u8; 32];
