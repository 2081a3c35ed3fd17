//! `cargo xtask bench`: builds for release and measures; a PostgreSQL of its own where it is asked for.
//! Data and workspaces stay under the build folder between runs; never part of the tests.

use std::process::Stdio;

use crate::assets;
use crate::command::{Outcome, program, run};
use crate::postgres::Cluster;
use crate::workspace::target;

/// Runs the bench with the arguments given: `--engine sqlite|postgres`, `--small`, `--fresh`.
pub fn measure(arguments: &[String]) -> Outcome {
    assets::bundle()?;
    run(&mut program("cargo", &["build", "--release", "--locked", "--package", "server", "--package", "bench"]))?;
    let release = target().join("release");
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut command = program(&release.join("bench").to_string_lossy(), &[]);
    command.arg("--kith").arg(release.join("kith")).arg("--folder").arg(&folder).args(arguments);
    command.stdin(Stdio::null());
    if !arguments.iter().any(|argument| argument == "postgres" || argument == "--engine=postgres") {
        return run(&mut command);
    }
    // Its database ends with it, so the records are loaded each time.
    let cluster = Cluster::start_durable()?;
    run(command.args(["--database", &cluster.url(), "--fresh"]))
}
