//! Imports: files of rows become records, under the rights of whoever imports, as one act that can be undone.
//!
//! [`Import::open`] holds a file and a map against a module and refuses whatever does not fit before anything is
//! written; [`Import::run`] writes, batch by batch, and accounts for every row. Memory is bounded whatever the size of
//! the file. Nothing is guessed from values: a text that no rule reads is refused with its line, column and reason.

mod aside;
mod attempt;
mod batch;
mod checkpoint;
mod countries;
mod draft;
mod drive;
pub mod file;
pub mod jobs;
mod likeness;
mod links;
mod lookup;
pub mod map;
pub mod mapping;
mod pace;
pub mod plan;
mod prepare;
mod refusals;
mod run;
mod stages;
mod template;

pub use checkpoint::Counts;
pub(crate) use lookup::sole;
pub use map::Map;
pub use refusals::{Refusals, Refused, kept};
pub use run::{Import, Options, Progress, Tally};
pub(crate) use stages::Stages;
