//! Functions that statements call on SQLite where its own arithmetic is too narrow: see `dialect/exact`. Each is exact in
//! 128 bits; what then leaves 64 bits is null, as is a result of null.

use expr::number::{divide_rounded, rescale};
use rusqlite::functions::{Context, FunctionFlags};

type Number = Option<i64>;

/// Makes the functions known to a connection.
pub(super) fn register(raw: &rusqlite::Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    raw.create_scalar_function("exact_sum", -1, flags, sum)?;
    raw.create_scalar_function("exact_ratio", 3, flags, |args| {
        let [a, b, c] = wide(args)?;
        Ok(a.zip(b).zip(c).and_then(|((a, b), c)| (c != 0).then(|| divide_rounded(a * b, c))).and_then(narrow))
    })?;
    raw.create_scalar_function("exact_abs", 1, flags, |args| {
        let [number] = wide(args)?;
        Ok(number.map(i128::abs).and_then(narrow))
    })?;
    raw.create_scalar_function("exact_floor", 2, flags, |args| {
        let [number, unit] = wide(args)?;
        Ok(number.zip(unit).map(|(number, unit)| number.div_euclid(unit)).and_then(narrow))
    })?;
    raw.create_scalar_function("exact_ceiling", 2, flags, |args| {
        let [number, unit] = wide(args)?;
        Ok(number.zip(unit).map(|(number, unit)| -(-number).div_euclid(unit)).and_then(narrow))
    })?;
    raw.create_scalar_function("exact_order", 4, flags, |args| {
        let [a, a_places, b, b_places] = wide(args)?;
        Ok(placed(a, a_places).zip(placed(b, b_places)).map(|(a, b)| a.cmp(&b) as i64))
    })
}

/// The sum of the first argument times the second, the third times the fourth, and so on.
fn sum(args: &Context<'_>) -> rusqlite::Result<Number> {
    let mut total = 0i128;
    for at in (0..args.len()).step_by(2) {
        let (Some(term), Some(factor)) = (args.get::<Number>(at)?, args.get::<Number>(at + 1)?) else {
            return Ok(None);
        };
        match total.checked_add(i128::from(term) * i128::from(factor)) {
            Some(sum) => total = sum,
            None => return Ok(None),
        }
    }
    Ok(narrow(total))
}

/// A number of so many places at the largest scale there is, so that numbers of any scales can be put in order.
fn placed(number: Option<i128>, places: Option<i128>) -> Option<i128> {
    rescale(number?, u32::try_from(places?).ok()?, expr::number::MAX_SCALE)
}

fn wide<const N: usize>(args: &Context<'_>) -> rusqlite::Result<[Option<i128>; N]> {
    let mut numbers = [None; N];
    for (at, number) in numbers.iter_mut().enumerate() {
        *number = args.get::<Number>(at)?.map(i128::from);
    }
    Ok(numbers)
}

fn narrow(number: i128) -> Number {
    i64::try_from(number).ok()
}
