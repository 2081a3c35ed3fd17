//! A clock that tests move by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};
use crm::Crm;

/// Shows the instant of [`super::now`] until it is moved.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.0.fetch_add(time.num_microseconds().unwrap(), Ordering::SeqCst);
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Runs a body on a fresh workspace of each engine, with a clock.
pub fn each_with_clock(body: impl Fn(&Crm, &Clock)) {
    store::testing::stores(|store| {
        let clock = Clock(Arc::new(AtomicI64::new(super::now().timestamp_micros())));
        let shown = clock.clone();
        body(&Crm::open_at(store.clone(), [7; 32], move || shown.now()).unwrap(), &clock);
    });
}
