//! Who may see and do what, at every door, against a small oracle that shares no code with the product: the rights
//! below are written out by hand, and who reports to whom is a table.

#[path = "../support/mod.rs"]
mod support;

mod acting;
mod doors;
mod fields;
mod levels;
mod oracle;
mod world;
