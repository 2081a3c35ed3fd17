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
    value(headers, name(settings)).map(str::to_string)
}

/// What a cookie holds; `None` when it is not sent or holds nothing.
pub fn value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value)
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
