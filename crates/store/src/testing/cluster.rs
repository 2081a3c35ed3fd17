//! A private PostgreSQL cluster: fresh data under the temporary folder, a socket and no port, a locale that is not C.
//!
//! A small shell holds it and watches a pipe from this process: however this process ends, the pipe closes, the
//! cluster stops and its files go.

use std::fs;
use std::io::Write;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

const INSTALL: &str = "PostgreSQL 15 or newer is needed by the tests: apt-get install postgresql";
const SETTINGS: &str = "
listen_addresses = ''
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
deadlock_timeout = 50ms
";
const HOLD: &str = r#"
"$1/postgres" -D "$2/data" -k "$2" >"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
"#;

/// Where the tests' cluster is; started when first asked for.
pub(super) fn url() -> String {
    if let Ok(url) = std::env::var("KITH_TEST_DATABASE") {
        return url;
    }
    // The pipe in it must stay open as long as the process lives.
    static CLUSTER: OnceLock<(String, Child)> = OnceLock::new();
    CLUSTER.get_or_init(start).0.clone()
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

fn start() -> (String, Child) {
    let programs = programs().expect(INSTALL);
    let folder = tempfile::Builder::new().prefix("kith-pg-").tempdir().expect("a temporary folder").keep();
    let user = ordinary_user();
    if let Some((uid, gid)) = user {
        chown(&folder, Some(uid), Some(gid)).expect("the folder is given to the ordinary user");
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
    config.write_all(SETTINGS.as_bytes()).expect("settings are written");
    let holder = as_user(Command::new("/bin/sh"), user)
        .args(["-c", HOLD, "kith-test-postgres"])
        .args([&programs, &folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell");
    let url = format!("host={} user=kith dbname=postgres", folder.display());
    wait_for(&url, &folder);
    (url, holder)
}

fn wait_for(url: &str, folder: &Path) {
    let patience = Instant::now() + Duration::from_secs(30);
    while let Err(error) = Client::connect(url, NoTls) {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(Instant::now() < patience, "PostgreSQL did not start: {error}\n{log}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The folder of `initdb` and `postgres`: on the PATH, or where Debian puts the newest.
fn programs() -> Option<PathBuf> {
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
