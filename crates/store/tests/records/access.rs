//! Who sees what: rules, records that hang on others, and shares, against a plain evaluation in memory.

use std::collections::HashMap;
use std::sync::Arc;

use meta::record::LinkTitle;
use meta::{Filter, Key, Op, Path, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use store::page::{self, Bin, Query};
use store::shares::Share;
use store::{Access, Scope};
use uuid::Uuid;

use crate::bench::Bench;
use crate::fixture::{FIXTURE, module, now};
use crate::strategies::{id, ids, world};
use crate::world::{Eyes, Seen, World};

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reach {
    None,
    Own,
    Team,
    Subtree,
    Parent,
    All,
}

const REACHES: [Reach; 6] = [Reach::None, Reach::Own, Reach::Team, Reach::Subtree, Reach::Parent, Reach::All];

/// Somebody with a team and people who report to them.
#[derive(Debug, Clone)]
struct Reader {
    user: Uuid,
    team: Uuid,
    people: Vec<Uuid>,
    reach: HashMap<&'static str, Reach>,
    /// Asks what they may change instead of what they may read.
    to_edit: bool,
}

fn reader() -> impl Strategy<Value = Reader> {
    let reach = select(&REACHES[..]);
    let people = proptest::sample::subsequence(ids("user"), 0..4);
    (select(ids("user")), select(ids("team")), people, [reach.clone(), reach.clone(), reach], any::<bool>()).prop_map(
        |(user, team, mut people, reach, to_edit)| {
            people.push(user);
            let reach = ["thing", "other", "line"].into_iter().zip(reach).collect();
            Reader { user, team, people, reach, to_edit }
        },
    )
}

fn shares() -> impl Strategy<Value = Vec<(Key, Uuid, Share)>> {
    let grantee = prop_oneof![id("user"), id("team")];
    let one = (select(vec!["thing", "other", "line"]), 0usize..9, grantee, any::<bool>());
    let one = one.prop_map(|(key, at, grantee, may_edit)| {
        let all = ids(key);
        (Key::of(key), all[at % all.len()], Share { grantee, may_edit, at: now(), by: None })
    });
    vec(one, 0..8).prop_map(|all| {
        let mut kept: Vec<(Key, Uuid, Share)> = Vec::new();
        for (key, id, share) in all {
            if !kept.iter().any(|(_, other, known)| *other == id && known.grantee == share.grantee) {
                kept.push((key, id, share));
            }
        }
        kept
    })
}

/// The fields by which records hang on others.
fn hangs_on(key: &str) -> &'static str {
    match key {
        "line" => "thing",
        "thing" => "about",
        _ => "boss",
    }
}

impl Reader {
    fn access(&self) -> HashMap<Key, Access> {
        let mut all = HashMap::new();
        for (key, reach) in &self.reach {
            let owners = |ids: &[Uuid]| Filter::any_of(Key::of("owner"), ids.iter().map(|id| Value::Id(*id)).collect());
            let rows = match reach {
                Reach::None => continue,
                Reach::All => Filter::Const(true),
                Reach::Own | Reach::Parent => owners(&[self.user]),
                Reach::Team => {
                    owners(&[self.user]).or(Filter::test(Path::of(Key::of("team")), Op::Eq, Value::Id(self.team)))
                }
                Reach::Subtree => owners(&self.people),
            };
            let through = if *reach == Reach::Parent { vec![Key::of(hangs_on(key))] } else { Vec::new() };
            let access =
                Access { rows, shared_with: vec![self.user, self.team], shared_to_edit: self.to_edit, through };
            all.insert(Key::of(key), access);
        }
        all.insert(Key::of("user"), Access::all());
        all
    }

    /// Whether a record is seen; `directly` when it is itself looked at through another.
    fn sees(&self, world: &World, key: &str, id: Uuid, directly: bool) -> bool {
        let reach = match key {
            "user" => Reach::All,
            key => self.reach.get(key).copied().unwrap_or(Reach::None),
        };
        let everything = Eyes::all();
        let record = Seen::of(world, &everything, key, id);
        let owner = record.get("owner").id();
        let own = owner == Some(self.user);
        let by_rule = match reach {
            Reach::None => return false,
            Reach::All => true,
            Reach::Own => own,
            Reach::Team => own || record.get("team").id() == Some(self.team),
            Reach::Subtree => owner.is_some_and(|owner| self.people.contains(&owner)),
            Reach::Parent => own || (!directly && self.sees_what_it_hangs_on(world, &record, key)),
        };
        by_rule || self.shared(world, key, id)
    }

    fn sees_what_it_hangs_on(&self, world: &World, record: &Seen, key: &str) -> bool {
        let (target, id) = match record.get(hangs_on(key)) {
            Value::Ref(target, id) => (target.to_string(), id),
            Value::Id(id) if key == "line" => ("thing".to_string(), id),
            Value::Id(id) => ("user".to_string(), id),
            _ => return false,
        };
        ids(&target).contains(&id) && self.sees(world, &target, id, true)
    }

    fn shared(&self, world: &World, key: &str, id: Uuid) -> bool {
        world.shares.iter().any(|(module, record, share)| {
            module == key
                && *record == id
                && [self.user, self.team].contains(&share.grantee)
                && (share.may_edit || !self.to_edit)
        })
    }
}

type Titles = Vec<(Uuid, Vec<Option<LinkTitle>>)>;

/// The things a reader finds, each with what its links are called.
fn told(bench: &Bench, access: &Arc<HashMap<Key, Access>>) -> Titles {
    let access = access.clone();
    bench.both(move |tx| {
        let fields = ["up", "other", "about"].map(|key| Path::of(Key::of(key)));
        let query = Query {
            filter: Filter::Const(true),
            sort: Vec::new(),
            fields: fields.to_vec(),
            limit: 100,
            after: None,
            bin: Bin::Both,
        };
        let page = page::page(tx, &Scope::of(&FIXTURE.schema, now(), &access), module("thing"), &query)?;
        let titles =
            |record: &meta::Record| fields.iter().map(|path| record.link_title(path.first()).cloned()).collect();
        let mut told: Titles = page.records.iter().map(|record| (record.id, titles(record))).collect();
        told.sort_by_key(|(id, _)| *id);
        Ok(told)
    })
}

/// What a link of a thing is called for a reader: nothing when it is empty, restricted when it leads where they cannot see.
fn title(reader: &Reader, world: &World, thing: Uuid, link: &str) -> Option<LinkTitle> {
    let everything = Eyes::all();
    let (target, id) = match Seen::of(world, &everything, "thing", thing).get(link) {
        Value::Ref(target, id) => (target.to_string(), id),
        Value::Id(id) => (if link == "up" { "thing" } else { "other" }.to_string(), id),
        _ => return None,
    };
    if !ids(&target).contains(&id) || !reader.sees(world, &target, id, false) {
        return Some(LinkTitle::Restricted);
    }
    let behind = Seen::of(world, &everything, &target, id);
    let title = match behind.get(&behind.module.title) {
        Value::Text(title) => title,
        _ => String::new(),
    };
    Some(if behind.get("deleted_at").is_empty() { LinkTitle::Open(title) } else { LinkTitle::Binned(title) })
}

#[test]
fn everybody_sees_what_the_rules_say_and_no_more() {
    let bench = Bench::new();
    let mut runner =
        TestRunner::new(Config { max_shrink_iters: 60, failure_persistence: None, ..Config::with_cases(40) });
    let outcome = runner.run(&(world(), shares(), vec(reader(), 8)), |(mut world, shares, readers)| {
        world.shares = shares;
        let world = Arc::new(world);
        bench.fill(&world);
        for reader in readers {
            let access = Arc::new(reader.access());
            for key in ["thing", "other", "line"] {
                let seen = bench.find(key, &[Filter::Const(true)], &access).remove(0);
                let wanted: Vec<Uuid> =
                    ids(key).into_iter().filter(|id| reader.sees(&world, key, *id, false)).collect();
                if seen != wanted {
                    let told = format!("{reader:?}\nof {key} sees {seen:?}\nshould {wanted:?}");
                    return Err(TestCaseError::fail(told));
                }
            }
            for (thing, titles) in told(&bench, &access) {
                let wanted = ["up", "other", "about"].map(|link| title(&reader, &world, thing, link));
                if titles != wanted {
                    return Err(TestCaseError::fail(format!("{reader:?}\nof {thing} {titles:?}\nshould {wanted:?}")));
                }
            }
        }
        Ok(())
    });
    if let Err(TestError::Fail(reason, _)) = outcome {
        panic!("{reason}");
    }
}
