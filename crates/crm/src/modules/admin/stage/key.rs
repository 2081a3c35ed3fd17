//! The key of a stage: what programs and files call it, once in its pipeline.

use std::collections::HashSet;

use meta::fold::fold;
use meta::{Filter, Key, Op, Path, Value};
use uuid::Uuid;
use words::said;

use crate::error::{Error, Result};
use crate::records::{self, Draft};
use crate::work::Work;

/// No pipeline has more stages.
const MOST: usize = 10_000;
/// Longest key made of a name, so that a number has room behind it.
const LENGTH: usize = 34;

/// A stage without a key gets one made of its name; one that was given must be free.
pub fn give_key(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if !draft.get("key").is_empty() {
        return if draft.changed("key") || draft.changed("pipeline") { check_key(work, draft) } else { Ok(()) };
    }
    if let (Some(name), Some(pipeline)) = (draft.get("name").text(), draft.get("pipeline").id()) {
        let key = fresh(name, &taken(work, draft, pipeline)?);
        draft.set("key", Value::Text(key));
    }
    Ok(())
}

/// Refuses the key of another stage of the pipeline.
pub fn check_key(work: &mut Work, draft: &Draft) -> Result<()> {
    let (Some(key), Some(pipeline)) = (draft.get("key").text(), draft.get("pipeline").id()) else { return Ok(()) };
    match taken(work, draft, pipeline)?.contains(&fold(key)) {
        true => Err(Error::invalid("key", "duplicate", said!("stages-key-taken", key = key))),
        false => Ok(()),
    }
}

/// The keys of the other stages of a pipeline, folded. The pipeline is locked, so that of two stages at once the second
/// sees the first.
fn taken(work: &mut Work, draft: &Draft, pipeline: Uuid) -> Result<HashSet<String>> {
    if let Some(pipelines) = work.snapshot.module("pipeline") {
        store::rows::lock(work.tx, pipelines, &[pipeline])?;
    }
    let others = Filter::test(Key::of("pipeline"), Op::Eq, Value::Id(pipeline));
    let others = others.and(Filter::test(Key::of("id"), Op::Ne, Value::Id(draft.id)));
    let scope = work.system();
    let found = records::find(work, &scope, &draft.module, others, &[Path::of(Key::of("key"))], MOST)?;
    Ok(found.iter().filter_map(|stage| stage.get("key").text().map(fold)).collect())
}

/// A key made of a name that is not taken.
fn fresh(name: &str, taken: &HashSet<String>) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut key: String = words.collect::<Vec<_>>().join("_").chars().take(LENGTH).collect();
    key = key.trim_end_matches('_').to_string();
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        key = format!("stage_{key}").trim_end_matches('_').to_string();
    }
    if !taken.contains(&key) {
        return key;
    }
    let mut numbered = (2..).map(|number| format!("{key}_{number}"));
    numbered.find(|key| !taken.contains(key)).expect("numbers do not end")
}
