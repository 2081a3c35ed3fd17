//! The panels of order and columns: plain forms whose answers are tidy addresses, and parts that are drawn anew as rows move.

use crate::world::{World, each, hide};

/// Where the address of a panel leads to.
fn led(world: &World, query: &str) -> String {
    let answer = world.browser("rep", "same-origin").get(&format!("//account?{query}")).is(303);
    answer.header("location").replace("%2C", ",")
}

fn part(world: &World, address: &str) -> String {
    world.browser("rep", "same-origin").get(&format!("/{address}")).is(200).body.as_str().unwrap().to_string()
}

/// Where texts stand in another, which holds them all.
fn in_order(text: &str, parts: &[&str]) -> bool {
    let places: Vec<usize> =
        parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("no {part}: {text}"))).collect();
    places.is_sorted()
}

#[test]
fn rows_of_the_order_become_one_sort() {
    each(|world| {
        let rows = "s.0=industry&d.0=asc&s.1=employees&d.1=desc&s.2=&d.2=asc";
        assert_eq!(led(world, rows), "/account?sort=industry,-employees");
        assert_eq!(led(world, &format!("find=a&{rows}&cursor=x")), "/account?find=a&sort=industry,-employees");
        assert_eq!(led(world, &format!("{rows}&move=sort.up.1")), "/account?sort=-employees,industry&add=-");
        assert_eq!(led(world, &format!("{rows}&move=sort.drop.0")), "/account?sort=-employees&add=-");
        assert_eq!(led(world, "s.0=&d.0=asc&sort=name"), "/account", "nothing chosen is the order of the view");
        assert_eq!(
            led(world, "s.0=name&s.1=name&s.2=emails"),
            "/account?sort=name",
            "each once, and only what has an order"
        );
        hide(world, "sales_rep", "account", "industry");
        assert_eq!(led(world, rows), "/account?sort=-employees");
    });
}

#[test]
fn columns_come_in_the_order_of_their_rows() {
    each(|world| {
        let rows = "column=name&column=industry&column=owner&column=parent.website&column=";
        assert_eq!(led(world, rows), "/account?columns=industry,owner,parent.website");
        let up = led(world, &format!("{rows}&move=columns.up.parent.website"));
        assert_eq!(up, "/account?columns=industry,parent.website,owner&add=-");
        assert_eq!(led(world, "column=name"), "/account?columns=name", "the title alone");
    });
}

#[test]
fn a_panel_is_drawn_anew_as_its_rows_move() {
    each(|world| {
        let panel = part(world, "/account/order?s.0=industry&d.0=asc&s.1=employees&d.1=desc&move=sort.up.1");
        assert!(
            in_order(&panel, &["value=\"employees\" selected", "data-focus", "value=\"industry\" selected"]),
            "{panel}"
        );
        let panel = part(world, "/account/columns?column=name&column=industry&column=owner&move=columns.down.industry");
        assert!(
            in_order(&panel, &["value=\"owner\" checked", "value=\"industry\" checked", "value=\"website\""]),
            "{panel}"
        );
        let panel = part(world, "/account/order?s.0=industry&d.0=asc&s.1=employees&d.1=desc&move=sort.drop.1");
        assert_eq!(panel.matches("name=\"s.").count(), 3, "as many rows as there can be keys");
        assert!(in_order(&panel, &["value=\"industry\" selected", "name=\"s.1\"", "data-focus"]), "{panel}");
        let panel = part(world, "/account/order?s.0=industry&d.0=asc&s.1=employees&d.1=desc&move=sort.drop.0");
        assert!(in_order(&panel, &["value=\"employees\" selected", "data-focus", "name=\"s.1\""]), "{panel}");
        assert_eq!(panel.matches("data-focus").count(), 1);
        let panel = part(world, "/account/order?sort=-employees,name");
        assert!(in_order(
            &panel,
            &["value=\"employees\" selected", "value=\"desc\" selected", "value=\"name\" selected"]
        ));
    });
}
