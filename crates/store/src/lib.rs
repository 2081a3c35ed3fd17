//! The only crate with SQL: two engines, one behaviour.
//!
//! Closures in, transactions out. It must never decide what the business means or who may see what.

pub mod dialect;
mod engine;
mod error;
pub mod migrate;
mod migrations;
mod param;
mod pool;
mod row;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod workspace;

pub use dialect::{ColumnType, Dialect};
pub use error::{Error, Result};
pub use param::Param;
pub use pool::Pending;
pub use row::Row;
pub use sql::Sql;
pub use tx::Tx;
pub use workspace::{Settings, Store, Target};
