//! `Map`: what a map file says: which column becomes which field, what takes the place of what, how links are found.
//!
//! It is read here and held against a module and a file in [`super::plan`]; nothing here knows either.

use std::path::Path;

use encoding_rs::Encoding;
use indexmap::IndexMap;
use meta::types::DateOrder;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};
use words::said;

use super::file::{Stated, unreadable};
use super::likeness::plain;
use crate::error::{Error, Result};

/// A map file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    /// Fields by which a row finds the record it updates.
    #[serde(rename = "match", deserialize_with = "one_or_many")]
    pub matching: Vec<String>,
    /// Field by column. Without any, columns find their fields by likeness.
    pub columns: IndexMap<String, String>,
    /// Value by field, where no column or template gives one.
    pub constants: IndexMap<String, Constant>,
    /// Texts with places for other values by field, where no column gives one: the first whose places are all filled,
    /// else the last.
    pub templates: IndexMap<String, Templates>,
    /// What stands for what, by field: exact texts of the file to texts that the field takes.
    pub values: IndexMap<String, IndexMap<String, Constant>>,
    /// How links are found, by field.
    pub links: IndexMap<String, Link>,
    /// Columns that are left out.
    pub ignore: Vec<String>,
    /// How the file is to be read.
    pub reading: Reading,
}

/// How the record behind a link is found.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Link {
    /// The field of the linked record that holds the text of the file; its title when nothing is said.
    pub by: Option<String>,
    /// Whether a record is made where none is found.
    pub create: bool,
    /// For stages: the name of their pipeline.
    pub pipeline: Option<String>,
}

/// How a file is read; what is not said is found out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or another name of the WHATWG list.
    encoding: Option<String>,
    /// The character between cells.
    delimiter: Option<char>,
    /// What an empty cell means for a record that is there: `keep` (the default) or `clear`.
    pub empty: Empty,
    /// The decimal mark in all columns, `.` or `,`.
    #[serde(deserialize_with = "decimal_mark")]
    decimal: Option<char>,
    /// The order of dates in all columns: `ymd`, `dmy` or `mdy`.
    #[serde(deserialize_with = "date_order")]
    date_order: Option<DateOrder>,
    /// How single columns are written.
    columns: IndexMap<String, Writing>,
}

/// How the numbers and dates of a column are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Writing {
    /// The decimal mark, `.` or `,`.
    #[serde(deserialize_with = "decimal_mark")]
    pub decimal: Option<char>,
    /// `ymd`, `dmy` or `mdy`.
    #[serde(deserialize_with = "date_order")]
    pub date_order: Option<DateOrder>,
    /// Numbers are multiplied by this: 1000000 where a column says millions.
    #[serde(deserialize_with = "factor")]
    pub times: Option<Decimal>,
}

/// What an empty cell means for a record that is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// The record keeps its value.
    #[default]
    Keep,
    /// The value is taken away.
    Clear,
}

/// A value of the map: text, number or truth, all read as the text of a cell would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant(pub String);

/// One template, or several of which the first fitting one is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates(pub Vec<String>);

impl Map {
    /// Reads a map file.
    pub fn open(path: &Path) -> Result<Map> {
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        Map::parse(&text).map_err(|problem| Error::Conflict(format!("{}: {problem}", path.display()).into()))
    }

    /// Reads the text of a map; the error says the line and what is wrong.
    pub fn parse(text: &str) -> std::result::Result<Map, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_string())
    }

    /// What it says about how the file is written.
    pub fn said(&self) -> Result<Stated> {
        let encoding = self.reading.encoding.as_deref().map(|name| {
            let unknown = || Error::bad("reading.encoding", "unknown", said!("imports-encoding-unknown", name = name));
            Encoding::for_label(name.as_bytes()).ok_or_else(unknown)
        });
        let delimiter = self.reading.delimiter.map(|mark| {
            let wide =
                || Error::bad("reading.delimiter", "invalid", said!("imports-delimiter-wide", mark = mark.to_string()));
            u8::try_from(mark).ok().filter(u8::is_ascii).ok_or_else(wide)
        });
        Ok(Stated { encoding: encoding.transpose()?, delimiter: delimiter.transpose()? })
    }
}

impl Reading {
    /// How a column is written, as far as it was said.
    pub fn of(&self, column: &str) -> Writing {
        let own = self.columns.iter().find(|(name, _)| plain(name) == plain(column)).map(|(_, writing)| writing);
        let own = own.cloned().unwrap_or_default();
        Writing { decimal: own.decimal.or(self.decimal), date_order: own.date_order.or(self.date_order), ..own }
    }

    /// The columns of which it speaks.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        self.columns.keys()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Vec<String>, D::Error> {
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

impl<'de> Deserialize<'de> for Templates {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Templates, D::Error> {
        one_or_many(from).map(Templates)
    }
}

impl<'de> Deserialize<'de> for Constant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Constant, D::Error> {
        match toml::Value::deserialize(from)? {
            toml::Value::String(text) => Ok(Constant(text)),
            toml::Value::Table(_) | toml::Value::Array(_) => Err(de::Error::custom("must be a text, number or truth")),
            other => Ok(Constant(other.to_string())),
        }
    }
}

fn decimal_mark<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<char>, D::Error> {
    match char::deserialize(from)? {
        mark @ ('.' | ',') => Ok(Some(mark)),
        _ => Err(de::Error::custom("decimal must be “.” or “,”")),
    }
}

fn date_order<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<DateOrder>, D::Error> {
    match String::deserialize(from)?.to_lowercase().as_str() {
        "ymd" => Ok(Some(DateOrder::Ymd)),
        "dmy" => Ok(Some(DateOrder::Dmy)),
        "mdy" => Ok(Some(DateOrder::Mdy)),
        _ => Err(de::Error::custom("date_order must be “ymd”, “dmy” or “mdy”")),
    }
}

fn factor<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Decimal>, D::Error> {
    let Constant(text) = Constant::deserialize(from)?;
    text.parse().map(Some).map_err(|_| de::Error::custom("times must be a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_says_all_that_the_contract_names() {
        let map = Map::parse(
            r#"
            match = "external_id"
            ignore = ["notes"]
            [columns]
            "Deal Stage" = "stage"
            [constants]
            probability = 50
            [templates]
            email = "{first}.{last}@example.com"
            name = ["{product} for {account}", "{product}"]
            [values.product]
            "GTXPro" = "GTX Pro"
            [links.account]
            by = "name"
            create = false
            [reading]
            decimal = ","
            date_order = "dmy"
            delimiter = ";"
            encoding = "windows-1252"
            [reading.columns.revenue]
            times = 1000000
            "#,
        )
        .unwrap();
        assert_eq!(map.matching, ["external_id"]);
        assert_eq!(map.columns["Deal Stage"], "stage");
        assert_eq!(map.constants["probability"], Constant("50".into()));
        assert_eq!(map.templates["name"].0.len(), 2);
        assert_eq!(map.values["product"]["GTXPro"].0, "GTX Pro");
        assert_eq!(map.links["account"].by.as_deref(), Some("name"));
        let revenue = map.reading.of("Revenue");
        assert_eq!((revenue.decimal, revenue.date_order), (Some(','), Some(DateOrder::Dmy)));
        assert_eq!((revenue.times, map.reading.of("cost").times), (Some(Decimal::from(1_000_000)), None));
        let said = map.said().unwrap();
        assert_eq!((said.encoding, said.delimiter), (Some(encoding_rs::WINDOWS_1252), Some(b';')));
    }

    #[test]
    fn what_a_map_cannot_say_is_refused_with_its_line() {
        for (text, part) in [
            ("mathc = \"id\"", "mathc"),
            ("\n[reading]\ndecimal = \"x\"", "decimal must be"),
            ("\n[reading]\ndate_order = \"ydm\"", "date_order must be"),
            ("[links.account]\nbye = \"name\"", "line 2"),
            ("[constants]\na = [1]", "must be a text"),
        ] {
            let refused = Map::parse(text).unwrap_err();
            assert!(refused.contains(part), "{text}: {refused}");
        }
        assert!(Map::parse("[reading]\nencoding = \"klingon\"").unwrap().said().is_err());
        assert!(Map::parse("[reading]\ndelimiter = \"→\"").unwrap().said().is_err());
    }
}
