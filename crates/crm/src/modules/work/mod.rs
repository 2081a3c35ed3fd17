//! Behaviour of the modules of daily work.

pub mod task;
