//! The session cookie: HttpOnly, SameSite=Lax, and under TLS bound to the host by its `__Host-` name.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::app::Settings;

/// What the cookie is called.
pub fn name(settings: &Settings) -> &'static str {
    if settings.secure { "__Host-kith" } else { "kith" }
}

/// The session's token, as the browser sent it.
pub fn read(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let name = name(settings);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_string())
}

/// The header that makes the browser keep a session for 90 days.
pub fn keep(token: &str, settings: &Settings) -> HeaderValue {
    write(token, 90 * 24 * 3600, settings)
}

/// The header that makes the browser forget its session.
pub fn forget(settings: &Settings) -> HeaderValue {
    write("", 0, settings)
}

fn write(token: &str, seconds: u32, settings: &Settings) -> HeaderValue {
    let secure = if settings.secure { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name(settings));
    HeaderValue::from_str(&text).expect("a token is plain text")
}
