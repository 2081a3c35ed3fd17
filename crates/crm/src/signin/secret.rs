//! Random secrets and the digests by which they are found again.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore;
use rand::rngs::OsRng;
use store::signin::Digest;

/// 256 random bits of the operating system, as 43 characters that fit into an address.
///
/// # Panics
/// When the operating system gives no randomness: nothing safe can be done then.
pub fn fresh() -> String {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The digest of a secret. A plain hash is enough: the secret has 256 bits.
pub fn digest(secret: &str) -> Digest {
    *blake3::hash(secret.as_bytes()).as_bytes()
}
