//! No text makes the language panic, exhaust the stack or run for long.

mod shared;

use std::time::{Duration, Instant};

use expr::{Budget, Error, Expected, Fault};
use proptest::prelude::*;
use shared::{catalogue, context, deal};

/// Does everything that can be done with a text.
fn exercise(source: &str) {
    let expr = match expr::parse(source) {
        Ok(expr) => expr,
        Err(error) => return points_into(source, &error),
    };
    let printed = expr.to_string();
    assert_eq!(expr::parse(&printed).as_ref(), Ok(&expr), "{source} is printed as {printed}");
    for expected in [Expected::Anything, Expected::Condition, Expected::Formula] {
        match expr::check(source, &expr, &catalogue(), "deal", expected) {
            Err(errors) => {
                assert!(!errors.is_empty(), "{source} is refused without a reason");
                errors.iter().for_each(|error| points_into(source, error));
            }
            Ok(typed) => {
                expr::eval(&typed, &deal, &context(), Budget::default());
                typed.sql_safe();
                expr::to_filter(&typed);
            }
        }
    }
}

fn points_into(source: &str, error: &Error) {
    let range = error.span.start as usize..error.span.end as usize;
    assert!(source.get(range).is_some(), "{source:?}: {error:?}");
    assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty());
}

#[test]
fn the_collected_texts_are_survived() {
    include_str!("nasty.txt").lines().for_each(exercise);
}

/// Every way to nest and to chain, far beyond what is allowed, on half the usual stack.
#[test]
fn depth_is_refused_before_the_stack_ends() {
    let around = |open: &str, inner: &str, close: &str| {
        let times = 10_000 / open.len();
        open.repeat(times) + inner + &close.repeat(times)
    };
    let texts = vec![
        "(".repeat(10_000),
        "[".repeat(10_000),
        "-".repeat(10_000),
        "if ".repeat(5_000),
        "not(".repeat(2_500),
        around("(", "1", ")"),
        around("- ", "1", ""),
        around("not(", "urgent", ")"),
        around("if urgent then ", "1", " else 2"),
        around("if urgent then 1 else ", "1", ""),
        around("1 in (", "1", ")"),
        around("1 in [", "1", "]"),
        around("1 in ((", "1", "))"),
        around("1 in ]1..", "1", "]"),
        around("(1 + ", "1", ")"),
        around("((((1 + 1) + 1) + 1) + ", "1", ")"),
        "1".to_string() + &" + 1".repeat(4_000),
        "1".to_string() + &" ** 1".repeat(3_000),
        "a".to_string() + &".a".repeat(8_000),
    ];
    let run = move || {
        for text in texts {
            let text = &text[..text.len().min(expr::parse::MAX_LENGTH)];
            assert!(expr::parse(text).is_err() || text.starts_with("a.a"), "{}", &text[..40]);
            exercise(text);
        }
        let deepest = "not(".repeat(90) + "urgent" + &")".repeat(90);
        assert!(shared::compile(&deepest).is_ok());
        exercise(&deepest);
        exercise(&("1".to_string() + &" + 1".repeat(90)));
    };
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn length_is_refused() {
    let error = expr::parse(&" ".repeat(20_000)).unwrap_err();
    assert_eq!(error.message, "an expression has at most 16384 bytes; this one has 20000");
}

#[test]
fn a_wide_expression_is_quick_and_its_budget_counts() {
    let wide = vec!["seats > 1"; 1_000].join(" and ");
    let start = Instant::now();
    exercise(&wide);
    assert!(start.elapsed() < Duration::from_secs(20));
    let typed = shared::compile(&wide).unwrap();
    let outcome = expr::eval(&typed, &deal, &context(), Budget { steps: 2_999, ..Budget::default() });
    assert_eq!(outcome.notes[0].fault, Fault::Exhausted);
    assert_eq!(outcome.value, expr::Value::Null);
    assert!(expr::eval(&typed, &deal, &context(), Budget { steps: 3_001, ..Budget::default() }).value.is_true());
    let shallow = expr::eval(&typed, &deal, &context(), Budget { depth: 2, ..Budget::default() });
    assert_eq!(shallow.notes[0].fault, Fault::Exhausted);
}

/// Pieces of the language in any order: far likelier to parse than random characters.
const PIECES: &[&str] = &[
    "seats",
    "amount",
    "cost",
    "name",
    "tags",
    "urgent",
    "close_date",
    "created_at",
    "effort",
    "priority",
    "stage",
    "account.name",
    "huge",
    "tiny",
    "rate",
    "blank",
    "address",
    "emails",
    "null",
    "true",
    "false",
    "0",
    "1",
    "2.5",
    "1000000",
    "\"x\"",
    "\"\"",
    "@\"P1D\"",
    "@\"P1M\"",
    "@\"2026-01-31\"",
    "now()",
    "today()",
    "+",
    "-",
    "*",
    "/",
    "**",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "not(",
    "in",
    "between",
    "if",
    "then",
    "else",
    "(",
    ")",
    "[",
    "]",
    "..",
    ",",
    ".",
    "date(",
    "days(",
    "round(",
    "substring(",
    "coalesce(",
    "concat(",
    "is empty(",
    "min(",
    "sum(",
    "mean(",
    "contains(",
    "string(",
    "number(",
    "duration(",
    "//",
    "/*",
    "*/",
    "\"",
    "é",
    "🦀",
];

proptest! {
    #[test]
    fn any_characters_are_survived(source in "\\PC{0,60}") {
        exercise(&source);
    }

    #[test]
    fn any_ascii_is_survived(source in "[ -~\\n]{0,60}") {
        exercise(&source);
    }

    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        exercise(&pieces.join(" "));
        exercise(&pieces.concat());
    }
}
