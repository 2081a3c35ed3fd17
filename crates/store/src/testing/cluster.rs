//! A private PostgreSQL cluster: fresh data under the temporary folder, a socket and no port, a locale that is not C.
//!
//! It belongs to this process, or to the whole run when cargo-nextest starts a process for each test. A small shell
//! holds it and watches the owner: however that ends, the cluster stops and its files go.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::chown;
use std::os::unix::process::{CommandExt, parent_id};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

pub(super) const INSTALL: &str = "PostgreSQL 15 or newer is needed by the tests: apt-get install postgresql";
const SETTINGS: &str = "
listen_addresses = ''
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
deadlock_timeout = 50ms
";
/// Folder of programs, folder of the cluster, process number of the owner (of another user, when that is root).
const HOLD: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" >"$2/log" 2>&1 &
server=$!
while kill -0 "$3" 2>/dev/null || [ -d "/proc/$3" ]; do sleep 0.2; done
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
"#;

/// Where the tests' cluster is; started when first asked for.
pub(super) fn url() -> String {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| std::env::var("KITH_TEST_DATABASE").unwrap_or_else(|_| join_or_start())).clone()
}

fn join_or_start() -> String {
    let programs = programs().expect(INSTALL);
    let (owner, run) = match std::env::var("NEXTEST_RUN_ID") {
        Ok(run) => (parent_id(), run),
        Err(_) => (std::process::id(), std::process::id().to_string()),
    };
    let folder = std::env::temp_dir().join(format!("kith-pg-{run}"));
    let url = format!("host={} user=kith dbname=postgres", folder.display());
    match fs::create_dir(&folder) {
        Ok(()) => start(&programs, &folder, owner),
        Err(error) => assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{}: {error}", folder.display()),
    }
    wait_for(&url, &folder);
    url
}

/// Removes a test's schema; a failure only costs disk until the cluster goes.
pub(super) fn drop_schema(url: &str, schema: &str) {
    let dropped = Client::connect(url, NoTls).and_then(|mut client| {
        client.batch_execute(&format!("SET client_min_messages = error; DROP SCHEMA IF EXISTS \"{schema}\" CASCADE"))
    });
    if let Err(error) = dropped {
        eprintln!("schema {schema} was not dropped: {error}");
    }
}

#[expect(clippy::zombie_processes, reason = "the shell outlives this process, that is what it is for")]
fn start(programs: &Path, folder: &Path, owner: u32) {
    initialise(programs, folder, SETTINGS);
    hold(programs, folder, owner, HOLD).spawn().expect("a shell");
}

/// Makes the data of a cluster in a folder, which becomes that of the user who runs it.
pub(super) fn initialise(programs: &Path, folder: &Path, settings: &str) {
    let user = ordinary_user();
    if let Some((uid, gid)) = user {
        chown(folder, Some(uid), Some(gid)).expect("the folder is given to the ordinary user");
    }
    let data = folder.join("data");
    let made = as_user(Command::new(programs.join("initdb")), user)
        .args(["--no-sync", "--auth=trust", "--username=kith", "--encoding=UTF8"])
        .args(["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--pgdata"])
        .arg(&data)
        .output()
        .expect("initdb runs");
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    let mut config = fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).expect("settings");
    config.write_all(settings.as_bytes()).expect("settings are written");
}

/// The shell that holds a cluster.
pub(super) fn hold(programs: &Path, folder: &Path, owner: u32, script: &str) -> Command {
    let mut command = as_user(Command::new("/bin/sh"), ordinary_user());
    command.args(["-c", script, "kith-test-postgres"]).args([programs, folder]).arg(owner.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command
}

pub(super) fn wait_for(url: &str, folder: &Path) {
    let patience = Instant::now() + Duration::from_secs(60);
    while let Err(error) = Client::connect(url, NoTls) {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(Instant::now() < patience, "PostgreSQL did not start: {error}\n{log}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The folder of `initdb` and `postgres`: on the PATH, or where Debian puts the newest.
pub(super) fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|version| version.join("bin")));
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// PostgreSQL refuses root: then the user `postgres`, otherwise `nobody`, by number.
fn ordinary_user() -> Option<(u32, u32)> {
    let me = fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own)).unwrap_or(1);
    if me != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |wanted: &str| {
        let fields: Vec<&str> =
            users.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|f| f[0] == wanted)?;
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).unwrap_or((65534, 65534)))
}

fn as_user(mut command: Command, user: Option<(u32, u32)>) -> Command {
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command.env("LC_ALL", "C.UTF-8").current_dir("/");
    command
}
