//! Expressions made at random. `PROPTEST_CASES=100000 cargo nextest run -p expr` looks longer.

mod shared;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeZone, Utc, Weekday};
use expr::{Budget, Expected, Type, Value};
use meta::filter::{self, Moment, Source};
use meta::types::{Address, Email, PersonName};
use meta::{Key, Path, Value as Held};
use proptest::prelude::*;
use rust_decimal::Decimal;
use shared::generate::{arithmetic_text, condition, expression};
use shared::{catalogue, context, day, deal, decimal, money, time};
use uuid::Uuid;

/// Whether a value is one of its type, with no more places than the type has and within 64 bits.
fn fits(value: &Value, ty: &Type) -> bool {
    let exact = |number: Decimal| expr::number::round(number, ty.scale()) == Some(number);
    match (value, ty) {
        (Value::Null, _) => true,
        (Value::Number(number), Type::Number { .. }) => exact(*number),
        (Value::Money(money), Type::Money) => exact(money.amount),
        (Value::List(items), Type::List(of)) => items.iter().all(|item| fits(item, of)),
        (Value::Bool(_), Type::Bool)
        | (Value::Text(_), Type::Text | Type::Choice(_))
        | (Value::Date(_), Type::Date)
        | (Value::Time(_), Type::DateTime)
        | (Value::Duration(_), Type::Duration)
        | (Value::Months(_), Type::Months)
        | (Value::Id(_), Type::Link(_) | Type::AnyLink)
        | (Value::Opaque, Type::Opaque(_)) => true,
        _ => false,
    }
}

proptest! {
    #[test]
    fn printing_and_reading_gives_the_same(expr in expression()) {
        let printed = expr.to_string();
        prop_assert_eq!(expr::parse(&printed), Ok(expr), "{}", printed);
    }

    #[test]
    fn values_are_of_the_type_that_was_inferred(expr in expression()) {
        let source = expr.to_string();
        if let Ok(typed) = expr::check(&source, &expr, &catalogue(), "deal", Expected::Anything) {
            let outcome = expr::eval(&typed, &deal, &context(), Budget::default());
            prop_assert!(fits(&outcome.value, typed.ty()), "{}: {:?} is not {:?}", source, outcome.value, typed.ty());
        }
    }

    #[test]
    fn arithmetic_stays_within_its_type(source in arithmetic_text()) {
        let typed = match expr::compile(&source, &catalogue(), "deal", Expected::Anything) {
            Ok(typed) => typed,
            Err(errors) => return Err(TestCaseError::fail(format!("{source}: {}", errors[0]))),
        };
        let outcome = expr::eval(&typed, &deal, &context(), Budget::default());
        prop_assert!(fits(&outcome.value, typed.ty()), "{}: {:?} is not {:?}", source, outcome.value, typed.ty());
        let reads_null = source.contains("blank") || source.contains("**");
        prop_assert!(outcome.value != Value::Null || reads_null || !outcome.notes.is_empty(), "{} is null", source);
    }

    #[test]
    fn a_filter_selects_what_the_condition_holds_for(source in condition(), record in record()) {
        let catalogue = catalogue();
        let typed = match expr::compile(&source, &catalogue, "deal", Expected::Condition) {
            Ok(typed) => typed,
            Err(errors) => return Err(TestCaseError::fail(format!("{source}: {}", errors[0]))),
        };
        if let Some(filter) = expr::to_filter(&typed) {
            let resolved = filter::resolve(&filter, &catalogue, "deal", &moment());
            let selected = filter::eval(&resolved, &catalogue, "deal", &View { record: &record, at: String::new() });
            let holds = typed.holds(&|path: &Path| held(&record, &path.to_string()), &context());
            prop_assert_eq!(selected, holds, "{}\n{:?}\n{:?}", source, filter, record);
        }
    }
}

/// Most conditions of the generator become filters, so that the test above tests something.
#[test]
fn usual_conditions_become_filters() {
    for (source, expected) in [
        ("stage.lost and amount > 1000 and close_date < today()", true),
        ("not(account.industry in (\"steel\", \"coal\"))", true),
        ("created_at >= date(\"2026-01-01\")", true),
        ("if urgent then seats > 1 else priority = \"high\"", true),
        ("seats > 7.5", false),
        ("amount > cost", false),
        ("seats + 1 > 7", false),
        ("notes > \"a\"", false),
        ("ends with(name, \"a\")", false),
    ] {
        let typed = shared::compile(source).unwrap();
        assert_eq!(expr::to_filter(&typed).is_some(), expected, "{source}");
    }
}

/// `in` also asks whether a constant is the value of any of several fields.
#[test]
fn a_constant_among_fields_is_compared_with_each() {
    let typed = shared::compile("1 in (seats, rate)").unwrap();
    let filter = expr::to_filter(&typed).unwrap();
    let record = BTreeMap::from([("seats", Held::Int(2)), ("rate", Held::Decimal(decimal("1.0000")))]);
    let selected = filter::eval(&filter, &catalogue(), "deal", &View { record: &record, at: String::new() });
    assert!(selected, "{filter:?}");
}

type Fields = BTreeMap<&'static str, Held>;

/// A deal each of whose fields is empty or one of a few values near those of the conditions.
fn record() -> impl Strategy<Value = Fields> {
    let text = |text: &str| Held::Text(text.to_string());
    let keys = |keys: &[&str]| Held::Keys(keys.iter().map(|key| key.to_string()).collect());
    let id = |n| Held::Id(Uuid::from_u128(n));
    let address = Address { city: "Lisboa".into(), country: "PT".into(), ..Address::default() };
    let name = PersonName { given: "Ana".into(), family: "Souza".into(), ..PersonName::default() };
    let email = Email { value: "Ana@example.com".into(), ..Email::default() };
    let choices: Vec<(&'static str, Vec<Held>)> = vec![
        ("name", vec![text("Acme"), text("acme corp"), text("b")]),
        ("notes", vec![text("Acme\nand more"), text("x")]),
        ("account", vec![id(2)]),
        ("account.industry", vec![text("SOFTWARE"), text("steel")]),
        ("account.name", vec![text("Acme")]),
        ("account.revenue", vec![money("5", "EUR"), money("0", "USD")]),
        ("stage", vec![id(3)]),
        ("stage.key", vec![text("won"), text("lost"), text("open")]),
        ("stage.lost", vec![Held::Bool(true), Held::Bool(false)]),
        ("amount", vec![money("1000", "EUR"), money("12.3456", "USD"), money("-1", "EUR")]),
        ("probability", vec![Held::Decimal(decimal("33")), Held::Decimal(decimal("0"))]),
        ("rate", vec![Held::Decimal(decimal("1.2345")), Held::Decimal(decimal("1.0000"))]),
        ("seats", [-3, 0, 1, 5, 7, 8, 9].map(Held::Int).to_vec()),
        ("urgent", vec![Held::Bool(true), Held::Bool(false)]),
        ("close_date", ["2026-02-10", "2026-02-11", "2026-02-12"].map(|text| Held::Date(day(text))).to_vec()),
        (
            "created_at",
            ["2026-02-10T22:59:59Z", "2026-02-10T23:00:00Z", "2026-02-10T23:30:00Z", "2026-02-11T23:00:00Z"]
                .map(|text| Held::Time(time(text)))
                .to_vec(),
        ),
        ("effort", vec![Held::Duration(5_400), Held::Duration(3_600)]),
        ("priority", vec![text("high"), text("low")]),
        ("interests", vec![keys(&["crm"]), keys(&["erp", "crm"]), keys(&["erp"])]),
        ("tags", vec![keys(&["VIP"]), keys(&["old", "x"]), keys(&[])]),
        ("emails", vec![Held::Emails(vec![email]), Held::Emails(vec![])]),
        ("contact_name", vec![Held::Name(name)]),
        ("address", vec![Held::Address(Box::new(address)), Held::Address(Box::default())]),
    ];
    let fields: Vec<_> = choices
        .into_iter()
        .map(|(path, mut values)| {
            values.push(Held::Null);
            prop::sample::select(values).prop_map(move |value| (path, value))
        })
        .collect();
    fields.prop_map(|pairs| pairs.into_iter().collect())
}

/// The value at a path; null behind an empty link.
fn held(record: &Fields, path: &str) -> Held {
    let link = path.split_once('.').map(|(link, _)| link);
    match link.is_some_and(|link| record.get(link).is_none_or(Held::is_empty)) {
        true => Held::Null,
        false => record.get(path).cloned().unwrap_or_default(),
    }
}

/// The record as filters see it.
struct View<'a> {
    record: &'a Fields,
    at: String,
}

impl Source for View<'_> {
    fn value(&self, field: &Key) -> Held {
        held(self.record, &format!("{}{field}", self.at))
    }

    fn base_amount(&self, _: &Key) -> Option<Decimal> {
        None
    }

    fn follow(&self, link: &Key) -> Option<Box<dyn Source + '_>> {
        let there = !self.value(link).is_empty();
        there.then(|| Box::new(View { record: self.record, at: format!("{link}.") }) as Box<dyn Source>)
    }

    fn related(&self, _: &Key) -> Vec<Box<dyn Source + '_>> {
        Vec::new()
    }
}

/// The moment of `context()`.
fn moment() -> Moment<'static> {
    fn day_start(day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_hms_opt(0, 0, 0).unwrap();
        context().zone.from_local_datetime(&midnight).unwrap().with_timezone(&Utc)
    }
    let today = context().now.with_timezone(&context().zone).date_naive();
    Moment {
        today,
        day_start: &day_start,
        week_start: Weekday::Mon,
        fiscal_year_start: 1,
        me: Uuid::nil(),
        my_team: &[],
        my_people: &[],
        to_base: &|_| None,
        stages: &|_| None,
    }
}
