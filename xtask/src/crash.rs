//! `cargo xtask crash`: builds for release and kills Kith under load, round after round; a PostgreSQL of its own where it
//! is asked for, which is then stopped without a word in some of the rounds. A few rounds are part of the tests.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{Outcome, program, run};
use crate::postgres::Cluster;
use crate::workspace::target;
use crate::{assets, e2e};

/// Rounds on each engine in the tests.
const IN_TESTS: &str = "5";

/// Runs the crash test with the arguments given: `--engine sqlite|postgres`, `--rounds N`, `--seed S`, `--json FILE`.
pub fn test(arguments: &[String]) -> Outcome {
    assets::bundle()?;
    run(&mut program("cargo", &["build", "--release", "--locked", "--package", "server", "--package", "crash"]))?;
    let (mut rest, mut engine, mut given) = (Vec::new(), "sqlite".to_owned(), arguments.iter());
    while let Some(argument) = given.next() {
        match (argument.as_str(), argument.strip_prefix("--engine=")) {
            ("--engine", _) => engine = given.next().cloned().unwrap_or_default(),
            (_, Some(named)) => engine = named.to_owned(),
            _ => rest.push(argument.clone()),
        }
    }
    let mut command = on(&target().join("release"));
    command.args(rest);
    match engine.as_str() {
        "sqlite" => run(&mut command),
        "postgres" => beside(&mut Cluster::start_durable()?, command),
        other => Err(format!("--engine {other}: sqlite or postgres")),
    }
}

/// A few rounds on each engine at the same time, with the binaries that the browser tests use: most of it is waiting.
pub fn shortly() -> Outcome {
    e2e::build()?;
    let debug = target().join("debug");
    let start = |more: fn(Command) -> Outcome| {
        let mut command = on(&debug);
        command.args(["--rounds", IN_TESTS]);
        std::thread::spawn(move || more(command))
    };
    let engines =
        [start(|mut command| run(&mut command)), start(|command| beside(&mut Cluster::start_durable()?, command))];
    let ended = engines.map(|engine| engine.join().unwrap_or_else(|_| Err("the crash test died".into())));
    ended.into_iter().collect()
}

/// The crash test with the binaries of a folder.
fn on(binaries: &Path) -> Command {
    let mut command = program(&binaries.join("crash").to_string_lossy(), &[]);
    command.arg("--kith").arg(binaries.join("kith")).arg("--folder").arg(target().join("crash"));
    command.stdin(Stdio::null());
    command
}

/// Runs it beside a cluster that is started again whenever it was stopped.
fn beside(cluster: &mut Cluster, mut command: Command) -> Outcome {
    command.args(["--database", &cluster.url()]).arg("--postmaster").arg(cluster.postmaster());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return if status.success() { Ok(()) } else { Err(format!("the crash test ended with {status}")) };
        }
        cluster.revive()?;
        std::thread::sleep(Duration::from_millis(20));
    }
}
