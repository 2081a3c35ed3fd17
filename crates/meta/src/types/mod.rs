//! The composite values and, for every field type, how its values are parsed, checked and written.
//!
//! One file a type or family; each offers `parse` (what a person types or a file holds), `from_json`, `to_json` and
//! `check` for its values. `FieldType` dispatches to them.

mod address;
mod contact_point;
mod fault;
mod geo;
mod money;
mod person_name;

pub use address::Address;
pub use contact_point::{Email, Phone};
pub use fault::Fault;
pub use geo::Geo;
pub use money::{Currency, Money};
pub use person_name::PersonName;
