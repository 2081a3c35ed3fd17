//! The records on which the doors are tried: everybody but the reader has some, and they hang on each other.

use std::collections::{BTreeSet, HashMap};

use crm::{Actor, Crm};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::oracle::{PEOPLE, Reach, granted, reports, role, team};
use crate::support::*;

/// One record.
pub struct Thing {
    pub module: &'static str,
    pub id: Uuid,
    pub owner: &'static str,
    pub title: String,
    /// The fields that lead to others, each with which.
    pub links: Vec<(&'static str, usize)>,
}

pub struct World {
    pub things: Vec<Thing>,
    pub people: HashMap<&'static str, Actor>,
    pub stage: Uuid,
}

impl World {
    pub fn reaches(&self, who: &str, thing: &Thing, reach: Reach) -> bool {
        let own = thing.owner == who;
        let about = thing.links.iter().find(|(field, _)| *field == "about");
        match reach {
            Reach::None => false,
            Reach::All => true,
            Reach::Own => own,
            Reach::Team => own || (!team(who).is_empty() && team(thing.owner) == team(who)),
            Reach::Subtree => reports(thing.owner, who),
            Reach::Parent => own || about.is_some_and(|(_, at)| self.sees(who, &self.things[*at])),
        }
    }

    pub fn sees(&self, who: &str, thing: &Thing) -> bool {
        self.reaches(who, thing, granted(role(who), thing.module).1)
    }

    pub fn of(&self, module: &str) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(move |thing| thing.module == module)
    }

    pub fn seen(&self, who: &str, module: &str) -> BTreeSet<Uuid> {
        self.of(module).filter(|thing| self.sees(who, thing)).map(|thing| thing.id).collect()
    }
}

/// For everybody but the reader two accounts, two contacts, an opportunity, and tasks and notes on some of those.
pub fn world(crm: &Crm) -> World {
    let stage = pipeline(crm)["engaging"];
    let mut world = World { things: Vec::new(), people: hired(crm), stage };
    let product = world.make(crm, "root", "product", json!({ "name": "Product of root" }), &[]);
    for (owner, ..) in PEOPLE.iter().filter(|(name, ..)| *name != "reader") {
        let called = |what: &str| json!({ "name": format!("{what} {owner}") });
        let account = world.make(crm, owner, "account", called("Account of"), &[]);
        world.make(crm, owner, "account", called("Branch account of"), &[("parent", account)]);
        let boss = world.make(crm, owner, "contact", called("Contact boss of"), &[("account", account)]);
        let contact =
            world.make(crm, owner, "contact", called("Contact"), &[("account", account), ("reports_to", boss)]);
        let deal = json!({ "name": format!("Deal of {owner}"), "stage": stage });
        let links = [("account", account), ("contact", contact), ("contacts", boss), ("product", product)];
        let deal = world.make(crm, owner, "opportunity", deal, &links);
        for (at, what) in [(deal, "deal"), (account, "account"), (contact, "contact")] {
            let (task, note) = (format!("Task on {what} of {owner}"), format!("Note on {what} of {owner}"));
            world.make(crm, owner, "task", json!({ "subject": task }), &[("about", at)]);
            world.make(crm, owner, "note", json!({ "body": note }), &[("about", at)]);
        }
    }
    world
}

fn hired(crm: &Crm) -> HashMap<&'static str, Actor> {
    let system = crm.system();
    let mut teams: HashMap<&str, Uuid> = HashMap::new();
    for name in ["north", "south"] {
        teams.insert(name, create(crm, &system, "team", json!({ "name": name })).unwrap().id);
    }
    let rows: Vec<_> = PEOPLE.iter().map(|(name, role, manager, _)| (*name, *role, *manager)).collect();
    let people = people(crm, &rows);
    for (name, _, _, team) in PEOPLE.iter().filter(|(.., team)| !team.is_empty()) {
        update(crm, &system, "user", people[name].user.unwrap(), json!({ "team": teams[team] })).unwrap();
    }
    crm.refresh().unwrap();
    people.iter().map(|(name, a)| (*name, crm.actor(a.user.unwrap(), crm::Via::Session).unwrap())).collect()
}

impl World {
    fn make(
        &mut self,
        crm: &Crm,
        owner: &'static str,
        module: &'static str,
        mut values: Json,
        links: &[(&'static str, usize)],
    ) -> usize {
        for (field, at) in links {
            let (to, id) = (self.things[*at].module, self.things[*at].id);
            values[*field] = match *field {
                "about" => json!({ "module": to, "id": id }),
                "contacts" => json!([id]),
                _ => json!(id),
            };
        }
        let record = create(crm, &self.people[owner], module, values).unwrap();
        self.things.push(Thing { module, id: record.id, owner, title: record.title, links: links.to_vec() });
        self.things.len() - 1
    }
}
