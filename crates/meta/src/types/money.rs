//! Money: an exact amount in one currency.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use words::said;

use super::{Fault, Reading, number};

/// A three-letter ISO 4217 code in capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The code for no currency: the base of readings in which it does not matter.
    pub const NONE: Currency = Currency(*b"XXX");

    /// Reads a code, in any case.
    pub fn parse(text: &str) -> Option<Currency> {
        let bytes: [u8; 3] = text.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// Whether the standard lists it. Amounts that were kept while it did stay readable.
    pub fn is_listed(&self) -> bool {
        iso_currency::Currency::from_code(self.as_str()).is_some()
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(text: String) -> Result<Currency, String> {
        Currency::parse(&text).ok_or_else(|| format!("“{text}” is not a currency: use a three-letter code such as EUR"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.as_str().to_string()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Decimal places kept of an amount: stored as a 64-bit integer of 10⁻⁴.
pub const SCALE: u32 = 4;

/// An amount in a currency, at most four decimal places, within ±922,337,203,685,477.5807.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// The amount.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// The amount as text: at least two decimal places, no more than it needs.
    pub fn amount_text(&self) -> String {
        let mut amount = self.amount.normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        amount.to_string()
    }

    /// Reads `1,234.56`, `€ 1.200,50`, `USD 12`, `12 EUR`, `-$5`, `($5)`; an amount without a mark is in the base currency.
    pub(crate) fn parse(text: &str, reading: &Reading) -> Option<Money> {
        let is_mark = |c: char| c.is_alphabetic() || SYMBOLS.iter().any(|(symbol, _)| symbol.contains(c));
        let Some(start) = text.find(is_mark) else {
            return Some(Money { amount: number::parse(text, reading.decimal)?, currency: reading.base_currency });
        };
        let end = text.rfind(is_mark)? + text[start..].chars().rev().find(|c| is_mark(*c))?.len_utf8();
        let (before, mark, after) = (&text[..start], &text[start..end], &text[end..]);
        let has_digit = |part: &str| part.contains(|c: char| c.is_ascii_digit());
        if has_digit(before) && has_digit(after) {
            return None;
        }
        let currency = Currency::of_mark(mark, reading.base_currency)?;
        let amount = number::parse(&format!("{}{}", before.trim(), after.trim()), reading.decimal)?;
        Some(Money { amount, currency })
    }

    /// The amount at the kept scale, within its bounds, in a listed currency.
    pub(crate) fn check(self, min: Option<Decimal>, max: Option<Decimal>) -> Result<Money, Fault> {
        if !self.currency.is_listed() {
            return Err(Fault::invalid(said!("fault-currency", given = self.currency.as_str())));
        }
        let amount = number::at_scale(&self.amount, SCALE)?;
        number::within(amount.normalize(), min, max)?;
        Ok(Money { amount, currency: self.currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount_text(), self.currency)
    }
}

/// Marks and the currencies they may mean: the base currency where it is among them, else the first.
const SYMBOLS: [(&str, &[&str]); 21] = [
    ("€", &["EUR"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"]),
    ("US$", &["USD"]),
    ("A$", &["AUD"]),
    ("C$", &["CAD"]),
    ("R$", &["BRL"]),
    ("£", &["GBP"]),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Fr", &["CHF"]),
    ("₹", &["INR"]),
    ("₺", &["TRY"]),
    ("₽", &["RUB"]),
    ("₴", &["UAH"]),
    ("₩", &["KRW"]),
    ("₪", &["ILS"]),
    ("₫", &["VND"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
];

impl Currency {
    fn of_mark(mark: &str, base: Currency) -> Option<Currency> {
        let Some((_, meant)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == mark) else {
            return Currency::parse(mark);
        };
        if meant.contains(&base.as_str()) { Some(base) } else { Currency::parse(meant[0]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimal: char) -> Option<String> {
        let reading = Reading { decimal, ..Reading::plain(Currency::parse("CHF").unwrap()) };
        Money::parse(text, &reading).map(|money| money.to_string())
    }

    #[test]
    fn amounts_are_read_with_their_marks() {
        for (text, decimal, money) in [
            ("€ 1.200,50", ',', "1200.50 EUR"),
            ("1 200,50 €", ',', "1200.50 EUR"),
            ("USD 12", '.', "12.00 USD"),
            ("12usd", '.', "12.00 USD"),
            ("-$5.125", '.', "-5.125 USD"),
            ("($5)", '.', "-5.00 USD"),
            ("R$ 7", '.', "7.00 BRL"),
            ("1'200.50", '.', "1200.50 CHF"),
        ] {
            assert_eq!(read(text, decimal).as_deref(), Some(money), "{text}");
        }
        for text in ["", "EUR", "1€50", "12 euros", "€ 1 $", "12 EUR EUR"] {
            assert_eq!(read(text, '.'), None, "{text}");
        }
    }

    #[test]
    fn only_listed_currencies_pass() {
        let money = |code| Money { amount: Decimal::ONE, currency: Currency::parse(code).unwrap() };
        assert!(money("eur").check(None, None).is_ok() && money("XAU").check(None, None).is_ok());
        let fault = money("ZZZ").check(None, None).unwrap_err();
        assert_eq!(
            (fault.code, fault.detail.english().as_str()),
            ("invalid", "must have a currency such as EUR; it is “ZZZ”")
        );
    }

    #[test]
    fn a_shared_mark_means_the_base_currency_where_it_can() {
        let reading = Reading::plain(Currency::parse("CAD").unwrap());
        assert_eq!(Money::parse("$1", &reading).unwrap().to_string(), "1.00 CAD");
    }
}
