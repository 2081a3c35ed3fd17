//! What is inferred: types and scales, fields read, dependence on clock and zone, and what SQL can compute.

mod shared;

use meta::FieldType;
use shared::compile;

fn type_of(source: &str) -> String {
    let typed = compile(source).unwrap_or_else(|errors| panic!("{source}: {}", errors[0]));
    match typed.ty().field_type() {
        Some(FieldType::Decimal { scale, .. }) => format!("decimal {scale}"),
        Some(kind) => kind.name().to_string(),
        None => typed.ty().to_string(),
    }
}

#[test]
fn types_and_scales_are_inferred() {
    for (source, expected) in [
        ("1.50", "decimal 1"),
        ("seats + 1", "int"),
        ("seats + rate", "decimal 4"),
        ("seats * rate", "decimal 4"),
        ("rate * rate", "decimal 6"),
        ("rate * tiny", "decimal 12"),
        ("1.1 * 1.1", "decimal 2"),
        ("seats / 2", "decimal 6"),
        ("tiny / seats", "decimal 12"),
        ("rate ** 2", "decimal 6"),
        ("seats ** 2", "int"),
        ("seats ** seats", "decimal 6"),
        ("round(rate, 2)", "decimal 2"),
        ("round(seats, 2)", "int"),
        ("mean(seats, 1)", "decimal 6"),
        ("max(seats, rate)", "decimal 4"),
        ("amount * probability / 100", "money"),
        ("amount / 3", "money"),
        ("amount / cost", "decimal 6"),
        ("amount.amount", "decimal 4"),
        ("if urgent then amount else 0", "money"),
        ("if urgent then 1 else 1.5", "decimal 1"),
        ("if urgent then null else name", "text"),
        ("priority", "select"),
        ("if urgent then priority else \"low\"", "text"),
        ("account", "link"),
        ("owner", "user"),
        ("tags", "tags"),
        ("close_date - close_date", "duration"),
        ("created_at + hours(1)", "datetime"),
        ("close_date + months(1)", "date"),
        ("amount > 1", "bool"),
        ("months(1)", "a duration in months"),
        ("count(tags)", "int"),
    ] {
        assert_eq!(type_of(source), expected, "{source}");
    }
}

#[test]
fn what_an_expression_depends_on_is_known() {
    for (source, reads, own_only, clock, zone) in [
        ("amount * probability", "amount probability", true, false, false),
        ("amount.currency + name + name", "amount name", true, false, false),
        ("stage.lost and urgent", "stage.lost urgent", false, false, false),
        ("stage = \"won\"", "stage.key", false, false, false),
        ("close_date < today()", "close_date", true, true, true),
        ("created_at < now()", "created_at", true, true, false),
        ("created_at = close_date", "close_date created_at", true, false, true),
        ("created_at + months(1)", "created_at", true, false, true),
        ("1 + 1", "", true, false, false),
    ] {
        let typed = compile(source).unwrap();
        let found: Vec<String> = typed.reads.iter().map(|path| path.to_string()).collect();
        assert_eq!(
            (found.join(" ").as_str(), typed.own_only, typed.clock, typed.zone),
            (reads, own_only, clock, zone),
            "{source}"
        );
    }
}

#[test]
fn constant_parts_are_computed_beforehand() {
    for source in ["100 * 1000 - 1", "date(\"2026-01-31\") + days(1)", "\"a\" + \"b\"", "not(1 > 2)", "[1, 2]"] {
        assert!(compile(source).unwrap().root.constant().is_some(), "{source}");
    }
    for source in ["1 / 0", "today()", "seats", "date(@\"2026-01-31T23:30:00Z\")", "9223372036854775807 + 1"] {
        assert!(compile(source).unwrap().root.constant().is_none(), "{source}");
    }
}

#[test]
fn sql_is_told_what_it_can_compute() {
    for source in [
        "amount * probability / 100",
        "account.revenue > 1000 and not(stage.lost)",
        "days between(close_date, today())",
        "account.name = \"Acme\"",
        "concat(account.name, \" \", name)",
        "\"vip\" in tags",
        "is empty(tags)",
        "address = null",
        "year(close_date)",
        "coalesce(account.revenue, 0) / 12",
        "if stage.lost then 0 else amount",
    ] {
        assert!(compile(source).unwrap().sql_safe(), "{source}");
    }
    for source in [
        "seats ** 2",
        "upper case(account.name)",
        "concat(account.name, name) = \"x\"",
        "count(tags)",
        "close_date + months(1)",
        "date(created_at)",
        "name in tags",
        "string(seats)",
        "seats in (1, count(tags))",
    ] {
        assert!(!compile(source).unwrap().sql_safe(), "{source}");
    }
}
