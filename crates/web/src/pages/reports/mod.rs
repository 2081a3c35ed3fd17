//! Reports as pages.

pub mod ask;
mod parts;
pub mod pipeline;
mod pipeline_view;
pub mod sales;
mod sales_view;
