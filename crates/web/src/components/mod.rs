//! Components: a function that gives HTML, one file each. They are shown values and never ask for any. The classes are
//! those of `assets/README.md`.

pub mod icon;
pub mod shell;
