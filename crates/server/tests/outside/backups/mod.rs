//! Backups that Kith makes by itself, from outside: at night, before an upgrade, before something is taken away.

mod alone;
mod before;
mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};

use crate::support::{Client, Place};

/// Makes a workspace older than it is, so that a night was missed.
fn age(place: &Place, days: i64) {
    let store = store::Store::open(place.settings()).expect("the workspace");
    let made = Utc::now() - TimeDelta::days(days);
    let aged = store.write(move |tx| {
        let mut q = tx.sql();
        q.push("UPDATE ").table("kith_migration").push(" SET applied_at = ").bind(made);
        tx.execute(&q)
    });
    aged.wait().expect("it is older");
    store.stop();
}

/// The files in a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// The files that Kith made by itself, whose names begin with a word.
fn made(place: &Place, why: &str) -> Vec<PathBuf> {
    let all = files(&place.data().join("backups"));
    all.into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(why)))
        .collect()
}

/// The page of backups once it has some words; a minute is too long.
fn page(client: &Client, words: &str) -> String {
    let since = Instant::now();
    loop {
        let page = client.get("/admin/backups");
        assert_eq!(page.status, 200);
        if page.text.contains(words) {
            return page.text;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "{words:?} is not in {}", page.text);
        std::thread::sleep(Duration::from_millis(100));
    }
}
