//! Records: every door shows those the oracle says, and nothing of the others.

use std::collections::BTreeSet;

use crm::exports::{Format, Order, export};
use crm::feed::Happened;
use crm::records::{self, Counting, ListQuery};
use crm::reports::pipeline::{By, Question, Subject, report};
use crm::{Actor, Crm, audit, board, feed, search};
use meta::record::LinkTitle;
use meta::{Filter, Key, Op, Path, Value};
use uuid::Uuid;

use crate::oracle::{MODULES, PEOPLE, RELATIONS};
use crate::support::*;
use crate::world::{World, world};

#[test]
fn every_door_shows_what_the_oracle_says_and_nothing_else() {
    each(|crm| {
        let world = world(crm);
        audit::seal(crm).unwrap();
        for (who, ..) in PEOPLE {
            let actor = &world.people[who];
            for module in MODULES {
                let expected = world.seen(who, module);
                assert_eq!(listed(crm, actor, module, Filter::Const(true)), expected, "list: {who} {module}");
                assert_eq!(exported(crm, actor, module), expected, "export: {who} {module}");
                found(crm, actor, module, &expected);
                let all: Vec<Uuid> = world.of(module).map(|thing| thing.id).collect();
                let several = crm.read(actor, move |work| records::several(work, module, all.clone())).wait().unwrap();
                let several: BTreeSet<Uuid> = several.iter().map(|record| record.id).collect();
                assert_eq!(several, expected, "several: {who} {module}");
                single(crm, &world, who, module);
            }
            let told = told(crm, actor);
            let all: BTreeSet<Uuid> = MODULES.iter().flat_map(|module| world.seen(who, module)).collect();
            assert_eq!(told, all, "feed: {who}");
            counted(crm, &world, who);
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

fn exported(crm: &Crm, actor: &Actor, module: &str) -> BTreeSet<Uuid> {
    let order = Order { module: module.into(), format: Format::Json, pairs: Vec::new(), find: None };
    let mut out = Vec::new();
    export(crm, actor, &order, &mut out).unwrap();
    let records: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
    records.iter().map(|record| record["id"].as_str().unwrap().parse().unwrap()).collect()
}

/// The searches: within the module, as a list, and over everything.
fn found(crm: &Crm, actor: &Actor, module: &'static str, expected: &BTreeSet<Uuid>) {
    let words = if module == "opportunity" { "deal of" } else { module };
    let ids = |hits: Vec<search::Found>| -> BTreeSet<Uuid> {
        hits.into_iter().filter(|hit| hit.module == module).map(|hit| hit.id).collect()
    };
    let within = crm.read(actor, move |work| search::within(work, module, words, 100)).wait().unwrap();
    assert_eq!(ids(within), *expected, "search: {} {module}", actor.name);
    let everywhere = crm.read(actor, move |work| search::everywhere(work, words, 100)).wait().unwrap();
    assert_eq!(ids(everywhere), *expected, "search everywhere: {} {module}", actor.name);
    let query = ListQuery { find: Some(words.into()), limit: 100, ..ListQuery::default() };
    let page = crm.read(actor, move |work| records::list(work, module, &query)).wait().unwrap();
    let listed: BTreeSet<Uuid> = page.records.iter().map(|record| record.id).collect();
    assert_eq!(listed, *expected, "find: {} {module}", actor.name);
}

/// What is asked of one record by its id.
fn single(crm: &Crm, world: &World, who: &str, module: &'static str) {
    let actor = &world.people[who];
    for thing in world.of(module) {
        let (id, sees) = (thing.id, world.sees(who, thing));
        assert_eq!(get(crm, actor, module, id).is_ok(), sees, "get: {who} {}", thing.title);
        let history = crm.read(actor, move |work| records::history(work, module, id, None, 10)).wait();
        assert_eq!(history.is_ok(), sees, "history: {who} {}", thing.title);
        let shares = crm.read(actor, move |work| crm::shares::list(work, module, id)).wait();
        assert_eq!(shares.is_ok(), sees, "shares: {who} {}", thing.title);
    }
}

/// The records of these modules that the feed tells of. Nobody lost sight of any.
fn told(crm: &Crm, actor: &Actor) -> BTreeSet<Uuid> {
    let feed = crm.read(actor, |work| feed::changes(work, 0, 10_000)).wait().unwrap();
    let mut events = feed.events.into_iter().filter(|event| MODULES.contains(&event.module.as_str()));
    assert!(events.all(|event| event.happened != Happened::Gone), "{}", actor.name);
    let feed = crm.read(actor, |work| feed::changes(work, 0, 10_000)).wait().unwrap();
    feed.events.into_iter().filter(|e| MODULES.contains(&e.module.as_str())).map(|event| event.id).collect()
}

/// Lanes of boards and rows of the report.
fn counted(crm: &Crm, world: &World, who: &str) {
    let actor = &world.people[who];
    for (module, lanes) in [("opportunity", "stage"), ("task", "status"), ("account", "kind"), ("contact", "owner")] {
        let by = Key::of(lanes);
        let found = crm.read(actor, move |work| board::lanes(work, module, &by, None, &Filter::Const(true))).wait();
        let count: i64 = found.unwrap().iter().map(|lane| lane.count).sum();
        assert_eq!(count as usize, world.seen(who, module).len(), "lanes: {who} {module}");
    }
    let seen = world.seen(who, "opportunity");
    for by in [By::Stage, By::Owner, By::Team] {
        let question = Question { by, ..Question::default() };
        let rows = crm.read(actor, move |work| report(work, &question)).wait().unwrap();
        assert_eq!(rows.iter().map(|row| row.count).sum::<i64>() as usize, seen.len(), "report: {who} {by:?}");
        for row in rows {
            let Subject::Owner(owner) = row.subject else { continue };
            let theirs = world.of("opportunity").filter(|thing| seen.contains(&thing.id));
            let theirs = theirs.filter(|thing| world.people[thing.owner].user == owner).count();
            assert_eq!(row.count as usize, theirs, "report: {who} {}", row.label);
        }
    }
}

/// Every relation: the list of what is related, and whether there is any as a filter.
fn related(crm: &Crm, world: &World, who: &str) {
    let actor = &world.people[who];
    for (module, relation, to, by) in RELATIONS {
        let visible = world.seen(who, to);
        let mut having = BTreeSet::new();
        for (at, holder) in world.things.iter().enumerate().filter(|(_, thing)| thing.module == module) {
            let hangs = |thing: usize| match by {
                Some(field) => world.things[thing].links.contains(&(field, at)),
                None => holder.links.contains(&(relation, thing)),
            };
            let others = world.things.iter().enumerate().filter(|(at, thing)| thing.module == to && hangs(*at));
            let expected: BTreeSet<Uuid> =
                others.map(|(_, thing)| thing.id).filter(|id| visible.contains(id)).collect();
            let (id, query) = (holder.id, ListQuery::default());
            let page = crm.read(actor, move |work| records::related(work, module, id, relation, &query)).wait();
            assert_eq!(page.is_ok(), world.sees(who, holder), "related: {who} {} {relation}", holder.title);
            let Ok(page) = page else { continue };
            let shown: BTreeSet<Uuid> = page.records.iter().map(|record| record.id).collect();
            assert_eq!(shown, expected, "related: {who} {} {relation}", holder.title);
            having.extend((!expected.is_empty()).then_some(id));
        }
        let has = Filter::Related { relation: Key::of(relation), filter: Box::new(Filter::Const(true)) };
        assert_eq!(listed(crm, actor, module, has), having, "has related: {who} {module} {relation}");
    }
}

#[test]
fn the_oracle_knows_every_relation() {
    each(|crm| {
        let catalogue = crm.snapshot().schema.catalogue.clone();
        for module in MODULES {
            let all = catalogue.relations(module).iter().filter(|relation| MODULES.contains(&relation.target.as_str()));
            let all: BTreeSet<&str> = all.map(|relation| relation.name.as_str()).collect();
            let known = RELATIONS.iter().filter(|(of, ..)| *of == module).map(|(_, name, ..)| *name);
            assert_eq!(all, known.collect(), "{module}");
        }
    });
}

/// What links lead to: titles are shown only to those who see the record, and filters cannot feel it out.
fn links(crm: &Crm, world: &World, who: &str) {
    let actor = &world.people[who];
    for thing in world.things.iter().filter(|thing| world.sees(who, thing)) {
        let shown = get(crm, actor, thing.module, thing.id).unwrap();
        for (field, at) in &thing.links {
            let other = &world.things[*at];
            let expected = match world.sees(who, other) {
                true => LinkTitle::Open(other.title.clone()),
                false => LinkTitle::Restricted,
            };
            assert_eq!(shown.link_title(field), Some(&expected), "link title: {who} {} {field}", thing.title);
        }
    }
    let through =
        |path: &str, text: &str| Filter::test(Path::parse(path).unwrap(), Op::Contains, Value::Text(text.into()));
    let secret = through("account.name", "account");
    assert_eq!(listed(crm, actor, "opportunity", secret), world.seen(who, "opportunity"), "filter: {who}");
}
