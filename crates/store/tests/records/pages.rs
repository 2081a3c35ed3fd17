//! Pages: a walk meets every record once, in the order that memory says, while records vanish between pages; and a page
//! takes as many statements for many records as for few.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use meta::layout::SortKey;
use meta::types::Rank;
use meta::{FieldType, Filter, Key, Path, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use store::page::{self, Bin, Query};
use store::{Access, Position, Result, Scope, Tx, rows};
use uuid::Uuid;

use crate::bench::Bench;
use crate::filters::access;
use crate::fixture::{FIXTURE, base, catalogue, module, now, to_base};
use crate::strategies::{eyes, ids, world};
use crate::world::{Eyes, Seen, World};

/// What things are sorted by: everything sortable whose value does not change when another thing vanishes.
const SORTS: [&str; 36] = [
    "name",
    "whole",
    "exact",
    "part_of",
    "amount",
    "yes",
    "day",
    "instant",
    "length",
    "choice",
    "stage",
    "person",
    "site",
    "number",
    "stars",
    "other",
    "owner",
    "team",
    "created_at",
    "id",
    "version",
    "source",
    "line_count",
    "line_total",
    "looked_text",
    "looked_money",
    "looked_user",
    "other.day",
    "other.label",
    "other.boss",
    "far_whole",
    "far_money",
    "far_text",
    "far_user",
    "far_yes",
    "now_late",
];

fn sorts() -> impl Strategy<Value = Vec<SortKey>> {
    let key = (select(&SORTS[..]), any::<bool>())
        .prop_map(|(path, descending)| SortKey { path: Path::parse(path).unwrap(), descending });
    vec(key, 0..4)
}

/// What a record sorts by: links by what they are called, stages by their position.
fn rank(record: &Seen, path: &Path) -> Rank {
    let end = catalogue().resolve(&record.module.key, path).unwrap();
    let value = record.held(path);
    let base_amount = match &value {
        Value::Money(money) => to_base(money),
        _ => None,
    };
    let kind = end.field.kind.shown();
    let Some(target) = kind.target() else { return Rank::of(kind, &value, base_amount) };
    let behind = value.id().filter(|id| ids(target).contains(id) && record.eyes.see(&Key::new(target).unwrap(), *id));
    let Some(id) = behind else { return Rank::None };
    let behind = Seen::of(record.world, record.eyes, target, id);
    match kind {
        FieldType::Stage => Rank::of(&FieldType::Int { min: None, max: None }, &behind.get("position"), None),
        _ => match behind.get(&behind.module.title) {
            Value::Text(title) => Rank::Text(meta::fold::fold(&title)),
            _ => Rank::Text(String::new()),
        },
    }
}

/// The things that are seen, in order. Ties stand in the order of making, or against it when the first key descends.
fn ordered(world: &World, eyes: &Eyes, sorts: &[SortKey]) -> Vec<Uuid> {
    let seen = ids("thing").into_iter().filter(|id| eyes.see(&Key::of("thing"), *id));
    let mut ranked: Vec<(Vec<Rank>, Uuid)> = seen
        .map(|id| (sorts.iter().map(|key| rank(&Seen::of(world, eyes, "thing", id), &key.path)).collect(), id))
        .collect();
    let newest_first = sorts.first().is_none_or(|key| key.descending);
    ranked.sort_by(|(a, first), (b, second)| {
        let by_key = a.iter().zip(b).zip(sorts).map(|((a, b), key)| a.compare(b, key.descending));
        let tie = if newest_first { second.cmp(first) } else { first.cmp(second) };
        by_key.fold(Ordering::Equal, Ordering::then).then(tie)
    });
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// The pages that memory expects: what is deleted after each page does not come any more.
fn expected(order: &[Uuid], limit: usize, deleted: &[Vec<Uuid>]) -> Vec<Vec<Uuid>> {
    let (mut pages, mut at, mut gone) = (Vec::new(), 0, Vec::new());
    for turn in 0.. {
        let left: Vec<usize> = (at..order.len()).filter(|place| !gone.contains(&order[*place])).collect();
        let page = &left[..left.len().min(limit)];
        pages.push(page.iter().map(|place| order[*place]).collect());
        let (Some(last), true) = (page.last(), left.len() > limit) else { break };
        at = last + 1;
        gone.extend(deleted.get(turn).into_iter().flatten().copied());
    }
    pages
}

fn walk(tx: &mut Tx, scope: &Scope, sorts: &[SortKey], limit: usize, deleted: &[Vec<Uuid>]) -> Result<Vec<Vec<Uuid>>> {
    let (mut pages, mut after, mut gone): (_, Option<Position>, Vec<Uuid>) = (Vec::new(), None, Vec::new());
    for turn in 0.. {
        let query = Query {
            filter: Filter::Const(true),
            sort: sorts.to_vec(),
            fields: vec![Path::of(Key::of("name"))],
            limit,
            after: after.take(),
            bin: Bin::Both,
        };
        let page = page::page(tx, scope, module("thing"), &query)?;
        pages.push(page.records.iter().map(|record| record.id).collect());
        let Some(next) = page.next else { break };
        after = Some(next);
        for id in deleted.get(turn).into_iter().flatten() {
            if !gone.contains(id) {
                rows::purge(tx, module("thing"), *id)?;
                gone.push(*id);
            }
        }
    }
    Ok(pages)
}

#[test]
fn a_walk_meets_every_record_once_and_in_order() {
    let bench = Bench::new();
    let deleted = vec(vec(select(ids("thing")), 0..3), 0..4);
    let cases = (world(), eyes(), vec((sorts(), 1usize..5, deleted), 6));
    let mut runner =
        TestRunner::new(Config { max_shrink_iters: 60, failure_persistence: None, ..Config::with_cases(40) });
    let outcome = runner.run(&cases, |(world, eyes, walks)| {
        let (world, access) = (Arc::new(world), Arc::new(access(&eyes)));
        for (sorts, limit, deleted) in walks {
            bench.fill(&world);
            let order = ordered(&world, &eyes, &sorts);
            let wanted = expected(&order, limit, &deleted);
            let (given, access) = (sorts.clone(), access.clone());
            let walked =
                bench.both(move |tx| walk(tx, &Scope::of(&FIXTURE.schema, now(), &access), &given, limit, &deleted));
            if walked != wanted {
                let told: Vec<String> = sorts.iter().map(|key| format!("{} {}", key.path, key.descending)).collect();
                return Err(TestCaseError::fail(format!(
                    "{told:?} by {limit}\nwalked   {walked:?}\nexpected {wanted:?}"
                )));
            }
        }
        Ok(())
    });
    if let Err(TestError::Fail(reason, _)) = outcome {
        panic!("{reason}");
    }
}

#[test]
fn every_sort_of_the_walk_is_one_that_lists_offer() {
    for path in SORTS {
        let path = Path::parse(path).unwrap();
        assert!(catalogue().resolve("thing", &path).unwrap().field.kind.sortable(), "{path}");
    }
    assert_eq!(base().as_str(), "EUR");
}

#[test]
fn a_page_of_many_takes_as_many_statements_as_a_page_of_few() {
    let bench = Bench::new();
    let fields: Vec<Path> = module("thing").fields.keys().cloned().map(Path::of).collect();
    let everything = Arc::new(HashMap::<Key, Access>::new());
    let mut statements = Vec::new();
    for count in [2u128, 200] {
        bench.fill(&Arc::new(many(count)));
        for sort in [vec![], vec!["name"], vec!["other", "whole"]] {
            let (fields, everything) = (fields.clone(), everything.clone());
            statements.push(bench.both(move |tx| {
                let _ = &everything;
                let scope = Scope::system(&FIXTURE.schema, now());
                let sort = sort.iter().map(|path| SortKey { path: Path::parse(path).unwrap(), descending: true });
                let query = Query {
                    filter: Filter::Const(true),
                    sort: sort.collect(),
                    fields: fields.clone(),
                    limit: 100,
                    after: None,
                    bin: Bin::Out,
                };
                let before = tx.statements();
                let read = page::page(tx, &scope, module("thing"), &query)?.records.len();
                assert_eq!(read as u128, count.min(100));
                Ok(tx.statements() - before)
            }));
        }
    }
    assert_eq!(statements[..3], [1, 2, 2], "of few");
    assert!(statements[3..].iter().zip(&statements).all(|(many, few)| many <= few), "{statements:?}");
}

/// So many things, each with links, tags and a parent.
fn many(count: u128) -> World {
    let mut world = World::default();
    let first = 0x1000;
    for at in 0..count {
        let (id, next) = (Uuid::from_u128(first + at), Uuid::from_u128(first + (at + 1) % count));
        let moment = Value::Time(now());
        let values = [
            ("id", Value::Id(id)),
            ("created_at", moment.clone()),
            ("updated_at", moment),
            ("version", Value::Int(1)),
            ("name", Value::Text(format!("thing {at}"))),
            ("up", Value::Id(next)),
            ("peers", Value::Ids(vec![id, next])),
            ("about", Value::Ref(Key::of("thing"), next)),
            ("words", Value::Keys(vec!["x".into(), "y".into()])),
        ];
        world.add("thing", id, values.into_iter().map(|(key, value)| (Key::of(key), value)).collect());
    }
    world.derive();
    world
}
