//! Exact arithmetic on scaled integers, the rule that SQL copies.
//!
//! A number of scale `s` is an integer count of 10⁻ˢ within 64 bits. Every operation is exact in 128 bits, then rounded
//! once to the scale of its result, halves away from zero; beyond 64 bits there is no result.

use rust_decimal::Decimal;

/// The largest scale.
pub const MAX_SCALE: u32 = 12;

/// The scale of a quotient, unless the dividend has a larger one.
pub const QUOTIENT_SCALE: u32 = 6;

/// The scale of `a * b`: that of the exact product, but no more than six places or than an operand has.
pub fn product_scale(a: u32, b: u32) -> u32 {
    (a + b).min(a.max(b).max(QUOTIENT_SCALE))
}

/// The scale of `a / b` by that of `a`.
pub fn quotient_scale(a: u32) -> u32 {
    a.max(QUOTIENT_SCALE)
}

/// `a / b` rounded, halves away from zero; `b` is not zero.
pub fn divide_rounded(a: i128, b: i128) -> i128 {
    let (quotient, rest) = (a / b, (a % b).unsigned_abs());
    let half_or_more = rest >= b.unsigned_abs() - rest;
    match half_or_more && rest != 0 {
        true if (a < 0) == (b < 0) => quotient + 1,
        true => quotient - 1,
        false => quotient,
    }
}

/// 10 to a power of at most 38.
pub fn ten(power: u32) -> i128 {
    10i128.pow(power.min(38))
}

/// An integer of 10⁻ᶠʳᵒᵐ as one of 10⁻ᵗᵒ, rounded when places are lost.
pub fn rescale(value: i128, from: u32, to: u32) -> Option<i128> {
    match to.checked_sub(from) {
        Some(more) => value.checked_mul(ten(more)),
        None => Some(divide_rounded(value, ten(from - to))),
    }
}

/// A decimal as an integer of 10⁻ˢ, rounded when it has more places; `None` beyond 64 bits.
pub fn scaled(value: Decimal, scale: u32) -> Option<i128> {
    let integer = rescale(value.mantissa(), value.scale(), scale)?;
    i64::try_from(integer).ok().map(i128::from)
}

/// An integer of 10⁻ˢ as a decimal; `None` beyond 64 bits.
pub fn decimal(integer: i128, scale: u32) -> Option<Decimal> {
    i64::try_from(integer).ok().map(|integer| Decimal::from_i128_with_scale(i128::from(integer), scale))
}

/// A decimal rounded to a scale; `None` beyond 64 bits.
pub fn round(value: Decimal, scale: u32) -> Option<Decimal> {
    decimal(scaled(value, scale)?, scale)
}

/// Whether a decimal is held by 64 bits at a scale.
pub fn fits(value: Decimal, scale: u32) -> bool {
    scaled(value, scale).is_some()
}

/// `a * b`, both at their scales, at the scale `to`.
pub fn multiply(a: (i128, u32), b: (i128, u32), to: u32) -> Option<i128> {
    rescale(a.0.checked_mul(b.0)?, a.1 + b.1, to)
}

/// `a / b`, both at their scales, at the scale `to`, which is not below that of `a`; `None` when `b` is zero.
pub fn divide(a: (i128, u32), b: (i128, u32), to: u32) -> Option<i128> {
    if b.0 == 0 {
        return None;
    }
    Some(divide_rounded(a.0.checked_mul(ten(to + b.1 - a.1))?, b.0))
}

/// The remainder of two integers of the same scale, with the sign of the divisor; `None` when it is zero.
pub fn modulo(a: i128, b: i128) -> Option<i128> {
    let rest = a.checked_rem(b)?;
    Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (a, b, expected) in [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (5, 3, 2), (0, 7, 0)] {
            assert_eq!(divide_rounded(a, b), expected, "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn a_rounded_quotient_is_the_nearest(a in -(1i128 << 100)..1i128 << 100, b in 1i128..1 << 64, negative: bool) {
            let b = if negative { -b } else { b };
            let quotient = divide_rounded(a, b);
            let off = (a - quotient * b).abs() * 2;
            prop_assert!(off <= b.abs());
            prop_assert!(off < b.abs() || (quotient * b).abs() > a.abs(), "a half goes away from zero");
        }

        #[test]
        fn small_halves_go_away_from_zero(half in -1000i128..1000, b in 1i128..1000) {
            let away = if half < 0 { half } else { half + 1 };
            prop_assert_eq!(divide_rounded((2 * half + 1) * b, 2 * b), away);
        }
    }

    #[test]
    fn the_widest_quotient_is_exact() {
        let largest = i128::from(i64::MAX);
        assert_eq!(divide((largest, 0), (1, 12), 6), Some(largest * ten(18)));
    }

    #[test]
    fn remainders_take_the_sign_of_the_divisor() {
        assert_eq!(
            [modulo(12, 5), modulo(-12, 5), modulo(12, -5), modulo(-12, -5)].map(Option::unwrap),
            [2, 3, -3, -2]
        );
        assert_eq!(modulo(1, 0), None);
    }
}
