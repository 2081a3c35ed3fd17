//! Numbers: reading what people write, and exact fixed-point numbers of 64 bits.
//!
//! Never through a float, never rounded: a number with too many decimal places is refused.

use rust_decimal::Decimal;
use words::said;

use super::Fault;

/// Most decimal places a definition may ask for.
pub const MAX_SCALE: u32 = 12;

/// The number times 10^`scale`, as engines keep it; `None` when it has more places or does not fit 64 bits.
pub fn scaled(number: &Decimal, scale: u32) -> Option<i64> {
    let plain = number.normalize();
    let missing = scale.checked_sub(plain.scale())?;
    let whole = plain.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    i64::try_from(whole).ok()
}

/// The number that an engine keeps as `whole`: `whole` × 10^−`scale`. `scale` is at most 28.
pub fn unscaled(whole: i64, scale: u32) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(whole), scale.min(Decimal::MAX_SCALE))
}

/// The number at exactly `scale` places; refused when that would lose digits or leave 64 bits.
pub(crate) fn at_scale(number: &Decimal, scale: u32) -> Result<Decimal, Fault> {
    if number.normalize().scale() > scale {
        let number = number.normalize().to_string();
        let detail = match scale {
            0 => said!("fault-whole", number = number),
            _ => said!("fault-places", most = scale, number = number),
        };
        return Err(Fault::new("too_precise", detail));
    }
    match scaled(number, scale) {
        Some(whole) => Ok(unscaled(whole, scale)),
        None if number.is_sign_negative() => Err(too_small(unscaled(i64::MIN, scale), number)),
        None => Err(too_large(unscaled(i64::MAX, scale), number)),
    }
}

/// The number as a whole one of 64 bits.
pub(crate) fn whole(number: &Decimal) -> Result<i64, Fault> {
    let exact = at_scale(number, 0)?;
    scaled(&exact, 0).ok_or_else(|| Fault::unlike("expected-whole"))
}

/// Refuses a number outside its bounds.
pub(crate) fn within<N: PartialOrd + std::fmt::Display + Copy>(
    number: N,
    min: Option<N>,
    max: Option<N>,
) -> Result<(), Fault> {
    match (min, max) {
        (Some(min), _) if number < min => Err(too_small(min, number)),
        (_, Some(max)) if number > max => Err(too_large(max, number)),
        _ => Ok(()),
    }
}

fn too_small(min: impl std::fmt::Display, number: impl std::fmt::Display) -> Fault {
    Fault::new("too_small", said!("fault-too-small", least = min.to_string(), number = number.to_string()))
}

fn too_large(max: impl std::fmt::Display, number: impl std::fmt::Display) -> Fault {
    Fault::new("too_large", said!("fault-too-large", most = max.to_string(), number = number.to_string()))
}

/// Reads a number as written: `1,234.56`, `1 234`, `1'234`, `-12`, `12-`, `(12)`. Groups must be groups: with `.` as the
/// decimal mark, `1,5` is refused rather than read as 15. No exponents: a spreadsheet that writes them has lost digits.
pub(crate) fn parse(text: &str, decimal: char) -> Option<Decimal> {
    let (negative, body) = sign(text.trim());
    let (whole, fraction) = match body.split_once(decimal) {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = ungrouped(whole, decimal)?;
    let digits = format!("{}.{}", whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let number = Decimal::from_str_exact(&format!("0{digits}0")).ok()?.normalize();
    Some(if negative { -number } else { number })
}

fn sign(text: &str) -> (bool, &str) {
    if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, inside.trim());
    }
    let minus = ['-', '\u{2212}'];
    if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
        return (true, rest.trim());
    }
    (false, text.strip_prefix('+').unwrap_or(text).trim())
}

/// Takes the marks between thousands out; `None` when they do not stand between groups of digits.
fn ungrouped(whole: &str, decimal: char) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(whole.to_string());
    };
    let allowed = [',', '.', '\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
    if mark == decimal || !allowed.contains(&mark) {
        return None;
    }
    let groups: Vec<&str> = whole.split(mark).collect();
    let last = groups.len() - 1;
    let fits = groups.iter().enumerate().all(|(at, group)| {
        let length = match at {
            0 => 1..=3,
            at if at == last => 3..=3,
            _ => 2..=3, // 12,34,567 as written in India
        };
        length.contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
    });
    fits.then(|| groups.concat())
}

/// Reads a JSON number exactly. One that a float cannot hold exactly (more than 15 digits) is refused: it has to be sent
/// as a string, since readers of JSON have lost its digits before anybody could look.
pub(crate) fn from_json(number: &serde_json::Number) -> Result<Decimal, Fault> {
    let text = number.to_string();
    let (digits, _) = text.split_once(['e', 'E']).unwrap_or((&text, ""));
    let inexact = number.is_f64() && digits.bytes().filter(u8::is_ascii_digit).count() > 16;
    let read = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
    match read {
        Ok(number) if !inexact => Ok(number),
        _ => Err(Fault::invalid(said!("fault-json-number"))),
    }
}

/// Reads the decimal string of the API: `-1234.56`, without marks between thousands.
pub(crate) fn from_plain(text: &str) -> Option<Decimal> {
    let plain = text.trim();
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| parse(plain, '.')).flatten()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn numbers_are_read_by_their_decimal_mark() {
        let point = ["1234.56", "1,234.56", "1 234.56", "1'234.56", "01234.560", "+1,234.56"];
        for text in point {
            assert_eq!(parse(text, '.').unwrap().to_string(), "1234.56", "{text}");
        }
        for text in ["1.234,56", "1 234,56", "1\u{202f}234,56"] {
            assert_eq!(parse(text, ',').unwrap().to_string(), "1234.56", "{text}");
        }
        for text in ["(12)", "-12", "12-", "\u{2212}12"] {
            assert_eq!(parse(text, '.').unwrap().to_string(), "-12", "{text}");
        }
        assert_eq!(parse("12,34,567", '.').unwrap().to_string(), "1234567");
        assert_eq!(parse(".5", '.').unwrap().to_string(), "0.5");
    }

    #[test]
    fn what_another_reading_would_need_is_refused() {
        for text in ["1,5", "1.2.3", "1,23,4", "1e5", "", ".", "-", "()", "1 2", "12 34.5", "0x1f", "١٢", "5.", "--1"]
        {
            assert_eq!(parse(text, '.'), None, "{text}");
        }
        assert_eq!(parse("1,234.56", ','), None);
    }

    #[test]
    fn scaled_numbers_end_at_64_bits() {
        let largest = unscaled(i64::MAX, 4);
        assert_eq!(largest.to_string(), "922337203685477.5807");
        assert_eq!(scaled(&largest, 4), Some(i64::MAX));
        assert_eq!(scaled(&unscaled(i64::MIN, 4), 4), Some(i64::MIN));
        let beyond = largest + unscaled(1, 4);
        assert_eq!(at_scale(&beyond, 4).unwrap_err().code, "too_large");
        assert_eq!(at_scale(&Decimal::from_str("1.005").unwrap(), 2).unwrap_err().code, "too_precise");
        assert_eq!(at_scale(&Decimal::from_str("1.5000").unwrap(), 2).unwrap().to_string(), "1.50");
    }
}
