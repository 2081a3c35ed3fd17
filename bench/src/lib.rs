//! What the bench and the crash test share: the program from outside, its server, and dice. Must know nothing of what is
//! measured or tested with them.

pub mod dice;
pub mod kith;
pub mod server;

/// What a step gives.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
