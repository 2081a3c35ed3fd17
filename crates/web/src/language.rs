//! In which language a browser is answered before it is known who sits there: in that of whoever signed in last, else in the
//! one it asks for.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use words::Language;

use crate::cookie;

const NAME: &str = "kith-language";

/// The language of a request.
pub struct Asked(pub Language);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Self::Rejection> {
        Ok(Asked(of(&parts.headers)))
    }
}

/// The language that headers ask for.
pub fn of(headers: &HeaderMap) -> Language {
    let asked = || Some(Language::accepted(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?));
    cookie::value(headers, NAME).and_then(Language::of).or_else(asked).unwrap_or_default()
}

/// The header that makes the browser remember a language for a year.
pub fn keep(language: Language) -> HeaderValue {
    let line = format!("{NAME}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000", language.code());
    HeaderValue::from_str(&line).expect("a code is plain text")
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn what_was_chosen_goes_before_what_is_asked_for() {
        let mut headers = HeaderMap::new();
        assert_eq!(of(&headers), Language::En);
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("it-CH,it;q=0.9"));
        assert_eq!(of(&headers), Language::It);
        headers.insert(COOKIE, HeaderValue::from_static("kith=x; kith-language=es"));
        assert_eq!(of(&headers), Language::Es);
        headers.insert(COOKIE, HeaderValue::from_static("kith-language=xx"));
        assert_eq!(of(&headers), Language::It);
    }
}
