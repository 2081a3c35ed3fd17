//! The file that refused rows are written to on somebody's wish: under another name beside it until the import is over,
//! so that whatever stood there is replaced by a whole file or not at all, and never by the first rows of one.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::file::unreadable;
use crate::error::{Error, Result};

/// A file that does not have its name yet.
pub(super) struct Draft {
    file: NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Begins one beside the path. Refused when the file that is imported stands there, by whatever name.
    pub(super) fn beside(path: &Path, imported: &Path) -> Result<Draft> {
        let failed = |error: std::io::Error| unreadable(path, &error);
        let refused = |why: &str| Err(Error::Conflict(format!("{}: {why}", path.display()).into()));
        let (path, permissions) = match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => (path.to_path_buf(), Permissions::from_mode(0o666)),
            Err(error) => return Err(failed(error)),
            Ok(there) if !there.is_file() => return refused("is no file that refused rows could be written to"),
            Ok(there) if fs::metadata(imported).is_ok_and(|file| same(&file, &there)) => {
                return refused("is the file that is imported: name another one for the refused rows");
            }
            Ok(there) => (fs::canonicalize(path).map_err(failed)?, there.permissions()),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".refused-").permissions(permissions).tempfile_in(folder);
        Ok(Draft { file: file.map_err(failed)?, path })
    }

    /// Where it is written meanwhile.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Brings it to the disk and gives it its name.
    pub(super) fn keep(self) -> Result<()> {
        let Draft { file, path } = self;
        let kept = file.as_file().sync_all().and_then(|()| Ok(file.persist(&path)?));
        kept.map(drop).map_err(|error| unreadable(&path, &error))
    }
}

fn same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}
