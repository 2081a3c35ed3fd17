//! What the tests of the binary share: a place for a workspace, a running server, a client.

mod client;
mod place;
mod server;

pub use client::{Answer, Client, raw, rest};
pub use place::{Ended, PASSWORD, Place, both, ended};
pub use server::Server;
