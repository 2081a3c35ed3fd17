//! Behaviour of the sales modules.

pub mod opportunity;
