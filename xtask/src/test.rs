//! `cargo xtask test`: formatting, lints, structure, tests on both engines, browser tests, a short crash test, in that
//! order.
//! Stops at nothing until every part has run; must never skip a part in silence.

mod tally;

use std::time::{Duration, Instant};

use crate::command::{Outcome, find, program, run, watch};
use crate::postgres::Cluster;
use crate::{assets, check, crash, e2e};
use tally::Tally;

type Part = (&'static str, fn(&mut Tally) -> Outcome);

const PARTS: &[Part] = &[
    ("assets", |_| assets::bundle()),
    ("format", |_| run(&mut program("cargo", &["fmt", "--all", "--check"]))),
    ("lints", |_| lints()),
    ("structure", |_| check::structure()),
    ("tests", tests),
    ("browser", browser),
    ("crash", |_| crash::shortly()),
];

/// Runs every part, then prints how each ended and how long it took.
pub fn everything() -> Outcome {
    let mut tally = Tally::default();
    let mut ended: Vec<(&str, Duration, Outcome)> = Vec::new();
    for (name, part) in PARTS {
        println!("== {name}");
        let started = Instant::now();
        let outcome = part(&mut tally);
        if let Err(reason) = &outcome {
            eprintln!("{reason}");
        }
        ended.push((name, started.elapsed(), outcome));
    }
    println!();
    for (name, took, outcome) in &ended {
        let how = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("{name:<10} {how:<7} {:>6.1} s", took.as_secs_f32());
    }
    let failed: Vec<&str> = ended.iter().filter(|(.., outcome)| outcome.is_err()).map(|(name, ..)| *name).collect();
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

fn lints() -> Outcome {
    let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"];
    run(&mut program("cargo", &arguments))
}

fn tests(tally: &mut Tally) -> Outcome {
    let cluster = Cluster::start()?;
    let nextest = ["nextest", "run", "--workspace", "--locked", "--no-fail-fast"];
    let plain = ["test", "--workspace", "--locked", "--no-fail-fast", "--all-targets"];
    let arguments: &[&str] = if find("cargo-nextest").is_some() { &nextest } else { &plain };
    let mut command = program("cargo", arguments);
    let units = watch(command.env("KITH_TEST_DATABASE", cluster.url()), |line| tally.see(line));
    let mut command = program("cargo", &["test", "--workspace", "--locked", "--doc", "--quiet"]);
    let examples = watch(command.env("KITH_TEST_DATABASE", cluster.url()), |line| tally.see(line));
    units.and(examples)
}

fn browser(tally: &mut Tally) -> Outcome {
    watch(&mut e2e::prepare()?, |line| tally.see(line))
}
