//! The audit trail, settings and leases, on both engines.

mod acts;
mod chain;
mod feed;
mod lease;
mod settings;
mod tamper;
mod trail;
