//! The browser tests: node's own runner and headless Chromium against the built binary and the bundled assets.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{Outcome, find, program, run};
use crate::workspace::target;
use crate::{assets, debian};

/// The command that runs every `e2e/*.test.mjs`, once what it needs is there.
pub fn prepare() -> Outcome<Command> {
    assets::install()?;
    let chromium = debian::ensure(chromium, "Chromium", "chromium")?;
    build()?;
    let mut command =
        program("node", &["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=900000"]);
    let tests = std::fs::read_dir(crate::workspace::root().join("e2e")).map_err(|error| error.to_string())?;
    let mut tests: Vec<PathBuf> = tests.flatten().map(|entry| entry.path()).collect();
    tests.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    tests.sort();
    command.args(tests).env("CHROMIUM", chromium).env("KITH", target().join("debug/kith"));
    Ok(command)
}

/// Runs a script beside the tests with the release binary, which those who measure want.
pub fn script(name: &str) -> Outcome {
    assets::bundle()?;
    let chromium = debian::ensure(chromium, "Chromium", "chromium")?;
    run(&mut program("cargo", &["build", "--release", "--locked", "--package", "server"]))?;
    let mut command = program("node", &[&format!("e2e/{name}.mjs")]);
    run(command.env("CHROMIUM", chromium).env("KITH", target().join("release/kith")))
}

/// Builds the binaries as the tests built them: for one package alone features differ, and everything would be compiled
/// again.
pub fn build() -> Outcome {
    run(&mut program("cargo", &["build", "--locked", "--workspace", "--all-targets"]))
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(find)
}
