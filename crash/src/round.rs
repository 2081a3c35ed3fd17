//! One round: work, a blow in the midst of it, the start after it, and the comparison with what was acknowledged.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bench::Outcome;
use bench::dice::Dice;
use uuid::Uuid;

use crate::blow::{Blow, stop_at_once};
use crate::found;
use crate::tally::Tally;
use crate::workspace::Workspace;

/// When the blow may come, in milliseconds from the start of the work.
const SOONEST: u64 = 100;
const LATEST: u64 = 1_500;
/// Records acknowledged in earlier rounds that each writer looks at again.
const SAMPLE: usize = 50;
/// Histories each writer looks at, from the last thing it did.
const HISTORIES: usize = 5;
/// How long Kith may take to find its database again.
const BACK: Duration = Duration::from_secs(60);

/// Plays one; gives what was found wrong.
pub fn play(on: &mut Workspace, nr: usize, blow: &Blow, dice: &mut Dice, tally: &mut Tally) -> Outcome<Vec<String>> {
    let after = Duration::from_millis(SOONEST + dice.below(LATEST - SOONEST));
    let before: u64 = on.writers.iter().flat_map(|writer| writer.acknowledged).sum();
    work(on, blow, after)?;
    let written = on.writers.iter().flat_map(|writer| writer.acknowledged).sum::<u64>() - before;
    tally.rounds += 1;
    let back = match blow {
        Blow::Kill => {
            tally.interrupted += on.imports.interrupted() as u64;
            let took = on.start()?;
            tally.started.push(took);
            took
        }
        Blow::Cluster(_) => {
            let took = come_back(on)?;
            tally.back.push(took);
            took
        }
    };
    let begun = Instant::now();
    let findings = check(on, blow, tally)?;
    eprintln!(
        "{} round {nr}: {} after {} ms, {written} acknowledged, back in {} ms, checked in {} ms",
        tally.engine,
        if matches!(blow, Blow::Kill) { "killed" } else { "database stopped" },
        after.as_millis(),
        back.as_millis(),
        begun.elapsed().as_millis()
    );
    Ok(findings)
}

/// Lets everybody work until the blow has struck.
fn work(on: &mut Workspace, blow: &Blow, after: Duration) -> Outcome {
    let over = AtomicBool::new(false);
    let busy = matches!(blow, Blow::Cluster(_));
    let Workspace { server, client, writers, imports, stages, .. } = on;
    let (over, client, stages) = (&over, &*client, &*stages);
    std::thread::scope(|scope| {
        // Errors are passed on as words: they must cross from thread to thread.
        let told = |done: Outcome| done.map_err(|error| error.to_string());
        let mut threads = vec![scope.spawn(move || told(imports.work(client, over)))];
        for writer in writers {
            threads.push(scope.spawn(move || told(writer.work(&client.clone(), stages, over, busy))));
        }
        std::thread::sleep(after);
        let struck = match (blow, server.take()) {
            (Blow::Kill, Some(server)) => server.kill(),
            (Blow::Cluster(postmaster), there) => {
                *server = there;
                stop_at_once(postmaster)
            }
            (Blow::Kill, None) => Err("no server".into()),
        };
        over.store(true, Ordering::Relaxed);
        let ended: Vec<_> = threads.into_iter().map(|thread| thread.join().map_err(|_| "a writer died")).collect();
        struck?;
        ended.into_iter().try_for_each(|thread| Ok(thread??))
    })
}

/// Waits until Kith has found its database again; says how long that took.
fn come_back(on: &Workspace) -> Outcome<Duration> {
    let begun = Instant::now();
    while !on.client.page("/readyz").is_ok_and(|answer| answer.is_done()) {
        if begun.elapsed() > BACK {
            return Err(format!("Kith did not find its database again within {BACK:?}").into());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(begun.elapsed())
}

fn check(on: &mut Workspace, blow: &Blow, tally: &mut Tally) -> Outcome<Vec<String>> {
    let mut findings = settle(on, tally)?;
    on.imports.settle(&on.client)?;
    let looked: Vec<Vec<Uuid>> = on
        .writers
        .iter_mut()
        .map(|writer| [writer.sample(SAMPLE), std::mem::take(&mut writer.touched)].concat())
        .collect();
    tally.compared += looked.iter().map(Vec::len).sum::<usize>() as u64;
    for (writer, ids) in on.writers.iter().zip(looked) {
        findings.extend(found::histories(&on.client, writer, &ids[ids.len().saturating_sub(HISTORIES)..])?);
        findings.extend(found::compare(&on.client, writer, &on.stages, ids)?);
    }
    findings.extend(on.imports.look(&on.client)?);
    findings.extend(on.count()?);
    findings.extend(on.feed.read(&on.client)?);
    findings.extend(on.examine());
    tally.acknowledged_by(&mut on.writers);
    tally.cluster_stops += u64::from(matches!(blow, Blow::Cluster(_)));
    Ok(findings)
}

/// Finds out what became of the requests under way, and sends them again under the same key: what was done is answered
/// once more and not done again, what was not is done now.
fn settle(on: &mut Workspace, tally: &mut Tally) -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    for writer in &mut on.writers {
        let Some(ask) = writer.under_way.take() else { continue };
        let was_done = found::was_done(&on.client, writer, &ask, &mut findings)?;
        let answer = ask.send(&on.client)?;
        if !answer.is_done() {
            findings.push(format!("sent again: {ask:?}, answered {answer:?}"));
            continue;
        }
        // PostgreSQL may end a dead server's last transaction after we looked.
        if was_done != answer.replayed && (was_done || on.kith.database.is_none()) {
            let was = if was_done { "was done" } else { "was not done" };
            findings.push(format!("{ask:?} {was}, but was then answered {answer:?}"));
        }
        tally.retried += 1;
        tally.done_unheard += u64::from(answer.replayed);
        writer.done(ask);
    }
    Ok(findings)
}
