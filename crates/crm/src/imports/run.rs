//! An import from beginning to end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;
use words::said;

use super::batch::{at_once, batch};
use super::checkpoint::{Checkpoint, Counts, Kept};
use super::draft::Draft;
use super::drive::Drive;
use super::file::{Source, unreadable};
use super::map::Map;
use super::pace::Pace;
use super::plan::{self, Plan};
use super::refusals::{Marks, Refusals};
use crate::actor::Actor;
use crate::acts::{self, Act};
use crate::crm::Crm;
use crate::error::Result;
use crate::work::Work;

/// A file that is ready to be imported.
#[derive(Clone)]
pub struct Import {
    /// The file.
    pub source: Source,
    /// How its rows become records.
    pub plan: Arc<Plan>,
    /// How many rows it has.
    pub rows: u64,
}

/// How an import is run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only tried: everything is taken back, the tally is as if it had been done.
    pub dry_run: bool,
    /// Of a dry run, how many rows are tried; all when nothing is said.
    pub rows: Option<u64>,
    /// Where refused rows are written, to be mended and imported again, once all are.
    pub refused: Option<PathBuf>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows of the file.
    pub total: u64,
}

/// What became of every row.
#[derive(Debug)]
pub struct Tally {
    /// The act, for undoing it; `None` for a dry run.
    pub act: Option<Uuid>,
    /// Records made, changed, and found unchanged.
    pub counts: Counts,
    /// Rows refused.
    pub refused: Refusals,
}

/// Keeps, in the transaction of a batch, where the import stands.
pub type Keep = dyn Fn(&mut Work, &Kept) -> Result<()> + Send + Sync;

/// An import that can be interrupted: where it works, as which act, and how it keeps where it stands.
pub(crate) struct Durable<'a> {
    /// Where its files are.
    pub folder: &'a Path,
    /// Its act.
    pub act: Act,
    /// Where it stood when it was interrupted.
    pub from: Option<Kept>,
    /// Keeps where it stands.
    pub keep: Arc<Keep>,
}

impl Import {
    /// Looks at a file and a map: `matching` stands above what the map says. Refuses what does not fit the module, all
    /// of it at once, before anything is written.
    pub fn open(crm: &Crm, actor: &Actor, module: &str, file: &Path, map: &Map, matching: &[String]) -> Result<Import> {
        crm.refresh()?;
        let snapshot = crm.snapshot().read_in(actor.language);
        let source = Source::open(file, &map.said()?)?;
        let mut plan = plan::plan(&snapshot, actor, module, &source.header, map, matching)?;
        plan.doubtful = source.form.doubtful;
        plan.notes.extend(source.described());
        let survey = plan::survey(&source, map, &snapshot.company, &mut plan)?;
        Ok(Import { source, plan: Arc::new(plan), rows: survey.rows })
    }

    /// Imports the rows as one act, in batches that are each done whole or not at all. Refused rows are accounted for
    /// and do not stop the others.
    pub fn run(
        &self,
        crm: &Crm,
        actor: &Actor,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally> {
        let folder = tempfile::tempdir().map_err(|error| unreadable(&std::env::temp_dir(), &error))?;
        let draft = options.refused.as_deref().map(|path| Draft::beside(path, &self.source.path)).transpose()?;
        let mended = draft.as_ref().map(Draft::path);
        let tally = if options.dry_run {
            let mut refused = Refusals::open(&self.source, folder.path(), mended, &Marks::default(), actor.language)?;
            let counts = self.attempt(crm, actor, options.rows, &mut refused, progress)?;
            Tally { act: None, counts, refused }
        } else {
            let act = acts::plan(actor, crm.now(), "import");
            let durable = Durable { folder: folder.path(), act, from: None, keep: Arc::new(|_, _| Ok(())) };
            self.run_durably(crm, actor, durable, mended, progress)?
        };
        draft.map_or(Ok(()), Draft::keep)?;
        Ok(tally)
    }

    /// Imports the rows, or goes on where it was interrupted.
    pub(crate) fn run_durably(
        &self,
        crm: &Crm,
        actor: &Actor,
        durable: Durable,
        mended: Option<&Path>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Tally> {
        let Durable { folder, act, from, keep } = durable;
        let (at, written) = from.map_or((Checkpoint::default(), None), |kept| (kept.at, Some(kept.outcome)));
        let mut refused = Refusals::open(&self.source, folder, mended, &at.refused, actor.language)?;
        let total = self.rows;
        let drive = Drive {
            plan: &self.plan,
            folder,
            step: &mut |rows, known, at| {
                let (plan, rows, known) = (self.plan.clone(), Arc::new(rows), Arc::new(known.clone()));
                let outcome = at_once(|ground| {
                    let (plan, given, known) = (plan.clone(), rows.clone(), known.clone());
                    let (at, keep) = (at.clone(), keep.clone());
                    let part = crm.part(actor, &act, move |work| {
                        let outcome = batch(work, &plan, &given, &known, at.patience, ground)?;
                        let kept = Kept { at: at.clone(), outcome };
                        keep(work, &kept)?;
                        Ok(kept.outcome)
                    });
                    part.wait()
                })?;
                acts::give_way();
                Ok((Arc::unwrap_or_clone(rows), outcome))
            },
            sink: &mut refused,
            progress: &mut |done| progress(Progress { done, total }),
            at,
            written,
            pace: Pace::default(),
        };
        let counts = drive.run(&mut self.source.rows()?)?.counts;
        refused.finish()?;
        self.conclude(crm, actor, &act, counts)?;
        Ok(Tally { act: Some(act.id), counts, refused })
    }

    /// Records the act, also when nothing had to be changed, and says what it did.
    fn conclude(&self, crm: &Crm, actor: &Actor, act: &Act, counts: Counts) -> Result<()> {
        let Counts { created, updated, unchanged } = counts;
        let file = self.source.name();
        let summary = said!("act-imported", file = file, created = created, updated = updated, unchanged = unchanged);
        let done = crm.part(actor, act, move |work| {
            acts::ensure(work)?;
            acts::summarise(work, summary.clone())
        });
        done.wait()?;
        crm.refresh()?;
        Ok(())
    }
}
