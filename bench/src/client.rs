//! Clients in a closed loop: each asks again as soon as it is answered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ureq::Agent;

use crate::Outcome;
use crate::load::PASSWORD;

/// How long the clients ask before it counts.
const WARM_UP: Duration = Duration::from_millis(300);

/// What one client sends.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// The session, if it needs one.
    pub cookie: String,
    /// A body to post, of which `{n}` is different each time.
    pub body: Option<String>,
}

/// What came of a round.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measured {
    /// Half of the answers came within this.
    pub p50: Duration,
    /// Nineteen of twenty did.
    pub p95: Duration,
    /// Answers a second, of all clients.
    pub rate: f64,
    /// Bytes of an answer.
    pub bytes: usize,
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(true).max_redirects(0).build().into()
}

/// Signs in; gives the session's cookie.
pub fn sign_in(url: &str, email: &str) -> Outcome<String> {
    let answer = agent()
        .post(&format!("{url}/sign-in"))
        .header("Origin", url)
        .header("Sec-Fetch-Site", "same-origin")
        .send_form([("email", email), ("password", PASSWORD)])?;
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let pairs: Vec<&str> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
    if pairs.is_empty() { Err(format!("{email} could not sign in").into()) } else { Ok(pairs.join("; ")) }
}

/// Asks once; gives the body.
pub fn ask(request: &Request) -> Outcome<String> {
    Ok(send(&agent(), request, 0)?)
}

fn send(agent: &Agent, request: &Request, n: usize) -> Result<String, ureq::Error> {
    let mut answer = match &request.body {
        None => agent.get(&request.url).header("Cookie", &request.cookie).call()?,
        Some(body) => agent
            .post(&request.url)
            .header("Cookie", &request.cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .send(body.replace("{n}", &n.to_string()))?,
    };
    answer.body_mut().with_config().limit(1 << 26).read_to_string()
}

/// Lets so many clients ask for so long.
pub fn round(request: &Request, clients: usize, lasting: Duration) -> Outcome<Measured> {
    let over = AtomicBool::new(false);
    let counting = AtomicBool::new(false);
    let took: Vec<Result<(Vec<Duration>, usize), String>> = std::thread::scope(|scope| {
        let one = |client: usize| {
            let (over, counting) = (&over, &counting);
            scope.spawn(move || {
                let agent = agent();
                let (mut took, mut bytes) = (Vec::new(), 0);
                for n in 0.. {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    let begun = Instant::now();
                    let body = send(&agent, request, client * 10_000_000 + n);
                    bytes = body.map_err(|error| format!("{}: {error}", request.url))?.len();
                    if counting.load(Ordering::Relaxed) {
                        took.push(begun.elapsed());
                    }
                }
                Ok((took, bytes))
            })
        };
        let threads: Vec<_> = (0..clients).map(one).collect();
        std::thread::sleep(WARM_UP);
        counting.store(true, Ordering::Relaxed);
        std::thread::sleep(lasting);
        over.store(true, Ordering::Relaxed);
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a client died".into()))).collect()
    });
    let (mut all, mut bytes) = (Vec::new(), 0);
    for client in took {
        let (took, size) = client?;
        all.extend(took);
        bytes = bytes.max(size);
    }
    all.sort_unstable();
    if all.is_empty() {
        return Err(format!("{}: no answer in {lasting:?}", request.url).into());
    }
    let at = |share: f64| all[((all.len() as f64 * share) as usize).min(all.len() - 1)];
    Ok(Measured { p50: at(0.5), p95: at(0.95), rate: all.len() as f64 / lasting.as_secs_f64(), bytes })
}
