//! What Kith says, in each language it speaks. A message is a key with arguments, [`Said`], made where something is to be
//! told and put into words by [`Language::say`] where somebody reads it. The messages stand in Fluent files, one folder a
//! language, one file an area of the product. English is what the others are held against.
//!
//! Nothing here knows who reads: the language is passed in, and nothing is read at run time.

mod book;
mod language;
mod said;

pub use language::Language;
pub use said::{Arg, Said};
