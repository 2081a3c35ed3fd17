//! What is measured: each operation as Kith answers it and as the floor does, side by side, several rounds of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bench::server::Server;
use serde_json::Value as Json;

use crate::Outcome;
use crate::client::{self, Measured, Request};
use crate::data::{ADMINISTRATOR, REP, Size, biggest_account};
use crate::floor::{self, Place, Work};
use crate::results::Line;

/// How long a round lasts.
const ROUND: Duration = Duration::from_millis(1_000);
/// Rounds of each side; the one in the middle counts.
const ROUNDS: usize = 3;
/// Clients at once.
const CLIENTS: [usize; 2] = [1, 16];

/// One operation: its name, how Kith is asked, and the statements of the floor, where it has one.
struct Operation {
    name: String,
    path: String,
    floor: Vec<String>,
}

/// Measures everything that reads and is called like this, for both roles.
pub fn reading(server: &Server, place: &Place, size: Size, like: &str) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    for (role, email) in [("administrator", ADMINISTRATOR), ("sales rep", REP)] {
        let cookie = client::sign_in(&server.url, email)?;
        let mut operations = operations(server, place, &cookie, email == REP, size)?;
        operations.retain(|operation| operation.name.contains(like));
        let work: Vec<Arc<Work>> = operations
            .iter()
            .map(|operation| Arc::new(Work { statements: operation.floor.clone(), bytes: AtomicUsize::new(0) }))
            .collect();
        let floor = floor::serve(place.clone(), work.clone())?;
        for (at, operation) in operations.iter().enumerate() {
            let kith = Request { url: format!("{}{}", server.url, operation.path), cookie: cookie.clone(), body: None };
            settle(&kith)?;
            work[at].bytes.store(client::ask(&kith)?.len(), Ordering::Relaxed);
            let by_hand = Request { url: format!("{floor}/{at}"), cookie: String::new(), body: None };
            for clients in CLIENTS {
                let (mut ours, mut theirs) = (Vec::new(), Vec::new());
                for _ in 0..ROUNDS {
                    ours.push(client::round(&kith, clients, ROUND)?);
                    if !operation.floor.is_empty() {
                        theirs.push(client::round(&by_hand, clients, ROUND)?);
                    }
                }
                let line = Line::new(
                    &operation.name,
                    role,
                    clients,
                    middle(ours),
                    (!theirs.is_empty()).then(|| middle(theirs)),
                );
                println!("{line}");
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

/// Looks a few times, as people do, so that a list that is slow gets its index.
fn settle(request: &Request) -> Outcome {
    for _ in 0..3 {
        client::ask(request)?;
    }
    std::thread::sleep(Duration::from_millis(700));
    client::ask(request)?;
    Ok(())
}

fn middle(mut rounds: Vec<Measured>) -> Measured {
    rounds.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    rounds[rounds.len() / 2]
}

fn operations(server: &Server, place: &Place, cookie: &str, restricted: bool, size: Size) -> Outcome<Vec<Operation>> {
    let list = "/opportunity?filter[stage][eq]=won&sort=-amount".to_owned();
    settle(&Request { url: format!("{}{list}", server.url), cookie: cookie.into(), body: None })?;
    let depth = size.depth(restricted);
    let cursor = deep(server, cookie, depth)?;
    let by_hand = floor::statements(place, restricted, depth)?;
    let operation = |name: &str, path: String, floor| Operation { name: name.into(), path, floor };
    let mut all = vec![
        operation("list of a stage by amount", list.clone(), by_hand.list),
        operation(&format!("the page after {depth} rows"), format!("{list}&cursor={cursor}"), by_hand.deep),
        operation("list by an unusual column", "/opportunity?sort=next_step".into(), by_hand.unusual),
        operation(
            "list filtered through a link",
            "/opportunity?filter[account.industry][eq]=Energy".into(),
            by_hand.through,
        ),
        operation("record page of the biggest account", format!("/account/{}", biggest_account()), by_hand.record),
        operation("board of six lanes", "/opportunity?view=board".into(), by_hand.board),
        operation("list grouped by stage", "/opportunity?group=stage".into(), Vec::new()),
        operation("groups by stage", "/opportunity/groups?group=stage".into(), Vec::new()),
        operation("list grouped by its makers", "/opportunity?group=created_by".into(), Vec::new()),
        operation("groups by its makers", "/opportunity/groups?group=created_by".into(), Vec::new()),
        operation("pipeline report", "/api/v1/reports/pipeline".into(), by_hand.pipeline),
        operation("report by owner", "/api/v1/reports/pipeline?by=owner".into(), by_hand.owners),
        operation("sales by agent and month", "/api/v1/reports/sales".into(), by_hand.sales),
    ];
    for words in ["no", "anna", "silva", "nord foods", "zz"] {
        let path = format!("/search/results?q={}", words.replace(' ', "+"));
        all.push(operation(&format!("search “{words}”"), path, Vec::new()));
    }
    Ok(all)
}

/// The cursor after so many rows of the list, walked by the API.
fn deep(server: &Server, cookie: &str, rows: u64) -> Outcome<String> {
    let mut cursor = String::new();
    for _ in 0..rows.div_ceil(1_000) {
        let after = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let path = format!("/api/v1/opportunity?filter[stage][eq]=won&sort=-amount&fields=name&limit=1000{after}");
        let page = client::ask(&Request { url: format!("{}{path}", server.url), cookie: cookie.into(), body: None })?;
        let page: Json = serde_json::from_str(&page)?;
        cursor = page["next"].as_str().ok_or("the list ends before the page that was wanted")?.to_owned();
    }
    Ok(cursor)
}
