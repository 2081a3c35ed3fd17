//! `cargo xtask assets`: installs the locked npm packages and bundles crates/web/src/assets into crates/web/dist.
//! Must never change the lock file, and runs no package's install scripts.

use std::fs;
use std::path::PathBuf;

use crate::command::{Outcome, find, program, run};
use crate::workspace::root;

/// Makes `crates/web/dist` anew.
pub fn bundle() -> Outcome {
    install()?;
    run(&mut program("node", &["xtask/assets.mjs"]))
}

/// Runs `npm ci` unless the installed packages are those of the lock file as it is now.
pub fn install() -> Outcome {
    for tool in ["node", "npm"] {
        find(tool).ok_or_else(|| {
            format!("{tool} is not on the PATH: install Node.js 20 or newer with npm (https://nodejs.org)")
        })?;
    }
    let lock = fs::read(root().join("package-lock.json")).map_err(|error| error.to_string())?;
    if fs::read(stamp()).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(&mut program("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(stamp(), lock).map_err(|error| error.to_string())
}

fn stamp() -> PathBuf {
    root().join("node_modules/.kith-installed-lock")
}
