//! Records of `everything` in memory, and the moment and company that filters are decided for.

use std::collections::BTreeMap;

use chrono::Weekday;
use meta::filter::{Moment, Reader, Source, eval, resolve};
use meta::types::Money;
use meta::{Field, Filter, Key, Module, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{CATALOGUE, fields, kind, value};

/// A record in memory: amounts in USD are worth half as much in base currency, those in EUR as much.
#[derive(Debug, Clone, Default)]
pub struct Thing {
    /// Its values.
    pub values: BTreeMap<String, Value>,
    /// What the link `up` leads to.
    pub up: Option<Box<Thing>>,
    /// What the relation `peers` holds.
    pub peers: Vec<Thing>,
}

fn to_base(money: &Money) -> Option<Decimal> {
    match money.currency.as_str() {
        "EUR" => Some(money.amount),
        "USD" => Some(money.amount / Decimal::TWO),
        _ => None,
    }
}

impl Source for &Thing {
    fn value(&self, field: &Key) -> Value {
        self.values.get(field.as_str()).cloned().unwrap_or_default()
    }
    fn base_amount(&self, field: &Key) -> Option<Decimal> {
        match self.value(field) {
            Value::Money(money) => to_base(&money),
            _ => None,
        }
    }
    fn follow(&self, link: &Key) -> Option<Box<dyn Source + '_>> {
        self.up.as_ref().filter(|_| link == "up").map(|up| Box::new(up.as_ref()) as Box<dyn Source>)
    }
    fn related(&self, relation: &Key) -> Vec<Box<dyn Source + '_>> {
        assert_eq!(relation, "peers");
        self.peers.iter().map(|peer| Box::new(peer) as Box<dyn Source>).collect()
    }
}

/// Reads filters for somebody who may not know of the field `secret`.
pub fn reader() -> Reader<'static, 'static> {
    Reader { catalogue: &CATALOGUE, visible: &|_: &Module, field: &Field| field.key != "secret", stage: &|_, _| true }
}

/// The filter on a Sunday in a company five hours behind UTC, whose weeks start on Monday.
pub fn resolved(filter: &Filter) -> Filter {
    let [me, colleague, report] = [1, 2, 3].map(Uuid::from_u128);
    let moment = Moment {
        today: "2026-11-22".parse().unwrap(),
        day_start: &|day| day.and_hms_opt(5, 0, 0).unwrap().and_utc(),
        week_start: Weekday::Mon,
        fiscal_year_start: 1,
        me,
        my_team: &[me, colleague],
        my_people: &[me, report],
        to_base: &to_base,
        stages: &|_| None,
    };
    resolve(filter, &CATALOGUE, "everything", &moment)
}

/// Whether a thing satisfies a filter at that moment.
pub fn holds(filter: &Filter, thing: &Thing) -> bool {
    eval(&resolved(filter), &CATALOGUE, "everything", &thing)
}

/// Things with values of every type.
pub fn thing() -> impl Strategy<Value = Thing> {
    let flat = || {
        let values: Vec<_> =
            fields().into_iter().map(|key| value(kind(&key)).prop_map(move |v| (key.to_string(), v))).collect();
        values.prop_map(|values| Thing { values: values.into_iter().collect(), ..Thing::default() })
    };
    (flat(), prop::option::of(flat()), vec(flat(), 0..2)).prop_map(|(thing, up, peers)| Thing {
        up: up.map(Box::new),
        peers,
        ..thing
    })
}
