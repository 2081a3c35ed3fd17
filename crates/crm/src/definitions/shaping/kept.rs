//! Drafts as they are kept, beside the settings of the workspace. Whoever changes one says which they saw: a draft is
//! shared, and what somebody else did meanwhile is never written over unseen.

use meta::Key;
use store::{Tx, definitions, settings};
use words::said;

use super::super::input::CUSTOM;
use super::shaped::{Draft, Shaped, mark};
use crate::actor::Actor;
use crate::catalogue::{OVERLAY, SHIPPED_LAYER};
use crate::crm::Crm;
use crate::error::{Error, Result};
use crate::settings::administrator;
use crate::work::Work;

/// What drafts are kept under, before the module's key.
const KEPT: &str = "shaping:";

/// The setting at which those who write drafts wait for each other.
const TURN: &str = "shaping";

/// The texts of a module and its draft.
pub(super) struct Texts {
    pub(super) shipped: Option<String>,
    /// The company's own text in force; empty when there is none.
    pub(super) own: String,
    pub(super) draft: Option<Draft>,
}

/// A module of which something is drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its key.
    pub module: String,
    /// What tells its draft from another, as [`Shaped::mark`].
    pub mark: String,
}

/// Reads the texts of a module.
pub(super) fn texts(tx: &mut Tx, module: &str) -> Result<Texts> {
    let (mut shipped, mut own) = (None, String::new());
    for layer in definitions::current(tx)?.into_iter().filter(|layer| layer.module == module) {
        match layer.layer.as_str() {
            SHIPPED_LAYER => shipped = Some(layer.body),
            OVERLAY | CUSTOM => own = layer.body,
            _ => {}
        }
    }
    let draft = kept(tx, module)?.filter(|draft| draft.waits(&own));
    Ok(Texts { shipped, own, draft })
}

fn kept(tx: &mut Tx, module: &str) -> Result<Option<Draft>> {
    let text = settings::get(tx, &format!("{KEPT}{module}"))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Waits for whoever writes a draft at the same time: what is read after it is what they left.
fn turn(tx: &mut Tx) -> Result<()> {
    Ok(settings::set(tx, TURN, "")?)
}

/// Somebody else changed the draft meanwhile.
pub(super) fn moved() -> Error {
    Error::Conflict(said!("modules-draft-moved"))
}

/// Keeps a text as the draft of a module, or forgets what was drafted, if all is as it was seen: what is in force, and
/// what waits.
pub(super) fn replace(tx: &mut Tx, module: &str, seen: (&str, Option<&str>), text: Option<&str>) -> Result<()> {
    turn(tx)?;
    let now = texts(tx, module)?;
    if (now.own.as_str(), now.draft.as_ref().map(|draft| draft.text.as_str())) != seen {
        return Err(moved());
    }
    let key = format!("{KEPT}{module}");
    let Some(text) = text else { return Ok(settings::remove(tx, &key)?) };
    let draft = Draft { base: now.own, text: text.to_owned() };
    let draft = serde_json::to_string(&draft).map_err(|error| Error::failed(&error))?;
    Ok(settings::set(tx, &key, &draft)?)
}

/// Forgets the draft of a module, if it is the one that was seen, by its mark.
pub fn discard(crm: &Crm, actor: &Actor, module: &str, seen: &str) -> Result<()> {
    administrator(actor)?;
    let (module, seen) = (module.to_owned(), seen.to_owned());
    crm.write(actor, "configure", move |work| {
        turn(work.tx)?;
        match kept(work.tx, &module)? {
            Some(draft) if mark(&draft.text) != seen => Err(moved()),
            _ => Ok(settings::remove(work.tx, &format!("{KEPT}{module}"))?),
        }
    })
    .wait()
}

/// The modules of which something is drafted; for administrators.
pub fn drafts(work: &mut Work) -> Result<Vec<Waiting>> {
    administrator(work.actor)?;
    let layers = definitions::current(work.tx)?;
    let own = |module: &str| {
        let mut of = layers.iter().filter(|layer| layer.module == module && layer.layer != SHIPPED_LAYER);
        of.next().map_or("", |layer| layer.body.as_str())
    };
    let waiting = |(key, text): (String, String)| {
        let module = key.strip_prefix(KEPT)?.to_owned();
        let draft: Draft = serde_json::from_str(&text).ok()?;
        draft.waits(own(&module)).then(|| Waiting { mark: mark(&draft.text), module })
    };
    Ok(settings::starting(work.tx, KEPT)?.into_iter().filter_map(waiting).collect())
}

/// A module with what is drafted of it; for administrators.
pub fn look(work: &mut Work, module: &str) -> Result<Shaped> {
    administrator(work.actor)?;
    let missing = || Error::NotFound(said!("missing-module", module = module));
    let key = Key::new(module).map_err(|_| missing())?;
    let texts = texts(work.tx, &key)?;
    Shaped::of(key, texts.shipped, texts.own, texts.draft).ok_or_else(missing)
}
