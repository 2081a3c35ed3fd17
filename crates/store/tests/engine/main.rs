//! The engine layer, on both engines: what a closure may rely on.

mod concurrency;
mod failures;
mod group_commit;
mod limits;
mod migrations;
mod notes;
mod statements;
mod values;
