//! Pages from outside: a real server on a real port, browsers with a session, both engines.

#[allow(dead_code)]
#[path = "../api/world.rs"]
mod world;

mod boards;
mod cells;
mod counted;
mod forged;
mod grouped;
mod hidden;
mod looking;
mod moving;
mod panels;
mod quick;
mod tiles;
mod told;
