//! The workspace's key: 32 random bytes in hexadecimal, in a file only its owner may read. A workspace remembers a
//! mark of its key, so that a wrong one is refused before it does harm.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rand::TryRngCore;
use store::Store;

use crate::failure::{Failure, Result};

/// The setting that holds the mark.
const MARK: &str = crm::backup::KEY_MARK;

/// The key of a workspace: read from its file, or made with a workspace that has none yet. Refused when it is not the one
/// this workspace was made with, or gone: a new one would open nothing that was sealed with the old.
pub fn of(store: &Store, data: &Path) -> Result<[u8; 32]> {
    let path = path(data);
    let known = store.read(|tx| store::settings::get(tx, MARK)).wait()?;
    let key = match read(&path)? {
        Some(key) => key,
        None if known.is_some() => {
            let words = "the key of this workspace is missing: put it there, or name its file in KITH_KEY_FILE";
            return Err(Failure::said(format!("{}: {words}", path.display())));
        }
        None => make(&path)?,
    };
    let mark = blake3::keyed_hash(&key, store.id().as_bytes()).to_hex().to_string();
    let kept = match known {
        Some(known) => known,
        None => {
            let mark = mark.clone();
            store.write(move |tx| store::settings::keep(tx, MARK, &mark)).wait()?
        }
    };
    if kept != mark {
        let words =
            "the key does not belong to this workspace: put the right one there, or name its file in KITH_KEY_FILE";
        return Err(Failure::said(format!("{}: {words}", path.display())));
    }
    Ok(key)
}

/// Where the key is, or shall be.
pub fn path(data: &Path) -> PathBuf {
    std::env::var_os("KITH_KEY_FILE").map_or_else(|| data.join("key"), PathBuf::from)
}

/// The key in its file; `None` when there is no file.
pub fn on_file(data: &Path) -> Result<Option<[u8; 32]>> {
    read(&path(data))
}

fn read(path: &Path) -> Result<Option<[u8; 32]>> {
    match fs::read_to_string(path) {
        Ok(text) => {
            closed(path)?;
            let key = parse(&text);
            key.map(Some).ok_or_else(|| Failure::said(format!("{} must hold 64 hexadecimal digits", path.display())))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
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

/// Makes a key under another name and links it to its own: nobody ever reads a half of it, and of two processes at once
/// the first one's stands.
fn make(path: &Path) -> Result<[u8; 32]> {
    let failed = |error: std::io::Error| Failure::said(format!("{}: {error}", path.display()));
    let mut key = [0; 32];
    rand::rngs::OsRng.try_fill_bytes(&mut key).map_err(|error| Failure::said(format!("no random bytes: {error}")))?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let draft = path.with_extension(format!("new-{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(failed)?;
    writeln!(file, "{text}").and_then(|()| file.sync_all()).map_err(failed)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(failed)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| Failure::said(format!("{} came and went", path.display())))
        }
        linked => {
            linked.and_then(|()| fs::File::open(path.parent().unwrap_or(path))?.sync_all()).map_err(failed)?;
            Ok(key)
        }
    }
}
