//! `cargo xtask run`: everything from a fresh clone to a running Kith with a demo company.
//! Its data stays under the build folder; must never touch any other workspace.

use std::os::unix::process::CommandExt;
use std::process::Stdio;

use crate::assets;
use crate::command::{Outcome, program, run};
use crate::workspace::target;

/// Builds for release and becomes `kith serve --demo`, which prints its address and the sign-ins.
pub fn demo(arguments: &[String]) -> Outcome {
    assets::bundle()?;
    run(&mut program("cargo", &["build", "--release", "--locked", "--package", "server"]))?;
    let kith = target().join("release/kith");
    let data = target().join("demo");
    let mut command = program(&kith.to_string_lossy(), &["serve", "--demo"]);
    command.arg("--data").arg(&data).args(arguments).stdin(Stdio::inherit());
    Err(format!("{}: {}", kith.display(), command.exec()))
}
