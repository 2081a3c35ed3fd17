//! A place for a workspace on one engine, and the commands run there. Everything goes when it is dropped.

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::Target;
use store::testing::{Cluster, Workspace};

use super::Server;

/// The password of every user that [`Place::user`] adds.
pub const PASSWORD: &str = "violet harbour 42";

/// Runs a test body in an empty place on SQLite and in one on PostgreSQL.
pub fn both(body: impl Fn(&Place)) {
    for place in [Place::sqlite(), Place::postgres()] {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(&place))) {
            eprintln!("failed on {}", if place.workspace.is_some() { "PostgreSQL" } else { "SQLite" });
            resume_unwind(panic);
        }
    }
}

/// Where a workspace is.
pub struct Place {
    folder: tempfile::TempDir,
    workspace: Option<Workspace>,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: i32,
    /// What it wrote on standard output.
    pub out: String,
    /// What it wrote on standard error.
    pub err: String,
    /// How long it took.
    pub took: Duration,
}

impl Place {
    /// On SQLite; the data directory is not made yet.
    pub fn sqlite() -> Place {
        Place { folder: tempfile::tempdir().expect("a folder"), workspace: None }
    }

    /// On PostgreSQL, in a schema of its own that is not made yet.
    pub fn postgres() -> Place {
        Place { workspace: Some(Workspace::postgres()), ..Place::sqlite() }
    }

    /// On a PostgreSQL that the test may stop.
    pub fn on(cluster: &Cluster) -> Place {
        Place { workspace: Some(Workspace::on(cluster)), ..Place::sqlite() }
    }

    /// The data directory.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder around it, for whatever else a test needs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How the store opens the same workspace.
    pub fn settings(&self) -> store::Settings {
        match &self.workspace {
            Some(workspace) => workspace.settings(),
            None => store::Settings::sqlite(self.data().join("kith.db")),
        }
    }

    /// Writes `kith.toml`.
    pub fn configure(&self, text: &str) {
        fs::create_dir_all(self.data()).expect("the data directory");
        fs::write(self.data().join("kith.toml"), text).expect("settings");
    }

    /// The program in this place, without any setting of whoever runs the tests.
    pub fn kith<const N: usize>(&self, arguments: [&str; N]) -> Command {
        self.kith_with(&self.data(), arguments)
    }

    /// As [`Place::kith`], with a data directory of its own, as another machine has it.
    pub fn kith_with<const N: usize>(&self, data: &Path, arguments: [&str; N]) -> Command {
        let mut command = self.wrapped(Command::new(env!("CARGO_BIN_EXE_kith")), data);
        command.args(arguments);
        command
    }

    /// Another program that starts Kith in this place.
    pub fn wrapped(&self, mut command: Command, data: &Path) -> Command {
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KITH_")) {
            command.env_remove(name);
        }
        command.env("KITH_DATA", data).current_dir(self.folder()).stdin(Stdio::null());
        if let Some(Target::Postgres { url, schema }) = self.workspace.as_ref().map(|known| known.settings().target) {
            command.env("KITH_DATABASE", url).env("KITH_WORKSPACE", schema);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run<const N: usize>(&self, arguments: [&str; N]) -> Ended {
        ended(self.kith(arguments), "")
    }

    /// Starts serving on a free port.
    pub fn serve(&self) -> Server {
        Server::start(self.kith(["serve", "--listen", "127.0.0.1:0"]))
    }

    /// Starts serving on a free port, with a program in front: `prlimit --nofile=64:64`.
    pub fn serve_under<const N: usize>(&self, wrapper: [&str; N]) -> Server {
        let mut command = Command::new(wrapper[0]);
        command.args(&wrapper[1..]).args([env!("CARGO_BIN_EXE_kith"), "serve", "--listen", "127.0.0.1:0"]);
        Server::start(self.wrapped(command, &self.data()))
    }

    /// The files that wait in the spool.
    pub fn spooled(&self) -> usize {
        fs::read_dir(self.data().join("spool")).map_or(0, |entries| entries.count())
    }

    /// Adds a user with [`PASSWORD`].
    pub fn user(&self, email: &str, role: &str) {
        let ended = ended(self.kith(["user", "add", email, "--role", role, "--password-stdin"]), PASSWORD);
        assert_eq!(ended.code, 0, "{}", ended.err);
    }
}

/// Runs a command to its end with something on standard input; one that takes a minute hangs.
pub fn ended(mut command: Command, input: &str) -> Ended {
    let begun = Instant::now();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    let watched = child.id().to_string();
    let (over, hung) = std::sync::mpsc::channel::<()>();
    std::thread::spawn(move || {
        if hung.recv_timeout(Duration::from_secs(60)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            let _ = Command::new("kill").args(["-KILL", &watched]).status();
        }
    });
    let output = child.wait_with_output().expect("it ends");
    drop(over);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
        took: begun.elapsed(),
    }
}
