//! Files as people have them: encoding, delimiter and line breaks are found out; rows are read one by one in constant
//! memory, each with its physical line. What cells mean is not known here.

mod delimiter;
mod encoding;
mod lines;
mod rows;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use words::{Said, said};

use crate::error::{Error, Result};
pub use rows::{Row, Rows};

/// Bytes of a file from which its delimiter is told.
const SAMPLE: u64 = 1 << 17;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// What stands between cells.
    pub delimiter: u8,
    /// Whether a letter that cannot be read would show as `U+FFFD`; otherwise such a sign stands in the file itself.
    pub doubtful: bool,
    /// Its first line is `sep=;`, as Excel writes it.
    says_delimiter: bool,
}

/// What was said about how a file is written; the rest is found out.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// Its encoding.
    pub encoding: Option<&'static Encoding>,
    /// What stands between cells.
    pub delimiter: Option<u8>,
}

/// A file with a header, ready to be read as often as needed.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// How it is written.
    pub form: Form,
    /// The names of its columns, trimmed.
    pub header: Vec<String>,
    /// What it was called where it comes from, when it is called otherwise here.
    pub called: Option<String>,
}

impl Source {
    /// Looks at a file. Refused when it has no header.
    pub fn open(path: &Path, said: &Stated) -> Result<Source> {
        Source::open_as(path, &path.display().to_string(), said)
    }

    /// As [`Source::open`], where refusals name the file as it was called elsewhere.
    pub fn open_as(path: &Path, name: &str, said: &Stated) -> Result<Source> {
        let encoding = match said.encoding {
            Some(encoding) => encoding,
            None => encoding::detect(path).map_err(|error| unreadable(path, &error))?,
        };
        let sample = sample(path, encoding).map_err(|error| unreadable(path, &error))?;
        if sample.contains(&0) {
            return Err(Error::Conflict(said!("imports-no-text", file = name)));
        }
        let stated = stated_delimiter(&sample);
        let delimiter = said.delimiter.or(stated).unwrap_or_else(|| delimiter::detect(&sample));
        let sound = || encoding::is_utf_8(path).map_err(|error| unreadable(path, &error));
        let doubtful = encoding != UTF_8 || !sound()?;
        let form = Form { encoding, delimiter, doubtful, says_delimiter: stated.is_some() };
        let mut source = Source { path: path.to_path_buf(), form, header: Vec::new(), called: None };
        let header = Rows::open(&source)?.next()?;
        let header = header.ok_or_else(|| Error::Conflict(said!("imports-empty", file = name)))?;
        if header.unclosed {
            return Err(Error::Conflict(said!("imports-header-unclosed", file = name)));
        }
        source.header = header.cells.iter().map(|name| name.trim().to_string()).collect();
        Ok(source)
    }

    /// The rows below the header.
    pub fn rows(&self) -> Result<Rows> {
        let mut rows = Rows::open(self)?;
        rows.next()?;
        Ok(rows)
    }

    /// What the file is called, without its folder.
    pub fn name(&self) -> String {
        let here = || self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.called.clone().unwrap_or_else(here)
    }

    /// How it is written, in words, where that is worth saying.
    pub fn described(&self) -> Option<Said> {
        let encoding = self.form.encoding.name();
        match self.form.delimiter {
            b',' if self.form.encoding == UTF_8 => None,
            b',' => Some(said!("imports-with-commas", encoding = encoding)),
            b';' => Some(said!("imports-with-semicolons", encoding = encoding)),
            b'\t' => Some(said!("imports-with-tabs", encoding = encoding)),
            b'|' => Some(said!("imports-with-bars", encoding = encoding)),
            _ => Some(said!("imports-with-others", encoding = encoding)),
        }
    }
}

/// The beginning of a file in UTF-8, up to its last whole line.
fn sample(path: &Path, encoding: &'static Encoding) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let all = file.metadata()?.len() <= SAMPLE;
    let mut sample = Vec::new();
    lines::Lines::new(rows::decoded(file.take(SAMPLE), encoding), Default::default()).read_to_end(&mut sample)?;
    if let (false, Some(end)) = (all, sample[..sample.len().saturating_sub(1)].iter().rposition(|byte| *byte == b'\n'))
    {
        sample.truncate(end + 1);
    }
    Ok(sample)
}

fn stated_delimiter(sample: &[u8]) -> Option<u8> {
    match sample.strip_prefix(b"sep=")? {
        [delimiter, b'\n', ..] => Some(*delimiter),
        _ => None,
    }
}

/// The error of a file that cannot be read or written.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::of_disk(error, || Error::Conflict(format!("{}: {error}", path.display()).into()))
}
