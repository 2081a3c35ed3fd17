//! A private PostgreSQL for one test run: a fresh folder, a socket and no port, a locale that is not C.
//! As root it runs as an ordinary user. It ends with this process; must never touch another cluster.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::{Outcome, find, output, program};
use crate::debian;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running cluster; dropping it ends the server and removes its data.
pub struct Cluster {
    server: Child,
    folder: TempDir,
    command: Command,
}

impl Cluster {
    /// Starts a new, empty cluster for tests, which no power cut can harm, installing PostgreSQL first where possible.
    pub fn start() -> Outcome<Self> {
        Self::start_with(&["fsync=off", "full_page_writes=off", "shared_buffers=256MB", "deadlock_timeout=50ms"])
    }

    /// Starts one that keeps what it acknowledged, as one for work would be set.
    pub fn start_durable() -> Outcome<Self> {
        Self::start_with(&[
            "shared_buffers=2GB",
            "max_wal_size=4GB",
            "effective_cache_size=8GB",
            "random_page_cost=1.1",
        ])
    }

    fn start_with(settings: &[&str]) -> Outcome<Self> {
        let binaries = debian::ensure(binaries, "PostgreSQL", "postgresql")?;
        let folder = tempfile::Builder::new().prefix("kith-test-").tempdir();
        let folder = folder.map_err(|error| error.to_string())?;
        let user = ordinary_user()?;
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).map_err(|error| error.to_string())?;
        }
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
        initialise(&binaries, folder.path(), user)?;
        let mut command = serve(&binaries, folder.path(), user, settings);
        let server = command.spawn().map_err(|error| error.to_string())?;
        let mut cluster = Self { server, folder, command };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Starts it again if somebody stopped it, as whatever watches over servers does; whoever uses it must wait by itself.
    pub fn revive(&mut self) -> Outcome {
        if self.server.try_wait().map_err(|error| error.to_string())?.is_some() {
            self.server = self.command.spawn().map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// The file that names its first process while it runs.
    pub fn postmaster(&self) -> PathBuf {
        self.folder.path().join("data/postmaster.pid")
    }

    /// How to reach it: `postgres://kith@%2Ftmp%2F…/postgres`, the host being the socket's folder.
    pub fn url(&self) -> String {
        let socket = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://kith@{socket}/postgres")
    }

    fn wait_until_ready(&mut self) -> Outcome {
        // The line of postmaster.pid that says "ready" is written once connections are accepted.
        let pid_file = self.postmaster();
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            if fs::read_to_string(&pid_file).is_ok_and(|text| text.lines().any(|line| line.trim() == "ready")) {
                return Ok(());
            }
            if self.server.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start:\n{log}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

fn binaries() -> Option<PathBuf> {
    let on_path = find("initdb").and_then(|file| fs::canonicalize(file).ok()?.parent().map(Path::to_owned));
    let mut packaged: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    packaged.sort();
    on_path.or_else(|| packaged.pop())
}

/// The user and group to run as when we are root: PostgreSQL refuses to run as root.
fn ordinary_user() -> Outcome<Option<(u32, u32)>> {
    if !debian::is_root() {
        return Ok(None);
    }
    let number = |flag: &str, name: &str| -> Outcome<u32> {
        output("id", &[flag, name])?.trim().parse().map_err(|_| format!("id {flag} {name} gave no number"))
    };
    let name = if output("id", &["-u", "postgres"]).is_ok() { "postgres" } else { "nobody" };
    Ok(Some((number("-u", name)?, number("-g", name)?)))
}

fn initialise(binaries: &Path, folder: &Path, user: Option<(u32, u32)>) -> Outcome {
    let icu = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"];
    let libc = ["--locale=en_US.UTF-8"];
    let mut said = String::new();
    for locale in [&icu[..], &libc[..]] {
        let mut command = as_user(&binaries.join("initdb"), user);
        command.arg("-D").arg(folder.join("data")).args(["-U", "kith", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        let done = command.args(locale).output().map_err(|error| error.to_string())?;
        if done.status.success() {
            return Ok(());
        }
        said.push_str(&String::from_utf8_lossy(&done.stderr));
        let _ = fs::remove_dir_all(folder.join("data"));
    }
    Err(format!("initdb failed with every locale:\n{said}"))
}

fn serve(binaries: &Path, folder: &Path, user: Option<(u32, u32)>, settings: &[&str]) -> Command {
    let mut command = as_user(&binaries.join("postgres"), user);
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    for setting in ["listen_addresses=", "max_connections=400"].iter().chain(settings) {
        command.args(["-c", setting]);
    }
    let log = fs::File::create(folder.join("log"));
    command.stderr(log.map_or_else(|_| Stdio::null(), Stdio::from)).stdout(Stdio::null());
    command
}

/// The program as that user, ended by the kernel when we end (where setpriv exists: Linux).
fn as_user(file: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = match find("setpriv") {
        Some(setpriv) => {
            let mut command = program(&setpriv.to_string_lossy(), &["--pdeathsig", "QUIT"]);
            if let Some((uid, gid)) = user {
                command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}")).arg("--clear-groups");
            }
            command.arg("--").arg(file);
            command
        }
        None => {
            let mut command = Command::new(file);
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        }
    };
    command.current_dir("/").process_group(0);
    command
}

#[cfg(test)]
mod tests {
    use super::{Cluster, binaries};
    use std::process::Command;

    fn ask(cluster: &Cluster, question: &str) -> String {
        let mut psql = Command::new(binaries().unwrap().join("psql"));
        let done = psql.args([&cluster.url(), "-Atc", question]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn it_answers_at_its_url_sorts_by_language_and_ends_with_its_handle() {
        let cluster = Cluster::start().unwrap();
        assert_eq!(ask(&cluster, "select string_agg(x, '' order by x) from unnest(array['b','A','a','B']) x"), "aAbB");
        assert_eq!(ask(&cluster, "show listen_addresses"), "");
        let (folder, url) = (cluster.folder.path().to_owned(), cluster.url());
        drop(cluster);
        assert!(!folder.exists());
        let mut psql = Command::new(binaries().unwrap().join("psql"));
        assert!(!psql.args([&url, "-Atc", "select 1"]).output().unwrap().status.success());
    }

    #[test]
    fn one_that_was_stopped_at_once_is_started_again_with_all_it_holds() {
        let mut cluster = Cluster::start_durable().unwrap();
        ask(&cluster, "create table kept as select 7 as n");
        let process = std::fs::read_to_string(cluster.postmaster()).unwrap().lines().next().unwrap().to_owned();
        assert!(Command::new("kill").args(["-QUIT", &process]).status().unwrap().success());
        cluster.server.wait().unwrap();
        cluster.revive().unwrap();
        let now = || std::fs::read_to_string(cluster.postmaster()).unwrap_or_default();
        while now().lines().next() == Some(&process) || !now().lines().any(|line| line.trim() == "ready") {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(ask(&cluster, "select n from kept"), "7");
    }
}
