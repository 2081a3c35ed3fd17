//! The oracle of fields: in three rounds every role meets every field hidden, to read and to change.

use std::collections::BTreeSet;

use crm::Crm;
use crm::settings::rights;
use meta::{FieldLevel, Key};

use crate::oracle::MODULES;

/// The roles with somebody of each who sees what ned owns.
pub const ROLES: [(&str, &str); 3] = [("sales_rep", "ned"), ("sales_manager", "mia"), ("read_only", "reader")];

/// How many rounds it takes.
pub const ROUNDS: usize = 3;

/// What records are called, by what they are found, and what that is made of: never hidden.
const NAMING: [&str; 6] = ["id", "version", "name", "subject", "headline", "body"];

/// A module and a field.
type Place = (&'static str, &'static str);

/// What is derived, and from which fields.
const DERIVED: [(&str, &str, &[Place]); 7] = [
    ("opportunity", "pipeline", &[("opportunity", "stage")]),
    ("opportunity", "expected", &[("opportunity", "amount"), ("opportunity", "probability")]),
    ("account", "open_count", &[("opportunity", "account"), ("opportunity", "stage")]),
    ("account", "open_pipeline", &[("opportunity", "account"), ("opportunity", "stage"), ("opportunity", "amount")]),
    ("account", "won_total", &[("opportunity", "account"), ("opportunity", "stage"), ("opportunity", "amount")]),
    ("product", "margin", &[("product", "price"), ("product", "cost")]),
    ("note", "headline", &[("note", "body")]),
];

/// What nobody sets, whatever their level.
const SET_BY_KITH: [&str; 10] = [
    "id",
    "number",
    "stage_since",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "deleted_at",
    "version",
    "source",
];

/// The levels of one round.
pub struct Levels {
    round: usize,
    /// Every field of every module, in an order.
    pub fields: Vec<(&'static str, Key)>,
}

impl Levels {
    /// Sets them.
    pub fn set(crm: &Crm, round: usize) -> Levels {
        let catalogue = crm.snapshot().schema.catalogue.clone();
        let of = |module: &'static str| {
            let keys: Vec<Key> = catalogue.module(module).unwrap().fields.keys().cloned().collect();
            keys.into_iter().map(move |key| (module, key))
        };
        let levels = Levels { round, fields: MODULES.into_iter().flat_map(of).collect() };
        let mut wanted = Vec::new();
        for (at, (module, field)) in levels.fields.iter().enumerate() {
            for (nr, (role, _)) in ROLES.iter().enumerate() {
                let level = levels.given(nr, at);
                wanted.push((Key::of(role), Key::of(module), field.clone(), level));
            }
        }
        let set = crm.write(&crm.system(), "configure", move |work| {
            wanted
                .iter()
                .try_for_each(|(role, module, field, level)| rights::set_field(work, role, module, field, Some(*level)))
        });
        set.wait().unwrap();
        crm.refresh().unwrap();
        levels
    }

    fn given(&self, role: usize, field: usize) -> FieldLevel {
        let level = [FieldLevel::Hidden, FieldLevel::Read, FieldLevel::Edit][(role + field + self.round) % 3];
        let named = NAMING.contains(&self.fields[field].1.as_str());
        if named && level == FieldLevel::Hidden { FieldLevel::Read } else { level }
    }

    fn level(&self, role: &str, module: &str, field: &str) -> FieldLevel {
        let role = ROLES.iter().position(|(known, _)| *known == role).unwrap();
        let field = self.fields.iter().position(|(of, key)| *of == module && key == field).unwrap();
        self.given(role, field)
    }

    /// Whether a role knows of a field.
    pub fn sees(&self, role: &str, module: &str, field: &str) -> bool {
        let derived = DERIVED.iter().find(|(of, key, _)| *of == module && *key == field);
        let sources = derived.map_or(&[][..], |(_, _, sources)| sources);
        self.level(role, module, field) != FieldLevel::Hidden
            && sources.iter().all(|(module, field)| self.sees(role, module, field))
    }

    /// Whether a role may set a field of a record it may change.
    pub fn sets(&self, role: &str, module: &str, field: &str) -> bool {
        let computed = DERIVED.iter().any(|(of, key, _)| *of == module && *key == field);
        let own = !computed && !SET_BY_KITH.contains(&field);
        own && self.sees(role, module, field) && self.level(role, module, field) == FieldLevel::Edit
    }

    /// The fields of a module that a role knows of.
    pub fn seen(&self, role: &str, module: &str) -> BTreeSet<String> {
        let known = self.fields.iter().filter(|(of, key)| *of == module && self.sees(role, module, key));
        known.map(|(_, key)| key.to_string()).collect()
    }

    /// The fields of a module that a role does not know of.
    pub fn hidden(&self, role: &str, module: &str) -> Vec<&Key> {
        let unknown = self.fields.iter().filter(|(of, key)| *of == module && !self.sees(role, module, key));
        unknown.map(|(_, key)| key).collect()
    }
}
