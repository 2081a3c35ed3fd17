//! Drafts: kept, discarded, planned and applied. A draft is checked before it is kept, so that what waits could be in
//! force; it is kept beside the settings of the workspace, and is neither in the trail nor in any snapshot.

use meta::Key;
use store::backups::Backup;
use store::{definitions, settings};
use words::said;

use super::super::input::{CUSTOM, File};
use super::super::plan::{self as plans, Plan};
use super::super::{apply as doing, save_before};
use super::problems::{Told, told};
use super::shaped::{Draft, Shaped, is_drop};
use crate::actor::Actor;
use crate::backup::Vault;
use crate::catalogue::{OVERLAY, SHIPPED_LAYER};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::settings::administrator;
use crate::work::Work;

/// What drafts are kept under, before the module's key.
const KEPT: &str = "shaping:";

/// What was applied.
#[derive(Debug, Clone)]
pub struct Done {
    /// The number of the application.
    pub version: i64,
    /// The backup that was made before, if anything was taken away.
    pub backup: Option<Backup>,
}

/// A module with what is drafted of it; for administrators.
pub fn look(work: &mut Work, module: &str) -> Result<Shaped> {
    administrator(work.actor)?;
    let missing = || Error::NotFound(said!("missing-module", module = module));
    let key = Key::new(module).map_err(|_| missing())?;
    let (mut shipped, mut own) = (None, String::new());
    for layer in definitions::current(work.tx)?.into_iter().filter(|layer| *key == layer.module) {
        match layer.layer.as_str() {
            SHIPPED_LAYER => shipped = Some(layer.body),
            OVERLAY | CUSTOM => own = layer.body,
            _ => {}
        }
    }
    let draft = settings::get(work.tx, &format!("{KEPT}{key}"))?;
    let draft: Option<Draft> = draft.and_then(|text| serde_json::from_str(&text).ok());
    Shaped::of(key, shipped, own, draft).ok_or_else(missing)
}

/// The modules of which something is drafted; for administrators.
pub fn drafts(work: &mut Work) -> Result<Vec<String>> {
    administrator(work.actor)?;
    let kept = settings::starting(work.tx, KEPT)?;
    Ok(kept.iter().filter_map(|(key, _)| key.strip_prefix(KEPT)).map(str::to_owned).collect())
}

/// What became of a change: kept, or what is wrong with the text it made.
pub type Kept = std::result::Result<(), Vec<Told>>;

/// The modules that have a text of the company's own in force: the key, and whether it lies over a shipped one.
pub fn own(work: &mut Work) -> Result<Vec<(String, bool)>> {
    administrator(work.actor)?;
    let own = definitions::current(work.tx)?.into_iter().filter(|layer| layer.layer != SHIPPED_LAYER);
    Ok(own.map(|layer| (layer.module, layer.layer == OVERLAY)).collect())
}

/// Changes the draft of a module, or begins one.
pub fn edit(crm: &Crm, actor: &Actor, module: &str, change: impl Fn(&Shaped) -> Result<String>) -> Result<Kept> {
    let key = module.to_owned();
    let shaped = crm.read(actor, move |work| look(work, &key)).wait()?;
    fresh(&shaped)?;
    let text = change(&shaped)?;
    keep(crm, actor, &shaped, &text)
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
    match Shaped::of(module.clone(), None, String::new(), Some(draft)) {
        Some(shaped) => keep(crm, actor, &shaped, text),
        None => {
            Err(Error::Definition(meta::definition::load(&format!("{module}.toml"), text).err().unwrap_or_default()))
        }
    }
}

/// Keeps a text as the draft of a module, once it is sound and the records allow it. A text that is in force already is
/// no draft.
pub fn keep(crm: &Crm, actor: &Actor, shaped: &Shaped, text: &str) -> Result<Kept> {
    administrator(actor)?;
    let text = effective(shaped, text);
    if text == shaped.in_force {
        return discard(crm, actor, &shaped.key).map(Ok);
    }
    fresh(shaped)?;
    let problems = match plans::plan(crm, vec![File { name: shaped.file(), text: text.clone() }]) {
        Ok(plan) => plan.problems().to_vec(),
        Err(Error::Definition(problems)) => problems,
        Err(error) => return Err(error),
    };
    if !problems.is_empty() {
        return Ok(Err(told(&shaped.file(), &text, &problems)));
    }
    let draft = Draft { base: shaped.in_force.clone(), text };
    let (key, draft) = (format!("{KEPT}{}", shaped.key), serde_json::to_string(&draft));
    let draft = draft.map_err(|error| Error::failed(&error))?;
    crm.write(actor, "configure", move |work| Ok(settings::set(work.tx, &key, &draft)?)).wait().map(Ok)
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

/// Forgets the draft of a module.
pub fn discard(crm: &Crm, actor: &Actor, module: &str) -> Result<()> {
    administrator(actor)?;
    let key = format!("{KEPT}{module}");
    crm.write(actor, "configure", move |work| Ok(settings::remove(work.tx, &key)?)).wait()
}

/// What applying the draft of a module would do.
pub fn plan(crm: &Crm, actor: &Actor, shaped: &Shaped) -> Result<Plan> {
    administrator(actor)?;
    plans::plan(crm, vec![File { name: shaped.file(), text: shaped.text.clone() }])
}

/// Applies the draft of a module, if its plan is still the one that was shown, by its mark.
pub fn apply(crm: &Crm, actor: &Actor, vault: &Vault, module: &str, shown: &str) -> Result<Done> {
    administrator(actor)?;
    let key = module.to_owned();
    let shaped = crm.read(actor, move |work| look(work, &key)).wait()?;
    fresh(&shaped)?;
    let done = carry_out(crm, actor, vault, &plan(crm, actor, &shaped)?, shown)?;
    discard(crm, actor, module)?;
    Ok(done)
}

/// What taking the newest application back would do.
pub fn plan_rollback(crm: &Crm, actor: &Actor) -> Result<Plan> {
    administrator(actor)?;
    plans::rollback(crm)
}

/// Takes the newest application back, if the plan is still the one that was shown.
pub fn rollback(crm: &Crm, actor: &Actor, vault: &Vault, shown: &str) -> Result<Done> {
    carry_out(crm, actor, vault, &plan_rollback(crm, actor)?, shown)
}

fn carry_out(crm: &Crm, actor: &Actor, vault: &Vault, plan: &Plan, shown: &str) -> Result<Done> {
    if plan.mark() != shown {
        return Err(Error::Conflict(said!("modules-plan-moved")));
    }
    plan.refusal()?;
    let backup = save_before(crm, vault, plan)?;
    doing::apply(crm, actor, plan)?;
    Ok(Done { version: plan.version(), backup })
}
