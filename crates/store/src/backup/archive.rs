//! The inside of a backup, compressed: header, tables with their rows, end. Each table ends with its count and digest,
//! the whole with a digest of everything before.
//!
//! A file takes its name only once it is whole and on the disk. Memory is bounded by the largest single row.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::cells::{byte, bytes, senseless, some};
use super::envelope::{Opener, Sealer};
use super::header::Header;
use super::table::{Table, Tally};
use super::watch::Watch;
use super::{at, cells, dump, io};
use crate::{Error, Param, Result, Tx};

const TABLE: u8 = b'T';
const ROW: u8 = b'R';
const END: u8 = b'E';
const WHOLE: u8 = b'F';
const LEVEL: i32 = 3;

/// Where a backup is written before it takes its name.
pub fn draft(path: &Path) -> Option<PathBuf> {
    Some(path.with_file_name(format!(".{}.part", path.file_name()?.to_string_lossy())))
}

/// Writes a backup.
pub struct Writer {
    out: Option<zstd::Encoder<'static, Sealer>>,
    whole: blake3::Hasher,
    draft: PathBuf,
    path: PathBuf,
    watch: Watch,
}

impl Writer {
    /// Begins a backup beside `path`; only [`Writer::finish`] gives it that name. Only its owner may read it.
    pub fn create(path: &Path, passphrase: Option<&str>, header: &Header) -> Result<Writer> {
        let draft = draft(path).ok_or_else(|| at(path)(ErrorKind::IsADirectory.into()))?;
        let file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft).map_err(at(path))?;
        let mut out = zstd::Encoder::new(Sealer::new(file, passphrase)?, LEVEL).map_err(io)?;
        out.include_checksum(true).map_err(io)?;
        let (whole, path) = (blake3::Hasher::new(), path.to_owned());
        let mut writer = Writer { out: Some(out), whole, draft, path, watch: Watch::default() };
        writer.text(&serde_json::to_string(header).map_err(Error::unavailable)?)?;
        Ok(writer)
    }

    /// The same, watched.
    pub fn watched(mut self, watch: Watch) -> Writer {
        watch.begin();
        self.watch = watch;
        self
    }

    /// Writes a table with all its rows.
    pub fn table(&mut self, tx: &mut Tx<'_>, table: &Table) -> Result<Tally> {
        self.put(&[TABLE])?;
        self.text(&serde_json::to_string(table).map_err(Error::unavailable)?)?;
        let (mut rows, mut digest) = (0u64, blake3::Hasher::new());
        dump::rows(tx, table, |bytes| {
            rows += 1;
            digest.update(bytes);
            self.watch.row()?;
            self.put(&[ROW])?;
            self.put(bytes)
        })?;
        let digest = digest.finalize();
        self.put(&[END])?;
        self.put(&rows.to_le_bytes())?;
        self.put(digest.as_bytes())?;
        Ok(Tally { table: table.name.clone(), rows, digest })
    }

    /// Ends the backup, brings it to the disk and gives it its name. Gives its size in bytes.
    pub fn finish(mut self) -> Result<u64> {
        self.put(&[WHOLE])?;
        let whole = self.whole.finalize();
        self.put(whole.as_bytes())?;
        if let Some(out) = self.out.take() {
            out.finish().and_then(Sealer::finish).map_err(at(&self.path))?;
        }
        fs::rename(&self.draft, &self.path).map_err(at(&self.path))?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(&self.path))?;
        Ok(fs::metadata(&self.path).map_err(at(&self.path))?.len())
    }

    fn text(&mut self, text: &str) -> Result<()> {
        self.put(&(text.len() as u32).to_le_bytes())?;
        self.put(text.as_bytes())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.whole.update(bytes);
        self.out.as_mut().expect("only finish takes it").write_all(bytes).map_err(at(&self.path))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Gone already when the backup was finished.
        let _ = fs::remove_file(&self.draft);
    }
}

/// Reads a backup; whatever does not fit its digests is an error by the time it was read to its end.
pub struct Reader {
    input: Hashed,
    header: Header,
    open: Option<(Table, u64, blake3::Hasher)>,
    watch: Watch,
}

struct Hashed {
    input: zstd::Decoder<'static, std::io::BufReader<Opener>>,
    whole: blake3::Hasher,
}

impl Read for Hashed {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(into).map_err(|error| match error.kind() {
            std::io::ErrorKind::Other => std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                format!("the backup is damaged: a part of it was changed ({error})"),
            ),
            _ => error,
        })?;
        self.whole.update(&into[..read]);
        Ok(read)
    }
}

impl Reader {
    /// Opens a backup and reads its header.
    pub fn open(path: &Path, passphrase: Option<&str>) -> Result<Reader> {
        let file = File::open(path).map_err(at(path))?;
        let input = zstd::Decoder::new(Opener::new(file, passphrase)?).map_err(io)?;
        let mut input = Hashed { input, whole: blake3::Hasher::new() };
        let header = json(&mut input)?;
        Ok(Reader { input, header, open: None, watch: Watch::default() })
    }

    /// The same, watched.
    pub fn watched(self, watch: Watch) -> Reader {
        watch.begin();
        Reader { watch, ..self }
    }

    /// What the backup says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next table, whose rows come from [`Reader::row`]; `None` when the whole was read and is sound.
    pub fn table(&mut self) -> Result<Option<Table>> {
        let whole = match byte(&mut self.input).map_err(io)? {
            TABLE => {
                let table: Table = json(&mut self.input)?;
                self.open = Some((table.clone(), 0, blake3::Hasher::new()));
                return Ok(Some(table));
            }
            WHOLE => self.input.whole.finalize(),
            _ => return Err(io(senseless())),
        };
        let told: [u8; 32] = some(&mut self.input).map_err(io)?;
        // Reading on to the very end checks what the compression and the seal say of the end.
        let further = std::io::copy(&mut self.input, &mut std::io::sink()).map_err(io)?;
        if whole != told || further > 0 {
            return Err(Error::Damaged("the backup is damaged: it does not fit its digest".into()));
        }
        Ok(None)
    }

    /// The next row of the table, or its tally once all of them were read and fit it.
    pub fn row(&mut self) -> Result<std::result::Result<Vec<Param>, Tally>> {
        let Some((table, rows, digest)) = &mut self.open else {
            return Err(Error::statement("rows of a backup are read after their table"));
        };
        match byte(&mut self.input).map_err(io)? {
            ROW => {
                self.watch.row()?;
                let mut row = Vec::with_capacity(table.columns.len());
                let mut again = Vec::new();
                for column in &table.columns {
                    let cell = cells::read(&mut self.input, column.kind).map_err(io)?;
                    cells::write(&mut again, &cell);
                    row.push(cell);
                }
                *rows += 1;
                digest.update(&again);
                Ok(Ok(row))
            }
            END => {
                let told = u64::from_le_bytes(some(&mut self.input).map_err(io)?);
                let told_digest: [u8; 32] = some(&mut self.input).map_err(io)?;
                let tally = Tally { table: table.name.clone(), rows: *rows, digest: digest.finalize() };
                if told != tally.rows || tally.digest != told_digest {
                    return Err(Error::Damaged(format!(
                        "the backup is damaged: {} does not fit its digest",
                        tally.table
                    )));
                }
                self.open = None;
                Ok(Err(tally))
            }
            _ => Err(io(senseless())),
        }
    }

    /// Reads the whole file and keeps nothing: every table's tally when all is sound.
    pub fn check(mut self) -> Result<Vec<Tally>> {
        let mut tallies = Vec::new();
        while self.table()?.is_some() {
            loop {
                if let Err(tally) = self.row()? {
                    tallies.push(tally);
                    break;
                }
            }
        }
        Ok(tallies)
    }
}

fn json<T: serde::de::DeserializeOwned>(input: &mut Hashed) -> Result<T> {
    let text = bytes(input).map_err(io)?;
    serde_json::from_slice(&text).map_err(|_| io(senseless()))
}
