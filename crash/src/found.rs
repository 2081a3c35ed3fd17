//! What the workspace holds, compared with what was acknowledged.

use std::collections::HashMap;

use bench::Outcome;
use serde_json::json;
use uuid::Uuid;

use crate::client::Client;
use crate::record::{Module, Record, Sums};
use crate::stages::Stages;
use crate::writer::{Ask, Writer};

/// Records asked for at once.
const AT_ONCE: usize = 500;

/// Records by their ids, in the bin too, with what their deals add up to. Of a record found twice there is a finding.
fn found(
    client: &Client,
    module: Module,
    ids: &[Uuid],
    findings: &mut Vec<String>,
) -> Outcome<HashMap<Uuid, (Record, Sums)>> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        for bin in [false, true] {
            let filter = json!({ "field": "id", "op": "in", "value": chunk });
            let question = json!({ "filter": filter, "fields": module.fields(), "limit": 1000, "bin": bin });
            let page = client.find(&format!("/api/v1/{}/search", module.key()), &question)?;
            for json in page["data"].as_array().ok_or("an answer without records")? {
                let record = Record::read(module, json)?;
                if let Some((twice, _)) = found.insert(record.id, (record, Sums::read(json))) {
                    findings.push(format!("there twice: {twice:?}"));
                }
            }
        }
    }
    Ok(found)
}

/// Whether a request that was not answered was done; a finding when it was done by half or something else is there.
pub fn was_done(client: &Client, writer: &Writer, ask: &Ask, findings: &mut Vec<String>) -> Outcome<bool> {
    let mut done = Vec::new();
    for after in &ask.after {
        let now = found(client, after.module, &[after.id], findings)?.remove(&after.id).map(|(record, _)| record);
        let before = writer.get(after.id);
        match (now.as_ref() == Some(after), now.as_ref() == before) {
            (true, _) => done.push(true),
            (_, true) => done.push(false),
            _ => findings.push(format!("expected {before:?} or {after:?}, found {now:?}")),
        }
    }
    if done.contains(&true) && done.contains(&false) {
        findings.push(format!("done by half: {ask:?}"));
    }
    Ok(done.contains(&true))
}

/// Compares records of a writer, none of which is under way, with what it knows of them.
pub fn compare(client: &Client, writer: &Writer, stages: &Stages, mut ids: Vec<Uuid>) -> Outcome<Vec<String>> {
    ids.sort_unstable();
    ids.dedup();
    let mut findings = Vec::new();
    for module in Module::ALL {
        let known = ids.iter().filter_map(|id| writer.get(*id)).filter(|record| record.module == module);
        let known: Vec<&Record> = known.collect();
        let ids: Vec<Uuid> = known.iter().map(|record| record.id).collect();
        let found = found(client, module, &ids, &mut findings)?;
        for record in known {
            match found.get(&record.id) {
                None => findings.push(format!("lost: {record:?}")),
                Some((now, _)) if now != record => findings.push(format!("expected {record:?}, found {now:?}")),
                Some((_, sums)) if module == Module::Account && *sums != writer.sums(record.id, stages) => findings
                    .push(format!("{record:?} adds up to {sums:?}, not to {:?}", writer.sums(record.id, stages))),
                _ => {}
            }
        }
    }
    Ok(findings)
}

/// Whether the history of records holds each of their acts once.
pub fn histories(client: &Client, writer: &Writer, ids: &[Uuid]) -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    for record in ids.iter().filter_map(|id| writer.get(*id)) {
        let path = format!("/api/v1/{}/{}/history?limit=1000", record.module.key(), record.id);
        // Of a record that was lost there is none.
        let acts = client.see(&path).map_or(0, |page| page["data"].as_array().map_or(0, Vec::len));
        if acts as u64 != record.acts() {
            findings.push(format!("{record:?} has {acts} acts in its history, not {}", record.acts()));
        }
    }
    Ok(findings)
}

/// How many records of a module there are, in the bin or not.
pub fn count(client: &Client, module: Module, bin: bool) -> Outcome<u64> {
    let page = client.see(&format!("/api/v1/{}?limit=1&count=exact&bin={bin}", module.key()))?;
    Ok(page["count"]["value"].as_u64().ok_or("an answer without a count")?)
}
