//! Pages: one folder a noun, its handlers and their view. Those in `records` serve every module.

pub mod home;
pub mod records;
pub mod sign_in;
