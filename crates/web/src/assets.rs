//! The bundled style sheets, scripts, icons and fonts, embedded in the binary (read from disk in a debug build).
//! Serves only what the manifest was made with; must never read a path outside the bundle.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

#[derive(RustEmbed)]
#[folder = "dist"]
struct Dist;

type Manifest = HashMap<String, String>;

static EMBEDDED: LazyLock<Manifest> = LazyLock::new(manifest);

const FOREVER: &str = "public, max-age=31536000, immutable";

fn manifest() -> Manifest {
    let file = Dist::get("manifest.json").expect("run: cargo xtask assets");
    serde_json::from_slice(&file.data).expect("dist/manifest.json is an object of names")
}

/// The address of a bundled file by its plain name: `app.css` → `/assets/app.1A2B3C4D.css`.
///
/// # Panics
/// When the bundle has no such file: the name is written in our own templates, so that is a mistake in them.
pub fn url(name: &str) -> String {
    let lookup = |manifest: &Manifest| manifest.get(name).map(|file| format!("/assets/{file}"));
    let found = if cfg!(debug_assertions) { lookup(&manifest()) } else { lookup(&EMBEDDED) };
    found.unwrap_or_else(|| panic!("no bundled asset is called {name}"))
}

/// The address of one icon of the sprite: `icon_url("search")` → `/assets/icons.1a2b3c4d.svg#search`.
/// A name that the sprite lacks, as a customer's module may give one, becomes a plain shape.
pub fn icon_url(icon: &str) -> Cow<'static, str> {
    static KNOWN: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
        let sprite = url("icons.svg");
        icons().map(|icon| (icon, format!("{sprite}#{icon}"))).collect()
    });
    let (icon, known) = KNOWN.get_key_value(icon).unwrap_or_else(|| (&PLAIN, &KNOWN[PLAIN]));
    if cfg!(debug_assertions) { format!("{}#{icon}", url("icons.svg")).into() } else { known.as_str().into() }
}

/// The icon of what has none of its own.
const PLAIN: &str = "component";

/// Data that was bundled for ourselves and is served to nobody.
///
/// # Panics
/// When the bundle has none of this name or it is of another shape: both are made together.
pub fn data<T: DeserializeOwned>(name: &str) -> T {
    let file = Dist::get(name).expect("run: cargo xtask assets");
    serde_json::from_slice(&file.data).expect("bundled data is of the shape it was made in")
}

/// The names of the sprite's icons.
pub fn icons() -> impl Iterator<Item = &'static str> {
    let listed = include_str!("assets/icons.txt").lines().map(str::trim);
    listed.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The handler of `GET /assets/{file}`: 200 with a year of caching, since names carry a hash of their content, or 404.
pub async fn show(Path(file): Path<String>) -> Response {
    match find(&file) {
        Some((bytes, mime)) => {
            ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, FOREVER)], bytes.into_owned()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A bundled file's bytes and media type; `None` when the bundle has no such file.
pub fn find(file: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
    let mime = media_type(file)?;
    Dist::get(file).map(|found| (found.data, mime))
}

fn media_type(file: &str) -> Option<&'static str> {
    match file.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "woff2" => Some("font/woff2"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_manifest_is_served_with_its_type() {
        for name in manifest().keys() {
            let address = url(name);
            let (bytes, mime) = find(address.trim_start_matches("/assets/")).expect(name);
            assert!(!bytes.is_empty(), "{name} is empty");
            assert_eq!(Some(mime), media_type(name), "{name}");
        }
    }

    #[test]
    fn nothing_outside_the_bundle_is_served() {
        for file in ["../Cargo.toml", "manifest.json", "app.css", ""] {
            assert!(find(file).is_none(), "{file} must not be found");
        }
    }

    #[test]
    fn the_sprite_has_the_icons_we_ask_for() {
        let address = url("icons.svg");
        let (bytes, _) = find(address.trim_start_matches("/assets/")).unwrap();
        let sprite = String::from_utf8(bytes.into_owned()).unwrap();
        for icon in icons() {
            assert!(sprite.contains(&format!("<symbol id=\"{icon}\"")), "{icon}");
        }
    }

    #[test]
    fn an_icon_the_sprite_lacks_is_a_plain_shape() {
        assert!(icon_url("target").ends_with("#target"));
        assert!(icon_url("no-such-icon").ends_with("#component"));
    }
}
