//! Cursors: where a page ended, as an opaque text that only this workspace can make and only the same question accepts.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use store::{Param, Position};
use uuid::Uuid;
use words::said;

use crate::error::{Error, Result};

const MAC: usize = 16;

#[derive(Serialize, Deserialize)]
struct Sealed {
    values: Vec<Cell>,
    rid: i64,
    question: String,
}

#[derive(Serialize, Deserialize)]
enum Cell {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Uuid(Uuid),
    Date(NaiveDate),
    Time(DateTime<Utc>),
}

/// What a cursor belongs to: module, relation, filter, sort and version of the definitions, as one digest.
pub fn question(parts: &impl std::fmt::Debug) -> String {
    blake3::hash(format!("{parts:?}").as_bytes()).to_hex()[..24].to_string()
}

/// Seals a position.
pub fn seal(secret: &[u8; 32], question: &str, position: &Position) -> String {
    let values = position.values.iter().map(cell).collect();
    let sealed = Sealed { values, rid: position.rid, question: question.to_string() };
    let mut bytes = serde_json::to_vec(&sealed).expect("plain data becomes JSON");
    let mac = blake3::keyed_hash(secret, &bytes);
    bytes.extend_from_slice(&mac.as_bytes()[..MAC]);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Opens a cursor; refused when it was not made here or for another question.
pub fn open(secret: &[u8; 32], question: &str, cursor: &str) -> Result<Position> {
    let stale = || Error::bad("cursor", "invalid", said!("records-cursor"));
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| stale())?;
    let at = bytes.len().checked_sub(MAC).ok_or_else(stale)?;
    let (body, mac) = bytes.split_at(at);
    let expected = blake3::keyed_hash(secret, body);
    // Comparing digests of both keeps the comparison's time independent of where they differ.
    if blake3::hash(mac) != blake3::hash(&expected.as_bytes()[..MAC]) {
        return Err(stale());
    }
    let sealed: Sealed = serde_json::from_slice(body).map_err(|_| stale())?;
    if sealed.question != question {
        return Err(stale());
    }
    Ok(Position { values: sealed.values.into_iter().map(param).collect(), rid: sealed.rid })
}

fn cell(param: &Param) -> Cell {
    match param {
        Param::Null | Param::Bytes(_) | Param::List(_) => Cell::Null,
        Param::Bool(v) => Cell::Bool(*v),
        Param::Int(v) => Cell::Int(*v),
        Param::Text(v) => Cell::Text(v.clone()),
        Param::Uuid(v) => Cell::Uuid(*v),
        Param::Date(v) => Cell::Date(*v),
        Param::Time(v) => Cell::Time(*v),
    }
}

fn param(cell: Cell) -> Param {
    match cell {
        Cell::Null => Param::Null,
        Cell::Bool(v) => Param::Bool(v),
        Cell::Int(v) => Param::Int(v),
        Cell::Text(v) => Param::Text(v),
        Cell::Uuid(v) => Param::Uuid(v),
        Cell::Date(v) => Param::Date(v),
        Cell::Time(v) => Param::Time(v),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_question_in_the_same_workspace_opens_a_cursor() {
        let position = Position { values: vec![Param::Text("a".into()), Param::Null, Param::Int(-3)], rid: 7 };
        let sealed = seal(&[1; 32], "q", &position);
        assert_eq!(open(&[1; 32], "q", &sealed).unwrap(), position);
        assert!(open(&[2; 32], "q", &sealed).is_err());
        assert!(open(&[1; 32], "other", &sealed).is_err());
        assert!(open(&[1; 32], "q", &sealed[1..]).is_err());
        assert!(open(&[1; 32], "q", "").is_err());
    }
}
