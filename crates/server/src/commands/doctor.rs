//! `kith doctor`: whether the workspace and its surroundings are sound, and what to do where they are not.

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use crm::doctor::Report;
use crm::{Crm, doctor};

use crate::failure::{Failure, Result};
use crate::open::open;
use crate::settings::Place;
use crate::{head, key, pulse, vault};

/// How far the clocks of this machine and the database may differ.
const DRIFT: TimeDelta = TimeDelta::seconds(60);
/// Free space with which hardly anything can be saved, in bytes.
const FULL: u64 = 16 << 20;
/// Free space that is needed whatever the size of the workspace, in bytes.
const ROOM: u64 = 512 << 20;

/// Examines the workspace.
pub fn run(place: &Place) -> Result<ExitCode> {
    let crm = open(place)?;
    pulse::seal(&crm, &place.data);
    let mut report = doctor::data(&crm)?;
    doctor::currencies(&crm, &mut report);
    doctor::trail(&crm, head::read(&place.data), &mut report)?;
    // The key was compared with its mark, and its mode looked at, when the workspace was opened.
    report.checked(format!("the key {}: it is the right one, and closed to others", key::path(&place.data).display()));
    space(&place.data, &mut report)?;
    clock(&crm, &mut report)?;
    doctor::backups(&crm, &vault::of(place)?, &mut report)?;
    Ok(tell(&report, "the workspace is sound"))
}

/// Prints a report; the exit code says whether it is sound.
pub fn tell(report: &Report, sound: &str) -> ExitCode {
    for line in &report.checked {
        println!("checked: {line}");
    }
    for finding in &report.findings {
        println!("FOUND: {}\n  what to do: {}", finding.words, finding.advice);
    }
    match report.findings.len() {
        0 => println!("{sound}"),
        n => println!("{n} findings"),
    }
    ExitCode::from(u8::from(!report.is_sound()))
}

fn space(data: &Path, report: &mut Report) -> Result<()> {
    let free = vault::free(data).map_err(|error| Failure::said(format!("{}: {error}", data.display())))?;
    let size = std::fs::metadata(data.join("kith.db")).map_or(0, |file| file.len());
    if free < FULL {
        let words = format!("the disk of {} is full: only {} KB are free", data.display(), free >> 10);
        report.found(words, "make room at once: nothing can be saved until then; reading goes on");
    } else if free < size.max(ROOM) {
        report.found(
            format!("only {} MB are free in {}", free >> 20, data.display()),
            "make room: a backup or a change of definitions may need as much again as the workspace holds",
        );
    }
    report.checked(format!("free space in {}: {} MB", data.display(), free >> 20));
    Ok(())
}

fn clock(crm: &Crm, report: &mut Report) -> Result<()> {
    let here = Utc::now();
    let there = crm.store().read(store::integrity::clock).wait()?;
    let newest = crm.store().read(store::integrity::newest_change).wait()?;
    let apart = (there - here).abs();
    if apart > DRIFT {
        let words = format!("the clocks of this machine and of the database are {} s apart", apart.num_seconds());
        report.found(words, "let both follow the same time servers");
    }
    if let Some(newest) = newest.filter(|newest| *newest > here + DRIFT) {
        let words = format!("the newest change was made in the future: {}", said(newest));
        report.found(words, "the clock was wrong then or is wrong now: look at the time of this machine");
    }
    report.checked("the clock against the database and the newest change");
    Ok(())
}

fn said(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}
