//! Pages: one folder a noun, its handlers and their view. Those in `records` serve every module.

pub mod acts;
pub mod admin;
pub mod bin;
pub mod dashboards;
pub mod exports;
pub mod help;
pub mod home;
pub mod imports;
pub mod installing;
pub mod me;
pub mod notices;
pub mod records;
pub mod reports;
pub mod search;
pub mod set_up;
pub mod sign_in;
pub mod styleguide;
