//! `Pairs`: the decoded pairs of a query string or of a posted form, in their order. A name may come several times; names
//! of composite values are written `address[city]`, of repeated ones `emails[0][value]`.

use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

/// Decoded pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `a=1&b=2`; what cannot be decoded is nothing.
    pub fn read(text: &str) -> Pairs {
        Pairs(serde_urlencoded::from_str(text).unwrap_or_default())
    }

    /// The last value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The last value of a name without white space around it; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether anything was given for a name or a part of it.
    pub fn gives(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name || part_of(key, name).is_some())
    }

    /// The row numbers under a name, each once, in order: `0` and `1000` for `emails[0][value]` and `emails[1000][type]`.
    pub fn rows<'a>(&'a self, name: &str) -> Vec<&'a str> {
        let mut rows: Vec<&str> = Vec::new();
        for (key, _) in &self.0 {
            let row = part_of(key, name).and_then(|part| part.split_once(']')).map(|(row, _)| row);
            match row {
                Some(row) if row.bytes().all(|b| b.is_ascii_digit()) && !rows.contains(&row) => rows.push(row),
                _ => {}
            }
        }
        rows
    }

    /// Adds a pair.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Adds all pairs of another.
    pub fn extend(&mut self, other: Pairs) {
        self.0.extend(other.0);
    }

    /// The pairs with one name replaced, or taken out where the value is empty.
    pub fn with(&self, name: &str, value: &str) -> Pairs {
        let mut pairs = self.without(&[name]);
        if !value.is_empty() {
            pairs.push(name, value);
        }
        pairs
    }

    /// The pairs without some names.
    pub fn without(&self, names: &[&str]) -> Pairs {
        self.keeping(|name, _| !names.contains(&name))
    }

    /// The pairs that a test keeps.
    pub fn keeping(&self, keep: impl Fn(&str, &str) -> bool) -> Pairs {
        Pairs(self.0.iter().filter(|(key, value)| keep(key, value)).cloned().collect())
    }

    /// All pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// An address with these pairs as its query.
    pub fn on(&self, path: &str) -> String {
        match serde_urlencoded::to_string(&self.0) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_string(),
        }
    }
}

/// What follows `name[` in a key.
fn part_of<'k>(key: &'k str, name: &str) -> Option<&'k str> {
    key.strip_prefix(name)?.strip_prefix('[')
}

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Pairs, Infallible> {
        Ok(Pairs::read(parts.uri.query().unwrap_or_default()))
    }
}

/// The pairs of a posted form.
pub struct Posted(pub Pairs);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Posted, Response> {
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Posted(Pairs(serde_urlencoded::from_bytes(&body).unwrap_or_default())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_parts_are_found_by_their_names() {
        let pairs = Pairs::read("emails%5B0%5D%5Bvalue%5D=a&emails%5B1000%5D%5Btype%5D=work&emails=&city=&x=1&x=2");
        assert_eq!(pairs.rows("emails"), ["0", "1000"]);
        assert!(pairs.gives("emails") && pairs.gives("city") && !pairs.gives("email") && !pairs.gives("cit"));
        assert_eq!(pairs.get("x"), Some("2"));
        assert_eq!(pairs.all("x").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(pairs.with("x", "a b").without(&["emails"]).text("x"), "a b");
        assert_eq!(Pairs::read("a=ä%26").on("/b"), "/b?a=%C3%A4%26");
    }
}
