//! The pages that serve every module: lists, boards, record pages, forms, and what is done on them.

pub mod acts;
pub mod around;
pub mod board;
pub mod bulk;
pub mod deletion;
pub mod edit;
pub mod follow;
pub mod history;
pub mod lacking;
pub mod likeness;
pub mod list;
pub mod notes;
pub mod options;
pub mod presence;
mod scene;
pub mod sharing;
pub mod show;
pub mod star;
#[cfg(test)]
mod tests;
pub mod values;
pub mod why;

pub use scene::{Scene, lower, names};
