//! A company with something in every shipped module, and what must be the same wherever it is restored.

use crm::records::{self, ListQuery};
use crm::{Crm, audit, search, signin};
use meta::{Filter, Key, Path};
use serde_json::{Value as Json, json};
use store::Store;
use store::testing::Workspace;
use uuid::Uuid;

use crate::support::*;

pub const KEY: [u8; 32] = [7; 32];
pub const PASSWORD: &str = "a long good password";

/// A workspace with its business.
pub fn open(workspace: &Workspace) -> Crm {
    Crm::open_at(workspace.open(), KEY, now).unwrap()
}

/// Fills a workspace, seals its trail, and gives the account that everything hangs on.
pub fn found(crm: &Crm) -> Uuid {
    let people = people(crm, &[("ana", "administrator", None), ("rui", "sales_rep", Some("ana"))]);
    let ana = &people["ana"];
    signin::set_password(crm, &crm.system(), ana.user.unwrap(), PASSWORD).unwrap();
    let stages = pipeline(crm);
    let acme = create(crm, ana, "account", account()).unwrap().id;
    let child = json!({ "name": "İstanbul ß 🜛 “Ünïcode”", "parent": acme, "emails": [] });
    create(crm, ana, "account", child).unwrap();
    let contacts: Vec<Uuid> = (0..3).map(|n| create(crm, ana, "contact", contact(acme, n)).unwrap().id).collect();
    let product = json!({ "name": "GTX Pro", "code": "G1", "price": { "amount": "550.5000", "currency": "USD" } });
    let product = create(crm, ana, "product", product).unwrap().id;
    for n in 0..30 {
        let stage = stages[["prospecting", "engaging", "won", "lost"][n % 4]];
        let deal = json!({
            "name": format!("Deal {n}"), "account": acme, "contact": contacts[n % 3], "contacts": contacts[..n % 4],
            "product": product, "stage": stage, "amount": { "amount": format!("{n}00.25"), "currency": "USD" },
            "close_date": "1999-12-31", "tags": ["big", "Übergröße"]
        });
        create(crm, ana, "opportunity", deal).unwrap();
    }
    let task = json!({ "subject": "Call", "about": { "module": "account", "id": acme }, "due": "2026-12-01" });
    let task = create(crm, ana, "task", task).unwrap().id;
    update(crm, ana, "task", task, json!({ "status": "done" })).unwrap();
    let note = json!({ "body": "First line\nsecond", "about": { "module": "account", "id": acme }, "pinned": true });
    let note = create(crm, ana, "note", note).unwrap().id;
    crm.write(ana, "delete", move |work| records::delete(work, "note", note, None)).wait().unwrap();
    update(crm, ana, "account", acme, json!({ "industry": "retail" })).unwrap();
    let file = store::blobs::Blob { kind: "image/png".into(), content: [0x89, 0, 255].repeat(100_000) };
    crm.store().write(move |tx| store::blobs::put(tx, &[9; 32], &file, now())).wait().unwrap();
    audit::seal(crm).unwrap();
    acme
}

fn account() -> Json {
    json!({
        "name": "Açúcar & Filhos", "revenue": { "amount": "-0.0000", "currency": "USD" },
        "emails": [{ "value": "a@acme.pt", "type": "work", "primary": true, "opted_out": true, "invalid": false }],
        "phones": [{ "value": "+351 21 000 00 00", "type": "work", "primary": true }],
        "address": { "street": "Rua Ávila 1\n2º Esq", "city": "Évora", "country": "PT" }, "tags": ["A", "b"]
    })
}

fn contact(account: Uuid, n: usize) -> Json {
    json!({ "name": { "given": format!("Zoë {n}"), "family": "Ñandú" }, "account": account, "birthday": "1970-01-01" })
}

/// What people see, as text: every record of every module with all its values, the history, and what search finds.
pub fn seen(crm: &Crm, account: Uuid) -> Vec<String> {
    let system = crm.system();
    let mut lines = Vec::new();
    for module in crm.snapshot().schema.catalogue.modules() {
        let (key, module_) = (module.key.clone(), module.clone());
        let fields: Vec<Path> = module.fields.keys().cloned().map(Path::of).collect();
        let all = crm.read(&system, move |work| {
            let scope = work.system();
            records::find(work, &scope, &module_, Filter::Const(true), &fields, 1_000)
        });
        for record in all.wait().unwrap() {
            lines.push(format!("{key} {} v{} {} {:?}", record.id, record.version, record.title, record.values));
        }
    }
    let history = crm.read(&system, move |work| records::history(work, "account", account, None, 100));
    lines.extend(history.wait().unwrap().0.iter().map(|entry| format!("{entry:?}")));
    for word in ["deal", "acucar", "istanbul", "zoe", "second", "evora"] {
        let hits = crm.read(&system, move |work| search::everywhere(work, word, 50)).wait().unwrap();
        lines.push(format!("{word}: {hits:?}"));
    }
    lines
}

/// A fresh workspace that was never opened, as restoring meets it.
pub fn bare(workspace: &Workspace) -> Store {
    Store::connect(workspace.settings()).unwrap()
}

/// Whether somebody signs in with the password they had.
pub fn signs_in(crm: &Crm) -> bool {
    signin::sign_in(crm, "ana@example.com", PASSWORD, "192.0.2.1", "Browser").is_ok()
}

/// The newest records of a module by name.
pub fn named(crm: &Crm, module: &'static str, name: &str) -> usize {
    let filter = Filter::test(Key::of("name"), meta::Op::Eq, meta::Value::Text(name.into()));
    let query = ListQuery { filter, ..ListQuery::default() };
    crm.read(&crm.system(), move |work| records::list(work, module, &query)).wait().unwrap().records.len()
}
