//! Modules shaped without a file, on both engines: drafted by several, planned, applied with the backup that is due, taken
//! back.

#[path = "../support/mod.rs"]
mod support;

mod drafts;
mod keys;
mod made;
mod names;
mod pages;
mod quiet;
mod together;

use std::collections::BTreeMap;

use crm::Crm;
use crm::backup::Vault;
use crm::definitions::shaping::{self, Against, FieldGiven, Kept, Shaped, Stand};
use meta::definition::TypeName;

fn look(crm: &Crm, module: &'static str) -> Shaped {
    crm.read(&crm.system(), move |work| shaping::look(work, module)).wait().unwrap()
}

fn field(kind: TypeName, was: &str, said: &[(&'static str, &str)]) -> FieldGiven {
    let said: BTreeMap<_, _> = said.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    FieldGiven { key: String::new(), was: was.to_owned(), kind, said, options: Vec::new(), section: None }
}

/// Changes a draft as it is.
fn edit(crm: &Crm, module: &'static str, change: impl Fn(&Shaped) -> crm::Result<String>) -> crm::Result<Kept> {
    let mark = crm.read(&crm.system(), move |work| shaping::look(work, module)).wait()?.mark();
    shaping::edit(crm, &crm.system(), module, &mark, Against::Records, change)
}

fn put(crm: &Crm, module: &'static str, given: &FieldGiven) -> crm::Result<Kept> {
    edit(crm, module, |shaped| Ok(shaping::put_field(shaped, given)?.0))
}

/// A whole text as the draft.
fn write(crm: &Crm, module: &'static str, text: &str) -> crm::Result<Kept> {
    edit(crm, module, |_| Ok(text.to_owned()))
}

fn must(kept: crm::Result<Kept>) -> Stand {
    match kept.unwrap_or_else(|error| panic!("{error}")) {
        Ok(stand) => stand,
        Err(told) => panic!("{told:#?}"),
    }
}

fn folder() -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault { folder: folder.path().to_owned(), ..Vault::default() };
    (folder, vault)
}

fn apply(crm: &Crm, vault: &Vault, module: &'static str) -> (Vec<String>, shaping::Done) {
    let plan = shaping::plan(crm, &crm.system(), &look(crm, module)).unwrap();
    let done =
        shaping::apply(crm, &crm.system(), vault, module, &plan.mark()).unwrap_or_else(|error| panic!("{error}"));
    (plan.lines(), done)
}

/// The module as it is in force.
fn module(crm: &Crm, key: &str) -> std::sync::Arc<meta::Module> {
    crm.snapshot().module(key).unwrap().clone()
}
