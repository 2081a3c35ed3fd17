//! What the business does: who may do what, records, what follows from a change. It asks the store and is asked by the
//! pages; it never speaks HTTP, never writes SQL, and asks for outside work by writing job rows.

pub mod access;
pub mod actor;
pub mod acts;
pub mod answers;
pub mod audit;
pub mod backup;
mod behaviour;
pub mod board;
pub mod catalogue;
pub mod company;
mod crm;
pub mod definitions;
pub mod doctor;
pub mod error;
pub mod exports;
pub mod feed;
mod furnish;
pub mod imports;
pub mod jobs;
pub mod leaver;
mod load;
pub mod modules;
pub mod people;
pub mod personal;
pub mod pipelines;
pub mod rates;
pub mod records;
mod renewal;
pub mod reports;
pub mod search;
pub mod settings;
pub mod shares;
pub mod signin;
pub mod snapshot;
mod stages;
mod trail;
pub mod tuning;
pub mod undo;
mod work;

pub use actor::{Actor, Via};
pub use crm::Crm;
pub use error::{Error, FieldError, Result};
pub use furnish::furnish;
pub use snapshot::Snapshot;
pub use work::Work;
