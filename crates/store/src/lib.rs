//! The only crate with SQL: two engines, one behaviour.
//!
//! Closures in, transactions out. It must never decide what the business means or who may see what.

pub mod answers;
pub mod audit;
pub mod backup;
pub mod backups;
pub mod blobs;
pub mod columns;
pub mod company;
pub mod convert;
pub mod counters;
mod decode;
pub mod definitions;
pub mod dialect;
pub mod encode;
mod engine;
mod error;
pub mod filter;
pub mod formula;
mod gather;
pub mod groups;
mod insertion;
pub mod integrity;
pub mod jobs;
pub mod lease;
pub mod links;
pub mod migrate;
mod migrations;
pub mod page;
mod param;
pub mod people;
pub mod personal;
mod pool;
pub mod rollup;
mod row;
pub mod rows;
mod schema;
mod scope;
pub mod search;
mod select;
pub mod settings;
pub mod shares;
pub mod signin;
mod sql;
pub mod stages;
pub mod summary;
pub mod tables;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tombstone;
pub mod tuning;
mod tx;
mod value;
pub mod verify;
mod workspace;

pub use dialect::{ColumnType, Dialect};
pub use error::{Broken, Error, Result};
pub use page::Position;
pub use param::Param;
pub use pool::Pending;
pub use row::Row;
pub use schema::{Origin, Schema};
pub use scope::{Access, Scope};
pub use sql::Sql;
pub use tx::Tx;
pub use workspace::{Settings, Store, Target};
