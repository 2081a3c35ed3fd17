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
    /// The schema there.
    pub schema: &'static str,
}

impl Kith {
    /// On a workspace that may not be there yet.
    pub fn new(binary: &Path, data: &Path, database: Option<&str>) -> Kith {
        Kith { binary: binary.into(), data: data.into(), database: database.map(Into::into), schema: "kith" }
    }

    /// On an empty workspace of its own, beside another.
    pub fn beside(other: &Kith, data: &Path) -> Outcome<Kith> {
        if data.exists() {
            std::fs::remove_dir_all(data)?;
        }
        let mut kith = Kith::new(&other.binary, data, other.database.as_deref());
        if kith.database.is_some() {
            kith.schema = "scratch";
            let mut client = postgres::Client::connect(kith.database.as_deref().unwrap_or_default(), postgres::NoTls)?;
            client.batch_execute("DROP SCHEMA IF EXISTS scratch CASCADE")?;
        }
        Ok(kith)
    }

    /// A command on the workspace.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--data").arg(&self.data);
        command.env("KITH_LOG", "warn");
        if let Some(database) = &self.database {
            command.args(["--database", database]).env("KITH_WORKSPACE", self.schema);
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
            false => {
                let said = [done.stdout, done.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
                Err(format!("kith {arguments:?}: {}", said.concat()).into())
            }
        }
    }
}
