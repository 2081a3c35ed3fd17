//! Arithmetic inside statements is that of `expr::number`, to the last digit, at the edges of 64 bits and of halves.

use expr::number::{divide_rounded, rescale};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use store::{Param, Sql, Tx};

use crate::bench::Bench;

fn integer() -> impl Strategy<Value = i64> {
    let edges = vec![i64::MIN, i64::MIN + 1, -86_400, -2, -1, 0, 1, 2, 5, 86_399, 1_000_000, i64::MAX - 1, i64::MAX];
    prop_oneof![2 => select(edges), 1 => any::<i64>(), 1 => -1000i64..1000]
}

/// Two integers whose quotient is next to a half.
fn near_half() -> impl Strategy<Value = (i64, i64)> {
    (2i64..i64::MAX, any::<i64>(), -1i128..=1).prop_map(|(divisor, times, off)| {
        let most = i64::MAX / divisor;
        let times = if most == 0 { 0 } else { times % most };
        let at = i128::from(divisor) * i128::from(times) + i128::from(divisor) / 2 + off;
        (i64::try_from(at).unwrap_or(i64::MAX), divisor)
    })
}

/// One operation on a, b and c: as SQL, and in memory.
type Operation = (&'static str, fn(&Sql, [i64; 3]) -> Sql, fn([i128; 3]) -> Option<i128>);

const OPERATIONS: [Operation; 7] = [
    ("sum", |q, [a, b, _]| sum(q, a, b), |[a, b, _]| Some(a * 1_000 - b)),
    ("ratio", |q, [a, b, c]| ratio(q, a, b, c), |[a, b, c]| (c != 0).then(|| divide_rounded(a * b, c))),
    ("quotient", |q, [a, _, c]| ratio(q, a, 1, c), |[a, _, c]| (c != 0).then(|| divide_rounded(a, c))),
    ("rescaled", |q, [a, ..]| q.dialect().rescaled(&whole(q, a), 6, 4), |[a, ..]| rescale(a, 6, 4)),
    ("absolute", |q, [a, ..]| q.dialect().absolute(&whole(q, a)), |[a, ..]| Some(a.abs())),
    ("floor", |q, [a, ..]| q.dialect().floor(&whole(q, a), 86_400), |[a, ..]| Some(a.div_euclid(86_400))),
    ("ceiling", |q, [a, ..]| q.dialect().ceiling(&whole(q, a), 1_000), |[a, ..]| Some(-(-a).div_euclid(1_000))),
];

fn whole(q: &Sql, number: i64) -> Sql {
    q.dialect().whole(number)
}

fn sum(q: &Sql, a: i64, b: i64) -> Sql {
    q.dialect().sum(&[(whole(q, a), 1_000), (whole(q, b), -1)])
}

fn ratio(q: &Sql, a: i64, b: i64, c: i64) -> Sql {
    q.dialect().ratio(&whole(q, a), &whole(q, b), &whole(q, c))
}

/// What every operation gives for three numbers, in the order of [`OPERATIONS`].
fn results(tx: &mut Tx, numbers: [i64; 3]) -> store::Result<Vec<Param>> {
    let mut q = tx.sql();
    let blank = q.fresh();
    q.push("SELECT ").join(OPERATIONS, ", ", |q, (_, write, _)| {
        q.push("CAST(").append(&write(&blank, numbers)).pick(" AS INTEGER)", " AS bigint)");
    });
    let all = |row: &store::Row| (0..OPERATIONS.len()).map(|at| row.opt_int(at).map(Param::from)).collect();
    Ok(tx.query_one(&q, all)?.expect("one row"))
}

#[test]
fn statements_compute_as_memory_does() {
    let bench = Bench::new();
    let plain = [integer(), integer(), integer()];
    let half = (near_half(), integer()).prop_map(|((a, c), b)| [a, b, c]);
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(60) });
    let outcome = runner.run(&vec(prop_oneof![plain, half], 10), |all| {
        for numbers in all {
            let wide = numbers.map(i128::from);
            let found = bench.both(move |tx| results(tx, numbers));
            for ((name, _, compute), found) in OPERATIONS.into_iter().zip(found) {
                let expected = compute(wide).and_then(|result| i64::try_from(result).ok());
                prop_assert_eq!(found, Param::from(expected), "{} of {:?}", name, numbers);
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
