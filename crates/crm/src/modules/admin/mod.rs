//! Behaviour of the modules that administrators keep.

pub mod pipeline;
pub mod stage;
pub mod user;
