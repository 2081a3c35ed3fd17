//! The modules of these tests: `thing` has every type of field, links to itself and to `other`, owned lines, lookups,
//! rollups, formulas kept in columns and formulas that statements compute.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use expr::{Expected, Typed};
use meta::types::{Currency, Money, number::scaled};
use meta::{Catalogue, FieldType, Key, Module, definition};
use rust_decimal::{Decimal, RoundingStrategy};
use store::Schema;

const TEXTS: [&str; 6] = [
    "module = \"user\"\n[fields]\nname = { type = \"text\" }",
    "module = \"team\"\n[fields]\nname = { type = \"text\" }",
    "module = \"stage\"\n[fields]\nname = { type = \"text\" }\nkey = { type = \"text\" }\nposition = { type = \"int\" }",
    "module = \"line\"\n[fields]\nname = { type = \"text\" }\nthing = { type = \"link\", to = \"thing\" }\nprice = { type = \"money\" }",
    include_str!("other.toml"),
    include_str!("thing.toml"),
];

/// The company's time zone: late in the evening it is already tomorrow there.
pub const ZONE: Tz = chrono_tz::Pacific::Auckland;

/// The modules and their formulas.
pub struct Fixture {
    pub schema: Schema,
    /// Every formula by module and field, those kept in columns too.
    pub formulas: HashMap<(Key, Key), Arc<Typed>>,
}

pub static FIXTURE: LazyLock<Fixture> = LazyLock::new(Fixture::load);

/// The modules.
pub fn catalogue() -> &'static Catalogue {
    &FIXTURE.schema.catalogue
}

/// A module.
pub fn module(key: &str) -> &'static Arc<Module> {
    catalogue().module(key).unwrap()
}

/// The instant that is now.
pub fn now() -> DateTime<Utc> {
    "2026-04-04T13:30:00Z".parse().unwrap()
}

pub fn base() -> Currency {
    Currency::parse("EUR").unwrap()
}

/// What an amount is worth in base currency: half as much for dollars, nothing known for francs.
pub fn to_base(money: &Money) -> Option<Decimal> {
    let worth = match money.currency.as_str() {
        "EUR" => money.amount,
        "USD" => money.amount / Decimal::TWO,
        _ => return None,
    };
    Some(worth.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
}

/// The same as the store keeps it.
pub fn worth(money: &Money) -> Option<i64> {
    scaled(&to_base(money)?, 4)
}

impl Fixture {
    fn load() -> Fixture {
        let modules = TEXTS.iter().map(|text| definition::load("fixture.toml", text).unwrap()).collect();
        let mut catalogue = definition::check(1, modules).unwrap();
        let mut formulas = HashMap::new();
        let derived: Vec<(Key, Key)> = catalogue
            .modules()
            .flat_map(|module| module.own_fields().map(|field| (module.key.clone(), field.key.clone())))
            .collect();
        // Formulas stand after what they read, and rollups and lookups before them.
        for (module, key) in derived {
            let owner = catalogue.module(&module).unwrap().clone();
            let field = owner.field(&key).unwrap().clone();
            if let FieldType::Formula { expr, .. } = &field.kind {
                let typed = expr::compile(&expr.text, &catalogue, &module, Expected::Formula)
                    .unwrap_or_else(|errors| panic!("{key}: {}", errors[0]));
                let result = typed.ty().field_type().unwrap();
                catalogue.set_result(&module, &key, result);
                formulas.insert((module, key), Arc::new(typed));
            } else if let Some(result) = definition::result_of(&catalogue, &owner, &field).unwrap_or_default() {
                catalogue.set_result(&module, &key, result);
            }
        }
        let computed = formulas.iter().filter(|((_, field), _)| !field.starts_with("kept_"));
        let computed = computed.map(|(at, typed)| (at.clone(), typed.clone())).collect();
        let schema = Schema::new(Arc::new(catalogue), computed, base().to_string()).in_zone(ZONE);
        Fixture { schema, formulas }
    }
}
