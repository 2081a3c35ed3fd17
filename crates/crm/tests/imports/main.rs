//! Imports and exports through the business, on both engines.

#[path = "../support/mod.rs"]
mod support;

mod exporting;
mod files;
mod jobs;
mod links;
mod maps;
mod matching;
mod outcome;
mod reading;
mod rights;
mod sales;
mod together;
