//! What is written is read back: every field and part of one, of the record itself and through links, each null where
//! the reader may not follow; and links come with what they are called.

use std::sync::Arc;

use meta::catalogue::Part;
use meta::record::LinkTitle;
use meta::{FieldType, Filter, Key, Path, Value};
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use store::Scope;
use store::page::{self, Bin, Query};
use uuid::Uuid;

use crate::bench::Bench;
use crate::filters::access;
use crate::fixture::{FIXTURE, catalogue, module, now};
use crate::strategies::{COUNTS, eyes, ids, world};
use crate::world::{Eyes, Seen, World};

/// Every field of a thing and every part of one, and the same behind links.
fn paths() -> Vec<Path> {
    let fields = |key: &str, before: &str| -> Vec<String> {
        let fields = module(key).fields.values().filter(|field| !matches!(field.kind, FieldType::Children { .. }));
        fields
            .flat_map(|field| {
                let parts = Part::ALL.into_iter().filter(|part| Part::of(&field.kind, part.name()).is_some());
                let parts = parts.map(|part| format!("{before}{}.{}", field.key, part.name()));
                [format!("{before}{}", field.key)].into_iter().chain(parts).collect::<Vec<_>>()
            })
            .collect()
    };
    let all = [fields("thing", ""), fields("thing", "up."), fields("other", "other."), fields("other", "up.other.")];
    all.concat().iter().map(|path| Path::parse(path).unwrap()).collect()
}

/// The ids that lead to a record.
fn exists(id: &Uuid) -> bool {
    COUNTS.iter().any(|(key, ..)| ids(key).contains(id))
}

/// What memory holds at the end of a path. Of several links those that lead nowhere are left out.
fn held(record: &Seen, path: &Path) -> Value {
    let end = catalogue().resolve("thing", path).unwrap();
    let whole = record.held(&Path::join(&path.steps()[..=end.hops.len()]));
    let value = match whole {
        Value::Ids(linked) => Value::Ids(linked.into_iter().filter(exists).collect()),
        value => value,
    };
    match end.part {
        Some(part) => part.value(&value),
        None if value.is_empty() => Value::Null,
        None => value,
    }
}

/// What a link of a thing is called; nothing when it is empty or holds several.
fn title(record: &Seen, path: &Path) -> Option<LinkTitle> {
    let end = catalogue().resolve("thing", path)?;
    let target = end.field.kind.shown().target().filter(|_| end.hops.is_empty() && end.part.is_none())?;
    let id = record.held(path).id()?;
    if !ids(target).contains(&id) || !record.eyes.see(&Key::new(target).ok()?, id) {
        return Some(LinkTitle::Restricted);
    }
    let behind = Seen::of(record.world, record.eyes, target, id);
    let text = behind.get(&behind.module.title).text().unwrap_or_default().to_string();
    Some(if behind.get("deleted_at").is_empty() { LinkTitle::Open(text) } else { LinkTitle::Binned(text) })
}

type Read = (Uuid, Vec<Value>, Vec<Option<LinkTitle>>);

fn read(bench: &Bench, eyes: &Eyes) -> Vec<Read> {
    let rights = Arc::new(access(eyes));
    bench.both(move |tx| {
        let (scope, fields) = (Scope::of(&FIXTURE.schema, now(), &rights), paths());
        let mut all = Vec::new();
        // SQLite takes two thousand columns at the most.
        for some in fields.chunks(150) {
            let query = Query {
                filter: Filter::Const(true),
                sort: Vec::new(),
                fields: some.to_vec(),
                limit: 100,
                after: None,
                bin: Bin::Both,
            };
            for record in page::page(tx, &scope, module("thing"), &query)?.records {
                let titles = |path: &Path| match path.single() {
                    Some(key) if is_link(path) => record.link_title(key).cloned(),
                    _ => None,
                };
                let values = some.iter().map(|path| record.at(path).clone()).collect();
                all.push((record.id, values, some.iter().map(titles).collect()));
            }
        }
        Ok(all)
    })
}

fn is_link(path: &Path) -> bool {
    catalogue().resolve("thing", path).is_some_and(|end| end.field.kind.shown().target().is_some())
}

fn agree(bench: &Bench, world: &World, eyes: &Eyes) -> Result<(), String> {
    let paths = paths();
    let seen = ids("thing").into_iter().filter(|id| eyes.see(&Key::of("thing"), *id)).count();
    let read = read(bench, eyes);
    assert_eq!(read.len(), seen * paths.chunks(150).count());
    for (at, (id, values, titles)) in read.into_iter().enumerate() {
        let record = Seen::of(world, eyes, "thing", id);
        let some = paths.chunks(150).nth(at / seen).unwrap();
        for ((path, value), called) in some.iter().zip(values).zip(titles) {
            let (wanted, named) = (held(&record, path), title(&record, path));
            if value != wanted || called != named {
                return Err(format!("{path}: read {value:?} {called:?}, expected {wanted:?} {named:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn what_is_written_is_read_back() {
    let bench = Bench::new();
    let mut runner =
        TestRunner::new(Config { max_shrink_iters: 0, failure_persistence: None, ..Config::with_cases(16) });
    let outcome = runner.run(&(world(), eyes()), |(world, eyes)| {
        let world = Arc::new(world);
        bench.fill(&world);
        agree(&bench, &world, &eyes).map_err(TestCaseError::fail)
    });
    if let Err(TestError::Fail(reason, _)) = outcome {
        panic!("{reason}");
    }
}
