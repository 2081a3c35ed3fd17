//! Passwords: which are good enough, and their argon2id hashes.
//!
//! Length counts, not composition. Hashing takes tens of milliseconds and 19 MiB: never inside a closure of the store.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use meta::fold::fold;
use rand::TryRngCore;
use rand::rngs::OsRng;
use unicode_normalization::UnicodeNormalization;
use words::{Said, said};

use crate::error::{Error, Result};

/// Fewest characters.
pub const SHORTEST: usize = 10;
/// Most characters.
pub const LONGEST: usize = 200;

/// OWASP's second profile: memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// What is tried first by whoever guesses, folded.
const WORST: [&str; 24] = [
    "1234567890",
    "12345678910",
    "0123456789",
    "0987654321",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "abcdefghij",
    "abcd123456",
    "qwertyuiop",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "password12",
    "password123",
    "password1234",
    "passw0rd123",
    "password!!",
    "iloveyou12",
    "letmein123",
    "welcome123",
    "welcome1234",
    "changeme123",
    "administrator",
    "admin12345",
];

/// Refuses a password that is too short, too long, the e-mail address, or known to everybody.
pub fn check(password: &str, email: &str) -> Result<()> {
    let refuse = |code, detail: Said| Err(Error::invalid("password", code, detail));
    let length = password.chars().count();
    if length < SHORTEST {
        return refuse("too_short", said!("signin-short", least = SHORTEST));
    }
    if length > LONGEST {
        return refuse("too_long", said!("signin-long", most = LONGEST));
    }
    let (folded, email) = (fold(password), fold(email));
    let local = email.split('@').next().unwrap_or_default();
    if folded == email || folded == local {
        return refuse("guessable", said!("signin-like-email"));
    }
    let mut chars = folded.chars();
    let first = chars.next();
    if WORST.contains(&folded.as_str()) || chars.all(|c| Some(c) == first) {
        return refuse("guessable", said!("signin-guessable"));
    }
    Ok(())
}

/// The hash of a password, with a fresh salt, in PHC form.
///
/// # Panics
/// When the operating system gives no randomness.
pub fn hash(password: &str) -> String {
    let mut salt = [0; 16];
    OsRng.try_fill_bytes(&mut salt).expect("the operating system gives random bytes");
    let salt = SaltString::encode_b64(&salt).expect("16 bytes make a salt");
    argon2().hash_password(normal(password).as_bytes(), &salt).expect("a password and a salt make a hash").to_string()
}

/// Whether a password belongs to a hash. A damaged hash belongs to none.
pub fn verify(password: &str, hash: &str) -> bool {
    let hash = PasswordHash::new(hash);
    hash.is_ok_and(|hash| argon2().verify_password(normal(password).as_bytes(), &hash).is_ok())
}

/// One password however a keyboard composes its accents.
fn normal(password: &str) -> String {
    password.chars().take(LONGEST).nfkc().collect()
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("these costs are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passwords_are_good_whatever_they_are_made_of() {
        for good in ["correct horse", "ünïcödé wörd", "0000000001", "ana@example.org"] {
            assert_eq!(check(good, "ana@example.com"), Ok(()), "{good}");
        }
        let long = "x".repeat(201);
        for bad in ["short", "ANA@example.com ", "Password123", "aaaaaaaaaaaa", "Qwertyuiop", &long] {
            assert!(matches!(check(bad, "ana@example.com"), Err(Error::Invalid(_))), "{bad}");
        }
        assert!(check("anastasia.souza", "anastasia.souza@example.com").is_err());
    }

    #[test]
    fn a_hash_knows_its_password_in_either_composition() {
        let made = hash("caf\u{e9} au lait");
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        assert!(verify("cafe\u{301} au lait", &made));
        assert!(!verify("cafe au lait", &made));
        assert_ne!(made, hash("caf\u{e9} au lait"), "salts differ");
        assert!(!verify("anything", "not a hash"));
    }
}
