//! Lists in groups: the page first, then figures and records of what their reader sees, and nothing else.

use serde_json::{Value as Json, json};

use crate::world::{World, each, hide};

fn page(world: &World, who: &str, address: &str) -> String {
    let page = world.browser(who, "same-origin").get(&format!("/{address}")).is(200);
    page.body.as_str().unwrap().to_string()
}

/// The groups that the page of a list asks for.
fn groups(world: &World, who: &str, list: &str) -> String {
    let page = page(world, who, list);
    let part = page.split("id=\"groups\" hx-get=\"").nth(1).unwrap_or_else(|| panic!("asks for no groups: {page}"));
    let address = part.split('"').next().unwrap().replace("&amp;", "&");
    let part = world.browser(who, "same-origin").with("hx-request", "true").get(&format!("/{address}")).is(200);
    part.body.as_str().unwrap().to_string()
}

/// The headings of groups, as texts.
fn heads(page: &str) -> Vec<String> {
    let rows = page.split("<tr class=\"group-row\">").skip(1).filter_map(|rest| rest.split("</tr>").next());
    let plain = |row: &str| {
        let texts = row.split('>').filter_map(|part| part.split('<').next());
        texts.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    rows.map(plain).collect()
}

fn deal(world: &World, stage: &str, amount: i32, more: Json) {
    let amount = json!({ "amount": amount.to_string(), "currency": "USD" });
    let mut body = json!({ "name": format!("Deal {amount}"), "stage": world.stage(stage), "amount": amount });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.by("ana").make("opportunity", body);
}

#[test]
fn groups_stand_in_the_order_of_their_values_with_counts_and_sums() {
    each(|world| {
        for n in 1..=7 {
            deal(world, "won", n, json!({}));
        }
        deal(world, "prospecting", 40, json!({}));
        let shown = groups(world, "ana", "/opportunity?group=stage&columns=amount");
        assert_eq!(heads(&shown), ["Prospecting 1 $\u{a0}40", "Won 7 Show all $\u{a0}28"]);
        assert_eq!(shown.matches("row-check").count(), 6, "the first five of seven, and the one");
        let found = groups(world, "ana", "/opportunity?group=stage&columns=amount&filter[amount][gt]=6");
        assert_eq!(heads(&found), ["Prospecting 1 $\u{a0}40", "Won 1 $\u{a0}7"]);
        assert!(!page(world, "ana", "/opportunity?group=name").contains("group-row"), "not by any text");
        world.browser("ana", "same-origin").get("//opportunity/groups?group=name").is(404);
    });
}

#[test]
fn groups_tell_of_nothing_that_is_hidden() {
    each(|world| {
        let mine = json!({ "owner": world.user("rep") });
        deal(world, "won", 5, mine.clone());
        deal(world, "prospecting", 7, mine);
        assert_eq!(heads(&groups(world, "rep", "/opportunity?group=stage&columns=amount")).len(), 2);
        hide(world, "sales_rep", "opportunity", "amount");
        assert_eq!(heads(&groups(world, "rep", "/opportunity?group=stage&columns=amount")), ["Prospecting 1", "Won 1"]);
        hide(world, "sales_rep", "opportunity", "stage");
        assert!(!page(world, "rep", "/opportunity?group=stage").contains("group-row"));
        world.browser("rep", "same-origin").get("//opportunity/groups?group=stage").is(404);
    });
}

#[test]
fn the_page_of_groups_waits_for_no_figure() {
    each(|world| {
        deal(world, "won", 5, json!({}));
        let list = "/opportunity?group=stage&columns=amount";
        let shown = page(world, "ana", list);
        assert!(!shown.contains("Deal {") && !shown.contains("$\u{a0}5"), "{shown}");
        let whole = page(world, "ana", &list.replace('?', "/groups?"));
        assert_eq!(heads(&whole), ["Won 1 $\u{a0}5"], "without script they are a page of their own");
        assert!(whole.contains("<h1") && whole.contains("Deal {"));
        let anew = world.browser("ana", "same-origin").with("hx-request", "true").get(&format!("/{list}")).is(200);
        assert_eq!(heads(anew.body.as_str().unwrap()), ["Won 1 $\u{a0}5"], "who looks anew sees all at once");
    });
}
