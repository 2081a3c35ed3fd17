//! Installing what is missing on Debian as root; anywhere else it says exactly what to install.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Outcome, find, output, program, run};

/// The program, installed from the Debian package first when it may be.
///
/// # Errors
/// Names the package to install when it is missing and cannot be installed here.
pub fn ensure(locate: impl Fn() -> Option<PathBuf>, what: &str, package: &str) -> Outcome<PathBuf> {
    if let Some(found) = locate() {
        return Ok(found);
    }
    if !may_install() {
        return Err(format!("{what} is missing: install it (Debian and Ubuntu: sudo apt-get install {package})"));
    }
    println!("{what} is missing: installing the package {package}");
    run(&mut apt(&["update", "-qq"]))?;
    run(&mut apt(&["install", "-y", "-qq", "--no-install-recommends", package]))?;
    locate().ok_or_else(|| format!("{what} is still missing after installing the package {package}"))
}

/// Whether we are the super-user.
pub fn is_root() -> bool {
    output("id", &["-u"]).is_ok_and(|uid| uid.trim() == "0")
}

fn may_install() -> bool {
    is_root() && find("apt-get").is_some() && Path::new("/etc/debian_version").exists()
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = program("apt-get", arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
