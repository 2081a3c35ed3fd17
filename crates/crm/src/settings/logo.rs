//! The company's logo: a PNG or JPEG picture kept among the files. Pictures that can hold programs (SVG) are refused.

use store::blobs::{self, Blob};
use words::said;

use super::{administrator, company};
use crate::company::Company;
use crate::error::{Error, Result};
use crate::work::Work;

/// Largest picture in bytes: 512 KiB.
pub const LARGEST: usize = 512 * 1024;

/// Takes a picture as the logo, in place of the one before.
pub fn save(work: &mut Work, content: &[u8]) -> Result<()> {
    administrator(work.actor)?;
    if content.len() > LARGEST {
        return Err(Error::invalid("logo", "too_large", said!("settings-logo-size")));
    }
    let kind = kind(content).ok_or_else(|| Error::invalid("logo", "kind", said!("settings-logo-kind")))?;
    let digest = blake3::hash(content);
    let blob = Blob { kind: kind.into(), content: content.to_vec() };
    blobs::put(work.tx, digest.as_bytes(), &blob, work.now)?;
    let logo = Some(digest.to_hex().to_string());
    company::save(work, Company { logo, ..work.snapshot.company.clone() })
}

/// Does without a logo.
pub fn remove(work: &mut Work) -> Result<()> {
    company::save(work, Company { logo: None, ..work.snapshot.company.clone() })
}

/// The logo's media type and bytes; everybody may see it.
pub fn get(work: &mut Work) -> Result<Option<(String, Vec<u8>)>> {
    let digest = work.snapshot.company.logo.as_deref().and_then(|hex| blake3::Hash::from_hex(hex).ok());
    let Some(digest) = digest else { return Ok(None) };
    Ok(blobs::get(work.tx, digest.as_bytes())?.map(|blob| (blob.kind, blob.content)))
}

/// The media type of a picture, by how it begins.
fn kind(content: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 2] = [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    KINDS.into_iter().find(|(start, _)| content.starts_with(start)).map(|(_, kind)| kind)
}
