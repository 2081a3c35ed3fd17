//! PostgreSQL: threads that each own a blocking connection. The server itself groups commits.
//!
//! The blocking client must never be made or dropped inside an async task; here it lives and dies on store threads.

mod connection;
mod failure;
pub(crate) mod value;
mod worker;

use crossbeam_channel::Receiver;

pub(crate) use connection::Connection;

use crate::dialect::Dialect;
use crate::pool::{Crew, Job};
use crate::{Error, Result, Settings};

/// Checks the address and starts the threads, which connect when first needed.
pub(crate) fn start(
    url: &str,
    dialect: &Dialect,
    settings: &Settings,
    reads: (&Crew, Receiver<Job>),
    writes: (&Crew, Receiver<Job>),
) -> Result<()> {
    let mut config: ::postgres::Config = url.parse().map_err(|_| Error::statement("the database URL is not valid"))?;
    config.connect_timeout(settings.patience);
    if config.get_application_name().is_none() {
        config.application_name("kith");
    }
    for (name, (crew, queue), threads) in [("reader", reads, settings.readers), ("writer", writes, settings.writers)] {
        for number in 0..threads.max(1) {
            let worker = worker::Worker::new(config.clone(), dialect.clone(), settings.patience);
            let queue = queue.clone();
            crew.hire(&format!("{name}-{number}"), move || worker.run(&queue))?;
        }
    }
    Ok(())
}
