//! What links are called in a file: the title of the record where an import finds the same record by it, else its id.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use meta::record::LinkTitle;
use meta::{Field, FieldType, Key, Module, Op, Record, Value};
use uuid::Uuid;

use crate::error::Result;
use crate::imports::{Stages, sole};
use crate::work::Work;

/// Titles are cut at this length, and a cut one finds nothing.
const WHOLE: usize = 200;

/// Texts of links, by field and id.
#[derive(Debug, Default)]
pub struct Texts(HashMap<(Key, Uuid), String>);

impl Texts {
    /// The links of a field as one text; `None` for fields that are no links.
    pub fn of(&self, field: &Field, value: &Value) -> Option<String> {
        let one = |id: &Uuid| self.0.get(&(field.key.clone(), *id)).cloned().unwrap_or_else(|| id.to_string());
        match (field.kind.shown(), value) {
            (FieldType::Id, _) => None,
            (_, Value::Id(id)) => Some(one(id)),
            (_, Value::Ref(module, id)) => Some(format!("{module}/{}", one(id))),
            (_, Value::Ids(ids)) => Some(ids.iter().map(one).collect::<Vec<_>>().join("; ")),
            _ => None,
        }
    }
}

/// The texts of all links of a page.
pub fn texts(work: &mut Work, module: &Module, fields: &[Arc<Field>], records: &[Record]) -> Result<Texts> {
    let mut texts = Texts::default();
    for field in fields {
        if matches!(field.kind.shown(), FieldType::Stage) {
            let stages = Stages::of(work.snapshot, &module.key);
            let ids = records.iter().filter_map(|record| record.get(&field.key).id());
            texts.0.extend(ids.map(|id| ((field.key.clone(), id), stages.called(id))));
            continue;
        }
        let mut titles: HashMap<Key, Vec<(Uuid, String)>> = HashMap::new();
        for record in records {
            for (target, id, title) in titled(field, record) {
                titles.entry(target).or_default().push((id, title));
            }
        }
        for (target, titles) in titles {
            let Some(target) = work.snapshot.module(&target).cloned() else { continue };
            let several = matches!(field.kind.shown(), FieldType::Links { .. });
            let fit: Vec<(Uuid, String)> =
                titles.into_iter().filter(|(_, title)| findable(&target, title, several)).collect();
            let names: HashSet<&str> = fit.iter().map(|(_, title)| title.as_str()).collect();
            let sole = sole(work, &target, names)?;
            let kept = fit.into_iter().filter(|(id, title)| sole.get(title) == Some(id));
            texts.0.extend(kept.map(|(id, title)| ((field.key.clone(), id), title)));
        }
    }
    Ok(texts)
}

/// The links of a record that have a title to be called by.
fn titled(field: &Field, record: &Record) -> Vec<(Key, Uuid, String)> {
    let target = match field.kind.shown() {
        FieldType::Links { to, .. } => Some(to.clone()),
        kind => kind.target().and_then(|target| Key::new(target).ok()),
    };
    let links: Vec<(Option<Key>, Uuid)> = match record.get(&field.key) {
        Value::Id(id) => vec![(target, *id)],
        Value::Ref(module, id) => vec![(Some(module.clone()), *id)],
        Value::Ids(ids) => ids.iter().map(|id| (target.clone(), *id)).collect(),
        _ => Vec::new(),
    };
    let titles = record.link_titles(&field.key);
    let open = links.into_iter().zip(titles).filter_map(|((target, id), title)| match title {
        LinkTitle::Open(title) => Some((target?, id, title.clone())),
        LinkTitle::Binned(_) | LinkTitle::Restricted => None,
    });
    open.collect()
}

/// Whether an import would look a title up as a title, and as a whole.
fn findable(target: &Module, title: &str, several: bool) -> bool {
    let comparable = target.field(&target.title).is_some_and(|field| field.kind.ops().contains(&Op::In));
    let plain = title.trim() == title && !title.is_empty() && title.chars().count() < WHOLE;
    let single = !(several && title.contains([';', '\n']));
    let other = Uuid::try_parse(title).is_ok() || (target.key == "user" && title.contains('@'));
    comparable && plain && single && !other
}
