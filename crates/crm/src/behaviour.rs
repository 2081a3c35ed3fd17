//! Which modules do something of their own when a record is saved: one line each. What they do stands beside their
//! definition.

use crate::error::Result;
use crate::modules::admin::{pipeline, stage, user};
use crate::modules::sales::opportunity;
use crate::modules::work::task;
use crate::records::Draft;
use crate::stages;
use crate::work::Work;

/// Before derived values are computed and checks are made.
pub fn before_save(work: &mut Work, draft: &mut Draft) -> Result<()> {
    stages::begin(work, draft)?;
    match draft.module.key.as_str() {
        "opportunity" => opportunity::follow_stage(work, draft),
        "pipeline" => pipeline::check(work, draft),
        "stage" => stage::check(work, draft),
        "task" => task::note_completion(work, draft),
        "user" => user::check(work, draft),
        _ => Ok(()),
    }
}

/// After the row is written, in the same transaction.
pub fn after_save(work: &mut Work, draft: &Draft) -> Result<()> {
    stages::keep_time(work, draft)?;
    match draft.module.key.as_str() {
        "user" => user::saved(work, draft),
        "team" | "pipeline" | "stage" => work.bump(),
        _ => Ok(()),
    }
}

/// After a record went into the bin, or came out of it, in the same transaction.
pub fn after_bin(work: &mut Work, draft: &Draft) -> Result<()> {
    let binned = !draft.get("deleted_at").is_empty();
    match draft.module.key.as_str() {
        "user" if binned => user::binned(work, draft),
        "stage" if !binned => stage::check_key(work, draft).and_then(|()| work.bump()),
        "user" | "team" | "pipeline" | "stage" => work.bump(),
        _ => Ok(()),
    }
}
