//! Components: a function that gives HTML, one file each. They are shown values and never ask for any. The classes are
//! those of `assets/README.md`.

pub mod acts;
pub mod badge;
pub mod calendar;
pub mod choices;
pub mod control;
pub mod countries;
pub mod empty;
pub mod escape;
pub mod fields;
pub mod form;
pub mod format;
pub mod icon;
pub mod live;
pub mod marked;
pub mod names;
pub mod people_choice;
pub mod person;
pub mod progress;
pub mod secret;
pub mod sessions;
pub mod shell;
pub mod side_nav;
pub mod stat;
pub mod toast;
pub mod tokens;
pub mod warning;
