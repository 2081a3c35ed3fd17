//! The module with everything, at size, changed by one process while another serves it: every field type, links to
//! itself and to others, lines, rollups and rights; added, renamed, widened, dropped and taken back, on both engines.
//! Nobody loses a record or a change, and no request fails but those that were told to try again.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crm::definitions::{self, File};
use crm::records::{self, ListQuery, New};
use crm::{Crm, Error, Work};
use meta::record::Values;
use meta::types::Money;
use meta::{Key, Module, Value};
use rust_decimal::Decimal;
use serde_json::json;
use support::everything::{EVERYTHING, LINE, file};
use support::*;
use uuid::Uuid;

/// How many records.
const ROWS: usize = 100_000;

fn apply(crm: &Crm, files: Vec<File>) -> Vec<String> {
    let started = Instant::now();
    let plan = definitions::plan(crm, files).unwrap_or_else(|error| panic!("{error}"));
    definitions::apply(crm, &crm.system(), &plan).unwrap_or_else(|error| panic!("{error}\n{plan}"));
    eprintln!("applied {} steps in {:?}", plan.lines().len(), started.elapsed());
    plan.lines()
}

fn rollback(crm: &Crm) {
    let started = Instant::now();
    let plan = definitions::rollback(crm).unwrap_or_else(|error| panic!("{error}"));
    definitions::apply(crm, &crm.system(), &plan).unwrap_or_else(|error| panic!("{error}\n{plan}"));
    eprintln!("took {} steps back in {:?}", plan.lines().len(), started.elapsed());
}

/// The module without what is derived and what speaks of it.
fn plain() -> String {
    let mut table: toml::Table = toml::from_str(EVERYTHING).unwrap();
    for part in ["layouts", "views", "search"] {
        table.remove(part);
    }
    let fields = table["fields"].as_table_mut().unwrap();
    fields.retain(|_, field| !["formula", "rollup", "lookup"].contains(&field["type"].as_str().unwrap()));
    toml::to_string(&table).unwrap()
}

fn euros(amount: i64) -> Value {
    Value::Money(Money { amount: Decimal::from(amount), currency: meta::types::Currency::parse("EUR").unwrap() })
}

/// The values of the n-th thing.
fn thing(n: usize, id: Uuid, ids: &[Uuid], account: Uuid) -> Values {
    let mut pairs = vec![
        ("id", Value::Id(id)),
        ("created_at", Value::Time(now())),
        ("updated_at", Value::Time(now())),
        ("version", Value::Int(1)),
        ("name", Value::Text(format!("Thing {n:06}"))),
        ("code", Value::Text(format!("C{n}"))),
        ("number", Value::Text(format!("T-{n:06}"))),
        ("quantity", Value::Int((n % 100) as i64)),
        ("weight", Value::Decimal(Decimal::new((n % 1_000) as i64, 3))),
        ("price", euros((n % 500) as i64)),
        ("good", Value::Bool(n.is_multiple_of(2))),
        ("day", Value::Date("2026-01-31".parse().unwrap())),
        ("kind", Value::Text(if n.is_multiple_of(3) { "vip" } else { "plain" }.into())),
        ("stars", Value::Int((n % 6) as i64)),
        ("account", Value::Id(account)),
    ];
    if n > 0 {
        pairs.push(("boss", Value::Id(ids[n / 10])));
    }
    if n.is_multiple_of(10) && n > 0 {
        pairs.push(("friends", Value::Ids(vec![ids[n - 1], ids[0]])));
        pairs.push(("colours", Value::Keys(vec!["red".into(), "blue".into()])));
    }
    values(&pairs)
}

/// Puts the records in below the record service, which would take minutes.
fn fill(crm: &Crm) -> Vec<Uuid> {
    let account = create(crm, &crm.system(), "account", json!({ "name": "Acme", "status": "customer" })).unwrap().id;
    let ids: Vec<Uuid> = (0..ROWS).map(|_| Uuid::now_v7()).collect();
    for from in (0..ROWS).step_by(1_000) {
        let ids = ids.clone();
        let done = crm.write(&crm.system(), "test", move |work| {
            let things = work.module("everything")?;
            let lines = work.module("everything_line")?;
            store::counters::take(work.tx, "everything.number", 1_000)?;
            let to_base = |money: &Money| meta::types::number::scaled(&money.amount, 4);
            for n in from..(from + 1_000).min(ROWS) {
                let values = thing(n, ids[n], &ids, account);
                store::rows::insert(work.tx, &things, ids[n], &format!("Thing {n:06}"), &values, &to_base)?;
                if n.is_multiple_of(4) {
                    line(work, &lines, ids[n], n, &to_base)?;
                }
            }
            Ok(())
        });
        done.wait().unwrap();
    }
    ids
}

fn line(work: &mut Work, module: &Module, thing: Uuid, n: usize, to_base: store::encode::ToBase) -> crm::Result<()> {
    let id = Uuid::now_v7();
    let values = values(&[
        ("id", Value::Id(id)),
        ("created_at", Value::Time(now())),
        ("updated_at", Value::Time(now())),
        ("version", Value::Int(1)),
        ("name", Value::Text(format!("Line {n}"))),
        ("thing", Value::Id(thing)),
        ("amount", euros(7)),
        ("weight", Value::Decimal(Decimal::new(2_500, 3))),
        ("due", Value::Date("2026-03-01".parse().unwrap())),
    ]);
    store::rows::insert(work.tx, module, id, &format!("Line {n}"), &values, to_base)?;
    Ok(())
}

/// Whichever key the module has now.
fn found(work: &Work) -> Arc<Module> {
    let snapshot = &work.snapshot;
    snapshot.module("everything").or_else(|| snapshot.module("object")).cloned().expect("one of the two")
}

/// The quantity as a number of ones, whatever its type is now.
fn quantity(work: &Work, n: u64) -> Values {
    let field = found(work);
    let field = field.field("quantity").or_else(|| field.field("pieces")).expect("one of the two").clone();
    let value = match field.kind.name() {
        "int" => Value::Int(n as i64),
        _ => Value::Decimal(Decimal::from(n)),
    };
    [(field.key.clone(), value)].into_iter().collect()
}

/// The serving process: threads that read and write until told to stop.
struct Traffic {
    over: Arc<AtomicBool>,
    reads: Arc<AtomicU64>,
    retries: Arc<AtomicU64>,
    readers: Vec<JoinHandle<()>>,
    writers: Vec<JoinHandle<(Vec<Uuid>, Uuid, u64)>>,
}

impl Traffic {
    fn start(crm: &Crm, own: &[Uuid]) -> Traffic {
        let (over, reads, retries) = (Arc::new(AtomicBool::new(false)), Arc::default(), Arc::default());
        let mut traffic = Traffic { over, reads, retries, readers: Vec::new(), writers: Vec::new() };
        for _ in 0..2 {
            let (crm, over, reads, retries) =
                (crm.clone(), traffic.over.clone(), traffic.reads.clone(), traffic.retries.clone());
            traffic.readers.push(thread::spawn(move || {
                let actor = crm.system();
                while !over.load(Ordering::Relaxed) {
                    let page = again(&retries, || {
                        let list = |work: &mut Work| records::list(work, &found(work).key, &ListQuery::default());
                        crm.read(&actor, list).wait()
                    });
                    assert!(!page.records.is_empty());
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            }));
        }
        for id in own.iter().copied() {
            let (crm, over, retries) = (crm.clone(), traffic.over.clone(), traffic.retries.clone());
            traffic.writers.push(thread::spawn(move || write(&crm, &over, &retries, id)));
        }
        traffic
    }

    /// Stops; gives what was made and what each writer wrote last into its own record.
    fn stop(self) -> (Vec<Uuid>, Vec<(Uuid, u64)>) {
        self.over.store(true, Ordering::Relaxed);
        self.readers.into_iter().for_each(|reader| reader.join().unwrap());
        let (mut made, mut last) = (Vec::new(), Vec::new());
        for writer in self.writers {
            let (ids, own, n) = writer.join().unwrap();
            made.extend(ids);
            last.push((own, n));
        }
        let (reads, retries) = (self.reads.load(Ordering::Relaxed), self.retries.load(Ordering::Relaxed));
        eprintln!("{reads} lists read, {} records made, {retries} told to try again", made.len());
        assert!(reads > 0 && !made.is_empty());
        (made, last)
    }
}

fn write(crm: &Crm, over: &AtomicBool, retries: &AtomicU64, own: Uuid) -> (Vec<Uuid>, Uuid, u64) {
    let actor = crm.system();
    let (mut made, mut n) = (Vec::new(), 0);
    while !over.load(Ordering::Relaxed) {
        n += 1;
        let id = Uuid::now_v7();
        again(retries, || {
            let verb = move |work: &mut Work| {
                let key = found(work).key.clone();
                let mut values = quantity(work, n);
                records::update(work, &key, own, values.clone(), None)?;
                values.set(Key::of("name"), Value::Text(format!("Made {n}")));
                records::create(work, &key, New { id: Some(id), values, source: "test" })
            };
            crm.write(&actor, "test", verb).wait()
        });
        made.push(id);
        thread::sleep(std::time::Duration::from_millis(5));
    }
    (made, own, n)
}

/// Does it again when told to.
fn again<T>(retries: &AtomicU64, act: impl Fn() -> crm::Result<T>) -> T {
    loop {
        match act() {
            Ok(done) => return done,
            Err(Error::Store(error)) if error.is_temporary() => retries.fetch_add(1, Ordering::Relaxed),
            Err(other) => panic!("{other:?}"),
        };
        thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn rows(crm: &Crm, table: &'static str) -> i64 {
    crm.read(&crm.system(), move |work| Ok(store::verify::rows(work.tx, table)?)).wait().unwrap()
}

/// Derived values as the definition says they must be.
fn check_derived(crm: &Crm, id: Uuid, n: usize) {
    let record = get(crm, &crm.system(), "everything", id).unwrap();
    let quantity = (n % 100) as i64;
    let worth = (n % 500) as i64 * quantity;
    assert_eq!(json_of(&record, "worth"), json!({ "amount": format!("{worth}.00"), "currency": "EUR" }), "{n}");
    assert_eq!(json_of(&record, "rank"), json!(if n % 6 >= 4 { "high" } else { "low" }));
    let lines = i64::from(n.is_multiple_of(4));
    assert_eq!(json_of(&record, "line_count"), json!(lines));
    assert_eq!(json_of(&record, "line_total")["amount"], json!(format!("{}.00", 7 * lines)));
    assert_eq!(json_of(&record, "last_line"), if lines > 0 { json!("2026-03-01") } else { json!(null) });
}

#[test]
fn a_module_with_everything_changes_while_it_is_served() {
    store::testing::with(|workspace| {
        let open = || Crm::open_at(workspace.open(), [7; 32], now).unwrap();
        let (server, command) = (open(), open());
        let (system, started) = (command.system(), Instant::now());
        create(
            &command,
            &system,
            "user",
            json!({ "name": "Ana", "email": "ana@example.com", "role": "administrator" }),
        )
        .unwrap();
        apply(&command, vec![file(&plain()), file(LINE)]);
        let ids = fill(&command);
        eprintln!("{}: {ROWS} records after {:?}", workspace.engine(), started.elapsed());
        server.refresh().unwrap();

        let traffic = Traffic::start(&server, &ids[1..3]);
        let lines = apply(&command, vec![file(EVERYTHING)]);
        assert!(lines.iter().any(|line| line.starts_with("compute worth of everything")), "{lines:#?}");
        for n in [4, 5, 10, ROWS - 1] {
            check_derived(&command, ids[n], n);
        }
        let renamed = EVERYTHING
            .replace("module = \"everything\"", "module = \"object\"\nwas = [\"everything\"]")
            .replace("to = \"everything\"", "to = \"object\"")
            .replace("\"everything\"]", "\"object\"]")
            .replace("was = [\"object\"]", "was = [\"everything\"]")
            .replace("story = {", "tale = { was = [\"story\"],")
            .replace("\"story\"", "\"tale\"")
            .replace("was = [\"tale\"]", "was = [\"story\"]");
        let line = LINE.replace("to = \"everything\"", "to = \"object\"");
        apply(&command, vec![file(&renamed), file(&line)]);
        let widened = renamed
            .replace("quantity = { type = \"int\"", "pieces = { was = [\"quantity\"], type = \"decimal\", scale = 2")
            .replace("price * quantity", "price * pieces")
            .replace("\"quantity\", \"weight\"", "\"pieces\", \"weight\"");
        apply(&command, vec![file(&widened)]);
        let dropped = widened
            .replace("colours = { type = \"multiselect\", options = [\"red\", \"green\", \"blue\"] }", "")
            .replace("[\"colours\", \"tags\"]", "[\"tags\"]");
        apply(&command, vec![file(&dropped)]);
        rollback(&command);
        apply(&command, vec![file(&widened), file(&line)]);
        let (made, last) = traffic.stop();

        for (own, n) in &last {
            let record = get(&command, &system, "object", *own).unwrap();
            assert_eq!(json_of(&record, "pieces"), json!(format!("{n}.00")), "the last change is there");
        }
        assert_eq!(rows(&command, "object"), (ROWS + made.len()) as i64);
        let tenth = get(&command, &system, "object", ids[10]).unwrap();
        assert_eq!(json_of(&tenth, "colours"), json!(["red", "blue"]), "what was dropped came back with its values");
        for id in &made {
            get(&server, &server.system(), "object", *id).unwrap();
        }
        eprintln!("{}: done after {:?}", workspace.engine(), started.elapsed());
    });
}
