//! Records in tables: filters, formulas, pages and rights, on both engines and against what memory says.

mod access;
mod bench;
mod exact;
mod expressions;
mod filters;
mod fixture;
mod formulas;
mod pages;
mod reads;
mod strategies;
mod world;
