//! Doctor finds what was broken, and nothing in a sound workspace; verifying a backup does the same.

use crm::{Crm, backup, doctor};
use serde_json::json;
use store::Tx;

use crate::company::*;
use crate::support::{create, now};

/// What doctor says after something was broken beneath.
fn after(damage: impl Fn(&mut Tx) + Send + Clone + 'static, expected: &str) {
    store::testing::with(|workspace| {
        let crm = open(workspace);
        found(&crm);
        assert_eq!(doctor::data(&crm).unwrap().findings, []);
        let damage = damage.clone();
        let broken = crm.store().alone(move |tx| {
            damage(tx);
            Ok::<_, store::Error>(())
        });
        broken.wait().unwrap();
        let findings = doctor::data(&crm).unwrap().findings;
        assert!(findings.iter().any(|finding| finding.words.contains(expected)), "{findings:?}");
    });
}

fn run(tx: &mut Tx, write: impl FnOnce(&mut store::Sql) -> &mut store::Sql) {
    let mut q = tx.sql();
    write(&mut q);
    tx.execute(&q).unwrap();
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let damage = |tx: &mut Tx| run(tx, |q| q.push("DELETE FROM ").table("contact"));
    after(damage, "have a contact that is not there");
    after(damage, "have a contacts that is not there");
}

#[test]
fn a_record_that_search_does_not_know_is_found() {
    after(|tx| run(tx, |q| q.push("DELETE FROM ").table("account__search")), "search does not know 2 records");
}

#[test]
fn a_record_that_is_gone_and_still_searched_is_found() {
    let damage = |tx: &mut Tx| run(tx, |q| q.push("DELETE FROM ").table("product"));
    after(damage, "search knows 1 records of product that are gone");
}

#[test]
fn a_wrong_rollup_is_found() {
    after(|tx| run(tx, |q| q.push("UPDATE ").table("account").push(" SET open_count = 99")), "open_count of account");
}

#[test]
fn a_missing_column_is_found() {
    after(|tx| store::tables::drop_column(tx, "account", "founded").unwrap(), "the tables of account");
}

#[test]
fn a_verified_backup_is_sound_with_and_without_the_key_and_one_of_a_broken_trail_is_not() {
    store::testing::with(|workspace| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.kith");
        let crm: Crm = open(workspace);
        found(&crm);
        backup::write(crm.store(), &file, Some("word"), now()).unwrap();
        let verified = backup::verify(&file, Some("word"), Some(&KEY), now()).unwrap();
        assert!(verified.sealed && verified.report.is_sound(), "{:?}", verified.report);
        assert!(!backup::verify(&file, Some("word"), None, now()).unwrap().sealed);
        let broken = crm.store().write(|tx| {
            run(tx, |q| q.push("UPDATE ").table("kith_audit").push(" SET version = 9 WHERE position = 3"));
            Ok::<_, store::Error>(())
        });
        broken.wait().unwrap();
        backup::write(crm.store(), &file, None, now()).unwrap();
        let verified = backup::verify(&file, None, Some(&KEY), now()).unwrap();
        assert!(verified.report.findings.iter().any(|finding| finding.words.contains("was edited")), "{verified:?}");
    });
}

#[test]
fn a_currency_without_a_rate_is_found_and_spoils_no_backup() {
    store::testing::with(|workspace| {
        let folder = tempfile::tempdir().unwrap();
        let (crm, file) = (open(workspace), folder.path().join("a.kith"));
        let values = json!({ "name": "Acme", "revenue": { "amount": "5", "currency": "CHF" } });
        create(&crm, &crm.system(), "account", values).unwrap();
        crm.refresh().unwrap();
        let mut report = doctor::Report::default();
        doctor::currencies(&crm, &mut report);
        assert!(report.findings.iter().any(|finding| finding.words.starts_with("CHF has no rate")), "{report:?}");
        backup::write(crm.store(), &file, None, now()).unwrap();
        let verified = backup::verify(&file, None, Some(&KEY), now()).unwrap();
        assert!(verified.report.is_sound(), "{:?}", verified.report.findings);
    });
}
