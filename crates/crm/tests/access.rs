//! Who may see and do what, at every door, against a small oracle that shares no code with the product: the rights
//! below are written out by hand, and who reports to whom is a table.

mod support;

use std::collections::{BTreeSet, HashMap};

use crm::records::{self, Counting, ListQuery};
use crm::{Actor, Crm, search};
use meta::record::LinkTitle;
use meta::{Filter, Op, Path, Value};
use serde_json::json;
use support::*;
use uuid::Uuid;

/// Name, role, manager, team.
const PEOPLE: [(&str, &str, Option<&str>, &str); 8] = [
    ("root", "administrator", None, ""),
    ("mia", "sales_manager", None, "north"),
    ("ned", "sales_rep", Some("mia"), "north"),
    ("nia", "sales_rep", Some("mia"), "north"),
    ("sam", "sales_manager", None, "south"),
    ("sol", "sales_rep", Some("sam"), "south"),
    ("nils", "sales_rep", Some("sam"), "north"),
    ("reader", "read_only", None, ""),
];

#[derive(Clone, Copy, PartialEq)]
enum Reach {
    None,
    Own,
    Team,
    Subtree,
    All,
    Parent,
}

/// What a role may do in a module: create, read, edit, delete.
fn granted(role: &str, module: &str) -> (bool, Reach, Reach, Reach) {
    use Reach::*;
    match (role, module) {
        ("administrator", _) => (true, All, All, All),
        ("sales_rep", "account" | "contact") => (true, All, Team, Own),
        ("sales_rep", "opportunity") => (true, Team, Own, None),
        ("sales_rep", "task" | "note") => (true, Parent, Own, Own),
        ("sales_manager", "account" | "contact") => (true, All, Subtree, Subtree),
        ("sales_manager", "opportunity" | "task" | "note") => (true, Subtree, Subtree, Subtree),
        ("read_only", _) => (false, All, None, None),
        other => panic!("{other:?}"),
    }
}

fn team(who: &str) -> &'static str {
    PEOPLE.iter().find(|(name, ..)| *name == who).unwrap().3
}

fn role(who: &str) -> &'static str {
    PEOPLE.iter().find(|(name, ..)| *name == who).unwrap().1
}

fn reports(who: &str, to: &str) -> bool {
    who == to || PEOPLE.iter().any(|(name, _, manager, _)| *name == who && manager.is_some_and(|m| reports(m, to)))
}

/// One record of the test's world.
struct Thing {
    module: &'static str,
    id: Uuid,
    owner: &'static str,
    about: Option<usize>,
    title: String,
}

struct World {
    things: Vec<Thing>,
    people: HashMap<&'static str, Actor>,
}

impl World {
    fn reaches(&self, who: &str, thing: &Thing, reach: Reach) -> bool {
        let own = thing.owner == who;
        match reach {
            Reach::None => false,
            Reach::All => true,
            Reach::Own => own,
            Reach::Team => own || (!team(who).is_empty() && team(thing.owner) == team(who)),
            Reach::Subtree => reports(thing.owner, who),
            Reach::Parent => own || thing.about.is_some_and(|at| self.sees(who, &self.things[at])),
        }
    }

    fn sees(&self, who: &str, thing: &Thing) -> bool {
        self.reaches(who, thing, granted(role(who), thing.module).1)
    }

    fn seen(&self, who: &str, module: &str) -> BTreeSet<Uuid> {
        self.things.iter().filter(|t| t.module == module && self.sees(who, t)).map(|t| t.id).collect()
    }
}

/// For everybody but the reader an account, a contact, an opportunity, and a task and a note on that opportunity.
fn world(crm: &Crm) -> World {
    let system = crm.system();
    let stages = pipeline(crm);
    let mut teams: HashMap<&str, Uuid> = HashMap::new();
    for name in ["north", "south"] {
        teams.insert(name, create(crm, &system, "team", json!({ "name": name })).unwrap().id);
    }
    let rows: Vec<_> = PEOPLE.iter().map(|(name, role, manager, _)| (*name, *role, *manager)).collect();
    let people = people(crm, &rows);
    for (name, _, _, team) in PEOPLE {
        if !team.is_empty() {
            update(crm, &system, "user", people[name].user.unwrap(), json!({ "team": teams[team] })).unwrap();
        }
    }
    crm.refresh().unwrap();
    let people: HashMap<_, _> =
        people.iter().map(|(name, a)| (*name, crm.actor(a.user.unwrap(), crm::Via::Session).unwrap())).collect();
    let mut things = Vec::new();
    for (owner, ..) in PEOPLE.iter().filter(|(name, ..)| *name != "reader") {
        let by = &people[owner];
        let mut make = |module: &'static str, values: serde_json::Value, about: Option<usize>| {
            let record = create(crm, by, module, values).unwrap();
            things.push(Thing { module, id: record.id, owner, about, title: record.title });
            record.id
        };
        let account = make("account", json!({ "name": format!("Account of {owner}") }), None);
        make("contact", json!({ "name": format!("Contact {owner}"), "account": account }), None);
        let deal = json!({ "name": format!("Deal of {owner}"), "account": account, "stage": stages["engaging"] });
        let deal = make("opportunity", deal, None);
        let at = things.len() - 1;
        let about = json!({ "module": "opportunity", "id": deal });
        let mut make = |module: &'static str, values: serde_json::Value| {
            let record = create(crm, by, module, values).unwrap();
            things.push(Thing { module, id: record.id, owner, about: Some(at), title: record.title });
        };
        make("task", json!({ "subject": format!("Task of {owner}"), "about": about }));
        make("note", json!({ "body": format!("Note of {owner}"), "about": about }));
    }
    World { things, people }
}

const MODULES: [&str; 5] = ["account", "contact", "opportunity", "task", "note"];

#[test]
fn every_door_shows_what_the_oracle_says_and_nothing_else() {
    each(|crm| {
        let world = world(crm);
        for (who, ..) in PEOPLE {
            let actor = &world.people[who];
            for module in MODULES {
                let expected = world.seen(who, module);
                assert_eq!(listed(crm, actor, module, Filter::Const(true)), expected, "list: {who} {module}");
                assert_eq!(searched(crm, actor, module), expected, "search: {who} {module}");
                for thing in world.things.iter().filter(|thing| thing.module == module) {
                    let sees = expected.contains(&thing.id);
                    assert_eq!(get(crm, actor, module, thing.id).is_ok(), sees, "get: {who} {}", thing.title);
                    let id = thing.id;
                    let history = crm.read(actor, move |work| records::history(work, module, id, None, 10)).wait();
                    assert_eq!(history.is_ok(), sees, "history: {who} {}", thing.title);
                }
            }
            related(crm, &world, who);
            links(crm, &world, who);
        }
    });
}

fn listed(crm: &Crm, actor: &Actor, module: &'static str, filter: Filter) -> BTreeSet<Uuid> {
    let query = ListQuery { filter, limit: 100, count: Counting::Exact, ..ListQuery::default() };
    let page = crm.read(actor, move |work| records::list(work, module, &query)).wait().unwrap();
    let ids: BTreeSet<Uuid> = page.records.iter().map(|record| record.id).collect();
    assert_eq!(page.count.unwrap().value as usize, ids.len(), "count: {} {module}", actor.name);
    ids
}

fn searched(crm: &Crm, actor: &Actor, module: &'static str) -> BTreeSet<Uuid> {
    let query = if module == "opportunity" { "deal of" } else { module };
    let found = crm.read(actor, move |work| search::within(work, module, query, 100)).wait().unwrap();
    found.into_iter().map(|hit| hit.id).collect()
}

/// Opportunities on accounts: the related list, its existence as a filter, and a filter through the link.
fn related(crm: &Crm, world: &World, who: &str) {
    let actor = &world.people[who];
    let visible = world.seen(who, "opportunity");
    for account in world.things.iter().filter(|thing| thing.module == "account") {
        let id = account.id;
        let query = ListQuery::default();
        let page = crm.read(actor, move |work| records::related(work, "account", id, "opportunities", &query)).wait();
        let shown: BTreeSet<Uuid> = page.unwrap().records.iter().map(|record| record.id).collect();
        let hangs = world.things.iter().filter(|t| t.module == "opportunity" && t.owner == account.owner);
        let expected: BTreeSet<Uuid> = hangs.map(|t| t.id).filter(|id| visible.contains(id)).collect();
        assert_eq!(shown, expected, "related: {who} {}", account.title);
    }
    let has = Filter::Related {
        relation: meta::Key::of("opportunities"),
        filter: Box::new(Filter::test(meta::Key::of("name"), Op::Starts, Value::Text("Deal".into()))),
    };
    let owners: BTreeSet<&str> = world.things.iter().filter(|t| visible.contains(&t.id)).map(|t| t.owner).collect();
    let accounts = world.things.iter().filter(|t| t.module == "account" && owners.contains(t.owner));
    let expected: BTreeSet<Uuid> = accounts.map(|t| t.id).collect();
    assert_eq!(listed(crm, actor, "account", has), expected, "has related: {who}");
}

/// What a task is about: its title is shown only to those who see it, and a filter cannot feel it out.
fn links(crm: &Crm, world: &World, who: &str) {
    let actor = &world.people[who];
    for task in world.things.iter().filter(|thing| thing.module == "task" && world.sees(who, thing)) {
        let deal = &world.things[task.about.unwrap()];
        let shown = get(crm, actor, "task", task.id).unwrap();
        let expected = match world.sees(who, deal) {
            true => LinkTitle::Open(deal.title.clone()),
            false => LinkTitle::Restricted,
        };
        assert_eq!(shown.link_title("about"), Some(&expected), "link title: {who} {}", task.title);
    }
    let secret = Filter::test(Path::parse("account.name").unwrap(), Op::Contains, Value::Text("account".into()));
    assert_eq!(listed(crm, actor, "opportunity", secret), world.seen(who, "opportunity"), "filter: {who}");
}

#[test]
fn changing_and_binning_follow_the_oracle() {
    each(|crm| {
        let world = world(crm);
        for (who, ..) in PEOPLE {
            let actor = &world.people[who];
            for thing in &world.things {
                let (_, _, edit, delete) = granted(role(who), thing.module);
                let sees = world.sees(who, thing);
                let field = match thing.module {
                    "task" => json!({ "priority": "high" }),
                    "note" => json!({ "pinned": true }),
                    "contact" => json!({ "description": "x" }),
                    _ => json!({ "description": "x" }),
                };
                let changed = update(crm, actor, thing.module, thing.id, field);
                check(
                    changed.map(drop),
                    sees,
                    world.reaches(who, thing, edit),
                    &format!("edit: {who} {}", thing.title),
                );
                let (module, id) = (thing.module, thing.id);
                // In a transaction that is taken back, so that the world stays whole.
                let binned = crm
                    .write(actor, "delete", move |work| {
                        records::delete(work, module, id, None)?;
                        Err::<(), _>(crm::Error::Conflict("taken back".into()))
                    })
                    .wait();
                let binned = match binned {
                    Err(crm::Error::Conflict(_)) => Ok(()),
                    other => other,
                };
                check(binned, sees, world.reaches(who, thing, delete), &format!("delete: {who} {}", thing.title));
            }
        }
    });
}

fn check(done: crm::Result<()>, sees: bool, may: bool, what: &str) {
    match done {
        Ok(()) => assert!(sees && may, "{what} was done"),
        Err(crm::Error::NotFound(_)) => assert!(!sees, "{what} was not found"),
        Err(crm::Error::Forbidden(_)) => assert!(sees && !may, "{what} was refused"),
        Err(other) => panic!("{what}: {other:?}"),
    }
}

#[test]
fn creating_follows_the_oracle() {
    each(|crm| {
        let world = world(crm);
        let stages = pipeline_again(crm);
        for (who, ..) in PEOPLE {
            for module in MODULES {
                let values = match module {
                    "task" => json!({ "subject": "New" }),
                    "note" => json!({ "body": "New" }),
                    "opportunity" => json!({ "name": "New", "stage": stages }),
                    _ => json!({ "name": "New" }),
                };
                let made = create(crm, &world.people[who], module, values);
                assert_eq!(made.is_ok(), granted(role(who), module).0, "create: {who} {module} {made:?}");
            }
        }
    });
}

fn pipeline_again(crm: &Crm) -> Uuid {
    let query = ListQuery::default();
    crm.read(&crm.system(), move |work| records::list(work, "stage", &query)).wait().unwrap().records[0].id
}

#[test]
fn a_hidden_field_is_unknown_at_every_door() {
    each(|crm| {
        let people = people(crm, &[("root", "administrator", None), ("rep", "sales_rep", None)]);
        let (root, rep) = (&people["root"], &people["rep"]);
        let values = json!({ "name": "Centrifuge", "cost": { "amount": "55", "currency": "USD" } });
        let product = create(crm, root, "product", values).unwrap().id;
        assert!(get(crm, root, "product", product).unwrap().values.get("cost").is_some());
        assert!(get(crm, rep, "product", product).unwrap().values.get("cost").is_none());
        let query = ListQuery { fields: vec![Path::parse("cost").unwrap()], ..ListQuery::default() };
        let page = crm.read(rep, move |work| records::list(work, "product", &query)).wait().unwrap();
        assert!(page.records[0].values.get("cost").is_none());
        let history = crm.read(rep, move |work| records::history(work, "product", product, None, 10)).wait().unwrap();
        assert!(!format!("{history:?}").contains("cost"), "{history:?}");
        let refused = update(crm, rep, "product", product, json!({ "cost": null })).unwrap_err();
        assert!(matches!(&refused, crm::Error::Invalid(errors) if errors[0].code == "unknown"), "{refused:?}");
    });
}
