//! A running `kith serve`: how long it takes to be ready, what memory it holds, and its end, good or bad.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::kith::Kith;

/// A server on a port of its own; ended when dropped.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// From its start until it answered.
    pub started_in: Duration,
}

impl Server {
    /// Starts one and waits until it answers.
    pub fn start(kith: &Kith) -> Outcome<Server> {
        Server::start_telling(kith, Stdio::null())
    }

    /// As [`Server::start`]; what it has to say goes somewhere.
    pub fn start_telling(kith: &Kith, log: impl Into<Stdio>) -> Outcome<Server> {
        let begun = Instant::now();
        let mut command = kith.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(log).stdin(Stdio::null()).spawn()?;
        let out = BufReader::new(child.stdout.take().ok_or("no output")?);
        for line in out.lines() {
            if let Some(url) = line?.strip_prefix("listening on ") {
                return Ok(Server { child, url: url.to_owned(), started_in: begun.elapsed() });
            }
        }
        child.wait()?;
        Err("kith serve ended before it was ready".into())
    }

    /// Kills it: it has no time for a last word. Refused when it had ended by itself.
    pub fn kill(mut self) -> Outcome {
        if let Some(status) = self.child.try_wait()? {
            return Err(format!("kith serve ended by itself: {status}").into());
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Memory of its own in bytes: what is not backed by files.
    pub fn memory(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("no RssAnon")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        }
        let _ = self.child.wait();
    }
}
