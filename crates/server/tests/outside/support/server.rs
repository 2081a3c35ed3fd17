//! A running server: started as a process, stopped by a signal, killed when dropped.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long starting and stopping may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Server {
    child: Child,
    out: Lines,
    err: Lines,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub url: String,
    /// How long it took from the start to the line that says so.
    pub took: Duration,
}

impl Server {
    /// Starts it and waits until it says that it listens.
    pub fn start(mut command: Command) -> Server {
        let begun = Instant::now();
        // A group of its own: a shell or strace around it must not leave it behind.
        let mut child =
            command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("kith starts");
        let out = Lines::of(child.stdout.take().expect("its output"));
        let err = Lines::of(child.stderr.take().expect("its errors"));
        let mut server = Server { child, out, err, url: String::new(), took: Duration::ZERO };
        server.url = loop {
            if let Some(url) = server.out.find("listening on ") {
                break url;
            }
            let over = server.child.try_wait().expect("its state").is_some();
            assert!(!over && begun.elapsed() < PATIENCE, "kith does not serve:\n{}", server.err.text());
            std::thread::sleep(Duration::from_millis(5));
        };
        server.took = begun.elapsed();
        server
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        self.url.split_once("://").expect("an address").1
    }

    /// What follows some words on standard output; waits for them.
    pub fn says(&self, words: &str) -> String {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(rest) = self.out.find(words) {
                return rest;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("{words:?} is not in:\n{}", self.out.text());
    }

    /// Sets a limit of the running process, in the words of prlimit: `--fsize=4096:`. Limits can be raised again.
    pub fn limit(&self, limit: &str) {
        let set = Command::new("prlimit").args(["--pid", &self.child.id().to_string(), limit]).status();
        assert!(set.expect("prlimit runs").success(), "{limit} is set");
    }

    /// Memory of its own, in KiB.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its state");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// How long it has computed.
    pub fn computed(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("its state");
        let (_, fields) = stat.rsplit_once(") ").expect("its name");
        let ticks = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number"));
        Duration::from_millis(ticks.sum::<u64>() * 10)
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "SIG{name} is sent");
    }

    /// Waits for its end: how it ended, how long that took, all that it printed.
    pub fn end(mut self) -> (ExitStatus, Duration, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "kith does not end:\n{}", self.err.text());
            std::thread::sleep(Duration::from_millis(5));
        };
        let took = begun.elapsed();
        (status, took, self.out.whole())
    }

    /// Tells it to stop and waits for its end, which must be a good one; gives all that it printed.
    pub fn stop(self) -> String {
        self.signal("TERM");
        let (status, _, printed) = self.end();
        assert!(status.success(), "{status}");
        printed
    }

    /// Kills it as a power cut would.
    pub fn kill(self) {
        self.signal("KILL");
        self.end();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let group = format!("-{}", self.child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        }
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("kith said:\n{}", self.err.text());
        }
    }
}

/// The lines of a stream, as they come.
struct Lines {
    seen: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Lines {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                kept.lock().expect("the lines").push(line);
            }
        });
        Lines { seen, reader: Some(reader) }
    }

    /// What follows some words, in the first line that has them.
    fn find(&self, words: &str) -> Option<String> {
        let seen = self.seen.lock().expect("the lines");
        seen.iter().find_map(|line| line.split_once(words).map(|(_, rest)| rest.to_string()))
    }

    fn text(&self) -> String {
        self.seen.lock().expect("the lines").join("\n")
    }

    /// All of it, once the stream has ended.
    fn whole(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader");
        }
        self.text()
    }
}
