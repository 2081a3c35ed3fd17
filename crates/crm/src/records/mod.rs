//! The record service: one way for every module to make, read, change, bin and relate records.
//!
//! Each verb takes a [`Work`](crate::Work) and does everything a change entails in its transaction: rights, checks,
//! derived values, search text, audit. Nothing here knows a particular module; behaviour of one stands in `modules`.

pub(crate) mod audit;
pub(crate) mod base;
mod bin;
mod check;
mod cursor;
mod derive;
mod draft;
mod fresh;
mod history;
mod input;
pub(crate) mod lines;
mod links;
mod list;
mod read;
mod relate;
mod rights;
mod rollups;
mod save;
mod shape;
mod title;
mod together;

pub(crate) use audit::restorable;
pub use bin::{delete, purge, restore};
pub(crate) use check::unknown;
pub(crate) use derive::numbered;
pub use draft::Draft;
pub use fresh::as_made;
pub use history::{Change, Entry, history};
pub use input::{from_json, from_texts, with_lacking};
pub use links::follow;
pub use list::{Counted, Counting, ListQuery, RecordPage, list, related};
pub use read::{all, find, get, load, several, sorted, titles};
pub use relate::{relate, relation_of, unrelate};
pub use rights::{Allowed, allowed, editable};
pub(crate) use rollups::asked;
pub(crate) use save::put_back;
pub use save::{New, create, matching, update};
pub use shape::{Shape, deciding, shape, shape_of};
pub(crate) use title::{renew as renew_words, title_of};
pub(crate) use together::{Together, foresee, together};
