//! Whatever is done to a sealed trail behind its back is found, with the place.

use store::audit::{Head, Report};
use store::{Sql, Store, testing};

use crate::trail::{append, seal, sealed, tamper, verify};

/// Seals a trail, tampers with it, verifies it against the head on file.
fn after(write: impl Fn(&mut Sql) + Clone + Send + 'static, judge: impl Fn(&Report)) {
    testing::stores(|store| {
        let head = sealed(store);
        tamper(store, write.clone());
        judge(&verify(store, Some(head)));
    });
}

/// The one finding is at this place and says this.
fn only(report: &Report, position: i64, words: &str) {
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.position, finding.words.as_str())).collect();
    assert!(matches!(found[..], [(Some(at), said)] if at == position && said.contains(words)), "{found:?}");
}

#[test]
fn an_edited_row_is_found() {
    let edits =
        ["version = 2", "action = 'delete'", "module = 'contact'", "actor = NULL", "record = act", "act = record"];
    for edit in edits {
        let write = move |sql: &mut Sql| {
            sql.push("UPDATE ").table("kith_audit").push(" SET ").push(edit).push(" WHERE position = 6");
        };
        after(write, |report| only(report, 6, "the row was edited"));
    }
}

#[test]
fn a_row_edited_together_with_its_digest_is_found() {
    let write = |sql: &mut Sql| {
        sql.push("UPDATE ").table("kith_audit").push(" SET digest = value_digest WHERE position = 6");
    };
    after(write, |report| only(report, 6, "the row was edited"));
    // A forger who makes the digest anew, as this program would, still breaks the seal.
    testing::stores(|store| {
        let head = sealed(store);
        forge(store);
        only(&verify(store, Some(head)), 5, "not those that were sealed");
    });
}

/// Puts an unsealed, genuine row in the place of the one at position 6.
fn forge(store: &Store) {
    append(store, 50..51);
    tamper(store, |sql| {
        sql.push("DELETE FROM ").table("kith_audit").push(" WHERE position = 6");
    });
    tamper(store, |sql| {
        sql.push("UPDATE ").table("kith_audit").push(" SET position = 6 WHERE position IS NULL");
    });
}

#[test]
fn edited_values_are_found() {
    let write = |sql: &mut Sql| {
        sql.push("UPDATE ").table("kith_audit_value");
        sql.push(" SET changes = '{\"name\":[null,\"Forged\"]}' WHERE changes LIKE '%Record 3%'");
    };
    after(write, |report| only(report, 3, "the values were edited"));
}

#[test]
fn a_deleted_row_is_found() {
    let delete = |position: i64| {
        move |sql: &mut Sql| {
            sql.push("DELETE FROM ").table("kith_audit").push(" WHERE position = ").bind(position);
        }
    };
    for position in [1, 4, 5, 7, 10] {
        after(delete(position), |report| only(report, position, "the row was deleted"));
    }
    let several = |sql: &mut Sql| {
        sql.push("DELETE FROM ").table("kith_audit").push(" WHERE position IN (2, 3)");
    };
    after(several, |report| only(report, 2, "2 rows were deleted, up to position 3"));
}

#[test]
fn a_row_made_unsealed_again_is_found() {
    let write = |sql: &mut Sql| {
        sql.push("UPDATE ").table("kith_audit").push(" SET position = NULL WHERE position = 7");
    };
    after(write, |report| only(report, 7, "the row was deleted"));
}

#[test]
fn reordered_rows_are_found() {
    testing::stores(|store| {
        let head = sealed(store);
        for (from, to) in [(6, 1006), (7, 6), (1006, 7)] {
            tamper(store, move |sql| {
                sql.push("UPDATE ").table("kith_audit").push(" SET position = ").bind(to);
                sql.push(" WHERE position = ").bind(from);
            });
        }
        only(&verify(store, Some(head)), 5, "not in that order");
    });
}

#[test]
fn a_removed_or_forged_seal_is_found() {
    let remove = |sql: &mut Sql| {
        sql.push("DELETE FROM ").table("kith_seal").push(" WHERE position = 8");
    };
    after(remove, |report| only(report, 5, "the seals of positions 5 to 8 are missing"));
    let forge = |sql: &mut Sql| {
        sql.push("UPDATE ").table("kith_seal").push(" SET mac = hash WHERE position = 8");
    };
    after(forge, |report| only(report, 8, "not made with this workspace's key"));
}

#[test]
fn a_cut_tail_is_found() {
    testing::stores(|store| {
        let head = sealed(store);
        for table in ["kith_audit", "kith_seal"] {
            tamper(store, move |sql| {
                sql.push("DELETE FROM ").table(table).push(" WHERE position > 8");
            });
        }
        only(&verify(store, None), 9, "the head kept in the database says that the trail reaches position 10");
        // Even when the head in the database is put back as well, the one on file tells.
        let earlier = verify(store, None).head.expect("a head");
        put_head(store, Some(earlier));
        assert!(verify(store, None).is_sound());
        only(&verify(store, Some(head)), 9, "the head on file says that the trail reaches position 10");
        put_head(store, None);
        let report = verify(store, Some(head));
        assert_eq!(report.findings.len(), 2, "{:?}", report.findings);
    });
}

#[test]
fn a_trail_emptied_whole_is_found() {
    testing::stores(|store| {
        let head = sealed(store);
        for table in ["kith_audit_value", "kith_audit", "kith_seal"] {
            tamper(store, move |sql| {
                sql.push("DELETE FROM ").table(table);
            });
        }
        put_head(store, None);
        only(&verify(store, Some(head)), 1, "the tail was cut");
    });
}

#[test]
fn a_cut_tail_stays_visible_when_the_trail_grows_again() {
    testing::stores(|store| {
        let head = sealed(store);
        for table in ["kith_audit", "kith_seal"] {
            tamper(store, move |sql| {
                sql.push("DELETE FROM ").table(table).push(" WHERE position > 8");
            });
        }
        append(store, 20..40);
        seal(store, 100).expect("more is sealed");
        for on_file in [None, Some(head)] {
            let report = verify(store, on_file);
            assert!(report.findings.iter().any(|finding| finding.position == Some(9)), "{:?}", report.findings);
        }
    });
}

#[test]
fn a_head_of_another_workspace_is_told() {
    testing::stores(|store| {
        let head = sealed(store);
        let report = verify(store, Some(Head { mac: head.hash, ..head }));
        assert_eq!(report.findings.len(), 1);
        assert!(report.findings[0].words.contains("belongs to another workspace"), "{:?}", report.findings);
    });
}

fn put_head(store: &Store, head: Option<Head>) {
    let done = store.write(move |tx| match head {
        Some(head) => store::settings::set(tx, "audit_head", &head.to_string()),
        None => store::settings::remove(tx, "audit_head"),
    });
    done.wait().expect("the setting changes");
}
