//! What people and programs see: routes, pages, components, the API. A handler parses its input into types, asks the
//! business with an actor, and shows the answer; it never queries and never decides who may do what.

mod api;
mod app;
pub mod assets;
mod components;
mod cookie;
mod failure;
mod flash;
mod guard;
mod health;
mod language;
mod leftover;
mod live;
mod pace;
mod pages;
mod pairs;
mod router;
mod stream;
mod who;

pub use app::{App, Settings};
pub use router::{guarded, router};
