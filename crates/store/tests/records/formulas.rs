//! Formulas give in SQL, on both engines, what `expr::eval` gives: expressions at random over fields of every type,
//! through links and with the clock.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use expr::node::NodeKind;
use expr::{Expected, Node, Type, Typed};
use meta::layout::SortKey;
use meta::types::number::scaled;
use meta::{FieldType, Filter, Key, Path, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use store::page::{self, Bin, Query};
use store::{Access, ColumnType, Param, Result, Row, Schema, Scope, Tx, formula};
use uuid::Uuid;

use crate::bench::Bench;
use crate::expressions::{condition, expression, text};
use crate::filters::access;
use crate::fixture::{FIXTURE, ZONE, base, catalogue, module, now};
use crate::strategies::{eyes, ids, world};
use crate::world::{Eyes, Seen, World, context};

fn compile(source: &str) -> Option<Typed> {
    expr::compile(source, catalogue(), "thing", Expected::Formula).ok().filter(Typed::sql_safe)
}

/// The values of a formula for every thing, in the order of ids.
fn values(tx: &mut Tx, scope: &Scope, typed: &Typed, kind: &FieldType) -> Result<Vec<Param>> {
    let mut q = tx.sql();
    q.push("SELECT ");
    formula::value(&mut q, scope, module("thing"), "r", typed, kind)?;
    q.push(" FROM ").table("thing").push(" r ORDER BY r.id");
    tx.query(&q, |row| cell(row, kind))
}

/// The things for which a condition is true.
fn holding(tx: &mut Tx, scope: &Scope, typed: &Typed) -> Result<Vec<Uuid>> {
    let mut q = tx.sql();
    q.push("SELECT r.id FROM ").table("thing").push(" r WHERE ");
    formula::condition(&mut q, scope, module("thing"), "r", typed)?;
    q.push(" ORDER BY r.id");
    tx.query(&q, |row| row.uuid(0))
}

fn column(kind: &FieldType) -> ColumnType {
    match kind {
        FieldType::Text { .. } | FieldType::Select { .. } => ColumnType::Text,
        FieldType::Bool => ColumnType::Bool,
        FieldType::Date => ColumnType::Date,
        FieldType::DateTime => ColumnType::Time,
        kind if kind.target().is_some() => ColumnType::Uuid,
        _ => ColumnType::Int,
    }
}

fn cell(row: &Row, kind: &FieldType) -> Result<Param> {
    Ok(match column(kind) {
        ColumnType::Text => row.opt_text(0)?.into(),
        ColumnType::Bool => row.opt_bool(0)?.into(),
        ColumnType::Date => row.opt_date(0)?.into(),
        ColumnType::Time => row.opt_time(0)?.into(),
        ColumnType::Uuid => row.opt_uuid(0)?.into(),
        _ => row.opt_int(0)?.into(),
    })
}

/// A value as its column holds it; of money the amount.
fn held(value: Value, kind: &FieldType) -> Param {
    match value {
        Value::Null => Param::Null,
        Value::Bool(yes) => yes.into(),
        Value::Int(n) | Value::Duration(n) => n.into(),
        Value::Decimal(number) => {
            let FieldType::Decimal { scale, .. } = kind else { panic!("{kind:?} of {number}") };
            scaled(&number, *scale).unwrap().into()
        }
        Value::Money(money) => scaled(&money.amount, 4).unwrap_or_else(|| panic!("{money} is too large")).into(),
        Value::Text(text) => text.into(),
        Value::Date(day) => day.into(),
        Value::Time(at) => at.into(),
        Value::Id(id) => id.into(),
        other => panic!("no formula gives {other:?}"),
    }
}

/// How often each operator and function gave a value, and how often none.
type Tally = Mutex<BTreeMap<String, [u32; 2]>>;

fn note(tally: &Tally, node: &Node, filled: bool) {
    let name = match &node.kind {
        NodeKind::Constant(_) => "constant".to_string(),
        NodeKind::Read(_) => format!("read {}", node.ty),
        NodeKind::Convert(_) => "convert".into(),
        NodeKind::Negate(_) => format!("negate {}", node.ty),
        NodeKind::Arithmetic(op, left, right) => format!("{} {} {}", left.ty, op.symbol(), right.ty),
        NodeKind::Compare { op, by, .. } => format!("compare {by:?} {}", op.symbol()),
        NodeKind::And(_) => "and".into(),
        NodeKind::Or(_) => "or".into(),
        NodeKind::Matches { .. } => "in".into(),
        NodeKind::If { .. } => "if".into(),
        NodeKind::Call(function, _) => format!("{}()", function.name()),
        NodeKind::List(_) => "list".into(),
    };
    tally.lock().unwrap().entry(name).or_default()[usize::from(filled)] += 1;
    node.children(&mut |child| note(tally, child, filled));
}

/// What memory says of a formula for every thing.
fn expected(world: &World, eyes: &Eyes, typed: &Typed, kind: &FieldType) -> Vec<Param> {
    let of = |id| Seen::of(world, eyes, "thing", id).compute(typed, kind);
    ids("thing").into_iter().map(|id| held(of(id), kind)).collect()
}

fn agree(
    bench: &Bench,
    world: &World,
    eyes: &Eyes,
    sources: &[String],
    tally: &Tally,
) -> std::result::Result<(), String> {
    let rights = Arc::new(access(eyes));
    for source in sources {
        let Some(typed) = compile(source) else { continue };
        let kind = typed.ty().field_type().unwrap();
        let expected = expected(world, eyes, &typed, &kind);
        note(tally, &typed.root, expected.iter().any(|value| *value != Param::Null));
        let found = run(bench, &rights, move |tx, scope| values(tx, scope, &typed, &kind));
        if found != expected {
            return Err(format!("{source}\nin SQL    {found:?}\nin memory {expected:?}"));
        }
    }
    Ok(())
}

fn run<T, F>(bench: &Bench, rights: &Arc<HashMap<Key, Access>>, run: F) -> T
where
    T: PartialEq + std::fmt::Debug + Send + 'static,
    F: Fn(&mut Tx, &Scope) -> Result<T> + Clone + Send + 'static,
{
    let rights = rights.clone();
    bench.both(move |tx| run(tx, &Scope::of(&FIXTURE.schema, now(), &rights)))
}

fn conditions_agree(bench: &Bench, world: &World, eyes: &Eyes, sources: &[String]) -> std::result::Result<(), String> {
    let rights = Arc::new(access(eyes));
    for source in sources {
        let Ok(typed) = expr::compile(source, catalogue(), "thing", Expected::Condition) else { continue };
        if !formula::can_ask(&typed) {
            continue;
        }
        let holds = |id: &Uuid| {
            let record = Seen::of(world, eyes, "thing", *id);
            typed.holds(&|path: &Path| record.held(path), &context())
        };
        let expected: Vec<Uuid> = ids("thing").into_iter().filter(holds).collect();
        let asked = typed.clone();
        let found = run(bench, &rights, move |tx, scope| holding(tx, scope, &asked));
        if found != expected {
            let differs = ids("thing").into_iter().find(|id| found.contains(id) != expected.contains(id)).unwrap();
            let record = Seen::of(world, eyes, "thing", differs);
            let reads: Vec<_> = typed.reads.iter().map(|path| (path.to_string(), record.held(path))).collect();
            return Err(format!("{source}\nin SQL {}\n{reads:?}", found.contains(&differs)));
        }
    }
    Ok(())
}

/// A computed text sorts by its folded key, though SQL cannot fold.
fn orders_agree(bench: &Bench, world: &World, eyes: &Eyes, sources: &[String]) -> std::result::Result<(), String> {
    let rights = Arc::new(access(eyes));
    let field = (Key::of("thing"), Key::of("far_text"));
    for source in sources {
        let fits = |typed: &Typed| *typed.ty() == Type::Text && !typed.reads.contains(&Path::of(field.1.clone()));
        let Some(typed) = compile(source).filter(fits) else { continue };
        let kind = typed.ty().field_type().unwrap();
        let texts = ids("thing").into_iter().flat_map(|id| typed.reads.iter().map(move |path| (id, path)));
        let mut texts = texts.map(|(id, path)| Seen::of(world, eyes, "thing", id).held(path));
        if texts.any(|value| !is_one_piece(&value)) {
            continue;
        }
        let key = |id: &Uuid| match Seen::of(world, eyes, "thing", *id).compute(&typed, &kind) {
            Value::Text(text) => (false, meta::fold::fold(&text)),
            _ => (true, String::new()),
        };
        let mut expected: Vec<Uuid> = ids("thing").into_iter().filter(|id| eyes.see(&field.0, *id)).collect();
        expected.sort_by_key(|id| (key(id), *id));
        let mut computed = FIXTURE.schema.computed().clone();
        computed.insert(field.clone(), Arc::new(typed.clone()));
        let schema =
            Arc::new(Schema::new(FIXTURE.schema.catalogue.clone(), computed, base().to_string()).in_zone(ZONE));
        let (rights, query) = (rights.clone(), by_text());
        let found = bench.both(move |tx| {
            let page = page::page(tx, &Scope::of(&schema, now(), &rights), module("thing"), &query)?;
            Ok(page.records.iter().map(|record| record.id).collect::<Vec<_>>())
        });
        if found != expected {
            let keys: Vec<_> = expected.iter().map(key).collect();
            return Err(format!("{source}\nin SQL    {found:?}\nin memory {expected:?}\n{keys:?}"));
        }
    }
    Ok(())
}

/// Whether a text has no white space at its ends that only marks hide, which its key does not tell.
fn is_one_piece(value: &Value) -> bool {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Name(name) => name.full(),
        _ => return true,
    };
    meta::fold::fold(&format!("a{text}a")) == format!("a{}a", meta::fold::fold(&text))
}

fn by_text() -> Query {
    Query {
        filter: Filter::Const(true),
        sort: vec![SortKey { path: Path::of(Key::of("far_text")), descending: false }],
        fields: Vec::new(),
        limit: 100,
        after: None,
        bin: Bin::Both,
    }
}

/// What must have given a value at least once.
const SEEN: [&str; 44] = [
    "convert",
    "negate a number",
    "negate money",
    "negate a duration",
    "a number + a number",
    "a number - a number",
    "a number * a number",
    "a number / a number",
    "money + money",
    "money - money",
    "money * a number",
    "money / a number",
    "money / money",
    "a duration * a number",
    "a duration / a number",
    "a duration / a duration",
    "a date + a duration",
    "a date - a date",
    "a date and time - a date and time",
    "a date and time + a duration",
    "a text + a text",
    "compare Number <",
    "compare Money =",
    "compare Money <",
    "compare Text <",
    "compare Key =",
    "compare Date <",
    "compare Time <=",
    "compare Empty =",
    "in",
    "if",
    "coalesce()",
    "concat()",
    "abs()",
    "round()",
    "floor()",
    "ceiling()",
    "min()",
    "max()",
    "sum()",
    "days between()",
    "length()",
    "year()",
    "today()",
];

#[test]
fn sql_and_memory_agree_on_every_formula() {
    let bench = Bench::new();
    let tally = Tally::default();
    let texts = || (0..=4u32).prop_flat_map(text);
    let cases = (world(), eyes(), vec(expression(), 60), vec(condition(), 30), vec(texts(), 20));
    for turn in 0.. {
        let seen = |name: &&str| tally.lock().unwrap().get(*name).is_some_and(|[_, filled]| *filled > 0);
        let missing: Vec<&str> = SEEN.into_iter().filter(|name| !seen(name)).collect();
        if turn >= 4 && missing.is_empty() {
            break;
        }
        assert!(turn < 40, "never gave a value: {missing:?}");
        let mut runner =
            TestRunner::new(Config { max_shrink_iters: 0, failure_persistence: None, ..Config::with_cases(8) });
        let outcome = runner.run(&cases, |(world, eyes, formulas, conditions, texts)| {
            let world = Arc::new(world);
            bench.fill(&world);
            agree(&bench, &world, &eyes, &formulas, &tally).map_err(TestCaseError::fail)?;
            conditions_agree(&bench, &world, &eyes, &conditions).map_err(TestCaseError::fail)?;
            orders_agree(&bench, &world, &eyes, &texts).map_err(TestCaseError::fail)
        });
        if let Err(TestError::Fail(reason, _)) = outcome {
            panic!("{reason}");
        }
    }
}
