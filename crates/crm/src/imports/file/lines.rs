//! `Lines`: bytes with every line break as one line feed, whatever system wrote them, so that lines can be counted; and
//! a guard against a quotation mark that is never closed, which would make one row of the rest of the file.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What whoever takes rows sees of the bytes beneath.
#[derive(Debug, Default)]
pub struct Tap {
    /// Bytes given out since the row before; set back after each row.
    pub since_row: AtomicUsize,
    /// The end was asked for: a row that comes now did not end with its line.
    pub ended: AtomicBool,
}

/// Longest row in bytes.
pub const LONGEST_ROW: usize = 16 << 20;

/// A row is longer than any that is read.
#[derive(Debug)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the row is too long")
    }
}

impl std::error::Error for TooLong {}

/// Reads UTF-8 bytes with unified line breaks; the last line ends with one too.
pub struct Lines<R> {
    inner: R,
    after_return: bool,
    line_open: bool,
    tap: Arc<Tap>,
}

impl<R: Read> Lines<R> {
    /// Wraps a reader.
    pub fn new(inner: R, tap: Arc<Tap>) -> Lines<R> {
        Lines { inner, after_return: false, line_open: false, tap }
    }

    /// Unifies the breaks among these bytes in place; gives how many are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let half_break = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !half_break {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.inner.read(buffer)?;
            let kept = match read {
                0 if !self.line_open => {
                    self.tap.ended.store(true, Ordering::Relaxed);
                    return Ok(0);
                }
                0 => {
                    buffer[0] = b'\n';
                    1
                }
                read => self.unify(&mut buffer[..read]),
            };
            if kept == 0 {
                continue;
            }
            self.line_open = buffer[kept - 1] != b'\n';
            if self.tap.since_row.fetch_add(kept, Ordering::Relaxed) > LONGEST_ROW {
                return Err(io::Error::other(TooLong));
            }
            return Ok(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, the hardest case for breaks of two bytes.
    struct Drop<'a>(&'a [u8]);
    impl Read for Drop<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn every_kind_of_break_is_one_line_feed_and_the_last_line_has_one() {
        for (given, unified) in
            [("a\nb\n", "a\nb\n"), ("a\r\nb", "a\nb\n"), ("a\rb\r", "a\nb\n"), ("a\r\r\nb\n\r", "a\n\nb\n\n"), ("", "")]
        {
            let mut text = String::new();
            Lines::new(Drop(given.as_bytes()), Arc::default()).read_to_string(&mut text).unwrap();
            assert_eq!(text, unified, "{given:?}");
            text.clear();
            Lines::new(given.as_bytes(), Arc::default()).read_to_string(&mut text).unwrap();
            assert_eq!(text, unified, "{given:?}");
        }
    }

    #[test]
    fn a_row_without_end_is_refused() {
        let endless = io::repeat(b'x').take(2 * LONGEST_ROW as u64);
        let refused = io::copy(&mut Lines::new(endless, Arc::default()), &mut io::sink()).unwrap_err();
        assert!(refused.get_ref().is_some_and(|why| why.is::<TooLong>()), "{refused}");
    }
}
