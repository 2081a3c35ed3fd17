//! A workspace under test: its server, who works on it, and what they know of it.

use std::fs::{File, OpenOptions};
use std::time::{Duration, Instant};

use bench::Outcome;
use bench::kith::Kith;
use bench::server::Server;
use uuid::Uuid;

use crate::client::Client;
use crate::feed::Feed;
use crate::found;
use crate::imports::Imports;
use crate::record::{Module, Record};
use crate::stages::Stages;
use crate::tally::Tally;
use crate::writer::Writer;

const USER: &str = "ana@example.com";
const PASSWORD: &str = "correct horse battery staple";
const WRITERS: usize = 6;
/// How long what goes on behind the scenes may take: a minute until a dead server's import is taken up, and its work.
const PATIENCE: Duration = Duration::from_secs(300);

/// All of it.
pub struct Workspace {
    /// Its program and place.
    pub kith: Kith,
    /// The running server.
    pub server: Option<Server>,
    /// One who may do everything.
    pub client: Client,
    /// Those who write.
    pub writers: Vec<Writer>,
    /// Those who import.
    pub imports: Imports,
    /// The stages of its deals.
    pub stages: Stages,
    /// What the feed told.
    pub feed: Feed,
}

impl Workspace {
    /// A new one, served.
    pub fn new(kith: Kith, seed: &str) -> Outcome<Workspace> {
        kith.run(&["user", "add", USER, "--role", "administrator", "--password-stdin"], PASSWORD)?;
        let token = kith.run(&["token", "create", "--user", USER, "--name", "crash"], "")?;
        let mut workspace = Workspace {
            kith,
            server: None,
            client: Client::new(token.trim().to_owned()),
            writers: (1..=WRITERS).map(|nr| Writer::new(nr, seed)).collect(),
            imports: Imports::new(seed),
            stages: Stages::default(),
            feed: Feed::default(),
        };
        workspace.start()?;
        workspace.client.sign_in(USER, PASSWORD)?;
        workspace.stages = Stages::of(&workspace.client)?;
        Ok(workspace)
    }

    /// Starts the server; says how long that took.
    pub fn start(&mut self) -> Outcome<Duration> {
        let server = Server::start_telling(&self.kith, self.log()?)?;
        self.client = self.client.at(&server.url);
        let took = server.started_in;
        self.server = Some(server);
        Ok(took)
    }

    fn log(&self) -> Outcome<File> {
        Ok(OpenOptions::new().create(true).append(true).open(self.kith.data.join("log"))?)
    }

    /// What is wrong with some records of each writer.
    pub fn compare(&self, ids: impl Fn(&Writer) -> Vec<Uuid>) -> Outcome<Vec<String>> {
        let found = self.writers.iter().map(|writer| found::compare(&self.client, writer, &self.stages, ids(writer)));
        Ok(found.collect::<Outcome<Vec<_>>>()?.concat())
    }

    /// Whether there are as many records as there should be: none is doubled under another id, none is strange.
    pub fn count(&self) -> Outcome<Vec<String>> {
        let mut findings = Vec::new();
        for (module, bin) in Module::ALL.into_iter().flat_map(|module| [(module, false), (module, true)]) {
            let known = self.records().filter(|record| record.module == module && record.gone == bin).count() as u64;
            let (least, most) = match (module, bin) {
                (_, true) => (0, 0),
                (Module::Account, false) => (self.imports.accounts(), self.imports.accounts()),
                (Module::Opportunity, false) => self.imports.rows(),
            };
            let count = found::count(&self.client, module, bin)?;
            if count < known + least || count > known + most {
                let place = if bin { "in the bin" } else { "" };
                let wanted = format!("{} to {}", known + least, known + most);
                findings.push(format!("{count} records of {} {place}, expected {wanted}", module.key()));
            }
        }
        Ok(findings)
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.writers.iter().flat_map(Writer::records)
    }

    /// What `kith doctor` and `kith audit verify` find: search, summaries, rollups and links against the data, the chain.
    pub fn examine(&self) -> Vec<String> {
        let told = [&["doctor"][..], &["audit", "verify"]].map(|command| self.kith.run(command, ""));
        told.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect()
    }

    /// The end of a workspace that passed all its rounds: imports must end, everything that was ever acknowledged is
    /// compared, and the feed must have told of every act once.
    pub fn finish(&mut self, tally: &mut Tally) -> Outcome<Vec<String>> {
        let begun = Instant::now();
        let mut findings = Vec::new();
        while !self.imports.have_ended() && begun.elapsed() < PATIENCE {
            findings.extend(self.imports.look(&self.client)?);
            std::thread::sleep(Duration::from_millis(200));
        }
        if !self.imports.have_ended() {
            findings.push(format!("imports did not end within {PATIENCE:?}"));
        }
        findings.extend(self.imports.compare(&self.client)?);
        findings.extend(self.compare(|writer| writer.records().iter().map(|record| record.id).collect())?);
        findings.extend(self.count()?);
        findings.extend(self.follow()?);
        findings.extend(self.examine());
        tally.compared += self.records().count() as u64;
        tally.imported += self.imports.rows().0;
        tally.imports += self.imports.count() as u64;
        self.server = None;
        findings.extend(self.examine());
        Ok(findings)
    }

    /// Reads the feed until it has told of every act; what it tells too often or not at all is wrong.
    fn follow(&mut self) -> Outcome<Vec<String>> {
        let begun = Instant::now();
        loop {
            let mut findings = self.feed.read(&self.client)?;
            let wrong = self.records().filter(|record| self.feed.of(record.id) != record.acts());
            let wrong = wrong.map(|record| format!("{record:?} came {} times in the feed", self.feed.of(record.id)));
            findings.extend(wrong.take(20));
            if findings.is_empty() || begun.elapsed() > Duration::from_secs(30) {
                return Ok(findings);
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}
