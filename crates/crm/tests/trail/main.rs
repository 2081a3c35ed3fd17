//! The audit trail through the business: history, feed, undo, sealing, on both engines.

#[path = "../support/mod.rs"]
mod support;

mod acts;
mod feed;
mod history;
mod seal;
mod undo;
mod verbs;
