//! The program under measurement: its commands and its server, on one workspace.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The release binary and the workspace it works on.
pub struct Kith {
    binary: PathBuf,
    /// The workspace's folder.
    pub data: PathBuf,
    /// The database that takes the place of the file inside.
    pub database: Option<String>,
}

impl Kith {
    /// On a workspace that may not be there yet.
    pub fn new(binary: &Path, data: &Path, database: Option<&str>) -> Kith {
        Kith { binary: binary.into(), data: data.into(), database: database.map(Into::into) }
    }

    /// A command on the workspace.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    /// Runs a command to its end with a text on its input; gives what it prints.
    pub fn run(&self, arguments: &[&str], input: &str) -> Outcome<String> {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().ok_or("no input")?.write_all(input.as_bytes())?;
        let done = child.wait_with_output()?;
        match done.status.success() {
            true => Ok(String::from_utf8(done.stdout)?),
            false => Err(format!("kith {arguments:?}: {}", String::from_utf8_lossy(&done.stderr)).into()),
        }
    }
}
