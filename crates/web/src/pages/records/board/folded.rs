//! Which lanes a browser shows folded. It keeps them in a cookie of the module's pages, so that they come folded and
//! nothing moves once the page is there.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use meta::Key;

/// What the cookies' names begin with; the field of the lanes follows.
const NAME: &str = "kith-folded-";

/// The folded lanes, by field.
#[derive(Debug, Clone, Default)]
pub struct Folded(Vec<(String, String)>);

impl Folded {
    /// What a browser sent.
    pub fn read(headers: &HeaderMap) -> Folded {
        let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let lanes = pairs.filter_map(|(name, lanes)| Some((name.strip_prefix(NAME)?.to_string(), lanes.to_string())));
        Folded(lanes.collect())
    }

    /// Whether a lane of a field is folded.
    pub fn has(&self, field: &Key, lane: &str) -> bool {
        self.0.iter().filter(|(of, _)| *field == **of).any(|(_, lanes)| lanes.split('.').any(|one| one == lane))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn lanes_are_folded_field_by_field() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("kith=x; kith-folded-stage=won.none; kith-folded-=won"));
        let folded = Folded::read(&headers);
        let has = |field: &'static str, lane: &str| folded.has(&Key::of(field), lane);
        assert!(has("stage", "won") && has("stage", "none"));
        assert!(!has("stage", "wo") && !has("status", "won"));
    }
}
