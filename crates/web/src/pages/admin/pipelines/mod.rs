//! Pipelines and their stages: named, ordered, coloured, retired. A stage that holds records stays: they move on first.

mod pipeline;
mod retired;
mod stage;
mod view;

pub use pipeline::{create, index, show, update};
pub use stage::{add, edit, restore, retire, save, shift};

/// The address of the list.
const AT: &str = "/admin/pipelines";
