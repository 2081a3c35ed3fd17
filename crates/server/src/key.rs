//! The workspace's key: 32 random bytes in hexadecimal, in a file only its owner may read. A workspace remembers a
//! mark of its key, so that a wrong one is refused before it does harm.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rand::TryRngCore;
use store::Store;

use crate::failure::{Failure, Result};

/// The setting that holds the mark.
const MARK: &str = "key_mark";

/// Reads the key, or makes one for a data directory without.
pub fn read(data: &Path) -> Result<[u8; 32]> {
    let path = std::env::var_os("KITH_KEY_FILE").map_or_else(|| data.join("key"), PathBuf::from);
    match fs::read_to_string(&path) {
        Ok(text) => {
            closed(&path)?;
            parse(&text).ok_or_else(|| Failure::said(format!("{} must hold 64 hexadecimal digits", path.display())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path),
        Err(error) => Err(Failure::said(format!("{}: {error}", path.display()))),
    }
}

fn closed(path: &Path) -> Result<()> {
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Failure::said(format!("others may read {0}: run chmod 600 {0}", path.display())));
    }
    Ok(())
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(key)
}

fn make(path: &Path) -> Result<[u8; 32]> {
    let mut key = [0; 32];
    rand::rngs::OsRng.try_fill_bytes(&mut key).map_err(|error| Failure::said(format!("no random bytes: {error}")))?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    Ok(key)
}

/// Refuses a key that is not the one this workspace was made with.
pub fn check(store: &Store, key: &[u8; 32]) -> Result<()> {
    let mark = blake3::keyed_hash(key, store.id().as_bytes()).to_hex().to_string();
    let known = store.read(|tx| store::settings::get(tx, MARK)).wait()?;
    match known {
        Some(known) if known == mark => Ok(()),
        Some(_) => Err(Failure::said(
            "the key does not belong to this workspace: put the right one into the data directory, or name its file in \
             KITH_KEY_FILE",
        )),
        None => Ok(store.write(move |tx| store::settings::set(tx, MARK, &mark)).wait()?),
    }
}
