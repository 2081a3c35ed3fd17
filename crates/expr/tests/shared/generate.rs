//! Expressions made at random: any node over any others, most of which no type fits, and conditions that all do.

use expr::ast::{Arithmetic, Comparison, Expr, Kind, Name, Range, UnaryTest};
use expr::{Function, Span, function};
use proptest::prelude::*;
use rust_decimal::Decimal;

pub fn node(kind: Kind) -> Expr {
    Expr::new(Span::default(), kind)
}

pub fn path(text: &str) -> Expr {
    node(Kind::Path(text.split('.').map(|text| Name { text: text.into(), span: Span::default() }).collect()))
}

const PATHS: &[&str] = &[
    "seats",
    "huge",
    "blank",
    "rate",
    "tiny",
    "amount",
    "cost",
    "foreign",
    "blank_money",
    "name",
    "blank_text",
    "tags",
    "urgent",
    "blank_flag",
    "close_date",
    "created_at",
    "effort",
    "priority",
    "stage",
    "stage.lost",
    "account.industry",
    "owner",
    "amount.currency",
    "unknown",
];

fn leaf() -> impl Strategy<Value = Expr> {
    let number = (0i64..=i64::MAX, 0u32..=12).prop_map(|(n, scale)| Decimal::new(n, scale).normalize());
    let small = (0i64..=1000, 0u32..=3).prop_map(|(n, scale)| Decimal::new(n, scale).normalize());
    let times = ["2026-01-31", "2026-01-31T14:00:00Z", "P1DT2H", "-P3M", "never"];
    prop_oneof![
        4 => prop::sample::select(PATHS).prop_map(path),
        1 => number.prop_map(|number| node(Kind::Number(number))),
        2 => small.prop_map(|number| node(Kind::Number(number))),
        1 => "\\PC{0,4}".prop_map(|text| node(Kind::Text(text))),
        1 => prop::sample::select(&["high", "a\n\"\\\t\r", "", "2026-01-31", "12.5"][..])
            .prop_map(|text| node(Kind::Text(text.into()))),
        1 => prop::sample::select(times.to_vec()).prop_map(|text| node(Kind::At(text.into()))),
        1 => any::<bool>().prop_map(|value| node(Kind::Bool(value))),
        1 => Just(node(Kind::Null)),
    ]
}

fn arithmetic() -> impl Strategy<Value = Arithmetic> {
    use Arithmetic::{Add, Divide, Multiply, Power, Subtract};
    prop::sample::select(vec![Add, Subtract, Multiply, Divide, Power])
}

pub fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual])
}

fn test(of: impl Strategy<Value = Expr> + Clone) -> impl Strategy<Value = UnaryTest> {
    let range =
        (of.clone(), any::<bool>(), of.clone(), any::<bool>()).prop_map(|(low, low_closed, high, high_closed)| {
            UnaryTest::Range(Box::new(Range { low, low_closed, high, high_closed }))
        });
    prop_oneof![
        of.clone().prop_map(UnaryTest::Value),
        (comparison(), of).prop_map(|(op, of)| UnaryTest::Compare(op, of)),
        range
    ]
}

/// Any expression.
pub fn expression() -> impl Strategy<Value = Expr> {
    let functions: Vec<Function> = function::ALL.iter().map(|(function, _, _)| *function).collect();
    leaf().prop_recursive(5, 40, 4, move |of| {
        let several = |count| prop::collection::vec(of.clone(), count);
        let pair = || (of.clone(), of.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        let three = || (of.clone(), pair()).prop_map(|(a, (b, c))| (Box::new(a), b, c));
        prop_oneof![
            of.clone().prop_map(|of| Kind::Negate(Box::new(of))),
            (arithmetic(), pair()).prop_map(|(op, (a, b))| Kind::Binary(op, a, b)),
            (arithmetic(), pair()).prop_map(|(op, (a, b))| Kind::Binary(op, a, b)),
            (comparison(), pair()).prop_map(|(op, (a, b))| Kind::Compare(op, a, b)),
            several(2..4).prop_map(Kind::And),
            several(2..4).prop_map(Kind::Or),
            three().prop_map(|(value, low, high)| Kind::Between { value, low, high }),
            three().prop_map(|(condition, then, otherwise)| Kind::If { condition, then, otherwise }),
            (of.clone(), prop::collection::vec(test(of.clone()), 1..4))
                .prop_map(|(value, tests)| Kind::In { value: Box::new(value), tests }),
            (prop::sample::select(functions.clone()), several(0..4)).prop_map(|(f, of)| Kind::Call(f, of)),
            (prop::sample::select(functions.clone()), several(1..3)).prop_map(|(f, of)| Kind::Call(f, of)),
            several(0..4).prop_map(Kind::List),
        ]
        .prop_map(node)
    })
}

/// Conditions that check, as texts: tests of fields with constants, joined in every way.
pub fn condition() -> impl Strategy<Value = String> {
    let tests: Vec<&str> = TESTS.to_vec();
    let test = prop_oneof![
        3 => prop::sample::select(tests).prop_map(str::to_string),
        2 => ordered("seats", &["-3", "0", "7", "7.5", "null"]),
        2 => ordered("rate", &["1", "1.2345", "1.23456"]),
        1 => ordered("probability", &["33", "0", "33.3"]),
        2 => ordered("amount", &["0", "1000", "12.3456", "1.23456"]),
        2 => ordered("name", &["\"acme\"", "\" ÄCME \"", "\"b\"", "\"\"", "\" \""]),
        1 => ordered("account.revenue.amount", &["5", "0"]),
        2 => ordered("close_date", &["date(\"2026-02-11\")", "today()", "null"]),
        3 => ordered("created_at", &["date(\"2026-02-11\")", "today()", "@\"2026-02-10T23:30:00Z\""]),
        1 => ordered("effort", &["duration(\"PT1H30M\")", "hours(1)"]),
    ];
    test.prop_recursive(4, 24, 3, |of| {
        let several = |word: &'static str| {
            prop::collection::vec(of.clone(), 2..4).prop_map(move |parts| format!("({})", parts.join(word)))
        };
        let choice = (of.clone(), of.clone(), of.clone());
        prop_oneof![
            several(" and "),
            several(" or "),
            of.clone().prop_map(|of| format!("not({of})")),
            choice.prop_map(|(a, b, c)| format!("(if {a} then {b} else {c})")),
        ]
    })
}

fn ordered(field: &'static str, constants: &'static [&'static str]) -> impl Strategy<Value = String> {
    (comparison(), prop::sample::select(constants), any::<bool>()).prop_map(move |(op, constant, flip)| {
        let op = if constant == "null" || constant == "\"\"" { Comparison::Equal } else { op };
        if flip { format!("{constant} {} {field}", op.symbol()) } else { format!("{field} {} {constant}", op.symbol()) }
    })
}

const TESTS: &[&str] = &[
    "true",
    "false",
    "null",
    "urgent",
    "stage.lost",
    "stage.lost = false",
    "urgent != null",
    "stage = \"won\"",
    "stage in (\"won\", \"lost\")",
    "stage = null",
    "account = null",
    "account.industry = \"Software\"",
    "account.industry in (\"software\", \"steel\", null)",
    "account.industry != \"steel\"",
    "priority = \"high\"",
    "priority != \"low\"",
    "priority in (\"low\", \"normal\")",
    "\"crm\" in interests",
    "\"vip\" in tags",
    "contains(tags, \"old\")",
    "\"ana@example.com\" in emails",
    "is empty(tags)",
    "is empty(address)",
    "is empty(address.city)",
    "address.city = \"lisboa\"",
    "address.country = \"pt\"",
    "amount.currency = \"EUR\"",
    "is defined(account.name)",
    "contains(name, \"CM\")",
    "contains(name, \"\")",
    "starts with(name, \"ac\")",
    "starts with(notes, \"ac\")",
    "contact_name = \"ana souza\"",
    "contact_name.family = \"SOUZA\"",
    "seats between 1 and 7",
    "seats in (1, 7)",
    "seats in (<= 1, [5..7), ]7..9[)",
    "created_at between date(\"2026-02-10\") and today()",
    "close_date in (date(\"2026-02-11\"), null)",
];

/// Arithmetic that checks, as texts: numbers, amounts, days and durations at the edges of what they hold.
pub fn arithmetic_text() -> impl Strategy<Value = String> {
    let number = prop::sample::select(
        &["seats", "huge", "-huge", "rate", "tiny", "probability", "0", "1", "2.5", "0.000001", "922337203685.4775807"]
            [..],
    );
    let number = number.prop_map(str::to_string).prop_recursive(4, 24, 3, |of| {
        let pair = (of.clone(), of.clone());
        let binary = (pair.clone(), prop::sample::select(vec!["+", "-", "*", "/", "**"]));
        let unary = prop::sample::select(vec!["-(", "abs(", "round(", "floor(", "ceiling("]);
        let several = prop::sample::select(vec!["min", "max", "sum", "mean", "modulo", "coalesce"]);
        prop_oneof![
            binary.prop_map(|((a, b), op)| format!("({a} {op} {b})")),
            (unary, of.clone()).prop_map(|(function, of)| format!("{function}{of})")),
            (of.clone(), 0..=12).prop_map(|(of, places)| format!("round({of}, {places})")),
            (several, pair).prop_map(|(function, (a, b))| format!("{function}({a}, {b})")),
        ]
    });
    let amount = prop::sample::select(&["amount", "cost", "foreign", "blank_money", "max(cost, 922337203685477)"][..]);
    let length = prop::sample::select(&["effort", "days({})", "minutes({})", "months({})", "years({})"][..]);
    let time = prop::sample::select(&["close_date", "created_at", "today()", "now()", "date(9999, 12, 31)"][..]);
    prop_oneof![
        2 => number.clone(),
        1 => (amount.clone(), number.clone()).prop_map(|(amount, of)| format!("{amount} * {of}")),
        1 => (amount.clone(), number.clone()).prop_map(|(amount, of)| format!("{amount} - {of}")),
        1 => (amount.clone(), amount).prop_map(|(a, b)| format!("sum({a}, {b}) / {b}")),
        2 => (time, length.clone(), number.clone())
            .prop_map(|(time, length, of)| format!("{time} + {}", length.replace("{}", &of))),
        1 => (length, number.clone(), number)
            .prop_map(|(length, a, b)| format!("{} * {b}", length.replace("{}", &a))),
    ]
}
