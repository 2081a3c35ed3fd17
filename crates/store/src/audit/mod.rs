//! The audit trail: what was done, by whom, to which record, with the values before and after; and the change feed,
//! which is the same rows in the order in which they were sealed.
//!
//! A write appends rows with their own digests in its transaction ([`append`]). The sealer gives committed rows a
//! position and chains their digests ([`seal`]); [`verify`] finds edits, deletions, reorderings and cut tails. Nothing
//! here ever changes a row that was appended, other than to seal it, and nothing decides who may see it.

mod act;
mod append;
mod change;
mod digest;
mod feed;
mod head;
mod read;
mod seal;
mod verify;

pub use act::{Act, Listed, Whose, act, acts, find_act, summarise, undone, undone_of};
pub use append::{append, append_all};
pub use change::{Action, Change};
pub use feed::{Done, Event, done, feed, last_position, seen};
pub use head::Head;
pub use read::{Entry, Step, changed_since, history, steps, swept};
pub(crate) use seal::HEAD;
pub use seal::{Sealed, channel, holds, oldest_unsealed, seal};
pub use verify::{Finding, Report, verify};
