//! Values changed in the cells of a list: by whom they may be, with what else the row shows, and never over what somebody
//! else did meanwhile.

use serde_json::{Value as Json, json};

use crate::world::{Asking, World, each, hide};

/// A browser of the representative that looks at a list.
fn looking<'w>(world: &'w World, list: &str) -> Asking<'w> {
    let page = format!("{}{list}", world.url);
    world.browser("rep", "same-origin").with("hx-request", "true").with("hx-current-url", &page)
}

fn text(answer: &crate::world::Answer) -> String {
    answer.body.as_str().unwrap_or_default().to_string()
}

fn account(world: &World, values: Json) -> String {
    world.by("rep").make("account", values)
}

#[test]
fn a_cell_gives_the_control_of_what_its_reader_may_change_and_of_nothing_else() {
    each(|world| {
        let mine = account(world, json!({ "name": "Acme", "industry": "Optics" }));
        let cell = |who: &str, id: &str, field: &str| {
            world
                .browser(who, "same-origin")
                .with("hx-request", "true")
                .get(&format!("//account/{id}/cell?field={field}"))
        };
        let control = text(&cell("rep", &mine, "industry").is(200));
        assert!(control.contains("name=\"industry\"") && control.contains("value=\"Optics\""), "{control}");
        for unknown in ["number", "nonsense", "parent.name", ""] {
            cell("rep", &mine, unknown).is(404);
        }
        hide(world, "sales_rep", "account", "industry");
        cell("rep", &mine, "industry").is(404);
        cell("rep", "01912345-0000-7000-8000-000000000000", "website").is(404);
        world.by("rep").delete(&format!("/account/{mine}")).is(204);
        cell("rep", &mine, "website").is(409);
    });
}

#[test]
fn a_saved_cell_brings_its_row_as_the_list_shows_it() {
    each(|world| {
        let stage = world.stage("won");
        let amount = json!({ "amount": "40", "currency": "EUR" });
        let open = world.stage("prospecting");
        let id = world.by("rep").make("opportunity", json!({ "name": "Renewal", "stage": open, "amount": amount }));
        let at = format!("//opportunity/{id}/values");
        let saved = |list: &str| {
            text(&looking(world, list).submit(&at, &format!("_cell=stage&_version=&stage={stage}")).is(200))
        };
        let row = saved("/opportunity?columns=probability,stage");
        assert!(row.contains("Stage is now Won") && row.contains("<tr>") && row.contains("100%"), "{row}");
        let row = saved("/opportunity?columns=amount");
        assert!(row.contains("<tr>") && !row.contains("100%") && !row.contains("is now"), "nothing changed: {row}");
        assert!(!saved("/account").contains("<tr>"), "another page has no such row");
    });
}

#[test]
fn a_refused_value_comes_back_with_its_control_and_the_version_it_was_typed_for() {
    each(|world| {
        let id = account(world, json!({ "name": "Acme", "employees": 5 }));
        let at = format!("//account/{id}/values");
        let answer = looking(world, "/account").submit(&at, "_cell=employees&_version=1&employees=many").is(422);
        let control = text(&answer);
        assert!(control.contains("value=\"many\"") && control.contains("aria-invalid=\"true\""), "{control}");
        assert!(control.contains("#cell-editor") && control.contains("name=\"_version\" value=\"1\""), "{control}");
        let answer = looking(world, "/account").submit(&at, "_cell=name&_version=1&name=").is(422);
        assert!(text(&answer).contains("must not be empty"));
    });
}

#[test]
fn a_value_that_somebody_else_changed_meanwhile_is_not_replaced_unseen() {
    each(|world| {
        let id = account(world, json!({ "name": "Acme", "industry": "Old" }));
        let at = format!("//account/{id}/values");
        let mut version = 1;
        let theirs = |values: Json| world.by("ana").patch(&format!("/account/{id}"), values).is(200);
        theirs(json!({ "industry": "Theirs" }));
        let save = |version: i64, industry: &str| {
            looking(world, "/account").submit(&at, &format!("_cell=industry&_version={version}&industry={industry}"))
        };
        let control = text(&save(version, "Mine").is(409));
        assert!(control.contains("Theirs") && control.contains("value=\"Mine\""), "{control}");
        version = 2;
        assert!(control.contains("name=\"_version\" value=\"2\""), "what was shown may be replaced: {control}");
        save(version, "Mine").is(200);
        theirs(json!({ "employees": 7 }));
        save(3, "Again").is(200);
        let now = world.by("rep").get(&format!("/account/{id}"));
        assert_eq!((&now.body["industry"], &now.body["employees"]), (&json!("Again"), &json!(7)));
    });
}
