//! The outside of a backup: a line that says what the file is, then the content as it is or sealed with a passphrase.
//!
//! Sealed: a key made of the passphrase by argon2id, and chunks of ChaCha20-Poly1305 in the STREAM construction: each is
//! numbered and the last is marked, so none can be changed, moved, left out or cut off unseen.

use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::ChaCha20Poly1305;
use chacha20poly1305::aead::rand_core::RngCore;
use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::aead::{KeyInit, OsRng};

use super::cells::{byte, some};
use crate::{Error, Result};

/// What every backup begins with.
const MAGIC: &[u8; 14] = b"KITH BACKUP 1\n";
const PLAIN: u8 = b'P';
const SEALED: u8 = b'E';
/// Bytes sealed at a time.
const CHUNK: usize = 64 * 1024;
/// Marks the length of the last chunk.
const LAST: u32 = 1 << 31;
const SALT: usize = 16;
const NONCE: usize = 7;
/// Memory in KiB, rounds, lanes.
const COST: [u32; 3] = [64 * 1024, 3, 1];
/// Costs beyond these are refused in a file: it would only keep the machine busy.
const MOST: [u32; 3] = [1024 * 1024, 32, 16];

/// Seals, or passes through, what is written.
pub(super) struct Sealer {
    file: BufWriter<File>,
    /// The cipher with the chunk being filled.
    cipher: Option<(EncryptorBE32<ChaCha20Poly1305>, Vec<u8>)>,
}

impl Sealer {
    pub(super) fn new(file: File, passphrase: Option<&str>) -> Result<Self> {
        let mut file = BufWriter::new(file);
        let begun = file.write_all(MAGIC).and_then(|()| file.write_all(&[passphrase.map_or(PLAIN, |_| SEALED)]));
        begun.map_err(super::io)?;
        let Some(passphrase) = passphrase else { return Ok(Self { file, cipher: None }) };
        let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
        OsRng.fill_bytes(&mut salt);
        OsRng.fill_bytes(&mut nonce);
        let costs = COST.map(u32::to_le_bytes).concat();
        let told = file.write_all(&salt).and_then(|()| file.write_all(&costs)).and_then(|()| file.write_all(&nonce));
        told.map_err(super::io)?;
        let cipher = EncryptorBE32::from_aead(cipher(passphrase, &salt, COST)?, (&nonce).into());
        Ok(Self { file, cipher: Some((cipher, Vec::with_capacity(CHUNK))) })
    }

    /// Writes what is left and its mark, and waits until the disk has it.
    pub(super) fn finish(mut self) -> std::io::Result<()> {
        if let Some((cipher, rest)) = self.cipher.take() {
            let sealed = cipher.encrypt_last(rest.as_slice()).map_err(|_| refused())?;
            frame(&mut self.file, &sealed, LAST)?;
        }
        self.file.flush()?;
        self.file.get_ref().sync_all()
    }
}

impl Write for Sealer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let Some((cipher, chunk)) = &mut self.cipher else { return self.file.write(bytes) };
        if chunk.len() == CHUNK {
            let sealed = cipher.encrypt_next(chunk.as_slice()).map_err(|_| refused())?;
            frame(&mut self.file, &sealed, 0)?;
            chunk.clear();
        }
        let taken = bytes.len().min(CHUNK - chunk.len());
        chunk.extend(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

fn frame(file: &mut impl Write, sealed: &[u8], mark: u32) -> std::io::Result<()> {
    file.write_all(&(sealed.len() as u32 | mark).to_le_bytes())?;
    file.write_all(sealed)
}

fn refused() -> std::io::Error {
    std::io::Error::other("the backup is too long to be sealed")
}

fn cipher(passphrase: &str, salt: &[u8], [memory, rounds, lanes]: [u32; 3]) -> Result<ChaCha20Poly1305> {
    let mut key = [0; 32];
    let made = Params::new(memory, rounds, lanes, Some(key.len())).and_then(|params| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            passphrase.as_bytes(),
            salt,
            &mut key,
        )
    });
    made.map_err(|error| Error::Damaged(format!("no key can be made of the passphrase: {error}")))?;
    Ok(ChaCha20Poly1305::new(&key.into()))
}

/// Opens, or passes through, what is read.
pub(super) struct Opener {
    file: BufReader<File>,
    sealed: Option<Sealed>,
}

struct Sealed {
    /// `None` once the last chunk was opened.
    cipher: Option<DecryptorBE32<ChaCha20Poly1305>>,
    chunk: Vec<u8>,
    at: usize,
    first: bool,
}

impl Opener {
    pub(super) fn new(file: File, passphrase: Option<&str>) -> Result<Self> {
        let mut file = BufReader::new(file);
        let mut magic = [0; MAGIC.len()];
        if file.read_exact(&mut magic).is_err() || magic != *MAGIC {
            return Err(Error::Damaged("this is not a backup of Kith, or one of a newer Kith".into()));
        }
        match (byte(&mut file).map_err(super::io)?, passphrase) {
            (PLAIN, _) => Ok(Self { file, sealed: None }),
            (SEALED, None) => Err(Error::Damaged("the backup is encrypted: give --passphrase-file".into())),
            (SEALED, Some(passphrase)) => {
                let sealed = Sealed::begin(&mut file, passphrase)?;
                Ok(Self { file, sealed: Some(sealed) })
            }
            _ => Err(super::io(super::cells::senseless())),
        }
    }
}

impl Sealed {
    fn begin(file: &mut impl Read, passphrase: &str) -> Result<Self> {
        let salt: [u8; SALT] = some(file).map_err(super::io)?;
        let mut cost = [0; 3];
        for (cost, most) in cost.iter_mut().zip(MOST) {
            *cost = u32::from_le_bytes(some(file).map_err(super::io)?);
            if *cost > most {
                return Err(super::io(super::cells::senseless()));
            }
        }
        let nonce: [u8; NONCE] = some(file).map_err(super::io)?;
        let cipher = DecryptorBE32::from_aead(cipher(passphrase, &salt, cost)?, (&nonce).into());
        Ok(Self { cipher: Some(cipher), chunk: Vec::new(), at: 0, first: true })
    }

    /// Opens the next chunk; `false` after the last.
    fn next(&mut self, file: &mut impl Read) -> std::io::Result<bool> {
        let Some(mut cipher) = self.cipher.take() else { return Ok(false) };
        let word = u32::from_le_bytes(some(file)?);
        let length = (word & !LAST) as usize;
        if length > CHUNK + 64 {
            return Err(self.damaged());
        }
        let mut sealed = vec![0; length];
        file.read_exact(&mut sealed)?;
        let opened = if word & LAST != 0 {
            cipher.decrypt_last(sealed.as_slice())
        } else {
            let opened = cipher.decrypt_next(sealed.as_slice());
            self.cipher = Some(cipher);
            opened
        };
        self.chunk = opened.map_err(|_| self.damaged())?;
        if self.cipher.is_none() && file.read(&mut [0])? > 0 {
            return Err(self.damaged());
        }
        (self.at, self.first) = (0, false);
        Ok(true)
    }

    fn damaged(&self) -> std::io::Error {
        let words = match self.first {
            true => "the passphrase is wrong, or the backup is damaged",
            false => "the backup is damaged: a part of it was changed",
        };
        std::io::Error::new(ErrorKind::InvalidData, words)
    }
}

impl Read for Opener {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let Some(sealed) = &mut self.sealed else { return self.file.read(into) };
        while sealed.at == sealed.chunk.len() {
            if !sealed.next(&mut self.file)? {
                return Ok(0);
            }
        }
        let taken = into.len().min(sealed.chunk.len() - sealed.at);
        into[..taken].copy_from_slice(&sealed.chunk[sealed.at..sealed.at + taken]);
        sealed.at += taken;
        Ok(taken)
    }
}
