//! Work on its way to the store's threads: closures with the place their answer goes to.
//!
//! Nothing here knows an engine. A panic in a closure becomes its answer and never ends a thread.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, TrySendError};
use tokio::sync::oneshot;

use crate::{Error, Tx};

/// How a closure wants to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// On one snapshot, changing nothing.
    Read,
    /// Committed together with others.
    Write,
    /// In a transaction of its own: run-time DDL.
    Alone,
    /// As `Alone`, replacing tables that others refer to.
    Rebuild,
}

/// A closure waiting for its turn.
pub(crate) struct Job {
    pub(crate) work: Box<dyn Work>,
    pub(crate) mode: Mode,
    since: Instant,
}

impl Job {
    /// Answers a read that nobody waits for any more, or that waited too long for its turn: whoever is that far behind
    /// catches up only by leaving something out. Gives back what is to be done.
    pub(crate) fn unless_late(mut self, patience: Duration) -> Option<Job> {
        if self.mode != Mode::Read {
            return Some(self);
        }
        if self.work.abandoned() {
            return None;
        }
        if self.since.elapsed() <= patience {
            return Some(self);
        }
        self.work.fail(Error::Busy);
        self.work.answer();
        None
    }
}

/// A closure, its outcome, and who waits for it. May run several times; the last outcome counts.
pub(crate) trait Work: Send {
    /// Runs the closure; says whether what it did may be committed.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Replaces the outcome.
    fn fail(&mut self, error: Error);
    /// Sends the outcome.
    fn answer(self: Box<Self>);
    /// Whether nobody waits any more.
    fn abandoned(&self) -> bool;
}

struct Closure<F, T, E> {
    run: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Closure<F, T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let outcome = match catch_unwind(AssertUnwindSafe(|| (self.run)(tx))) {
            Ok(Ok(_)) if tx.fault().is_some() => Err(Error::statement("the closure ignored a failed statement").into()),
            Ok(outcome) => outcome,
            Err(panic) => Err(Error::Panic(message(&*panic).into()).into()),
        };
        let good = outcome.is_ok();
        self.outcome = Some(outcome);
        good
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // Nobody waiting is no failure: the caller chose not to look.
            let _ = self.reply.send(outcome);
        }
    }

    fn abandoned(&self) -> bool {
        self.reply.is_closed()
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
}

/// An answer to come: a future for the edges, [`Pending::wait`] for threads.
///
/// Dropping it abandons a read that has not started; a write runs all the same.
#[must_use = "the outcome is only known after waiting"]
pub struct Pending<T, E> {
    answer: oneshot::Receiver<Result<T, E>>,
}

impl<T, E: From<Error>> Pending<T, E> {
    /// Blocks this thread until the answer is there; inside an async task that holds up whatever else the thread would
    /// do, so it is for the rare and short there. Refused inside a closure of the store, which would wait for itself.
    pub fn wait(mut self) -> Result<T, E> {
        if on_store_thread() {
            return Err(Error::statement("a closure of the store must not wait for the store").into());
        }
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match Pin::new(&mut self).poll(&mut context) {
                Poll::Ready(answer) => return answer,
                Poll::Pending => thread::park(),
            }
        }
    }
}

/// Wakes a thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

impl<T, E: From<Error>> Future for Pending<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answer).poll(context).map(|sent| sent.unwrap_or_else(|_| Err(Error::Stopped.into())))
    }
}

/// A bounded queue and the threads that empty it.
pub(crate) struct Crew {
    queue: RwLock<Option<Sender<Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

const THREAD_PREFIX: &str = "store-";

fn on_store_thread() -> bool {
    thread::current().name().is_some_and(|name| name.starts_with(THREAD_PREFIX))
}

impl Crew {
    /// A queue of `capacity` closures.
    pub(crate) fn new(capacity: usize) -> (Self, Receiver<Job>) {
        let (sender, receiver) = crossbeam_channel::bounded(capacity);
        (Self { queue: RwLock::new(Some(sender)), threads: Mutex::new(Vec::new()) }, receiver)
    }

    /// Adds a thread; it must end when the queue is closed and empty.
    pub(crate) fn hire(&self, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), Error> {
        let thread = thread::Builder::new().name(format!("{THREAD_PREFIX}{name}")).spawn(run);
        let thread = thread.map_err(Error::unavailable)?;
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }

    /// Queues a closure. A full queue sheds the load at once.
    pub(crate) fn send<F, T, E>(&self, mode: Mode, run: F) -> Pending<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Job { work: Box::new(Closure { run, outcome: None, reply }), mode, since: Instant::now() };
        let queue = self.queue.read().unwrap_or_else(PoisonError::into_inner);
        let refused = match queue.as_ref().map(|queue| queue.try_send(job)) {
            Some(Ok(())) => None,
            Some(Err(TrySendError::Full(job))) => Some((job, Error::Busy)),
            Some(Err(TrySendError::Disconnected(job))) => Some((job, Error::Stopped)),
            None => return Pending { answer },
        };
        if let Some((mut job, error)) = refused {
            job.work.fail(error);
            job.work.answer();
        }
        Pending { answer }
    }

    /// Takes nothing more, finishes what is queued, waits for the threads.
    pub(crate) fn stop(&self) {
        *self.queue.write().unwrap_or_else(PoisonError::into_inner) = None;
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // The last handle may be dropped by a closure, on one of these very threads.
            if thread.thread().id() != thread::current().id() && thread.join().is_err() {
                tracing::error!("a store thread ended by a panic");
            }
        }
    }
}
