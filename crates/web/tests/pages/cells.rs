//! Values changed in the cells of a list: by whom they may be, with what else the row shows, and never over what somebody
//! else did meanwhile.

use serde_json::{Value as Json, json};

use crate::world::{Asking, World, each, hide, with_everything};

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

#[test]
fn of_several_who_change_a_value_in_the_same_moment_one_does_and_the_others_are_told() {
    each(|world| {
        let id = account(world, json!({ "name": "Acme", "industry": "Old" }));
        let at = format!("//account/{id}/values");
        let save = |n: usize| {
            let typed = format!("_cell=industry&_version=1&industry=Mine+{n}");
            looking(world, "/account").submit(&at, &typed).status
        };
        let mut answers: Vec<u16> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..6).map(|n| scope.spawn(move || save(n))).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        answers.sort_unstable();
        assert_eq!(answers, [200, 409, 409, 409, 409, 409]);
        assert_eq!(world.by("rep").get(&format!("/account/{id}")).body["version"], 2);
    });
}

#[test]
fn another_value_changed_in_the_same_moment_stands_in_nobodys_way() {
    each(|world| {
        let id = account(world, json!({ "name": "Acme" }));
        let at = format!("//account/{id}/values");
        let save = |field: &str, value: &str| {
            let typed = format!("_cell={field}&_version=1&{field}={value}");
            looking(world, "/account").submit(&at, &typed).status
        };
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| save("industry", "Optics"));
            (save("employees", "7"), one.join().unwrap())
        });
        assert_eq!((one, other), (200, 200));
        let now = world.by("rep").get(&format!("/account/{id}"));
        assert_eq!((&now.body["industry"], &now.body["employees"]), (&json!("Optics"), &json!(7)));
    });
}

#[test]
fn what_lies_too_far_back_to_be_looked_at_counts_as_changed() {
    each(|world| {
        let id = account(world, json!({ "name": "Acme", "industry": "Old" }));
        let theirs = |values: Json| drop(world.by("ana").patch(&format!("/account/{id}"), values).is(200));
        theirs(json!({ "industry": "Theirs" }));
        for n in 0..200 {
            theirs(json!({ "employees": n + 1 }));
        }
        let at = format!("//account/{id}/values");
        let control = text(&looking(world, "/account").submit(&at, "_cell=industry&_version=1&industry=Mine").is(409));
        assert!(control.contains("Theirs"), "{control}");
    });
}

#[test]
fn a_value_that_needs_another_one_comes_with_the_way_to_give_it() {
    with_everything(|world| {
        let id = world.by("ana").make("everything", json!({ "name": "Lamp" }));
        let at = format!("//everything/{id}/values");
        let page = format!("{}/everything?columns=good", world.url);
        let browser = || world.browser("ana", "same-origin");
        let save = |typed: &str| {
            text(&browser().with("hx-request", "true").with("hx-current-url", &page).submit(&at, typed).is(422))
        };
        let refused = save("_cell=good&_version=1&good=false");
        assert!(refused.contains("#cell-editor") && refused.contains("data-lacking"), "{refused}");
        let href = refused.split("<a href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(href, format!("/everything/{id}/values?good=false&_back=%2Feverything%3Fcolumns%3Dgood"));
        assert!(text(&browser().get(&format!("/{href}")).is(200)).contains("name=\"reason\""));
        let nameless = save("_cell=name&_version=1&name=");
        assert!(!nameless.contains("data-lacking"), "what the control itself can mend asks for nothing else");
    });
}
