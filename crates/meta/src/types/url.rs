//! Web addresses.

use words::said;

use super::{Fault, text};

/// The message that says what a web address looks like.
pub(super) const EXPECTED: &str = "expected-url";
/// Longest address in characters.
const MAX: u32 = 2000;
/// Schemes that may be followed safely.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The address in normal form: `https://` is put before one without a scheme; schemes that run code are refused.
pub(crate) fn check(text: &str) -> Result<String, Fault> {
    let clean = text::line(text);
    if clean.is_empty() {
        return Ok(clean);
    }
    let full = match scheme(&clean) {
        Some(scheme) if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
            return Err(Fault::invalid(said!("fault-scheme", scheme = scheme)));
        }
        Some(scheme) => format!("{}{}", scheme.to_ascii_lowercase(), &clean[scheme.len()..]),
        None => format!("https://{}", clean.trim_start_matches('/')),
    };
    text::fits(&full, MAX)?;
    if well_formed(&full) { Ok(full) } else { Err(Fault::unreadable(EXPECTED, &clean)) }
}

/// The scheme, unless the colon stands before a port: `example.com:8080`.
fn scheme(text: &str) -> Option<&str> {
    let end = text.find([':', '/', '?', '#'])?;
    let (before, rest) = text.split_at(end);
    let rest = rest.strip_prefix(':')?;
    let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    (!is_port).then_some(before)
}

fn well_formed(full: &str) -> bool {
    if full.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')) {
        return false;
    }
    if let Some(address) = full.strip_prefix("mailto:") {
        return address.contains('@');
    }
    let Some((_, rest)) = full.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.starts_with('[') || host.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn addresses_get_a_safe_scheme() {
        for (text, url) in [
            ("example.com", "https://example.com"),
            ("example.com:8080/a?b#c", "https://example.com:8080/a?b#c"),
            ("//example.com", "https://example.com"),
            ("HTTP://example.com", "http://example.com"),
            ("https://münchen.de/ä", "https://münchen.de/ä"),
            ("mailto:ana@example.com", "mailto:ana@example.com"),
        ] {
            assert_eq!(check(text).as_deref(), Ok(url));
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "JAVASCRIPT://x",
            "data:text/html,x",
            "a b",
            "https://",
            "https:x",
            "<b>",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
