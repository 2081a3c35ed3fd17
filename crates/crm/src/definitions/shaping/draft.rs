//! Drafts: changed, planned and applied. A draft is checked before it is kept, so that what waits could be in force; it
//! is neither in the trail nor in any snapshot.

use meta::Key;
use meta::definition::Problem;
use store::backups::Backup;
use store::definitions;
use words::said;

use super::super::apply as doing;
use super::super::input::File;
use super::super::overview::check;
use super::super::plan::{self as plans, Plan};
use super::super::save_before;
use super::kept::{look, moved, replace};
use super::problems::{Told, told};
use super::shaped::{Draft, Shaped, is_drop};
use crate::actor::Actor;
use crate::backup::Vault;
use crate::catalogue::{OVERLAY, SHIPPED_LAYER};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::settings::administrator;
use crate::work::Work;

/// What was applied.
#[derive(Debug, Clone)]
pub struct Done {
    /// The number of the application.
    pub version: i64,
    /// The backup that was made before, if anything was taken away.
    pub backup: Option<Backup>,
}

/// What a changed text is held against before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The other definitions: what is arranged concerns no record, and is quick however many there are.
    Definitions,
    /// The records too, as a plan does.
    Records,
}

/// How a draft stands after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// The change waits to be applied.
    Drafted,
    /// Everything is as it was.
    Same,
    /// Nothing waits any more: the text says what is in force.
    Clear,
    /// The module was drafted only, and is no more.
    Gone,
}

/// What became of a change: how the draft stands, or what is wrong with the text the change made.
pub type Kept = std::result::Result<Stand, Vec<Told>>;

/// The modules that have a text of the company's own in force: the key, and whether it lies over a shipped one.
pub fn own(work: &mut Work) -> Result<Vec<(String, bool)>> {
    administrator(work.actor)?;
    let own = definitions::current(work.tx)?.into_iter().filter(|layer| layer.layer != SHIPPED_LAYER);
    Ok(own.map(|layer| (layer.module, layer.layer == OVERLAY)).collect())
}

/// Changes the draft of a module, or begins one, if it is as it was seen, by its mark.
pub fn edit(
    crm: &Crm,
    actor: &Actor,
    module: &str,
    seen: &str,
    against: Against,
    change: impl Fn(&Shaped) -> Result<String>,
) -> Result<Kept> {
    let key = module.to_owned();
    let shaped = crm.read(actor, move |work| look(work, &key)).wait()?;
    fresh(&shaped)?;
    if shaped.mark() != seen {
        return Err(moved());
    }
    let text = change(&shaped)?;
    let text = effective(&shaped, &text);
    if text == shaped.text {
        return Ok(Ok(Stand::Same));
    }
    let clear = text == shaped.in_force;
    if !clear && let Err(told) = sound(crm, &shaped, &text, against)? {
        return Ok(Err(told));
    }
    keep(crm, actor, &shaped, (!clear).then_some(text))?;
    let gone = clear && shaped.in_force.is_empty() && shaped.shipped.is_none();
    Ok(Ok(match (gone, clear) {
        (true, _) => Stand::Gone,
        (_, true) => Stand::Clear,
        _ => Stand::Drafted,
    }))
}

/// Begins the draft of a new module with its whole text.
pub fn begin(crm: &Crm, actor: &Actor, module: &Key, text: &str) -> Result<Kept> {
    let key = module.clone();
    let known = crm.read(actor, move |work| look(work, &key)).wait();
    match known {
        Err(Error::NotFound(_)) => {}
        Err(error) => return Err(error),
        Ok(_) => return Err(Error::invalid("key", "taken", said!("modules-key-taken", key = module.as_str()))),
    }
    let draft = Draft { base: String::new(), text: text.to_owned() };
    let Some(shaped) = Shaped::of(module.clone(), None, String::new(), Some(draft)) else {
        let problems = meta::definition::load(&format!("{module}.toml"), text).err().unwrap_or_default();
        return Err(Error::Definition(problems));
    };
    if let Err(told) = sound(crm, &shaped, text, Against::Definitions)? {
        return Ok(Err(told));
    }
    let nothing = Shaped { drafted: false, ..shaped };
    keep(crm, actor, &nothing, Some(text.to_owned())).map(|()| Ok(Stand::Drafted))
}

/// Whether a text could be in force.
fn sound(crm: &Crm, shaped: &Shaped, text: &str, against: Against) -> Result<std::result::Result<(), Vec<Told>>> {
    let problems = problems(crm, shaped, text, against)?;
    let wrong = || told(&shaped.file(), text, &problems);
    Ok(if problems.is_empty() { Ok(()) } else { Err(wrong()) })
}

fn problems(crm: &Crm, shaped: &Shaped, text: &str, against: Against) -> Result<Vec<Problem>> {
    let files = vec![File { name: shaped.file(), text: text.to_owned() }];
    match against {
        Against::Definitions => check(crm, files),
        Against::Records => match plans::plan(crm, files) {
            Ok(plan) => Ok(plan.problems().to_vec()),
            Err(Error::Definition(problems)) => Ok(problems),
            Err(error) => Err(error),
        },
    }
}

/// Keeps a text as the draft of a module, or forgets what is drafted, if all is as it was seen.
fn keep(crm: &Crm, actor: &Actor, shaped: &Shaped, text: Option<String>) -> Result<()> {
    let (key, in_force) = (shaped.key.clone(), shaped.in_force.clone());
    let seen = shaped.drafted.then(|| shaped.text.clone());
    crm.write(actor, "configure", move |work| replace(work.tx, &key, (&in_force, seen.as_deref()), text.as_deref()))
        .wait()
}

/// Refuses a draft that was begun on what is no longer in force.
fn fresh(shaped: &Shaped) -> Result<()> {
    if shaped.stale { Err(Error::Conflict(said!("modules-stale"))) } else { Ok(()) }
}

/// A layer over a shipped module that says nothing any more is retired.
fn effective(shaped: &Shaped, text: &str) -> String {
    let bare = |table: toml::Table| table.keys().all(|key| key == "module");
    let over = shaped.shipped.is_some() && toml::from_str(text).is_ok_and(bare);
    match (over || text.is_empty(), shaped.in_force.is_empty()) {
        (true, true) => String::new(),
        (true, false) => drop_text(&shaped.key),
        (false, true) if is_drop(text) => String::new(),
        (false, _) => text.to_owned(),
    }
}

/// The text that retires a layer.
pub(super) fn drop_text(key: &str) -> String {
    format!("module = \"{key}\"\ndrop = true\n")
}

/// What applying the draft of a module would do.
pub fn plan(crm: &Crm, actor: &Actor, shaped: &Shaped) -> Result<Plan> {
    administrator(actor)?;
    plans::plan(crm, vec![File { name: shaped.file(), text: shaped.text.clone() }])
}

/// Applies the draft of a module, if its plan is still the one that was shown, by its mark. The draft goes in the same
/// transaction, and with it what anybody drafts on what was in force before.
pub fn apply(crm: &Crm, actor: &Actor, vault: &Vault, module: &str, shown: &str) -> Result<Done> {
    administrator(actor)?;
    let key = module.to_owned();
    let shaped = crm.read(actor, move |work| look(work, &key)).wait()?;
    fresh(&shaped)?;
    let plan = plan(crm, actor, &shaped)?;
    carry_out(crm, actor, vault, (&plan, shown), move |work| {
        replace(work.tx, &shaped.key, (&shaped.in_force, Some(&shaped.text)), None)
    })
}

/// What taking the newest application back would do.
pub fn plan_rollback(crm: &Crm, actor: &Actor) -> Result<Plan> {
    administrator(actor)?;
    plans::rollback(crm)
}

/// Takes the newest application back, if the plan is still the one that was shown.
pub fn rollback(crm: &Crm, actor: &Actor, vault: &Vault, shown: &str) -> Result<Done> {
    carry_out(crm, actor, vault, (&plan_rollback(crm, actor)?, shown), |_| Ok(()))
}

fn carry_out(
    crm: &Crm,
    actor: &Actor,
    vault: &Vault,
    (plan, shown): (&Plan, &str),
    also: impl Fn(&mut Work) -> Result<()> + Send + 'static,
) -> Result<Done> {
    if plan.mark() != shown {
        return Err(Error::Conflict(said!("modules-plan-moved")));
    }
    plan.refusal()?;
    let backup = save_before(crm, vault, plan)?;
    doing::apply_with(crm, actor, plan, also)?;
    Ok(Done { version: plan.version(), backup })
}
