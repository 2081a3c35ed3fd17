//! A tile shows each reader what their role allows; to others it is as if it were not there.

use serde_json::json;

use crate::world::{World, each, hide};

/// A page of the representative.
fn page(world: &World, address: &str) -> String {
    let page = world.browser("rep", "same-origin").get(address).is(200);
    page.body.as_str().unwrap().to_string()
}

#[test]
fn a_tile_whose_list_asks_for_something_hidden_is_not_shown() {
    each(|world| {
        let body = json!({ "name": "Renewal", "stage": world.stage("prospecting"), "owner": world.user("rep"),
            "amount": { "amount": "700", "currency": "EUR" } });
        world.by("ana").make("opportunity", body);
        let ana = world.browser("ana", "same-origin");
        let made = ana.submit("//dashboards", "label=Everybody&audience=all").is(303);
        let there = format!("/{}", made.header("location").trim_end_matches("/edit"));
        let id = there.rsplit('/').next().unwrap();
        for (label, query, rest) in [
            ("Plain", "", "kind=count"),
            ("By+amount", "filter%5Bamount%5D%5Bgt%5D=5", "kind=count"),
            ("Summed", "", "kind=sum&summed_sum=amount"),
        ] {
            let query = query.replace('%', "%25");
            let form = format!("label={label}&query={query}&dashboard={id}&{rest}");
            ana.submit("//opportunity/tiles", &form).is(303);
        }
        let told = |page: &str| ["Plain", "By amount", "Summed"].map(|text| page.contains(text));
        let shown = page(world, &there);
        assert_eq!(told(&shown), [true; 3]);
        let part = |n: usize| {
            let at = shown.match_indices("hx-get=\"/dashboards/").nth(n).unwrap().0 + "hx-get=\"".len();
            let address = shown[at..].split('"').next().unwrap();
            world.browser("rep", "same-origin").with("hx-request", "true").get(&format!("/{address}"))
        };
        let text = |n| part(n).is(200).body.as_str().unwrap().to_string();
        assert!(text(0).contains(">1<") && text(1).contains(">1<") && text(2).contains("700"));
        hide(world, "sales_rep", "opportunity", "amount");
        assert_eq!(told(&page(world, &there)), [true, false, false]);
        assert!(page(world, &there).contains("2 tiles are not shown"));
        assert!(text(0).contains(">1<") && !text(1).contains(">1<"));
        part(2).is(404);
        world.browser("rep", "same-origin").get(&format!("{there}/edit")).is(403);
    });
}
