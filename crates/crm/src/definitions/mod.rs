//! Changing definitions at run time: files are compared with what is in force, the difference is shown as a plan with
//! counts, applied in one transaction, and can be taken back. Nothing here is ever dropped for good: what a definition
//! no longer names is kept under a tombstone. Files are only input; what is in force stands in the database.

mod apply;
mod conversion;
mod diff;
mod fill;
mod hints;
mod input;
mod measure;
mod names;
mod overview;
mod perform;
mod plan;
mod roles;
mod saved;
pub mod shaping;
mod side;
mod step;
mod stones;
mod taken_back;
mod upgrade;

pub use apply::apply;
pub(crate) use fill::Fill;
pub use input::File;
pub use names::Names;
pub use overview::{CAP, Line, Newest, check, dropped, dropped_in, list, newest_in};
pub use plan::{Plan, plan, rollback};
pub use saved::save_before;
pub use step::Step;
pub use stones::Tombstone;
pub(crate) use stones::parse;
pub(crate) use upgrade::{changes_tables, is_due, upgrade};
