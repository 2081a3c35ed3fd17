//! A PostgreSQL cluster of one test, which may stop it and start it again. What it has acknowledged outlives its own end,
//! though not that of the machine.

use std::fs;
use std::io::Write;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::cluster::{INSTALL, hold, initialise, programs, wait_for};

const SETTINGS: &str = "
listen_addresses = ''
max_connections = 100
fsync = off
deadlock_timeout = 50ms
";
/// As the hold of the common cluster, but it ends with the server too.
const HOLD: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" >>"$2/log" 2>&1 &
server=$!
while kill -0 "$server" 2>/dev/null && [ -d "/proc/$3" ]; do sleep 0.1; done
kill -QUIT "$server" 2>/dev/null
wait "$server"
[ -d "/proc/$3" ] || rm -rf "$2"
"#;

/// How a cluster ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// In order, sending everybody away.
    Fast,
    /// As if the machine had died: it recovers when it starts again.
    Immediate,
}

/// A running, or stopped, cluster.
pub struct Cluster {
    folder: tempfile::TempDir,
    held: Option<Child>,
}

impl Cluster {
    /// Makes one and starts it.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("kith-pg-own-").tempdir().expect("a folder");
        initialise(&programs().expect(INSTALL), folder.path(), SETTINGS);
        let mut cluster = Self { folder, held: None };
        cluster.again();
        cluster
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("host={} user=kith dbname=postgres", self.folder.path().display())
    }

    /// Starts it after it was stopped, and waits until it answers.
    ///
    /// # Panics
    /// When it does not.
    pub fn again(&mut self) {
        let programs = programs().expect(INSTALL);
        let shell = hold(&programs, self.folder.path(), std::process::id(), HOLD).spawn();
        self.held = Some(shell.expect("a shell"));
        wait_for(&self.url(), self.folder.path());
    }

    /// Stops it and waits for its end.
    ///
    /// # Panics
    /// When it does not end.
    pub fn stop(&mut self, ending: Ending) {
        let Some(mut held) = self.held.take() else { return };
        self.signal(if ending == Ending::Fast { "-INT" } else { "-QUIT" });
        let until = Instant::now() + Duration::from_secs(30);
        while held.try_wait().expect("its state").is_none() {
            assert!(Instant::now() < until, "PostgreSQL does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Changes a setting while it runs.
    ///
    /// # Panics
    /// When it does not run.
    pub fn set(&self, setting: &str) {
        let path = self.folder.path().join("data/postgresql.conf");
        let mut config = fs::OpenOptions::new().append(true).open(path).expect("settings");
        writeln!(config, "{setting}").expect("a setting is written");
        self.signal("-HUP");
    }

    fn signal(&self, signal: &str) {
        let known = fs::read_to_string(self.folder.path().join("data/postmaster.pid")).expect("its number");
        let number = known.lines().next().expect("its number");
        assert!(Command::new("kill").args([signal, number]).status().expect("kill runs").success());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return self.stop(Ending::Immediate);
        }
        // The shell ends it too when this process does; here nothing may panic once more.
        if let Some(mut held) = self.held.take() {
            let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", held.id())]).status();
            let _ = held.wait();
        }
    }
}
