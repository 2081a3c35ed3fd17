//! The binary from outside: started as anybody starts it, spoken to over its sockets, stopped or killed. Nothing here
//! reaches into the program.

mod abuse;
mod commands;
mod durability;
mod guarded;
mod importing;
mod keys;
mod panicking;
mod refusals;
mod settings;
mod signing_in;
mod starting;
mod stopping;
mod support;
mod tls;
mod together;
