//! `Question`: which records of a module somebody asks for, from a query string or from the body of a search, checked
//! against what they may know. What is not understood is refused, never passed over.

use std::collections::{BTreeMap, HashSet};

use crm::records::{Counting, ListQuery};
use crm::{Error, Result};
use meta::layout::SortKey;
use meta::{Filter, Key, Module, Path};
use serde_json::{Map, Value as Json};

use super::view::{View, leads, paths};

/// Most records of one answer.
pub const MOST: usize = 1_000;
/// Most keys of a sort.
pub const MOST_SORTS: usize = 8;
/// Most fields that are named.
pub const MOST_FIELDS: usize = 300;
/// Longest words to find, in characters.
pub const LONGEST_FIND: usize = 200;

/// What is asked of a list.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which records, in which order, with which fields.
    pub list: ListQuery,
    /// The links whose records are wanted too.
    pub expand: Vec<Key>,
    /// Paths that were asked by other names than their own, with all those names.
    pub renamed: Vec<(Path, Vec<String>)>,
}

/// A question as it was given, in whatever form.
#[derive(Default)]
struct Given {
    filter: Option<Filter>,
    find: Option<String>,
    sort: Vec<String>,
    fields: Vec<String>,
    expand: Vec<String>,
    limit: Option<Json>,
    cursor: Option<String>,
    count: Option<String>,
    bin: Option<bool>,
}

impl Question {
    /// Of a query string: `filter[amount][gte]=50000&sort=-amount,name&limit=20`.
    pub fn query(view: &View, module: &Module, pairs: &[(String, String)]) -> Result<Question> {
        let plain = |(name, _): &&(String, String)| name != "filter" && !name.starts_with("filter[");
        let mut given = Given::default();
        once(pairs.iter().filter(plain).map(|(name, _)| name))?;
        for (name, value) in pairs.iter().filter(plain) {
            let list = || split(value);
            match name.as_str() {
                "find" => given.find = Some(value.clone()),
                "sort" => given.sort = list(),
                "fields" => given.fields = list(),
                "expand" => given.expand = list(),
                "limit" => given.limit = Some(Json::String(value.clone())),
                "cursor" => given.cursor = Some(value.clone()),
                "count" => given.count = Some(value.clone()),
                "bin" => given.bin = Some(truth(value)?),
                _ => return Err(unknown(name)),
            }
        }
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        given.filter = Some(view.reader(|reader| reader.query(&module.key, pairs))?);
        given.read(view, module)
    }

    /// Of the body of a search: `{"filter":{…},"sort":["-amount"],"limit":20}`.
    pub fn body(view: &View, module: &Module, body: &Map<String, Json>) -> Result<Question> {
        let mut given = Given::default();
        for (name, value) in body.iter().filter(|(_, value)| !value.is_null()) {
            let text = || value.as_str().map(str::to_string).ok_or_else(|| bad(name, "must be a text"));
            match name.as_str() {
                "filter" => given.filter = Some(view.reader(|reader| reader.json(&module.key, value))?),
                "find" => given.find = Some(text()?),
                "sort" => given.sort = texts(name, value)?,
                "fields" => given.fields = texts(name, value)?,
                "expand" => given.expand = texts(name, value)?,
                "limit" => given.limit = Some(value.clone()),
                "cursor" => given.cursor = Some(text()?),
                "count" => given.count = Some(text()?),
                "bin" => given.bin = Some(value.as_bool().ok_or_else(|| bad(name, "must be true or false"))?),
                _ => return Err(unknown(name)),
            }
        }
        given.read(view, module)
    }

    /// Of a single record: only which fields, and which links with their records.
    pub fn of_one(view: &View, module: &Module, pairs: &[(String, String)]) -> Result<Question> {
        match pairs.iter().find(|(name, _)| !matches!(name.as_str(), "fields" | "expand")) {
            Some((name, _)) => Err(unknown(name)),
            None => Question::query(view, module, pairs),
        }
    }
}

impl Given {
    fn read(self, view: &View, module: &Module) -> Result<Question> {
        let asked = paths_of(view, module, &self.fields)?;
        let mut fields: Vec<Path> = asked.keys().cloned().collect();
        let renamed = asked.into_iter().filter(|(path, names)| names.iter().any(|name| *name != path.to_string()));
        let renamed = renamed.collect();
        let expand = links(view, module, &self.expand)?;
        if self.fields.is_empty() {
            fields = paths(view.fields(module));
        }
        let named: HashSet<Path> = fields.iter().cloned().collect();
        fields.extend(expand.iter().cloned().map(Path::of).filter(|path| !named.contains(path)));
        let list = ListQuery {
            filter: self.filter.unwrap_or(Filter::Const(true)),
            find: self.find.map(words).transpose()?,
            sort: sorts(view, module, &self.sort)?,
            fields,
            limit: self.limit.as_ref().map_or(Ok(ListQuery::default().limit), limit)?,
            cursor: self.cursor,
            count: counting(self.count.as_deref())?,
            bin: self.bin.unwrap_or(false),
        };
        Ok(Question { list, expand, renamed })
    }
}

/// The paths of names, each once, with the names it was asked by.
fn paths_of(view: &View, module: &Module, names: &[String]) -> Result<BTreeMap<Path, Vec<String>>> {
    at_most("fields", names.len(), MOST_FIELDS)?;
    let mut paths: BTreeMap<Path, Vec<String>> = BTreeMap::new();
    for name in names {
        let path = view.reader(|reader| reader.path(&module.key, name).map(|(path, _)| path))?;
        paths.entry(path).or_default().push(name.clone());
    }
    Ok(paths)
}

fn sorts(view: &View, module: &Module, keys: &[String]) -> Result<Vec<SortKey>> {
    at_most("sort", keys.len(), MOST_SORTS)?;
    let read = |text: &String| {
        let name = text.strip_prefix('-').unwrap_or(text);
        let (path, kind) =
            view.reader(|reader| reader.path(&module.key, name).map(|(path, end)| (path, end.kind())))?;
        match kind.sortable() {
            true => Ok(SortKey { path, descending: text.starts_with('-') }),
            false => Err(Error::bad(name, "not_sortable", "cannot be sorted by")),
        }
    };
    keys.iter().map(read).collect()
}

fn links(view: &View, module: &Module, names: &[String]) -> Result<Vec<Key>> {
    at_most("expand", names.len(), MOST_FIELDS)?;
    let mut links: Vec<Key> = Vec::new();
    for name in names {
        let field = module.field(name).filter(|field| view.knows(module, field));
        let Some(field) = field else {
            return Err(Error::bad(name, "unknown_field", format!("is not a field of {}", module.key)));
        };
        if leads(&field.kind).is_none() {
            return Err(Error::bad(name, "not_a_link", "is not a link, so there is nothing to expand"));
        }
        if !links.contains(&field.key) {
            links.push(field.key.clone());
        }
    }
    Ok(links)
}

/// A limit within its bounds; never clamped, so that nobody mistakes a part for the whole.
pub fn limit(given: &Json) -> Result<usize> {
    let number = match given {
        Json::String(text) => text.parse().ok(),
        Json::Number(number) => whole(number),
        _ => None,
    };
    number
        .filter(|number| (1..=MOST).contains(number))
        .ok_or_else(|| Error::invalid("limit", "out_of_range", format!("must be a whole number from 1 to {MOST}")))
}

/// A number without a fraction, however it is written: `50` or `50.0`.
fn whole(number: &serde_json::Number) -> Option<usize> {
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && *float >= 0.0)?;
    (float <= MOST as f64).then_some(float as usize)
}

fn words(given: String) -> Result<String> {
    match given.chars().count() <= LONGEST_FIND {
        true => Ok(given),
        false => Err(bad("find", &format!("must have at most {LONGEST_FIND} characters"))),
    }
}

fn counting(given: Option<&str>) -> Result<Counting> {
    match given {
        None => Ok(Counting::None),
        Some("capped") => Ok(Counting::Capped),
        Some("exact") => Ok(Counting::Exact),
        Some(_) => Err(bad("count", "must be capped or exact")),
    }
}

fn truth(text: &str) -> Result<bool> {
    text.parse().map_err(|_| bad("bin", "must be true or false"))
}

/// A list of texts, or several in one text, separated by commas.
fn texts(name: &str, given: &Json) -> Result<Vec<String>> {
    let list = match given {
        Json::String(text) => Some(split(text)),
        Json::Array(items) => items.iter().map(|item| item.as_str().map(str::to_string)).collect(),
        _ => None,
    };
    list.ok_or_else(|| bad(name, "must be a list of texts"))
}

/// The names of a text, separated by commas; an empty one names nothing.
fn split(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split(',').map(str::to_string).collect() }
}

fn at_most(name: &str, given: usize, most: usize) -> Result<()> {
    if given <= most { Ok(()) } else { Err(bad(name, &format!("must name at most {most}; it names {given}"))) }
}

/// Refuses a parameter given twice.
pub fn once<'n>(names: impl Iterator<Item = &'n String>) -> Result<()> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Error::bad(name, "repeated", "must be given once"));
        }
    }
    Ok(())
}

/// The refusal of a parameter that is not there.
pub fn unknown(name: &str) -> Error {
    Error::bad(name, "unknown_parameter", "is not a parameter of this request")
}

fn bad(name: &str, detail: &str) -> Error {
    Error::bad(name, "invalid", detail)
}
