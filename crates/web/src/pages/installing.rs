//! What browsers ask in order to install Kith like an app: what it is called, how it looks, and the worker that shows a page
//! of its own while there is no network. None of it holds anybody's data.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use words::Language;

use crate::app::App;
use crate::assets::{self, url};
use crate::components::icon::icon;
use crate::components::shell;
use crate::language::Asked;
use crate::who::Signed;

/// The grounds of pages, light and dark: `--canvas` of the style sheets.
pub const GROUNDS: [(&str, &str); 2] = [("light", "#fbfbf9"), ("dark", "#151716")];
/// The colour of the mark.
const THEME: &str = "#0f766e";

/// `GET /manifest.webmanifest`: to those signed in with their company's name, to others with Kith's.
pub async fn manifest(State(app): State<App>, signed: Option<Signed>, Asked(asked): Asked) -> Response {
    let name = match &signed {
        Some(_) => app.crm().snapshot().company.name.clone(),
        None => "Kith".to_string(),
    };
    let lang = signed.as_ref().map_or(asked, Signed::lang);
    let picture = |size: u32, purpose: &str| {
        let (src, sizes) = (url(&format!("icon-{size}.png")), format!("{size}x{size}"));
        json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose })
    };
    let mark = json!({ "src": url("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
    let body = json!({
        "id": "/",
        "name": name,
        "short_name": name,
        "description": lang.text("shell-app-what"),
        "lang": lang.locale(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUNDS[0].1,
        "theme_color": THEME,
        "icons": [picture(192, "any"), picture(512, "any"), picture(192, "maskable"), picture(512, "maskable"), mark],
        "shortcuts": [{ "name": lang.text("search"), "url": "/search" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], body.to_string()).into_response()
}

/// `GET /service-worker.js`: asked for anew each time, so that a new one is known at once.
pub async fn worker() -> Response {
    match assets::find("service-worker.js") {
        Some((bytes, mime)) => {
            ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, "no-cache")], bytes.into_owned()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The language of the page without a network.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    lang: String,
}

/// `GET /offline`: the page that the worker keeps. It has no scripts, which could take what is typed for sent.
pub async fn offline(Query(wanted): Query<Wanted>, Asked(asked): Asked) -> Markup {
    let lang = if wanted.lang.is_empty() { asked } else { Language::accepted(&wanted.lang) };
    shell::still(
        lang,
        lang.text("shell-offline"),
        html! {
            div.error-page {
                (icon("wifi-off"))
                h1 { (lang.text("shell-offline")) }
                p { (lang.text("shell-offline-hint")) }
                // The address stays that of the page one wanted.
                a.button.primary href="" { (lang.text("shell-offline-again")) }
            }
        },
    )
}
