//! The list of backups: what was asked for, is being made and was made, where it is, and what verifying it found.
//!
//! A fact about the place where the workspace is, like a lease: in no backup, and kept through a restore.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Result, Row, Tx};

/// An enum whose variants are words in the database.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $variant:ident = $word:literal),* $(,)? } else $other:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$said])* $variant),* }

        impl $name {
            /// Its word in the database.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            fn parse(word: &str) -> $name {
                match word { $($word => $name::$variant,)* _ => $name::$other }
            }
        }
    };
}

words! {
    /// Why a backup was made.
    Why {
        /// Its time had come.
        Scheduled = "scheduled",
        /// Somebody asked for it.
        ByHand = "by-hand",
        /// A newer program was about to upgrade the workspace.
        BeforeUpgrade = "before-upgrade",
        /// Another backup was about to take the workspace's place.
        BeforeRestore = "before-restore",
        /// Definitions were about to take something away.
        BeforeChange = "before-change",
    } else ByHand
}

words! {
    /// Where a backup stands.
    State {
        /// To be made.
        Asked = "asked",
        /// Somebody makes it.
        Making = "making",
        /// There it is.
        Made = "made",
        /// It could not be made.
        Failed = "failed",
    } else Failed
}

words! {
    /// What verifying a backup came to.
    Verdict {
        /// Nobody looked yet.
        Open = "open",
        /// To be verified.
        Asked = "asked",
        /// Somebody verifies it.
        Verifying = "verifying",
        /// It was restored, and all is well.
        Sound = "sound",
        /// Something was found.
        Faulty = "faulty",
        /// It could not be looked at.
        Unknown = "unknown",
    } else Open
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Identity, a UUIDv7.
    pub id: Uuid,
    /// When it was asked for; once it is made, the instant whose state it holds.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Why,
    /// Where it stands.
    pub state: State,
    /// The machine that made it; empty before.
    pub machine: String,
    /// Its file there; empty before.
    pub path: String,
    /// Bytes of the file.
    pub size: i64,
    /// Rows in it; while it is made, so far.
    pub rows: i64,
    /// Whether a passphrase is needed to read it.
    pub encrypted: bool,
    /// Who asked for it.
    pub asked_by: Option<Uuid>,
    /// How often it was begun.
    pub tries: i64,
    /// When it is tried again.
    pub again_at: Option<DateTime<Utc>>,
    /// Why it could not be made.
    pub trouble: Option<String>,
    /// What verifying it came to.
    pub verdict: Verdict,
    /// When it was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// What was found, or why nothing could be looked at.
    pub found: Option<String>,
    /// When the file was missed.
    pub gone_at: Option<DateTime<Utc>>,
}

impl Backup {
    /// A backup that shall be made.
    pub fn asked(why: Why, at: DateTime<Utc>, asked_by: Option<Uuid>) -> Backup {
        Backup {
            id: Uuid::now_v7(),
            at,
            why,
            state: State::Asked,
            machine: String::new(),
            path: String::new(),
            size: 0,
            rows: 0,
            encrypted: false,
            asked_by,
            tries: 0,
            again_at: None,
            trouble: None,
            verdict: Verdict::Open,
            verified_at: None,
            found: None,
            gone_at: None,
        }
    }
}

const COLUMNS: [&str; 17] = [
    "id",
    "at",
    "why",
    "state",
    "machine",
    "path",
    "size",
    "row_count",
    "encrypted",
    "asked_by",
    "tries",
    "again_at",
    "trouble",
    "verdict",
    "verified_at",
    "found",
    "gone_at",
];

/// Writes a backup down, in place of what was known of it.
pub fn put(tx: &mut Tx<'_>, backup: &Backup) -> Result<()> {
    let mut q = tx.sql();
    q.push("INSERT INTO ").table("kith_backup").push(" (").join(COLUMNS, ", ", |q, name| {
        q.ident(name);
    });
    q.push(") VALUES (").bind(backup.id).push(", ").bind(backup.at).push(", ").bind(backup.why.as_str());
    q.push(", ").bind(backup.state.as_str()).push(", ").bind(&backup.machine).push(", ").bind(&backup.path);
    q.push(", ").bind(backup.size).push(", ").bind(backup.rows).push(", ").bind(backup.encrypted);
    q.push(", ").bind(backup.asked_by).push(", ").bind(backup.tries).push(", ").bind(backup.again_at);
    q.push(", ").bind(backup.trouble.as_deref()).push(", ").bind(backup.verdict.as_str()).push(", ");
    q.bind(backup.verified_at).push(", ").bind(backup.found.as_deref()).push(", ").bind(backup.gone_at);
    q.push(") ON CONFLICT (id) DO UPDATE SET ").join(&COLUMNS[1..], ", ", |q, name| {
        q.ident(name).push(" = excluded.").ident(name);
    });
    tx.execute(&q).map(drop)
}

/// Changes what is known of a backup; gives it as it is then, or `None` when it is not in the list.
pub fn change(tx: &mut Tx<'_>, id: Uuid, change: impl FnOnce(&mut Backup)) -> Result<Option<Backup>> {
    let mut q = tx.sql();
    let locked = q.dialect().for_update();
    q.push("SELECT ").join(COLUMNS, ", ", |q, name| {
        q.ident(name);
    });
    q.push(" FROM ").table("kith_backup").push(" WHERE id = ").bind(id).push(locked);
    let Some(mut backup) = tx.query_one(&q, read)? else { return Ok(None) };
    let before = backup.clone();
    change(&mut backup);
    if backup != before {
        put(tx, &backup)?;
    }
    Ok(Some(backup))
}

/// Every backup, newest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Backup>> {
    let mut q = tx.sql();
    q.push("SELECT ").join(COLUMNS, ", ", |q, name| {
        q.ident(name);
    });
    q.push(" FROM ").table("kith_backup").push(" ORDER BY at DESC, id DESC");
    tx.query(&q, read)
}

/// The same, of a workspace that an older program may have made: one without a list has none.
pub fn if_any(tx: &mut Tx<'_>) -> Result<Vec<Backup>> {
    if crate::backup::names(tx)?.iter().any(|name| name == "kith_backup") { all(tx) } else { Ok(Vec::new()) }
}

/// Takes a backup off the list.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table("kith_backup").push(" WHERE id = ").bind(id);
    tx.execute(&q).map(drop)
}

fn read(row: &Row<'_>) -> Result<Backup> {
    Ok(Backup {
        id: row.uuid(0)?,
        at: row.time(1)?,
        why: Why::parse(row.text_ref(2)?),
        state: State::parse(row.text_ref(3)?),
        machine: row.text(4)?,
        path: row.text(5)?,
        size: row.int(6)?,
        rows: row.int(7)?,
        encrypted: row.bool(8)?,
        asked_by: row.opt_uuid(9)?,
        tries: row.int(10)?,
        again_at: row.opt_time(11)?,
        trouble: row.opt_text(12)?,
        verdict: Verdict::parse(row.text_ref(13)?),
        verified_at: row.opt_time(14)?,
        found: row.opt_text(15)?,
        gone_at: row.opt_time(16)?,
    })
}
