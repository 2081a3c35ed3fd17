//! Amounts with their currency.

use maud::{Markup, html};
use meta::types::{Currency, Fault, Money, Reading};
use meta::{Field, Value};
use words::said;

use super::{Input, Look};
use crate::pairs::Pairs;

pub(super) fn input(input: &Input) -> Markup {
    let base = input.look.formats.base();
    let chosen = Some(input.part_value("currency")).filter(|code| !code.is_empty());
    let chosen = chosen.unwrap_or(base.as_str()).to_string();
    let mut offered: Vec<String> =
        input.look.snapshot.rates.currencies().iter().map(|currency| currency.as_str().to_string()).collect();
    for code in [base.as_str(), &chosen] {
        if !offered.iter().any(|known| known == code) {
            offered.push(code.to_string());
        }
    }
    let named = said!("money-currency-of", field = input.field.label.as_str());
    let named = input.look.formats.lang().say(named);
    html! {
        div.input-group.money-input {
            input id=(input.id()) name=(input.name) value=(input.value()) inputmode="decimal" required[input.required]
                autocomplete="off" aria-describedby=[input.described()] aria-invalid=[input.invalid()];
            select name=(input.part("currency")) aria-label=(named) {
                @for code in &offered { option value=(code) selected[*code == chosen] { (code) } }
            }
        }
    }
}

pub(super) fn typed(name: &str, money: &Money, look: Look, pairs: &mut Pairs) {
    let mut amount = money.amount.normalize();
    if amount.scale() == 1 {
        amount.rescale(2);
    }
    let text = if amount.scale() == 0 { amount.to_string() } else { look.formats.typed(&amount) };
    pairs.push(name, text);
    pairs.push(format!("{name}[currency]"), money.currency.as_str());
}

/// The amount in the chosen currency; one typed with its own mark keeps that.
pub(super) fn read(field: &Field, name: &str, given: &Pairs, look: Look) -> Result<Value, Fault> {
    let chosen = given.text(&format!("{name}[currency]"));
    let plain = look.formats.reading();
    let currency = if chosen.is_empty() { Some(plain.base_currency) } else { Currency::parse(chosen) };
    let currency = currency.ok_or_else(|| Fault::new("invalid", said!("value-currency")))?;
    field.kind.parse(given.text(name), &Reading { base_currency: currency, ..plain })
}
