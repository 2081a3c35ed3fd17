//! Expressions at random as texts, each of one type, over the fields of `thing`.

use proptest::prelude::*;
use proptest::sample::select;

/// How deep expressions are nested.
const DEPTH: u32 = 4;

type Text = BoxedStrategy<String>;

/// One of several, each made of smaller ones by a text in which `N`, `M`, `T`, `D`, `I`, `L`, `B` stand for a number, an
/// amount, a text, a day, an instant, a length of time and a condition.
fn one_of(leaves: &'static [&'static str], shapes: &'static [&'static str], depth: u32) -> Text {
    let leaf = select(leaves).prop_map(str::to_string);
    if depth == 0 {
        return leaf.boxed();
    }
    let shape = select(shapes).prop_flat_map(move |shape| filled(shape, depth - 1));
    prop_oneof![1 => leaf, 2 => shape].boxed()
}

fn filled(shape: &'static str, depth: u32) -> Text {
    let mut pieces: Vec<Text> = Vec::new();
    for c in shape.chars() {
        pieces.push(match c {
            'N' => number(depth),
            'M' => money(depth),
            'T' => text(depth),
            'D' => day(depth),
            'I' => instant(depth),
            'L' => length(depth),
            'B' => truth(depth),
            c => Just(c.to_string()).boxed(),
        });
    }
    pieces.prop_map(|pieces| pieces.concat()).boxed()
}

fn number(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "0",
        "1",
        "3",
        "-7",
        "0.5",
        "0.000001",
        "1000000000000",
        "9223372036854775807",
        "whole",
        "exact",
        "part_of",
        "stars",
        "amount.amount",
        "cost.amount",
        "other.count",
        "other.rate",
        "up.whole",
        "up.other.rate",
        "far_whole",
        "far_ratio",
        "line_count",
        "kept_double",
        "far_far",
        "null",
    ];
    const SHAPES: &[&str] = &[
        "(N + N)",
        "(N - N)",
        "(N * N)",
        "(N / N)",
        "(-N)",
        "abs(N)",
        "round(N)",
        "round(N, 2)",
        "floor(N)",
        "floor(N, 1)",
        "ceiling(N)",
        "ceiling(N, 3)",
        "min(N, N)",
        "max(N, N, N)",
        "sum(N, N, N)",
        "coalesce(N, N)",
        "(if B then N else N)",
        "(M / M)",
        "(L / L)",
        "days between(D, D)",
        "year(D)",
        "month(D)",
        "day(D)",
        "length(T)",
    ];
    one_of(LEAVES, SHAPES, depth)
}

fn money(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "amount",
        "cost",
        "other.worth",
        "up.amount",
        "line_total",
        "kept_money",
        "far_money",
        "looked_money",
        "up.cost",
    ];
    const SHAPES: &[&str] = &[
        "(M + M)",
        "(M - M)",
        "(M + N)",
        "(N - M)",
        "(M * N)",
        "(N * M)",
        "(M / N)",
        "(-M)",
        "abs(M)",
        "round(M, 1)",
        "floor(M)",
        "ceiling(M, 2)",
        "min(M, M)",
        "max(M, N)",
        "max(M, M, N)",
        "sum(M, M)",
        "sum(M, N, M)",
        "coalesce(M, M)",
        "coalesce(M, N)",
        "(if B then M else M)",
        "(if B then M else N)",
    ];
    one_of(LEAVES, SHAPES, depth)
}

/// A text.
pub fn text(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "name",
        "story",
        "other.label",
        "up.name",
        "person",
        "up.person",
        "site",
        "number",
        "choice",
        "up.choice",
        "kept_text",
        "far_text",
        "looked_text",
        "address.city",
        "address.country",
        "person.given",
        "amount.currency",
        "other.worth.currency",
        "far_choice",
        "\"a\"",
        "\" - \"",
        "\"\"",
        "\" Ä \"",
        "\"%\"",
        "source",
    ];
    const SHAPES: &[&str] =
        &["(T + T)", "(T + T + T)", "concat(T, T)", "concat(T, T, T)", "coalesce(T, T)", "(if B then T else T)"];
    one_of(LEAVES, SHAPES, depth)
}

fn day(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "day",
        "other.day",
        "up.day",
        "today()",
        "far_day",
        "looked_far",
        "date(\"2026-03-31\")",
        "date(\"9999-12-31\")",
    ];
    const SHAPES: &[&str] =
        &["(D + L)", "(D - L)", "(L + D)", "min(D, D)", "max(D, D)", "coalesce(D, D)", "(if B then D else D)"];
    one_of(LEAVES, SHAPES, depth)
}

fn instant(depth: u32) -> Text {
    const LEAVES: &[&str] =
        &["instant", "up.instant", "created_at", "now()", "far_time", "deleted_at", "@\"2026-03-31T12:00:00Z\""];
    const SHAPES: &[&str] = &["(I + L)", "(I - L)", "min(I, I)", "max(I, I)", "coalesce(I, I)", "(if B then I else I)"];
    one_of(LEAVES, SHAPES, depth)
}

fn length(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "length",
        "other.gap",
        "up.length",
        "now_age",
        "far_length",
        "@\"PT90M\"",
        "@\"-P3D\"",
        "days(1)",
        "hours(-30)",
    ];
    const SHAPES: &[&str] = &[
        "(L + L)",
        "(L - L)",
        "(L * N)",
        "(L / N)",
        "(-L)",
        "abs(L)",
        "days(N)",
        "hours(N)",
        "minutes(N)",
        "(D - D)",
        "(I - I)",
        "min(L, L)",
        "sum(L, L, L)",
        "coalesce(L, L)",
        "(if B then L else L)",
    ];
    one_of(LEAVES, SHAPES, depth)
}

/// A condition: true, false or null.
fn truth(depth: u32) -> Text {
    const LEAVES: &[&str] = &[
        "yes",
        "true",
        "null",
        "far_yes",
        "now_late",
        "is empty(words)",
        "is empty(address)",
        "is empty(place)",
        "is defined(lines)",
        "is empty(peers)",
        "is empty(up.emails)",
        "is defined(about)",
        "is empty(looked_words)",
        "is empty(name)",
        "is defined(amount)",
        "is empty(far_money)",
        "other.boss = owner",
        "far_user != null",
        "stage = null",
        "about = null",
        "up = about",
        "owner != created_by",
        "name = other.label",
        "name < up.name",
        "name = \"AB\"",
        "person > \"a\"",
        "choice = \"a\"",
        "choice = name",
        "choice != up.choice",
        "choice = far_choice",
        "amount.currency = \"eur\"",
        "address.country = \"DE\"",
        "contains(name, \"b\")",
        "contains(story, name)",
        "starts with(name, other.label)",
        "ends with(name, \"SSE\")",
        "contains(choice, \"c\")",
        "\"A\" in words",
        "\"(030) 12-34\" in phones",
        "\"x\" in phones",
        "\"a\" in choices",
        "\"b\" in up.choices",
        "\"ana@X.ORG\" in emails",
        "\"a\" in looked_words",
        "name in (\"a\", \"%\")",
        "choice in (\"a\", \"b\")",
        "stage.key = \"a\"",
        "stage = \"a\"",
        "words = []",
        "null = peers",
        "kept_text = name",
        "site = \"https://a.com\"",
    ];
    const SHAPES: &[&str] = &[
        "(B and B)",
        "(B or B)",
        "(B and B and B)",
        "not(B)",
        "(B = B)",
        "(B != B)",
        "(N < N)",
        "(N <= N)",
        "(N = N)",
        "(N != N)",
        "(N > N)",
        "(N >= N)",
        "(M = M)",
        "(M != M)",
        "(M < M)",
        "(M >= M)",
        "(M > N)",
        "(N <= M)",
        "(M = N)",
        "(D < D)",
        "(D = D)",
        "(I <= I)",
        "(I = I)",
        "(L > L)",
        "(L != L)",
        "(N in (N, N))",
        "(N in [N..N])",
        "(M between M and M)",
        "(D in (>= D, < D))",
        "(D in ]D..D[)",
        "(I between I and I)",
        "is empty(N)",
        "is empty(M)",
        "is defined(T)",
        "is empty(T)",
        "is empty(D)",
        "(M = null)",
        "(T != null)",
        "(L = null)",
        "coalesce(B, B)",
        "(if B then B else B)",
    ];
    one_of(LEAVES, SHAPES, depth)
}

/// An expression of any type.
pub fn expression() -> impl Strategy<Value = String> {
    let depth = DEPTH;
    prop_oneof![
        4 => number(depth),
        4 => money(depth),
        2 => text(depth),
        2 => day(depth),
        2 => instant(depth),
        2 => length(depth),
        3 => truth(depth),
        1 => select(vec!["owner", "other.boss", "coalesce(other.boss, owner)", "if yes then up else up.up", "stage"])
            .prop_map(str::to_string),
    ]
}

/// A condition.
pub fn condition() -> impl Strategy<Value = String> {
    (0..=DEPTH).prop_flat_map(truth)
}
