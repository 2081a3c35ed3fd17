//! Texts that are no expression: where the error points and what it says.

mod shared;

use expr::{Error, Expected};
use meta::ExprText;
use shared::{catalogue, compile};

/// Source, the piece at fault, message, help.
const ERRORS: &[(&str, &str, &str, &str)] = &[
    // texts
    ("", "", "the expression ends where a value is expected", ""),
    ("1 +", "", "the expression ends where a value is expected", ""),
    ("1 2", "2", "expected an operator or the end, found `2`", ""),
    (
        "name contains \"x\"",
        "contains",
        "expected an operator or the end, found `contains`",
        "it is called as contains(text, part)",
    ),
    (
        "name is null",
        "is",
        "expected an operator or the end, found `is`",
        "write `… = null`, `… != null` or `is empty(…)`",
    ),
    ("urgent AND urgent", "AND", "expected an operator or the end, found `AND`", "write `and`"),
    ("(1 + 2", "", "the expression ends where `)` is expected", ""),
    ("\"abc", "\"abc", "this text is never closed", "end it with `\"`"),
    ("/* abc", "/* abc", "this comment is never closed", "end it with `*/`"),
    ("\"a\\q\"", "\\q", "this is not an escape of a text", "known are \\\" \\\\ \\n \\r \\t \\uXXXX \\UXXXXXX"),
    ("\"\\ud800\"", "\\u", "this is not an escape of a text", "known are \\\" \\\\ \\n \\r \\t \\uXXXX \\UXXXXXX"),
    ("\"a\0\"", "\"a\0", "a text cannot hold the character NUL", ""),
    ("seats == 7", "==", "`==` is not an operator here", "equality is written `=`"),
    ("seats <> 7", "<>", "`<>` is not an operator here", "inequality is written `!=`"),
    ("urgent && urgent", "&&", "`&&` is not an operator here", "write `and`"),
    ("!urgent", "!", "`!` is not an operator here", "write `not(…)`"),
    ("not urgent", "not", "`not` is a function", "write `not(…)`"),
    ("name = 'x'", "'", "`'` is not an operator here", "texts stand in double quotes"),
    ("seats # 7", "#", "unexpected character `#`", ""),
    ("1.1234567890123", "1.1234567890123", "a number has at most 12 decimal places", ""),
    ("9223372036854775808", "9223372036854775808", "this number is too large", ""),
    ("1 < 2 < 3", "<", "comparisons cannot be chained", "join them with `and`, or use `between`"),
    ("seats between 1", "", "the expression ends where `and` and the upper end of `between` is expected", ""),
    ("seats in (1", "", "the expression ends where `,` or `)` is expected", ""),
    ("seats in [1..2", "", "the expression ends where `]` or `)` to end the range is expected", ""),
    ("if urgent then 1", "", "the expression ends where `else` is expected", ""),
    ("account.", "", "the expression ends where the name of a field is expected", ""),
    // names
    ("amout * 2", "amout", "deal has no field `amout`", "did you mean `amount`?"),
    ("account.indutsry", "indutsry", "account has no field `indutsry`", "did you mean `industry`?"),
    ("name.first", "first", "`name` is of type text and has no `first`", ""),
    ("amount.value", "value", "`amount` is of type money and has no `value`", "its parts are amount, currency"),
    ("urgent and\n  today = null", "today", "deal has no field `today`", "to call the function, write `today()`"),
    ("account.owner.name.a.b.c", "account.owner.name.a.b.c", "a path has at most 5 steps", ""),
    ("strats with(name, \"a\")", "strats with", "there is no function `strats with`", "did you mean `starts with`?"),
    ("starts_with(name, \"a\")", "starts_with", "there is no function `starts_with`", "did you mean `starts with`?"),
    ("frobnicate(1)", "frobnicate", "there is no function `frobnicate`", ""),
    ("priority = \"hihg\"", "\"hihg\"", "there is no option `hihg`", "did you mean `high`?"),
    ("priority = \"won\"", "\"won\"", "there is no option `won`", "the options are low, normal, high"),
    ("priority in (\"low\", \"x\")", "\"x\"", "there is no option `x`", "the options are low, normal, high"),
    ("\"xyz\" in interests", "\"xyz\"", "there is no option `xyz`", "the options are crm, erp"),
    // types
    ("name + 1", "name + 1", "`+` does not take a text and a number", "turn the other into a text with `string(…)`"),
    ("\"2\" * 3", "\"2\" * 3", "`*` does not take a text and a number", "turn the text into a number with `number(…)`"),
    (
        "close_date + 30",
        "close_date + 30",
        "`+` does not take a date and a number",
        "a number of days is `days(…)`, of months `months(…)`",
    ),
    ("amount * cost", "amount * cost", "`*` does not take money and money", ""),
    ("-name", "name", "a text cannot be negated", ""),
    ("seats and urgent", "seats", "expected true or false, this is a number", "compare it with something"),
    (
        "account or urgent",
        "account",
        "expected true or false, this is a link to account",
        "to ask whether it is set, write `… != null`",
    ),
    ("seats = \"7\"", "seats = \"7\"", "a number cannot be compared with a text", "numbers stand without quotes"),
    (
        "close_date > \"2026-01-01\"",
        "close_date > \"2026-01-01\"",
        "a date cannot be compared with a text",
        "a day is written `date(\"2026-01-31\")`",
    ),
    ("account = owner", "account = owner", "a link to account cannot be compared with a link to user", ""),
    (
        "tags = \"vip\"",
        "tags = \"vip\"",
        "a list cannot be compared with a text",
        "to look into a list, write `value in list`",
    ),
    ("seats < null", "seats < null", "nothing is less or more than null", "ask `… = null`"),
    (
        "priority < \"high\"",
        "priority",
        "`<` needs values with an order, this is an option",
        "compare with `=` or `!=`",
    ),
    ("urgent > true", "urgent", "`>` needs values with an order, this is true or false", "compare with `=` or `!=`"),
    (
        "if urgent then 1 else \"a\"",
        "if urgent then 1 else \"a\"",
        "`then` gives a number and `else` gives a text",
        "both must give the same type",
    ),
    ("[1, \"a\"]", "\"a\"", "this is a text, the values before it are a number", "they must be of the same type"),
    ("length(seats)", "seats", "`length` takes a text here, this is a number", "turn it into a text with `string(…)`"),
    ("modulo(amount, 2)", "amount", "`modulo` takes a number here, this is money", "its number is `….amount`"),
    ("abs()", "abs()", "`abs` does not take this number of arguments", "it is called as abs(number)"),
    (
        "round(rate, seats)",
        "seats",
        "the places must be a whole number from 0 to 12, written out",
        "round(number) or round(number, places)",
    ),
    (
        "date(\"2026-02-30\")",
        "\"2026-02-30\"",
        "`2026-02-30` is not what `date` reads",
        "write date(\"2026-01-31\"), date(datetime) or date(year, month, day)",
    ),
    (
        "@\"soon\"",
        "@\"soon\"",
        "this is not a date, an instant or a duration",
        "write @\"2026-01-31\", @\"2026-01-31T14:00:00Z\" or @\"P1DT2H\"",
    ),
    (
        "duration(name)",
        "name",
        "the text of `duration` must be written out",
        "of a number that is computed, use `days(…)`, `hours(…)`, `minutes(…)`, `months(…)` or `years(…)`",
    ),
    (
        "created_at in (now(), close_date)",
        "created_at in (now(), close_date)",
        "the values to the right of `in` are of different types",
        "split them with `or`",
    ),
];

fn first(source: &str) -> Error {
    match compile(source) {
        Err(errors) => errors[0].clone(),
        Ok(typed) => panic!("{source} is accepted as {:?}", typed.root),
    }
}

#[test]
fn errors_point_and_advise() {
    let mut wrong = Vec::new();
    for (source, piece, message, help) in ERRORS {
        let error = first(source);
        let found = (error.span.text(source), error.message.as_str(), error.help.as_deref().unwrap_or(""));
        if found != (*piece, *message, *help) {
            wrong.push(format!("{source}\n  expected {:?}\n  found    {found:?}", (piece, message, help)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_errors_of_an_expression_are_told_once() {
    let errors = compile("amout > 1 and nam = \"x\"\n or priority = \"hihg\"").unwrap_err();
    let told: Vec<String> = errors.iter().map(Error::to_string).collect();
    assert_eq!(
        told,
        [
            "1:1: deal has no field `amout`; did you mean `amount`?",
            "1:15: deal has no field `nam`; did you mean `name`?",
            "2:16: there is no option `hihg`; did you mean `high`?",
        ]
    );
}

#[test]
fn places_are_those_of_the_definition() {
    let at = |text: &str| {
        let text = ExprText { text: text.into(), line: 40, column: 9 };
        first(&text.text).place(&text)
    };
    assert_eq!(at("amout"), (40, 9));
    assert_eq!(at("1 + ärger"), (40, 13));
    assert_eq!(at("1 +\n  amout"), (41, 3));
}

#[test]
fn each_place_asks_for_its_type() {
    let compile =
        |source, expected| expr::compile(source, &catalogue(), "deal", expected).map_err(|e| e[0].to_string());
    assert!(compile("stage.lost", Expected::Condition).is_ok());
    assert!(compile("null", Expected::Condition).is_ok());
    assert_eq!(
        compile("amount", Expected::Condition).unwrap_err(),
        "1:1: expected true or false, this is money; compare it with something"
    );
    for (source, message) in [
        ("duration(\"P1M\")", "1:1: a formula cannot be a duration in months"),
        ("address", "1:1: a formula cannot be the address"),
        ("null", "1:1: a formula cannot be null"),
    ] {
        assert_eq!(compile(source, Expected::Formula).unwrap_err(), message);
    }
    let nowhere = expr::compile("1", &catalogue(), "nowhere", Expected::Anything).unwrap_err();
    assert_eq!(nowhere[0].to_string(), "1:1: there is no module `nowhere`");
}
