//! Backups before something that could lose what is there.

use std::fs;

use super::{made, page};
use crate::support::{Client, Place, both};

const VISIT: &str = "module = \"visit\"\n[fields]\nname = { type = \"text\" }\nguests = { type = \"int\" }\n";

fn apply(place: &Place, text: &str) -> String {
    let file = place.folder().join("visit.toml");
    fs::write(&file, text).expect("a definition");
    let applied = place.run(["module", "apply", &file.to_string_lossy()]);
    assert_eq!(applied.code, 0, "{applied:?}");
    applied.out
}

#[test]
fn the_workspace_is_backed_up_before_a_definition_takes_something_away_and_not_before_one_that_adds() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        assert!(!apply(place, VISIT).contains("saved"));
        assert!(!apply(place, &format!("{VISIT}note = {{ type = \"text\" }}\n")).contains("saved"));
        let plain = VISIT.replace("guests = { type = \"int\" }\n", "");
        assert!(!apply(place, &plain).contains("saved"), "there is nothing in it yet");
        apply(place, VISIT);

        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        let visit = ana.send("POST", "/api/v1/visit", &headers, br#"{"name":"First","guests":4}"#);
        assert_eq!(visit.status, 201, "{visit:?}");
        let wider = VISIT.replace("int", "decimal\", scale = \"1").replace("scale = \"1\"", "scale = 1");
        let printed = [apply(place, &wider), apply(place, &plain), place.run(["module", "rollback"]).out];
        let saved = made(place, "before-change-");
        assert_eq!(saved.len(), 2, "another type, and without the field; bringing it back takes nothing away");
        for (printed, file) in printed.iter().zip(&saved) {
            assert!(printed.contains(&format!("what was there is saved in {}", file.display())), "{printed}");
        }
        assert!(!printed[2].contains("saved"), "{}", printed[2]);
        assert!(page(&ana, "Before a change of definitions").contains("before-change-"));
        server.stop();

        // The way back is the whole workspace as it was.
        let restored = place.run(["restore", &saved[0].to_string_lossy(), "--replace"]);
        assert_eq!(restored.code, 0, "{restored:?}");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert_eq!(ana.get(visit.header("location")).json()["guests"], 4);
        let shown = page(&ana, "Before a restore");
        assert_eq!(shown.matches("Before a change of definitions").count(), 2, "the list outlives a restore");
        server.stop();
        assert_eq!(place.run(["doctor"]).code, 0);
    });
}

/// Takes a field away from a shipped module, as if an older Kith had made it.
fn older(place: &Place) {
    let store = store::Store::open(place.settings()).expect("the workspace");
    let done = store.alone(|tx| {
        for column in ["description", "description__key"] {
            store::tables::drop_column(tx, "product", column)?;
        }
        let layers = store::definitions::current(tx)?;
        let shipped = layers.into_iter().find(|layer| layer.module == "product" && layer.layer == "shipped");
        let mut old = shipped.expect("it is shipped");
        let mut text: toml::Table = toml::from_str(&old.body).expect("a definition");
        text["fields"].as_table_mut().expect("its fields").remove("description");
        text.remove("layouts");
        text.remove("search");
        (old.body, old.version) = (toml::to_string(&text).expect("a definition"), 2);
        store::definitions::record(tx, &old, chrono::Utc::now(), None)?;
        store::settings::bump(tx)
    });
    done.wait().expect("an older workspace");
    store.stop();
}

#[test]
fn the_workspace_is_backed_up_before_shipped_modules_change_tables_with_records() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert_eq!(ana.account("Northwind").status, 201);
        server.stop();
        assert_eq!(made(place, "before-upgrade-").len(), 0);
        older(place);
        let server = place.serve();
        let [saved] = made(place, "before-upgrade-").try_into().expect("one backup");
        let ana = Client::of(&server).signed_in("ana@example.com");
        page(&ana, "Before an upgrade");
        server.stop();
        assert_eq!(place.run(["verify", &saved.to_string_lossy()]).code, 0);
        place.serve().stop();
        assert_eq!(made(place, "before-upgrade-").len(), 1, "once");
    });
}
