//! Saving what a form gives.

use crm::records::{self, New};
use crm::{Result, Work, acts};
use meta::record::Values;
use meta::{Record, Value};
use uuid::Uuid;
use words::said;

use super::called;
use super::given::Given;
use super::merge::merge;
use super::sheet::Meanwhile;
use crate::components::fields;
use crate::pages::records::Scene;
use crate::pages::records::acts::named;
use crate::pairs::Pairs;

/// What came of saving.
pub enum Saved {
    /// It is saved, as this act.
    Done {
        /// The record as it is now.
        record: Record,
        /// The act.
        act: Uuid,
        /// The module's name.
        label: String,
    },
    /// Nothing differed.
    Nothing,
    /// Others changed the same fields.
    Clash(Meanwhile),
}

/// Makes a record of a form.
pub fn create(work: &mut Work, module: &str, pairs: &Pairs) -> Result<Saved> {
    let scene = Scene::set(work, module)?;
    let pairs = called::resolved(work, &scene, pairs)?;
    let mut values = Given::read(&scene, &pairs).all()?;
    let empty: Vec<_> = values
        .iter()
        .filter(|(key, value)| value.is_empty() && scene.module.field(key).is_some_and(|field| field.default.is_none()))
        .map(|(key, _)| key.clone())
        .collect();
    // What nobody filled is not given, so that what follows from other fields still does.
    empty.iter().for_each(|key| drop(values.remove(key)));
    let record = records::create(work, module, New { id: None, values, source: "page" })?;
    acts::summarise(work, said!("record-act-created", title = named(&record)))?;
    Ok(Saved::Done { record, act: work.act, label: scene.module.label.one.clone() })
}

/// Changes a record by a form.
pub fn update(work: &mut Work, module: &str, id: Uuid, pairs: &Pairs) -> Result<Saved> {
    let scene = Scene::set(work, module)?;
    let pairs = called::resolved(work, &scene, pairs)?;
    let given = Given::read(&scene, &pairs).all()?;
    let now = records::get(work, module, id, &[])?;
    let mut values = chosen(&pairs, differing(&scene, &now, &pairs, given));
    let since: i64 = pairs.text("_version").parse().unwrap_or(now.version);
    if since != now.version {
        let merged = merge(work, &scene, &now, values, since)?;
        if !merged.clashes.is_empty() {
            return Ok(Saved::Clash(Meanwhile {
                clashes: merged.clashes,
                theirs: merged.theirs,
                version: now.version,
            }));
        }
        values = merged.mine;
    }
    if values.is_empty() {
        return Ok(Saved::Nothing);
    }
    let record = records::update(work, module, id, values, Some(now.version))?;
    if record.version == now.version {
        return Ok(Saved::Nothing);
    }
    acts::summarise(work, said!("record-act-changed", title = named(&record)))?;
    Ok(Saved::Done { record, act: work.act, label: scene.module.label.one.clone() })
}

/// The values that differ from those of the record, or were typed otherwise than they would be shown.
fn differing(scene: &Scene, now: &Record, pairs: &Pairs, given: Values) -> Values {
    let differs = |key: &str, value: &Value| {
        let Some(field) = scene.module.field(key) else { return false };
        let is = now.get(key);
        if is == value || (is.is_empty() && value.is_empty()) {
            return false;
        }
        // A control may hold less than the value does, such as the seconds of a time.
        let shown = fields::typed(field, key, is, scene.look());
        !matches!(value, Value::Time(_) | Value::Geo(_)) || shown.get(key) != pairs.get(key) || shown.get(key).is_none()
    };
    given.into_iter().filter(|(key, value)| differs(key, value)).collect()
}

/// The values without those for which the other person's was chosen.
fn chosen(pairs: &Pairs, values: Values) -> Values {
    values.into_iter().filter(|(key, _)| pairs.text(&format!("_choose[{key}]")) != "theirs").collect()
}
