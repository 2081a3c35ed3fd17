//! Behaviour of the modules that administrators keep.

pub mod stage;
pub mod user;
