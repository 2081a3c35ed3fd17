//! Imports behind the scenes: begun, mapped, done, broken off and gone on with, stopped, forgotten.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crm::imports::jobs::{self, Ended};
use crm::imports::mapping;
use crm::jobs::State;
use crm::{Actor, Crm, Error};
use serde_json::json;
use uuid::Uuid;

use crate::files::*;
use crate::support::clock::each_with_clock;
use crate::support::*;

fn never() -> Arc<AtomicBool> {
    Arc::default()
}

/// An upload that waits to be mapped.
fn upload(crm: &Crm, actor: &Actor, spool: &Path, module: &str, rows: &str) -> Uuid {
    let id = Uuid::now_v7();
    std::fs::create_dir_all(jobs::folder(spool, id)).unwrap();
    std::fs::write(jobs::rows_of(spool, id), rows).unwrap();
    jobs::begin(crm, actor, spool, id, module, "rows.csv").unwrap();
    id
}

fn state(crm: &Crm, id: Uuid) -> State {
    jobs::find(crm, &crm.system(), id).unwrap().0.state
}

fn tally(crm: &Crm, id: Uuid) -> Ended {
    jobs::so_far(&jobs::find(crm, &crm.system(), id).unwrap().0)
}

/// Companies of which every third belongs to one further down, every tenth is refused by its cells, and every
/// thirteenth by the database, since its name is taken twice as a product would be.
fn rows(count: u64) -> (String, u64) {
    let mut text = "name,parent,founded\n".to_string();
    let mut refused = 0;
    for n in 0..count {
        let parent = if n % 3 == 0 && n + 7 < count { format!("C{}", n + 7) } else { String::new() };
        // A company whose parent was refused is refused as well, wherever the chain leads.
        let mut at = n;
        let mut good = true;
        loop {
            good &= at % 10 != 9;
            match at % 3 == 0 && at + 7 < count {
                true => at += 7,
                false => break,
            }
        }
        refused += u64::from(!good);
        let founded = if n % 10 == 9 { "never" } else { "1999" };
        text.push_str(&format!("C{n},{parent},{founded}\n"));
    }
    (text, refused)
}

#[test]
fn an_import_is_mapped_started_done_and_undone() {
    each(|crm| {
        let spool = tempfile::tempdir().unwrap();
        let people = people(crm, &[("ana", "sales_rep", None), ("bo", "sales_rep", None)]);
        let ana = &people["ana"];
        let id = upload(crm, ana, spool.path(), "account", "Firm,Since,x\nAcme,1999,y\nBolt,never,z\n");
        assert!(matches!(jobs::find(crm, &people["bo"], id), Err(Error::NotFound(_))), "it is nobody else's");
        let seen = mapping::mapping(crm, ana, "account", &jobs::rows_of(spool.path(), id), "").unwrap();
        assert_eq!(seen.columns[1].samples, ["1999", "never"]);
        assert!(matches!(jobs::start(crm, ana, spool.path(), id), Err(Error::BadRequest(_))), "it does not fit yet");
        let header: Vec<String> = seen.columns.iter().map(|column| column.name.clone()).collect();
        let targets = ["name", "founded", ""].map(String::from).to_vec();
        let choices = mapping::Choices { targets, matching: "name".into(), ..Default::default() };
        jobs::remap(crm, ana, id, &mapping::chosen("", &header, &choices).unwrap()).unwrap();
        jobs::start(crm, ana, spool.path(), id).unwrap();
        assert!(crm::jobs::work(crm, spool.path(), &never()).unwrap());
        assert!(!crm::jobs::work(crm, spool.path(), &never()).unwrap(), "there is nothing else to do");
        assert_eq!(state(crm, id), State::Done);
        assert_eq!(tally(crm, id), Ended { created: 1, updated: 0, unchanged: 0, refused: 1 });
        let mended = std::fs::read_to_string(jobs::refused_of(spool.path(), id)).unwrap();
        assert!(mended.starts_with("Firm,Since,x,_line,_column,_reason\nBolt,never,z,3,Since,"), "{mended}");
        let act = jobs::find(crm, ana, id).unwrap().0.act.unwrap();
        assert_eq!(crm::undo::undo(crm, ana, act).unwrap().undone, 1, "by whoever imported it");
        jobs::discard(crm, ana, spool.path(), id).unwrap();
        assert!(!jobs::folder(spool.path(), id).exists());
    });
}

#[test]
fn an_import_broken_off_anywhere_goes_on_and_nothing_is_done_twice() {
    each(|crm| {
        let spool = tempfile::tempdir().unwrap();
        let (text, refused) = rows(2300);
        let id = upload(crm, &crm.system(), spool.path(), "account", &text);
        jobs::start(crm, &crm.system(), spool.path(), id).unwrap();
        let mut breaks = 0;
        while !matches!(state(crm, id), State::Done) {
            let over = never();
            let (worker, folder, flag) = (crm.clone(), spool.path().to_path_buf(), over.clone());
            let working = std::thread::spawn(move || crm::jobs::work(&worker, &folder, &flag).unwrap());
            let before = jobs::find(crm, &crm.system(), id).unwrap().0.result;
            while !working.is_finished() && jobs::find(crm, &crm.system(), id).unwrap().0.result == before {
                std::thread::sleep(Duration::from_millis(1));
            }
            over.store(true, Ordering::Relaxed);
            working.join().unwrap();
            breaks += 1;
            assert!(breaks < 50, "it does not come to an end");
            // As a crash would leave them: with rows of a batch that was never committed.
            let job = jobs::find(crm, &crm.system(), id).unwrap().0;
            let kept: serde_json::Value = serde_json::from_str(job.result.as_deref().unwrap_or("{}")).unwrap();
            let aside = format!("waiting-{}.csv", kept["at"]["round"].as_u64().unwrap_or(0) + 1);
            for name in ["refused.jsonl", "refused.csv", &aside] {
                let path = jobs::folder(spool.path(), id).join(name);
                if path.exists() && job.state == State::Waiting {
                    let mut bytes = std::fs::read(&path).unwrap();
                    bytes.extend_from_slice(b"half a li");
                    std::fs::write(&path, bytes).unwrap();
                }
            }
        }
        assert!(breaks > 2, "it was not broken off");
        assert_eq!(tally(crm, id), Ended { created: 2300 - refused, updated: 0, unchanged: 0, refused });
        let mut names: Vec<String> = column(crm, "account", "name").iter().map(ToString::to_string).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len() as u64, 2300 - refused);
        let mended = std::fs::read_to_string(jobs::refused_of(spool.path(), id)).unwrap();
        assert_eq!(mended.lines().count() as u64, refused + 1);
        assert!(!mended.contains("half"));
        let mut lines: Vec<u64> =
            crm::imports::kept(&jobs::folder(spool.path(), id), 5_000).unwrap().iter().map(|r| r.line).collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len() as u64, refused, "each refused row once");
    });
}

#[test]
fn a_job_whose_holder_died_is_taken_again_and_the_dead_one_writes_nothing_more() {
    each_with_clock(|crm, clock| {
        let spool = tempfile::tempdir().unwrap();
        let id = upload(crm, &crm.system(), spool.path(), "team", "name\nNorth\n");
        jobs::start(crm, &crm.system(), spool.path(), id).unwrap();
        let now = crm.now();
        let taken =
            crm.store().write(move |tx| store::jobs::take(tx, id, now, now + chrono::Duration::seconds(60))).wait();
        let dead = store::jobs::Hold { id, attempt: taken.unwrap().unwrap().attempts };
        assert!(!crm::jobs::work(crm, spool.path(), &never()).unwrap(), "somebody has it");
        clock.pass(chrono::Duration::seconds(61));
        assert!(crm::jobs::work(crm, spool.path(), &never()).unwrap());
        assert_eq!((state(crm, id), column(crm, "team", "name")), (State::Done, vec![json!("North")]));
        let late = crm.store().write(move |tx| store::jobs::advance(tx, dead, now, 1, "{}")).wait();
        assert!(!late.unwrap());
    });
}

#[test]
fn a_stopped_import_stays_stopped_and_old_ones_are_forgotten() {
    each_with_clock(|crm, clock| {
        let spool = tempfile::tempdir().unwrap();
        let system = crm.system();
        let stopped = upload(crm, &system, spool.path(), "team", "name\nNorth\n");
        jobs::start(crm, &system, spool.path(), stopped).unwrap();
        jobs::stop(crm, &system, stopped).unwrap();
        assert!(!crm::jobs::work(crm, spool.path(), &never()).unwrap());
        let draft = upload(crm, &system, spool.path(), "team", "name\nSouth\n");
        assert!(matches!(jobs::stop(crm, &system, draft), Err(Error::Conflict(_))));
        clock.pass(chrono::Duration::days(31));
        let young = upload(crm, &system, spool.path(), "team", "name\nWest\n");
        assert_eq!(crm::jobs::purge(crm, spool.path()).unwrap(), 2);
        assert!(!jobs::folder(spool.path(), draft).exists());
        assert_eq!(state(crm, young), State::Draft);
    });
}

#[test]
fn an_import_of_somebody_who_left_is_not_done() {
    each(|crm| {
        let spool = tempfile::tempdir().unwrap();
        let people = people(crm, &[("ana", "sales_rep", None), ("bo", "administrator", None)]);
        let id = upload(crm, &people["ana"], spool.path(), "account", "name\nAcme\n");
        jobs::start(crm, &people["ana"], spool.path(), id).unwrap();
        update(crm, &people["bo"], "user", people["ana"].user.unwrap(), json!({ "active": false })).unwrap();
        crm.refresh().unwrap();
        assert!(crm::jobs::work(crm, spool.path(), &never()).unwrap());
        assert_eq!(state(crm, id), State::Failed);
        assert!(column(crm, "account", "name").is_empty());
    });
}
