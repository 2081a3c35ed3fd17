//! Reports as pages.

pub mod ask;
pub mod pipeline;
mod pipeline_view;
