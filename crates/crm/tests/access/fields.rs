//! Fields: every door shows those that are not hidden from a role, and lets it set those that it may change.

use std::collections::BTreeSet;

use crm::exports::{Format, Order, export};
use crm::records::{self, ListQuery, New};
use crm::reports::pipeline::{By, Question, report};
use crm::reports::{Which, sales};
use crm::{Actor, Crm, Error, board};
use meta::record::Values;
use meta::{Filter, Key, Path, Record, Value};
use serde_json::json;
use uuid::Uuid;

use crate::levels::{Levels, ROLES, ROUNDS};
use crate::oracle::{MODULES, Reach, granted};
use crate::support::*;
use crate::world::{World, world};

/// Columns that a file does without.
const INNER: [&str; 3] = ["deleted_at", "version", "source"];

#[test]
fn fields_follow_their_levels_at_every_door() {
    each(|crm| {
        let world = world(crm);
        fill(crm, &world);
        for round in 0..ROUNDS {
            let levels = Levels::set(crm, round);
            for (role, who) in ROLES {
                let actor = crm.actor(world.people[who].user.unwrap(), crm::Via::Session).unwrap();
                for module in MODULES {
                    let thing = world.of(module).find(|thing| world.sees(who, thing) && filled(thing)).unwrap();
                    let door = Door { crm, levels: &levels, role, actor: &actor, module, id: thing.id };
                    door.read();
                    door.history();
                    door.exported();
                    door.asked();
                    door.changed();
                }
                reported(crm, &levels, role, &actor);
            }
        }
    });
}

/// Gives the records of ned, and the product, a value in every field that takes one.
fn fill(crm: &Crm, world: &World) {
    let money = |amount: &str| json!({ "amount": amount, "currency": "USD" });
    let address = json!({ "street": "1 Road", "city": "Porto", "country": "PT" });
    let reach = json!(["ana@example.org"]);
    let (mails, phones) = (reach.clone(), json!(["+49 30 1234"]));
    for thing in world.things.iter().filter(|thing| filled(thing)) {
        let values = match thing.module {
            "account" => json!({ "kind": "person", "status": "customer", "industry": "trade", "tags": ["a"],
                "website": "https://a.example", "emails": mails, "phones": phones, "address": address,
                "shipping_address": address, "employees": 7, "revenue": money("5"), "founded": 1999,
                "description": "x" }),
            "contact" => json!({ "role_title": "head", "emails": mails, "phones": phones, "address": address,
                "birthday": "1990-02-03", "description": "x", "tags": ["a"] }),
            "opportunity" => json!({ "external_id": "E-1", "amount": money("9"), "probability": "50",
                "probability_manual": true, "engage_date": "2026-01-02", "close_date": "2026-02-03", "next_step": "call",
                "source_channel": "event", "description": "x", "tags": ["a"] }),
            "product" => json!({ "code": "P-1", "family": "f", "price": money("3"), "cost": money("2"),
                "description": "x", "tags": ["a"] }),
            "task" => json!({ "due": "2026-02-03", "priority": "high", "status": "done", "tags": ["a"],
                "reminder_at": "2026-02-03T10:00:00Z", "description": "x" }),
            _ => json!({ "pinned": true, "tags": ["a"] }),
        };
        update(crm, &crm.system(), thing.module, thing.id, values).unwrap();
    }
}

/// The first of ned's records of each module, and the product.
fn filled(thing: &crate::world::Thing) -> bool {
    let first = match thing.module {
        "account" => thing.title == "Account of ned",
        "contact" => thing.title == "Contact ned",
        "task" | "note" => thing.title.contains("on deal of"),
        _ => true,
    };
    first && matches!(thing.owner, "ned" | "root") && (thing.owner == "ned" || thing.module == "product")
}

/// One role before the doors of one module.
struct Door<'a> {
    crm: &'a Crm,
    levels: &'a Levels,
    role: &'static str,
    actor: &'a Actor,
    module: &'static str,
    id: Uuid,
}

impl Door<'_> {
    fn seen(&self) -> BTreeSet<String> {
        self.levels.seen(self.role, self.module)
    }

    #[track_caller]
    fn shows(&self, door: &str, record: &Record) {
        let shown: BTreeSet<String> = record.values.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(shown, self.seen(), "{door}: {} {}", self.role, self.module);
    }

    /// Single records, lists, what is related, and what is read through a link.
    fn read(&self) {
        let (crm, actor, module, id) = (self.crm, self.actor, self.module, self.id);
        self.shows("get", &get(crm, actor, module, id).unwrap());
        let several = crm.read(actor, move |work| records::several(work, module, vec![id])).wait().unwrap();
        self.shows("several", &several[0]);
        let own = self.levels.fields.iter().filter(|(of, _)| *of == module);
        let all: Vec<Path> = own.map(|(_, key)| Path::of(key.clone())).collect();
        let query = ListQuery { fields: all, ..ListQuery::default() };
        let page = crm.read(actor, move |work| records::list(work, module, &query)).wait().unwrap();
        self.shows("list", &page.records[0]);
        if module == "opportunity" && self.levels.sees(self.role, module, "account") {
            let of_account = self.levels.fields.iter().filter(|(of, _)| *of == "account");
            let through = of_account.map(|(_, key)| Path::parse(&format!("account.{key}")).unwrap()).collect();
            let query = ListQuery { fields: through, ..ListQuery::default() };
            let page = crm.read(actor, move |work| records::list(work, module, &query)).wait().unwrap();
            let shown: BTreeSet<String> =
                page.records[0].joined.iter().map(|(path, _)| path.steps()[1].to_string()).collect();
            assert_eq!(shown, self.levels.seen(self.role, "account"), "through a link: {}", self.role);
        }
    }

    /// The history tells of the fields it tells an administrator of, but for those that are hidden.
    fn history(&self) {
        let (module, id) = (self.module, self.id);
        let told = |actor: &Actor| -> BTreeSet<String> {
            let history = self.crm.read(actor, move |work| records::history(work, module, id, None, 100)).wait();
            let (entries, _) = history.unwrap();
            entries.iter().flat_map(|entry| &entry.changes).map(|change| change.field.to_string()).collect()
        };
        let all = told(&self.crm.system());
        assert!(all.len() > 3, "{module}: {all:?}");
        assert_eq!(told(self.actor), &all & &self.seen(), "history: {} {module}", self.role);
    }

    fn exported(&self) {
        let text = |format: Format| {
            let mut out = Vec::new();
            let order = Order { module: self.module.into(), format, pairs: Vec::new(), find: None };
            export(self.crm, self.actor, &order, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let csv = text(Format::Csv);
        let head = csv.lines().next().unwrap().trim_start_matches('\u{feff}').split(',');
        let columns: BTreeSet<String> = head.map(|name| name.split('.').next().unwrap().to_string()).collect();
        let expected: BTreeSet<String> = self.seen().into_iter().filter(|key| !INNER.contains(&key.as_str())).collect();
        assert_eq!(columns, expected, "export: {} {}", self.role, self.module);
        let records: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&text(Format::Json)).unwrap();
        for hidden in self.levels.hidden(self.role, self.module) {
            assert!(records.iter().all(|record| !record.contains_key(hidden.as_str())), "{} {hidden}", self.role);
        }
    }

    /// Filters, lanes and sums know of no hidden field.
    fn asked(&self) {
        let order = |fields: Vec<String>| {
            let pairs = fields.iter().map(|field| (format!("filter[{field}][empty]"), "true".into())).collect();
            let order = Order { module: self.module.into(), format: Format::Csv, pairs, find: None };
            export(self.crm, self.actor, &order, &mut Vec::new())
        };
        order(self.seen().into_iter().collect()).unwrap();
        let module = self.module;
        for hidden in self.levels.hidden(self.role, module) {
            let refused = |door: &str, done: crm::Result<()>| {
                assert!(matches!(done, Err(Error::BadRequest(_))), "{door}: {} {module}.{hidden}", self.role);
            };
            refused("filter", order(vec![hidden.to_string()]).map(drop));
            let lanes = |by: Key, total: Option<Key>| {
                let lanes =
                    move |work: &mut crm::Work| board::lanes(work, module, &by, total.as_ref(), &Filter::Const(true));
                self.crm.read(self.actor, lanes).wait().map(drop)
            };
            refused("lanes", lanes(hidden.clone(), None));
            refused("total", lanes(Key::of("id"), Some(hidden.clone())));
        }
    }

    /// Which fields a role may set, in a record that it may change and in a new one.
    fn changed(&self) {
        let (creates, _, edit, _) = granted(self.role, self.module);
        let fields = || self.levels.fields.iter().filter(|(of, _)| *of == self.module).map(|(_, key)| key);
        let all: Values = fields().map(|key| (key.clone(), Value::Null)).collect();
        let expected: BTreeSet<(String, &str)> = fields()
            .filter(|key| !self.levels.sets(self.role, self.module, key))
            .map(|key| match self.levels.sees(self.role, self.module, key) {
                true => (key.to_string(), "read_only"),
                false => (key.to_string(), "unknown"),
            })
            .collect();
        let (module, id) = (self.module, self.id);
        let refused = |door: &str, done: crm::Result<Record>| {
            let Err(Error::Invalid(errors)) = &done else { panic!("{door}: {} {module} {done:?}", self.role) };
            let errors: BTreeSet<(String, &str)> = errors.iter().map(|one| (one.field.clone(), one.code)).collect();
            assert_eq!(errors, expected, "{door}: {} {module}", self.role);
        };
        if edit != Reach::None {
            let all = all.clone();
            let done =
                self.crm.write(self.actor, "update", move |work| records::update(work, module, id, all.clone(), None));
            refused("update", done.wait());
        }
        if creates {
            let done = self.crm.write(self.actor, "create", move |work| {
                records::create(work, module, New { id: None, values: all.clone(), source: "test" })
            });
            refused("create", done.wait());
        }
    }
}

/// The report sums up only what its reader knows of, and by nothing else.
fn reported(crm: &Crm, levels: &Levels, role: &str, actor: &Actor) {
    let sees = |field: &str| levels.sees(role, "opportunity", field);
    let (all, day) = (Which::default(), chrono::NaiveDate::from_ymd_opt(2026, 1, 1));
    let asked = [
        ("stage", Question::default()),
        ("owner", Question { by: By::Owner, ..Question::default() }),
        ("team", Question { by: By::Team, ..Question::default() }),
        ("close_date", Question { by: By::Team, which: Which { from: day, ..all } }),
        ("owner", Question { by: By::Team, which: Which { owner: actor.user, ..all } }),
    ];
    for (field, question) in asked {
        let by = match question.by {
            By::Stage => "stage",
            By::Owner => "owner",
            By::Team => "team",
        };
        let rows = crm.read(actor, move |work| report(work, &question)).wait();
        assert_eq!(rows.is_ok(), sees(field) && sees(by), "report: {role} {field}");
        for row in rows.into_iter().flatten() {
            assert_eq!(row.amount.is_some(), sees("amount"), "report: {role}");
            assert_eq!(row.weighted.is_some(), sees("amount") && sees("probability"), "report: {role}");
        }
    }
    let dated = ["stage", "owner", "close_date"].into_iter().all(sees);
    let sold = crm.read(actor, move |work| sales::report(work, &all)).wait();
    assert_eq!(sold.is_ok(), dated, "sales: {role}");
    assert_eq!(sold.is_ok_and(|sold| sold.total.all.amount.is_some()), dated && sees("amount"), "sales: {role}");
}
