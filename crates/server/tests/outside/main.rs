//! The binary from outside: started as anybody starts it, spoken to over its sockets, stopped or killed. Nothing here
//! reaches into the program.

mod abuse;
mod backups;
mod commands;
mod crowd;
mod durability;
mod flood;
mod full_disk;
mod guarded;
mod importing;
mod keys;
mod live;
mod nodes;
mod outage;
mod panicking;
mod power_cut;
mod read_only;
mod refusals;
mod settings;
mod signing_in;
mod slow;
mod starting;
mod stopping;
mod support;
mod tls;
mod together;
mod uploads;
