//! Pipelines and their stages: named, ordered, coloured, retired. A retired stage keeps its records and takes no more.

mod pipeline;
mod retired;
mod stage;
mod view;

pub use pipeline::{create, index, show, update};
pub use stage::{add, edit, restore, retire, save, shift};

/// The address of the list.
const AT: &str = "/admin/pipelines";
