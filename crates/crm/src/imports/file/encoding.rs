//! Which encoding a file is in: what its first bytes say, else UTF-8 when all of it is, else Windows-1252.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at for UTF-16 without a mark.
const HEAD: usize = 4096;

/// The encoding of a file. Reads all of it when nothing at its beginning tells.
pub fn detect(path: &Path) -> io::Result<&'static Encoding> {
    let mut head = vec![0; HEAD];
    let filled = File::open(path)?.read(&mut head)?;
    let head = &head[..filled];
    if let Some((marked, _)) = Encoding::for_bom(head) {
        return Ok(marked);
    }
    match wide(head) {
        Some(wide) => Ok(wide),
        None => Ok(if is_utf_8(path)? { UTF_8 } else { WINDOWS_1252 }),
    }
}

/// Whether every letter of a file is UTF-8.
pub fn is_utf_8(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut bytes = vec![0; 1 << 16];
    let mut filled = file.read(&mut bytes)?;
    loop {
        let valid = Encoding::utf8_valid_up_to(&bytes[..filled]);
        let left = filled - valid;
        // A letter may be cut by the end of the buffer, and is at most four bytes long.
        if left > 3 {
            return Ok(false);
        }
        bytes.copy_within(valid..filled, 0);
        let read = file.read(&mut bytes[left..])?;
        if read == 0 {
            return Ok(left == 0);
        }
        filled = left + read;
    }
}

/// UTF-16 without a mark: in texts with Latin letters every other byte is zero.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    match half > 0 {
        true if odd * 10 > half * 4 && even * 10 < half => Some(UTF_16LE),
        true if even * 10 > half * 4 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> &'static Encoding {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.csv");
        std::fs::write(&path, bytes).unwrap();
        detect(&path).unwrap()
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide =
            |order: fn(u16) -> [u8; 2]| "name;città\nAna;Forlì\n".encode_utf16().flat_map(order).collect::<Vec<_>>();
        assert_eq!(of(b"name\nplain\n"), UTF_8);
        assert_eq!(of("name\nJosé\n".as_bytes()), UTF_8);
        assert_eq!(of(b"\xef\xbb\xbfname\n"), UTF_8);
        assert_eq!(of(b"name\nJos\xe9\n"), WINDOWS_1252);
        assert_eq!(of(b"name\nJos\xe9"), WINDOWS_1252);
        assert_eq!(of(&wide(u16::to_le_bytes)), UTF_16LE);
        assert_eq!(of(&wide(u16::to_be_bytes)), UTF_16BE);
        assert_eq!(of(b""), UTF_8);
    }

    #[test]
    fn a_letter_cut_by_the_buffer_is_still_utf_8_and_a_late_stranger_is_found() {
        let mut long = "x".repeat((1 << 16) - 1);
        long.push_str(&"é".repeat(1 << 16));
        assert_eq!(of(long.as_bytes()), UTF_8);
        let mut bytes = long.into_bytes();
        bytes.push(0xe9);
        bytes.push(b' ');
        assert_eq!(of(&bytes), WINDOWS_1252);
    }
}
