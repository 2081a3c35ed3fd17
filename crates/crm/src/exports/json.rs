//! Export as JSON: a list of records as the API writes them, one a line.

use std::io::Write;
use std::sync::Arc;

use meta::{Module, Path, Record};
use serde_json::{Map, Value, json};

use super::names::Texts;
use super::{Sheet, unwritable};
use crate::error::Result;

/// A JSON file in the making.
pub struct Json<'a> {
    module: Arc<Module>,
    out: std::io::BufWriter<&'a mut (dyn Write + Send)>,
    begun: bool,
}

impl<'a> Json<'a> {
    /// Begins with nothing.
    pub fn new(module: &Arc<Module>, out: &'a mut (dyn Write + Send)) -> Json<'a> {
        Json { module: module.clone(), out: std::io::BufWriter::new(out), begun: false }
    }
}

impl Sheet for Json<'_> {
    fn add(&mut self, record: &Record, _: &Texts) -> Result<()> {
        let mut object = Map::new();
        object.insert("id".into(), json!(record.id));
        object.insert("version".into(), json!(record.version));
        for (key, _) in record.values.iter().filter(|(key, _)| *key != "id" && *key != "version") {
            let kind = self.module.field(key).map(|field| &field.kind);
            let value = record.open(&Path::of(key.clone()));
            object.insert(key.to_string(), kind.map_or(Value::Null, |kind| kind.to_json(&value)));
        }
        let restricted: Vec<Value> = record.restricted().map(|path| json!(path.to_string())).collect();
        if !restricted.is_empty() {
            object.insert("_restricted".into(), Value::Array(restricted));
        }
        let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "[\n" };
        write!(self.out, "{before}{}", Value::Object(object)).map_err(|error| unwritable(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let end = if self.begun { "\n]\n" } else { "[]\n" };
        self.out.write_all(end.as_bytes()).and_then(|()| self.out.flush()).map_err(|error| unwritable(&error))
    }
}
