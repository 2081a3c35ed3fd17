//! Throttling: after some failures each further try must wait twice as long, by e-mail address and by network.
//!
//! A try is counted before its password is looked at and taken back when it succeeds, so that a thousand at once do
//! not slip through together. Waiting does not count as trying.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use meta::fold::fold;
use store::signin::attempts::{self, Attempts};

use crate::crm::Crm;
use crate::error::{Error, Result};

/// Failures are forgotten after this long without another.
pub const FORGIVEN: Duration = Duration::hours(24);
/// More characters of an address than this are not looked at.
const LONGEST_EMAIL: usize = 254;
/// Longest wait in seconds.
const LONGEST: i64 = 300;
/// Free tries for one e-mail address, and for one network, where many people may share it.
const FREE: [i64; 2] = [5, 30];

/// Where a try to sign in comes from and whom it names.
#[derive(Clone)]
pub struct Subjects {
    email: String,
    network: Option<String>,
}

impl Subjects {
    /// By e-mail address as it was typed, and network address; an unknown network counts for nothing.
    pub fn new(email: &str, address: &str) -> Subjects {
        let email: String = email.chars().take(LONGEST_EMAIL).collect();
        Subjects { email: format!("email:{}", fold(&email)), network: network(address) }
    }

    /// In the order in which they are locked, with their free tries.
    fn all(&self) -> impl Iterator<Item = (&str, i64)> {
        [(Some(&self.email), FREE[0]), (self.network.as_ref(), FREE[1])]
            .into_iter()
            .filter_map(|(subject, free)| Some((subject?.as_str(), free)))
    }
}

/// Counts a try; refused with [`Error::Throttled`] when it comes too early.
pub fn begin(crm: &Crm, subjects: &Subjects) -> Result<()> {
    let (now, subjects) = (crm.now(), subjects.clone());
    crm.store()
        .write(move |tx| {
            let mut wait = 0;
            let mut counted = Vec::new();
            for (subject, free) in subjects.all() {
                let mut known = attempts::lock(tx, subject, now)?;
                if now - known.last_at >= FORGIVEN {
                    known.failures = 0;
                }
                wait = wait.max(waiting(known, free, now));
                counted.push((subject, Attempts { failures: known.failures + 1, last_at: now }));
            }
            if wait > 0 {
                return Err(Error::Throttled(wait.unsigned_abs()));
            }
            for (subject, attempts) in counted {
                attempts::set(tx, subject, attempts)?;
            }
            Ok(())
        })
        .wait()
}

/// Takes a try back that succeeded: the address starts anew, the network gets its try back.
pub fn succeeded(tx: &mut store::Tx, subjects: &Subjects) -> store::Result<()> {
    attempts::clear(tx, &subjects.email)?;
    subjects.network.as_ref().map_or(Ok(()), |network| attempts::forgive(tx, network))
}

/// Seconds until the next try may be made.
fn waiting(known: Attempts, free: i64, now: DateTime<Utc>) -> i64 {
    let beyond = known.failures - free;
    if beyond < 0 {
        return 0;
    }
    let delay = 2_i64.pow(beyond.min(30) as u32).min(LONGEST);
    let left = known.last_at + Duration::seconds(delay) - now;
    (left + Duration::milliseconds(999)).num_seconds().max(0)
}

/// The network an address belongs to: itself, or for IPv6 the /64 that one customer has.
fn network(address: &str) -> Option<String> {
    let own = match address.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(own) => own.to_string(),
        IpAddr::V6(own) => {
            let parts = own.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", parts[0], parts[1], parts[2], parts[3])
        }
    };
    Some(format!("network:{own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_five_minutes() {
        let now = DateTime::UNIX_EPOCH;
        let wait = |failures, passed| waiting(Attempts { failures, last_at: now }, 5, now + Duration::seconds(passed));
        assert_eq!([wait(4, 0), wait(5, 0), wait(6, 0), wait(8, 0), wait(8, 3), wait(8, 8)], [0, 1, 2, 8, 5, 0]);
        assert_eq!([wait(14, 0), wait(1_000, 0)], [300, 300]);
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        let same = ["2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1"].map(network);
        assert_eq!(same[0].as_deref(), Some("network:2001:db8:1:2::/64"));
        assert_eq!(same[0], same[1]);
        assert_eq!(network("::ffff:192.0.2.7").as_deref(), Some("network:192.0.2.7"));
        assert_eq!(network(""), None);
    }
}
