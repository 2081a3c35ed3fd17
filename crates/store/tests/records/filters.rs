//! Filters mean in SQL, on both engines, what they mean in memory: for every type, every operator, filled and empty.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use meta::catalogue::{Part, Resolved};
use meta::definition::TypeName;
use meta::filter::{Test, eval};
use meta::types::number::unscaled;
use meta::{Field, FieldType, Filter, Key, Op, Operand, Path, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use rust_decimal::Decimal;
use store::Access;
use uuid::Uuid;

use crate::bench::Bench;
use crate::fixture::{catalogue, module, to_base};
use crate::strategies::{CODES, TEXTS, eyes, id, ids, text, value, whole, world};
use crate::world::{Eyes, Seen, World};

/// Where a value stands that is tested: a field of a thing, or a part of it.
type Place = (Arc<Field>, Option<Part>);

fn places() -> Vec<Place> {
    let fields = module("thing").fields.values();
    let parts = |field: &Arc<Field>| {
        let field = field.clone();
        let parts = Part::ALL.into_iter().filter(|part| Part::of(&field.kind, part.name()).is_some()).map(Some);
        [None].into_iter().chain(parts.collect::<Vec<_>>()).map(|part| (field.clone(), part)).collect::<Vec<_>>()
    };
    fields.flat_map(parts).collect()
}

fn ops(place: &Place) -> &'static [Op] {
    place.1.map_or_else(|| place.0.kind.ops(), Part::ops)
}

/// The path of a place, of the record itself or through links.
fn path(place: &Place) -> impl Strategy<Value = Path> + use<> {
    let (field, part) = (place.0.key.to_string(), place.1);
    select(vec!["", "", "", "up.", "up.", "up.up."]).prop_map(move |before| {
        let part = part.map_or(String::new(), |part| format!(".{}", part.name()));
        Path::parse(&format!("{before}{field}{part}")).unwrap()
    })
}

/// An operand of the kind that resolved filters hold.
fn operand(place: &Place, op: Op) -> BoxedStrategy<Operand> {
    match op {
        Op::Empty => any::<bool>().prop_map(|empty| Operand::One(Value::Bool(empty))).boxed(),
        Op::In => vec(one(place, op), 0..4).prop_map(Operand::Many).boxed(),
        _ => one(place, op).prop_map(Operand::One).boxed(),
    }
}

fn one(place: &Place, op: Op) -> BoxedStrategy<Value> {
    let fitting = match (place.1, place.0.kind.shown()) {
        (Some(Part::Amount), _)
        | (None, FieldType::Money { .. } | FieldType::Decimal { .. } | FieldType::Percent { .. }) => {
            decimal().prop_map(Value::Decimal).boxed()
        }
        (Some(Part::Currency | Part::Country), _) => select([&CODES[..], &["eur", " Usd ", "DE", "pt", "x"]].concat())
            .prop_map(|c| Value::Text(c.into()))
            .boxed(),
        (None, FieldType::Phones) => select(vec!["30", "+49 (30)", "1234", "0301 23", "ext", "493012"])
            .prop_map(|d| Value::Text(d.into()))
            .boxed(),
        (None, FieldType::Emails) => {
            select(vec!["ANA@x.org", "b_b@y.org", "ana", "_", "@"]).prop_map(|e| Value::Text(e.into())).boxed()
        }
        (None, FieldType::Url) => {
            select(vec!["https://a.com", "HTTPS", "%20", "_", "b.org"]).prop_map(|u| Value::Text(u.into())).boxed()
        }
        (None, FieldType::Autonumber { .. }) => {
            select(vec!["T-001", "t-003", "t", "00", "T-004 "]).prop_map(|n| Value::Text(n.into())).boxed()
        }
        (None, FieldType::Parent { .. }) => parent().boxed(),
        (None, FieldType::Id) => id("thing").prop_map(Value::Id).boxed(),
        (None, kind) if !kind.operand(op).is_text() => value(&kind.operand(op)).boxed(),
        _ => prop_oneof![4 => text(), 1 => Just(String::new()), 1 => Just(" Ab ".to_string())]
            .prop_map(Value::Text)
            .boxed(),
    };
    let odd =
        prop_oneof![Just(Value::Null), Just(Value::Int(1)), Just(Value::Text("a".into())), Just(Value::Bool(true))];
    prop_oneof![19 => fitting, 1 => odd].boxed()
}

fn parent() -> impl Strategy<Value = Value> {
    let keys = || select(vec![Key::of("thing"), Key::of("other")]);
    prop_oneof![
        (keys(), id("thing")).prop_map(|(key, id)| Value::Ref(key, id)),
        (keys(), id("other")).prop_map(|(key, id)| Value::Ref(key, id)),
        id("thing").prop_map(Value::Id),
        keys().prop_map(|key| Value::Text(key.to_string())),
    ]
}

/// A number at a step of some scale, between two steps, or beyond all.
fn decimal() -> impl Strategy<Value = Decimal> {
    let near = (-30i64..40, 0u32..6).prop_map(|(whole, scale)| unscaled(whole, scale));
    let far = select(vec![Decimal::MAX, Decimal::MIN, unscaled(i64::MAX, 4) + unscaled(1, 5), unscaled(i64::MIN, 12)]);
    prop_oneof![4 => near, 2 => (whole(), 0u32..13).prop_map(|(whole, scale)| unscaled(whole, scale)), 1 => far]
}

/// One test of every operator of every place.
fn leaves() -> Vec<BoxedStrategy<Filter>> {
    let tests = |place: &Place| ops(place).iter().map(|op| leaf(place, *op)).collect::<Vec<_>>();
    places().iter().flat_map(tests).collect()
}

/// For each leaf, whether its operand is taken from a record, and from which.
fn targets() -> impl Strategy<Value = Vec<Option<Uuid>>> {
    vec(proptest::option::of(select(ids("thing"))), leaves().len())
}

fn leaf(place: &Place, op: Op) -> BoxedStrategy<Filter> {
    (path(place), operand(place, op)).prop_map(move |(path, operand)| Filter::Test(Test { path, op, operand })).boxed()
}

/// Filters within filters, related records among them.
fn nested() -> impl Strategy<Value = Filter> {
    let leaf = select(places()).prop_flat_map(|place| select(ops(&place)).prop_flat_map(move |op| leaf(&place, op)));
    let constant = any::<bool>().prop_map(Filter::Const);
    prop_oneof![9 => leaf, 1 => constant].prop_recursive(4, 12, 3, |inner| {
        let relation = select(vec!["downs", "peers", "peers_of", "abouts"]);
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Filter::And),
            vec(inner.clone(), 0..4).prop_map(Filter::Or),
            inner.clone().prop_map(|one| Filter::Not(Box::new(one))),
            (relation, inner)
                .prop_map(|(name, one)| Filter::Related { relation: Key::of(name), filter: Box::new(one) }),
            of_lines(),
        ]
    })
}

fn of_lines() -> impl Strategy<Value = Filter> {
    let filter = prop_oneof![
        any::<bool>().prop_map(Filter::Const),
        decimal().prop_map(|price| Filter::test(Path::parse("price").unwrap(), Op::Gte, Value::Decimal(price))),
        text().prop_map(|name| Filter::test(Path::parse("thing.name").unwrap(), Op::Ne, Value::Text(name))),
    ];
    filter.prop_map(|one| Filter::Related { relation: Key::of("lines"), filter: Box::new(one) })
}

/// The filter with an operand that some record has, so that what is equal is met too; as it is where that record has none.
fn aimed(filter: Filter, world: &World, eyes: &Eyes, at: Uuid) -> Filter {
    let Filter::Test(test) = &filter else { return filter };
    let record = Seen::of(world, eyes, "thing", at);
    let Some(value) = compared(&record, &test.path) else { return filter };
    let operand = match test.op {
        Op::Empty => return filter,
        Op::In => Operand::Many(vec![value]),
        _ => Operand::One(value),
    };
    Filter::Test(Test { operand, ..test.clone() })
}

/// The operand that equals what a record holds at the end of a path.
fn compared(record: &Seen, path: &Path) -> Option<Value> {
    let end = catalogue().resolve("thing", path)?;
    let field = Path::join(&path.steps()[..=end.hops.len()]);
    let held = Some(record.held(&field)).filter(|held| !held.is_empty())?;
    let text = |text: &str| Some(Value::Text(text.to_string()));
    match end.part.map_or(held.clone(), |part| part.value(&held)) {
        Value::Null | Value::Geo(_) | Value::Lines(_) => None,
        Value::Money(money) => to_base(&money).map(Value::Decimal),
        Value::Name(name) => text(&name.full()),
        Value::Address(address) => text(&address.joined(" ")),
        Value::Keys(words) => text(&words[0]),
        Value::Emails(emails) => text(&emails[0].value),
        Value::Phones(phones) => text(&phones[0].value),
        Value::Ids(ids) => Some(Value::Id(ids[0])),
        value => Some(value),
    }
}

/// How often each cell was seen with a result of false and of true.
#[derive(Default)]
struct Cells(BTreeMap<(String, Op2, bool), [u32; 2]>);

/// An operator by name, so that cells have an order.
type Op2 = &'static str;

fn label(end: &Resolved<'_>) -> String {
    let part = end.part.map_or(String::new(), |part| format!(".{}", part.name()));
    let kind = &end.field.kind;
    match kind.name() == kind.shown().name() {
        true => format!("{}{part}", kind.name()),
        false => format!("{} of {}{part}", kind.name(), kind.shown().name()),
    }
}

impl Cells {
    fn count(&mut self, filter: &Filter, seen: &Seen, holds: bool) {
        let Filter::Test(test) = filter else { return };
        let end = catalogue().resolve("thing", &test.path).unwrap();
        let empty = Filter::test(test.path.clone(), Op::Empty, Value::Bool(true));
        let empty = eval(&empty, catalogue(), "thing", seen);
        self.0.entry((label(&end), test.op.name(), empty)).or_default()[usize::from(holds)] += 1;
    }

    /// The types without a field, and the cells that had no case; of what is filled, none that holds or none that does
    /// not.
    fn missing(&self) -> Vec<String> {
        let has = |name: &String| module("thing").own_fields().any(|field| field.kind.name() == name);
        let types = TypeName::ALL.into_iter().map(TypeName::name).filter(|name| !has(name));
        let mut missing: Vec<String> = types.map(|name| format!("{name}: no field of things has the type")).collect();
        for place in places() {
            let end = Resolved { hops: Vec::new(), module: module("thing"), field: &place.0, part: place.1 };
            for op in ops(&place) {
                for empty in [true, false] {
                    let [no, yes] = self.0.get(&(label(&end), op.name(), empty)).copied().unwrap_or_default();
                    if no + yes == 0 || (!empty && (no == 0 || yes == 0)) {
                        missing.push(format!("{} {} empty={empty}: {no} false, {yes} true", label(&end), op.name()));
                    }
                }
            }
        }
        missing.dedup();
        missing
    }
}

/// The rights of somebody who sees these records.
pub fn access(eyes: &Eyes) -> HashMap<Key, Access> {
    let rule = |key: &Key| {
        let all: Vec<Uuid> = ids(key);
        let seen = all.iter().filter(|id| eyes.see(key, **id)).map(|id| Value::Id(*id)).collect::<Vec<_>>();
        match seen.len() == all.len() {
            true => Access::all(),
            false => Access::rule(Filter::any_of(Key::of("id"), seen)),
        }
    };
    catalogue().modules().map(|module| (module.key.clone(), rule(&module.key))).collect()
}

fn expected(world: &World, eyes: &Eyes, filter: &Filter, cells: &Mutex<Cells>) -> Vec<Uuid> {
    let seen = ids("thing").into_iter().filter(|id| eyes.see(&Key::of("thing"), *id));
    seen.filter(|id| {
        let record = Seen::of(world, eyes, "thing", *id);
        let holds = eval(filter, catalogue(), "thing", &record);
        cells.lock().unwrap().count(filter, &record, holds);
        holds
    })
    .collect()
}

/// Fewest and most worlds in which filters are compared.
const WORLDS: std::ops::Range<u32> = 16..400;

#[test]
fn sql_and_memory_agree_on_every_filter() {
    let bench = Bench::new();
    let cells = Mutex::new(Cells::default());
    let cases = (world(), eyes(), leaves(), targets(), vec(nested(), 60));
    let mut missing = Vec::new();
    for turn in (0..WORLDS.end).step_by(8) {
        missing = cells.lock().unwrap().missing();
        if turn >= WORLDS.start && missing.is_empty() {
            break;
        }
        let mut runner =
            TestRunner::new(Config { max_shrink_iters: 0, failure_persistence: None, ..Config::with_cases(8) });
        let outcome = runner.run(&cases, |(world, eyes, leaves, targets, nested)| {
            let leaves = leaves.into_iter().zip(targets).map(|(leaf, target)| match target {
                Some(at) => aimed(leaf, &world, &eyes, at),
                None => leaf,
            });
            let filters: Vec<Filter> = leaves.chain(nested).collect();
            agree(&bench, &Arc::new(world), &eyes, &filters, &cells).map_err(TestCaseError::fail)
        });
        // The world itself is too long to be read.
        if let Err(TestError::Fail(reason, _)) = outcome {
            panic!("{reason}");
        }
    }
    assert!(missing.is_empty(), "cells without cases:\n{}", missing.join("\n"));
}

/// Compares what filters find with what memory says; the error tells what differs.
fn agree(
    bench: &Bench,
    world: &Arc<World>,
    eyes: &Eyes,
    filters: &[Filter],
    cells: &Mutex<Cells>,
) -> Result<(), String> {
    bench.fill(world);
    for (filter, found) in filters.iter().zip(bench.find("thing", filters, &Arc::new(access(eyes)))) {
        let expected = expected(world, eyes, filter, cells);
        if found != expected {
            let told = differing(world, eyes, filter, &found, &expected);
            return Err(format!("{filter:?}\nfound    {found:?}\nexpected {expected:?}\n{told}"));
        }
    }
    Ok(())
}

/// What the first record that differs holds.
fn differing(world: &World, eyes: &Eyes, filter: &Filter, found: &[Uuid], expected: &[Uuid]) -> String {
    let differs = ids("thing").into_iter().find(|id| found.contains(id) != expected.contains(id));
    let (Some(id), Filter::Test(test)) = (differs, filter) else { return String::new() };
    let record = Seen::of(world, eyes, "thing", id);
    format!("{id}: {:?}", record.held(&test.path))
}

trait IsText {
    fn is_text(&self) -> bool;
}

impl IsText for FieldType {
    fn is_text(&self) -> bool {
        matches!(self, FieldType::Text { .. })
    }
}

/// The texts that are compared hold each of the traps.
#[test]
fn the_pool_of_texts_has_its_traps() {
    for trap in ["İ", "ß", "\u{301}", "%", "_", "\\"] {
        assert!(TEXTS.iter().any(|text| text.contains(trap)), "{trap}");
    }
}
