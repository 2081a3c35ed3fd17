//! The REST API from outside: a real server on a real port, a real client, both engines. Each test holds Kith to
//! sentences of the contract.

mod batch;
mod document;
mod doors;
mod everything;
mod once;
mod reading;
mod refusing;
mod relating;
mod reports;
mod seeing;
mod trail;
mod upserting;
mod world;
mod writing;
