//! Backups and their way back: from either engine to either, and what must be refused.

mod company;
mod doctor;
mod dropped;
mod refused;
mod round;
#[path = "../support/mod.rs"]
mod support;
mod tending;
