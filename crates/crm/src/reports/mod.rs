//! Reports: figures over many records, each in a few statements under the rights of whoever asks. They only read.

pub(crate) mod named;
pub mod pipeline;
pub mod sales;
mod tally;
mod which;

pub use which::Which;
