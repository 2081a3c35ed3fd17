//! A disk as strace tells of it: what was written to the database's files, and how much of that had been synced. The
//! database's shared memory is none of them: it goes with the power.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// What stays of changes that were not synced.
#[derive(Debug, Clone, Copy)]
pub enum Cut {
    /// Nothing.
    Clean,
    /// Every other one: a disk writes in any order.
    Ragged,
}

/// When one may look.
#[derive(Debug, Clone, Copy)]
pub enum Moment {
    /// Something was just written.
    Write,
    /// An answer is about to be sent.
    Answer,
}

enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

/// One file.
#[derive(Default)]
struct Kept {
    synced: Vec<u8>,
    changes: Vec<Change>,
    /// Changes that were synced, ever.
    settled: usize,
}

/// A call that has begun.
enum Call {
    Change(usize, Change),
    /// Up to which change.
    Sync(usize, usize),
    Other,
}

/// The disk.
pub struct Disk {
    /// The database and its log.
    files: [(String, Kept); 2],
    open: HashMap<String, Call>,
    /// Answers sent.
    pub answered: usize,
    /// Changes written.
    pub written: usize,
    /// How often the database and its log were synced.
    pub syncs: [usize; 2],
    /// Whether syncs of the log are passed over, as if nobody had asked for them.
    pub deaf: bool,
}

impl Disk {
    /// With a database at rest.
    pub fn new(data: &Path, database: Vec<u8>) -> Disk {
        let path = |name: &str| data.join(name).to_string_lossy().into_owned();
        let files =
            [(path("kith.db"), Kept { synced: database, ..Kept::default() }), (path("kith.db-wal"), Kept::default())];
        Disk { files, open: HashMap::new(), answered: 0, written: 0, syncs: [0; 2], deaf: false }
    }

    /// Follows a trace; `at` may look at the disk.
    pub fn follow(&mut self, trace: &str, mut at: impl FnMut(&Disk, Moment)) {
        for line in trace.lines() {
            let (process, rest) = line.split_once(' ').expect("a process");
            let rest = rest.trim_start();
            // One of several processes' calls at once is told of twice: when it begins and when it ends.
            let ended = match rest.split_once('(') {
                _ if rest.starts_with("<... ") => self.open.remove(process),
                None => continue,
                Some(("write" | "writev" | "sendto", arguments)) => {
                    if text(arguments).is_some_and(|bytes| bytes.starts_with(b"HTTP/1.1 201")) {
                        self.answered += 1;
                        at(self, Moment::Answer);
                    }
                    continue;
                }
                Some((name, arguments)) => {
                    let call = self.begin(name, arguments);
                    match rest.ends_with("<unfinished ...>") {
                        true => self.open.insert(process.to_owned(), call).and(None),
                        false => Some(call),
                    }
                }
            };
            if ended.is_some_and(|call| self.end(call)) {
                at(self, Moment::Write);
            }
        }
    }

    fn begin(&self, name: &str, arguments: &str) -> Call {
        let path = arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        let Some((path, rest)) = path else { return Call::Other };
        let path = String::from_utf8(bytes(path)).expect("a path");
        let Some(file) = self.files.iter().position(|(known, _)| *known == path) else { return Call::Other };
        match name {
            "pwrite64" => {
                let content = text(rest).expect("what is written");
                let numbers = numbers(rest.rsplit_once('"').expect("its end").1);
                assert_eq!(content.len(), numbers[0], "strace cut it short");
                Call::Change(file, Change::Write(numbers[1], content))
            }
            "ftruncate" => Call::Change(file, Change::Length(numbers(rest)[0])),
            "fsync" | "fdatasync" => {
                let kept = &self.files[file].1;
                Call::Sync(file, kept.settled + kept.changes.len())
            }
            other => panic!("{other} is not understood: {path}"),
        }
    }

    /// Says whether something was written.
    fn end(&mut self, call: Call) -> bool {
        match call {
            Call::Change(file, change) => {
                self.written += 1;
                self.files[file].1.changes.push(change);
                return true;
            }
            Call::Sync(1, _) if self.deaf => {}
            Call::Sync(file, upto) => {
                self.syncs[file] += 1;
                self.files[file].1.settle(upto);
            }
            Call::Other => {}
        }
        false
    }

    /// How many changes are not synced.
    pub fn unsynced(&self) -> usize {
        self.files.iter().map(|(_, file)| file.changes.len()).sum()
    }

    /// Writes the files into a folder as a power cut would leave them now.
    pub fn write(&self, folder: &Path, cut: Cut) {
        for (path, kept) in &self.files {
            let mut content = kept.synced.clone();
            let stays = kept.changes.iter().step_by(2).filter(|_| matches!(cut, Cut::Ragged));
            stays.for_each(|change| apply(&mut content, change));
            let name = Path::new(path).file_name().expect("a name");
            fs::write(folder.join(name), content).expect("a file");
        }
    }
}

impl Kept {
    fn settle(&mut self, upto: usize) {
        let now = upto.saturating_sub(self.settled);
        self.changes.drain(..now).for_each(|change| apply(&mut self.synced, &change));
        self.settled += now;
    }
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, bytes) => {
            let end = at + bytes.len();
            content.resize(content.len().max(end), 0);
            content[*at..end].copy_from_slice(bytes);
        }
        Change::Length(length) => content.resize(*length, 0),
    }
}

/// The first text among the arguments of a call.
fn text(arguments: &str) -> Option<Vec<u8>> {
    let (_, rest) = arguments.split_once('"')?;
    Some(bytes(rest.split_once('"')?.0))
}

/// The bytes that strace prints as `\x4b\x69…`.
fn bytes(printed: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a digit") as u8;
    printed.as_bytes().chunks_exact(4).map(|byte| digit(byte[2]) * 16 + digit(byte[3])).collect()
}

/// The numbers among the arguments of a call.
fn numbers(arguments: &str) -> Vec<usize> {
    let arguments = arguments.split([')', '<']).next().unwrap_or_default();
    arguments.split(", ").filter_map(|word| word.trim().parse().ok()).collect()
}
