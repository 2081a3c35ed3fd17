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

#[test]
fn a_dashboard_for_others_is_found_by_who_made_it_and_gets_the_tiles_meant_for_it() {
    each(|world| {
        let ana = world.browser("ana", "same-origin");
        let made = ana.submit("//dashboards", "label=Sellers&audience=role%3Asales_rep").is(303);
        let there = made.header("location").trim_end_matches("/edit").to_string();
        let id = there.rsplit('/').next().unwrap().to_string();
        ana.submit("//dashboards", "label=Mine&audience=me").is(303);
        let list = ana.get("//dashboards").is(200);
        assert!(list.body.as_str().unwrap().contains(&there));
        let form = ana.get(&format!("//opportunity/tiles/new?dashboard={id}")).is(200);
        assert!(form.body.as_str().unwrap().contains(&format!("value=\"{id}\" selected")));
        let added = ana.submit("//opportunity/tiles", &format!("query=&dashboard={id}&kind=count")).is(303);
        assert_eq!(added.header("location"), there);
        let rep = world.browser("rep", "same-origin");
        rep.get(&format!("/{there}")).is(200);
        rep.get(&format!("//opportunity/tiles/new?dashboard={id}")).is(403);
        rep.get(&format!("//opportunity/tiles/new?dashboard={}", world.user("rep"))).is(404);
        let tile = page(world, &format!("/{there}"))
            .split("hx-get=\"/dash")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_string();
        let tile = format!("/dash{tile}");
        ana.get(&format!("/{tile}/edit")).is(200);
        rep.get(&format!("/{tile}/edit")).is(403);
        world.browser("mia", "same-origin").get(&format!("/{there}")).is(404);
        let lost = world.browser("mia", "same-origin").with("hx-request", "true").get(&format!("/{tile}")).is(404);
        let lost = lost.body.as_str().unwrap();
        assert!(lost.contains("class=\"empty small\"") && !lost.contains("<html"), "{lost}");
    });
}

#[test]
fn pages_of_dashboards_are_wholly_in_their_readers_language() {
    each(|world| {
        let ana = world.browser("ana", "same-origin");
        let made = ana.submit("//dashboards", "label=Todos&audience=all").is(303);
        let id = made.header("location").trim_end_matches("/edit").rsplit('/').next().unwrap().to_string();
        ana.submit("//opportunity/tiles", &format!("query=&dashboard={id}&kind=count")).is(303);
        let tile = page(world, &format!("//dashboards/{id}")).split("hx-get=\"/dash").nth(1).unwrap().to_string();
        let tile = format!("/dash{}", tile.split('"').next().unwrap());
        ana.submit("//me/preferences", "language=pt&time_zone=&date_format=&number_format=&week_start=").is(303);
        for address in ["/dashboards/new", tile.as_str()] {
            let shown = ana.get(&format!("/{address}")).is(200);
            let shown = shown.body.as_str().unwrap();
            assert!(shown.contains("Oportunidades") && !shown.contains("Opportunities"), "{address}: {shown}");
        }
        let refused = ana.submit("//dashboards", "label=&audience=me").is(422);
        assert!(refused.body.as_str().unwrap().contains("Oportunidades"));
    });
}
