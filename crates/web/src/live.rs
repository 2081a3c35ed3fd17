//! What others change reaches open pages: one look at the feed for all of them, twice a second while anybody listens, and a
//! stream of server-sent events for each browser. The stream names modules that its reader may read, and records by marks
//! that only a page which shows the record can tell: nobody learns of what they do not see.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use crm::feed::{self, Touched, Upto};
use crm::{Actor, Crm};
use futures_util::stream::{self, StreamExt};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep, timeout_at};
use uuid::Uuid;

use crate::app::App;
use crate::who::Signed;

/// Between two looks at the feed.
const BEAT: Duration = Duration::from_millis(500);
/// How long a stream lasts: the browser comes again, and whether it still may is asked again.
const LASTS: Duration = Duration::from_secs(300);
/// Most records that are marked one by one. Of more at once, as an import changes, lists look anew and pages of single records
/// when they are opened again.
const MARKED: usize = 500;
/// What may wait for a slow browser before it is told only that all may have changed.
const BEHIND: usize = 64;

/// Those who listen.
#[derive(Default)]
pub struct Hub {
    telling: Mutex<Option<Sender<Arc<Touched>>>>,
    over: AtomicBool,
}

impl Hub {
    /// Listens; whoever is the first has the feed followed.
    fn listen(self: &Arc<Hub>, crm: &Crm) -> Receiver<Arc<Touched>> {
        let mut telling = self.telling.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = telling.as_ref() {
            return sender.subscribe();
        }
        let (sender, receiver) = channel(BEHIND);
        *telling = Some(sender.clone());
        tokio::spawn(follow(self.clone(), crm.clone(), sender));
        receiver
    }

    /// Ends all streams with the next beat, for a process about to end.
    pub fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// Ends the telling when all is over, or nobody listens any more; says whether it did.
    fn quiet(&self, sender: &Sender<Arc<Touched>>) -> bool {
        let mut telling = self.telling.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = sender.receiver_count() == 0 || self.over.load(Ordering::Relaxed);
        if quiet {
            *telling = None;
        }
        quiet
    }
}

/// Follows the feed from where it stands, until nobody listens.
async fn follow(hub: Arc<Hub>, crm: Crm, sender: Sender<Arc<Touched>>) {
    let mut after = Upto::default();
    while !hub.quiet(&sender) {
        let system = crm.system();
        match crm.read(&system, move |work| feed::touched(work, after)).await {
            Ok(touched) => {
                after = touched.upto;
                if !touched.modules.is_empty() || !touched.told.is_empty() {
                    sender.send(Arc::new(touched)).ok();
                }
            }
            Err(error) => tracing::warn!(%error, "the feed cannot be followed"),
        }
        sleep(BEAT).await;
    }
}

/// `GET /live`: what changes from now on, as events `{"modules": […], "records": […], "notice": true}`. Nothing for whom
/// nobody signed in, at which a browser asks no more.
pub async fn show(State(app): State<App>, signed: Option<Signed>) -> Response {
    let Some(signed) = signed else { return StatusCode::NO_CONTENT.into_response() };
    let listening = Listening {
        receiver: app.hub().listen(app.crm()),
        actor: signed.actor,
        session: signed.session.id,
        until: Instant::now() + LASTS,
    };
    let events = stream::unfold(listening, next).map(Ok::<_, Infallible>);
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// One browser's stream.
struct Listening {
    receiver: Receiver<Arc<Touched>>,
    actor: Actor,
    session: Uuid,
    until: Instant,
}

async fn next(mut listening: Listening) -> Option<(Event, Listening)> {
    loop {
        let told = match timeout_at(listening.until, listening.receiver.recv()).await {
            Ok(Ok(touched)) => listening.told(&touched),
            // What was missed may be anything.
            Ok(Err(RecvError::Lagged(_))) => Some(json!({ "all": true })),
            Ok(Err(RecvError::Closed)) | Err(_) => return None,
        };
        if let Some(told) = told {
            return Some((Event::default().data(told.to_string()), listening));
        }
    }
}

impl Listening {
    fn told(&self, touched: &Touched) -> Option<serde_json::Value> {
        let may_read = |module: &&String| self.actor.rights.may_read(module);
        let modules: Vec<&String> = touched.modules.iter().filter(may_read).collect();
        let told = touched.records.iter().filter(|_| touched.records.len() <= MARKED);
        let records: BTreeSet<String> = told.map(|id| mark(self.session, *id)).collect();
        let notice = self.actor.user.is_some_and(|user| touched.told.contains(&user));
        let any = notice || !modules.is_empty() || !records.is_empty();
        any.then(|| json!({ "modules": modules, "records": records, "notice": notice }))
    }
}

/// By what a page of a session knows a record in the stream.
pub fn mark(session: Uuid, record: Uuid) -> String {
    let digest = blake3::keyed_hash(blake3::hash(session.as_bytes()).as_bytes(), record.as_bytes());
    digest.to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_told_only_by_who_knows_the_record_and_the_session() {
        let [session, other, record] = [1, 2, 3].map(Uuid::from_u128);
        assert_eq!(mark(session, record), mark(session, record));
        assert_ne!(mark(session, record), mark(other, record));
        assert_eq!(mark(session, record).len(), 16);
    }
}
