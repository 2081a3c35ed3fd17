//! Parts of composite values: their types, values and operators.

use super::{MONEY_SCALE, number};
use crate::catalogue::Part;
use crate::{FieldType, Op, Value};

impl Part {
    /// The type of the part's values, as which it is shown and sorted.
    pub fn kind(self) -> FieldType {
        match self {
            Part::Amount => FieldType::Decimal { scale: MONEY_SCALE, min: None, max: None },
            _ => FieldType::Text { max: super::operators::MAX_OPERAND },
        }
    }

    /// The operators that filters may use with the part.
    pub fn ops(self) -> &'static [Op] {
        match self {
            Part::Currency | Part::Country => FieldType::Bool.ops(),
            part => part.kind().ops(),
        }
    }

    /// The part of a composite value; `Null` when it is empty or the value has no such part.
    pub fn value(self, whole: &Value) -> Value {
        let text = match (self, whole) {
            (Part::Amount, Value::Money(money)) => {
                let exact = number::at_scale(&money.amount, MONEY_SCALE);
                return Value::Decimal(exact.unwrap_or(money.amount));
            }
            (Part::Currency, Value::Money(money)) => money.currency.as_str(),
            (Part::Given, Value::Name(name)) => &name.given,
            (Part::Family, Value::Name(name)) => &name.family,
            (Part::Street, Value::Address(address)) => &address.street,
            (Part::PostalCode, Value::Address(address)) => &address.postal_code,
            (Part::City, Value::Address(address)) => &address.city,
            (Part::Region, Value::Address(address)) => &address.region,
            (Part::Country, Value::Address(address)) => &address.country,
            _ => "",
        };
        if text.is_empty() { Value::Null } else { Value::Text(text.to_string()) }
    }
}
