//! Pages from outside: a real server on a real port, browsers with a session, both engines.

#[allow(dead_code)]
#[path = "../api/world.rs"]
mod world;

mod counted;
mod forged;
mod hidden;
mod moving;
mod told;
