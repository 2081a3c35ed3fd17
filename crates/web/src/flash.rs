//! Short news after a redirect: kept in a cookie by the answer that redirects, shown once by the next page.

use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::Said;

use crate::cookie;

const NAME: &str = "kith-news";
/// Longest text within news in bytes: cookies are small.
const LONGEST: usize = 600;

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// A sentence.
    pub text: Said,
    /// The act that can be taken back.
    pub undo: Option<Uuid>,
    /// Something went wrong.
    pub danger: bool,
}

impl News {
    /// Something was done.
    pub fn done(text: impl Into<Said>) -> News {
        News { text: text.into(), undo: None, danger: false }
    }

    /// Something was done that can be taken back.
    pub fn undoable(text: impl Into<Said>, act: Uuid) -> News {
        News { text: text.into(), undo: Some(act), danger: false }
    }

    /// Something could not be done.
    pub fn refused(text: impl Into<Said>) -> News {
        News { text: text.into(), undo: None, danger: true }
    }
}

/// Sends the browser to a page that will show the news.
pub fn redirect(to: &str, mut news: News) -> Response {
    news.text.shorten(LONGEST);
    let text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&news).unwrap_or_default());
    ([(SET_COOKIE, set(&text, 60))], Redirect::to(to)).into_response()
}

/// The news a request brings along.
pub fn read(headers: &HeaderMap) -> Option<News> {
    let text = cookie::value(headers, NAME)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// Forgets the news once a whole page was shown.
pub async fn forget(request: Request, next: Next) -> Response {
    let brought = read(request.headers()).is_some();
    let fragment = request.headers().contains_key("hx-request");
    let mut response = next.run(request).await;
    let html = |value: &HeaderValue| value.to_str().is_ok_and(|kind| kind.starts_with("text/html"));
    let page = response.headers().get(CONTENT_TYPE).is_some_and(html) && !response.status().is_redirection();
    if brought && page && !fragment && !response.headers().contains_key(SET_COOKIE) {
        response.headers_mut().insert(SET_COOKIE, set("", 0));
    }
    response
}

fn set(text: &str, seconds: u32) -> HeaderValue {
    let line = format!("{NAME}={text}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    HeaderValue::from_str(&line).expect("the text is plain")
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn news_come_back_as_they_were() {
        let news = News::undoable("Deleted “Ärger; & Söhne”", Uuid::nil());
        let answer = redirect("/account", news.clone());
        let set = answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_string();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&format!("kith=x; {set}")).unwrap());
        assert_eq!(read(&headers), Some(news));
    }
}
