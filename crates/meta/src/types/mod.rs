//! The composite values and, for every field type, how its values are parsed, checked and written.
//!
//! One file a type or family; `FieldType` dispatches to them: [`FieldType::parse`](crate::FieldType::parse) reads what
//! people type and files hold, [`check`](crate::FieldType::check) brings a value into normal form or refuses it,
//! [`show`](crate::FieldType::show) and [`cell`](crate::FieldType::cell) write it; JSON is in [`crate::json`]. Nothing
//! here knows a database or a clock, and no input makes it panic.

mod address;
mod check;
mod choice;
pub(crate) mod contact_point;
pub(crate) mod date;
pub(crate) mod datetime;
pub(crate) mod duration;
mod fault;
pub(crate) mod geo;
pub(crate) mod link;
mod money;
pub mod number;
mod operators;
mod parse;
mod part;
mod person_name;
mod rank;
mod reading;
mod several;
mod show;
mod tags;
mod text;
mod truth;
mod url;

pub use address::Address;
pub use contact_point::{Email, Phone, digits, is_address};
pub use fault::Fault;
pub use geo::Geo;
pub use money::{Currency, Money, SCALE as MONEY_SCALE};
pub use person_name::PersonName;
pub use rank::Rank;
pub use reading::{DateOrder, LocalToUtc, Reading};
