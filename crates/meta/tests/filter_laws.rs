//! Laws of filters: what is written is read back, `Not` and `ne` are complements, no query makes anything panic.

mod samples;

use meta::filter::describe;
use meta::{Filter, Key, Op, Operand, Path, Test, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use samples::thing::{Thing, holds, reader, thing};
use samples::{CATALOGUE, fields, kind, text, value};
use words::Language;

fn leaf() -> impl Strategy<Value = Filter> {
    let field = prop::sample::select(fields()).prop_filter("a field that is seen", |field| field != "secret");
    (field, any::<bool>()).prop_flat_map(|(field, through)| {
        let ops = kind(&field).ops();
        prop::sample::select(ops).prop_flat_map(move |op| {
            let path = Path::parse(&if through { format!("up.{field}") } else { field.to_string() }).unwrap();
            let kind = kind(&field).operand(op);
            let given = value(&kind).prop_filter("a value", |value| !value.is_empty());
            let operand = match op {
                Op::In => vec(given, 1..3).prop_map(Operand::Many).boxed(),
                _ => given.prop_map(Operand::One).boxed(),
            };
            operand.prop_map(move |operand| Filter::Test(Test { path: path.clone(), op, operand }))
        })
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Filter::And),
            vec(inner.clone(), 0..3).prop_map(Filter::Or),
            inner.clone().prop_map(|one| Filter::Not(Box::new(one))),
            inner.prop_map(|one| Filter::Related { relation: Key::of("peers"), filter: Box::new(one) }),
        ]
    })
}

/// What the phones of a filter cannot be asked: an operand without digits is refused when it is read.
fn readable(filter: &Filter) -> bool {
    match filter {
        Filter::Const(_) => true,
        Filter::And(all) | Filter::Or(all) => all.iter().all(readable),
        Filter::Not(one) | Filter::Related { filter: one, .. } => readable(one),
        Filter::Test(test) => {
            let digits = |value: &Value| value.text().is_none_or(|text| text.contains(|c: char| c.is_ascii_digit()));
            !test.path.to_string().ends_with("phones")
                || match &test.operand {
                    Operand::One(value) => digits(value),
                    Operand::Many(values) => values.iter().all(digits),
                    _ => true,
                }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn json_is_read_back(filter in filter().prop_filter("readable", readable)) {
        prop_assert_eq!(reader().json("everything", &filter.to_json()), Ok(filter));
    }

    #[test]
    fn queries_are_read_back(filter in filter().prop_filter("readable", readable)) {
        let pairs = filter.to_query();
        let read = reader().query("everything", pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        prop_assert_eq!(read, Ok(filter), "{:?}", pairs);
    }

    #[test]
    fn not_is_the_complement_and_ne_that_of_eq((filter, thing) in (filter(), thing())) {
        prop_assert_ne!(holds(&filter, &thing), holds(&Filter::Not(Box::new(filter.clone())), &thing));
        if let Filter::Test(test) = &filter && test.op == Op::Eq {
            let ne = Filter::Test(Test { op: Op::Ne, ..test.clone() });
            prop_assert_ne!(holds(&filter, &thing), holds(&ne, &thing));
        }
    }

    #[test]
    fn nothing_but_ne_and_empty_holds_for_an_empty_field(filter in leaf()) {
        let Filter::Test(test) = &filter else { unreachable!() };
        let expected = match (&test.operand, test.op) {
            (Operand::One(Value::Bool(empty)), Op::Empty) => *empty,
            (_, op) => op == Op::Ne,
        };
        prop_assert_eq!(holds(&filter, &Thing::default()), expected);
    }

    #[test]
    fn a_field_equals_its_own_value(thing in thing()) {
        for field in fields() {
            let ops = kind(&field).ops();
            let own = &thing.values[field.as_str()];
            let (wanted, by) = match own {
                Value::Name(name) => (Value::Text(name.full()), Op::Eq),
                Value::Address(address) => (Value::Text(address.joined(" ")), Op::Contains),
                Value::Emails(emails) => (Value::Text(emails[0].value.clone()), Op::Eq),
                Value::Phones(phones) => (Value::Text(phones[0].value.clone()), Op::Starts),
                Value::Keys(keys) => (Value::Text(keys[0].clone()), Op::Eq),
                Value::Ids(ids) => (Value::Id(ids[0]), Op::Eq),
                value => (value.clone(), Op::Eq),
            };
            if !own.is_empty() && ops.contains(&by) {
                let filter = Filter::test(field.clone(), by, wanted);
                prop_assert!(holds(&filter, &thing), "{} {:?}", field, own);
            }
        }
    }

    #[test]
    fn no_query_makes_anything_panic(path in "[a-z._\\[\\]]{0,12}", op in "[a-z]{0,4}", text in text(), field in prop::sample::select(fields())) {
        let _ = reader().query("everything", [(format!("filter[{path}][{op}]").as_str(), text.as_str())]);
        let _ = reader().query("everything", [(format!("filter{path}").as_str(), text.as_str())]);
        for op in Op::ALL {
            let name = format!("filter[{field}][{}]", op.name());
            if let Ok(filter) = reader().query("everything", [(name.as_str(), text.as_str())]) {
                let told = describe(&filter, &CATALOGUE, "everything", Language::En, &|_, _| None);
                prop_assert!(!told.is_empty());
                holds(&filter, &Thing::default());
            }
        }
    }
}
