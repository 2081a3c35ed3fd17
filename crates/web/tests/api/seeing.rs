//! What somebody may not see is not there, at any door of the API.

use serde_json::{Value as Json, json};

use crate::world::{World, each, hide, with_everything};

fn deal(world: &World, owner: &str, account: Option<&str>) -> String {
    let body = json!({ "name": format!("Deal of {owner}"), "stage": world.stage("prospecting"),
        "owner": world.user(owner), "account": account });
    world.by("ana").make("opportunity", body)
}

#[test]
fn a_hidden_field_is_unknown_everywhere() {
    each(|world| {
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let product = json!({ "name": "GTX", "price": { "amount": "10", "currency": "USD" },
            "cost": { "amount": "4", "currency": "USD" } });
        let id = ana.make("product", product);
        assert_eq!(ana.get(&format!("/product/{id}")).body["margin"]["amount"], "6.00");
        let seen = rep.get(&format!("/product/{id}")).is(200).body;
        assert!(seen.get("cost").is_none() && seen.get("margin").is_none(), "nor what follows from it");
        for field in ["cost", "margin"] {
            let unknown = format!("{field} unknown_field");
            for query in [format!("filter[{field}][gt]=1"), format!("sort={field}"), format!("fields={field}")] {
                rep.get(&format!("/product?{query}")).refused(400, &[&unknown]);
            }
            let through = format!("product.{field}");
            let unknown = format!("{through} unknown_field");
            rep.get(&format!("/opportunity?fields={through}")).refused(400, &[&unknown]);
            let search = json!({ "filter": { "field": through, "op": "gt", "value": "1" } });
            rep.post("/opportunity/search", search).refused(400, &[&unknown]);
        }
        let deal = ana.make(
            "opportunity",
            json!({ "name": "D", "stage": world.stage("won"), "product": id, "owner": world.user("rep") }),
        );
        let shown = rep.get(&format!("/opportunity/{deal}?expand=product")).is(200).body;
        assert_eq!(shown["_expanded"]["product"]["name"], "GTX");
        assert!(shown["_expanded"]["product"].get("cost").is_none());
        let history = rep.get(&format!("/product/{id}/history")).is(200);
        assert!(!history.body.to_string().contains("cost"));
        let meta = rep.get("/meta/modules/product").is(200).body["fields"].to_string();
        assert!(meta.contains("\"price\"") && !meta.contains("\"cost\"") && !meta.contains("\"margin\""));
    });
}

#[test]
fn a_hidden_lookup_leads_nowhere() {
    each(|world| {
        let key = meta::Key::of;
        let done = world.crm.write(&world.crm.system(), "configure", move |work| {
            let hidden = Some(meta::FieldLevel::Hidden);
            crm::settings::rights::set_field(work, &key("sales_rep"), &key("opportunity"), &key("pipeline"), hidden)
        });
        done.wait().unwrap();
        world.crm.refresh().unwrap();
        deal(world, "rep", None);
        let rep = world.by("rep");
        assert_eq!(rep.get("/opportunity?filter[stage.pipeline.name]=Sales").is(200).column("id").len(), 1);
        rep.get("/opportunity?filter[pipeline.name]=Sales").refused(400, &["pipeline.name unknown_field"]);
    });
}

#[test]
fn a_record_of_others_is_not_found_and_a_visible_one_may_be_forbidden() {
    each(|world| {
        let rep = world.by("rep");
        let (own, far) = (deal(world, "rep", None), deal(world, "far", None));
        assert_eq!(rep.get("/opportunity").is(200).column("id"), [own.as_str()]);
        assert_eq!(rep.get("/opportunity?count=exact").body["count"]["value"], 1);
        for (method, rest) in [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/history"), ("GET", "/tasks")] {
            rep.send(method, &format!("/opportunity/{far}{rest}"), json!({})).refused(404, &[]);
        }
        rep.delete(&format!("/opportunity/{own}")).refused(403, &[]);
        world.by("eve").get(&format!("/opportunity/{own}")).is(200);
        world.by("eve").patch(&format!("/opportunity/{own}"), json!({ "name": "x" })).refused(403, &[]);
        world.by("eve").post("/account", json!({ "name": "x" })).refused(403, &[]);
        assert_eq!(world.by("mia").get("/opportunity").column("id"), [own.as_str()]);
        assert_eq!(world.by("max").get("/opportunity").column("id"), [far.as_str()]);
    });
}

#[test]
fn who_has_no_right_is_told_that_whatever_they_send() {
    each(|world| {
        let (eve, own) = (world.by("eve"), deal(world, "rep", None));
        for wrong in [json!({ "nonsense": 1 }), json!({ "amount": "much" }), json!({ "number": "x", "id": 7 })] {
            eve.post("/opportunity", wrong.clone()).refused(403, &[]);
            eve.patch(&format!("/opportunity/{own}"), wrong.clone()).refused(403, &[]);
            eve.put("/opportunity?match=external_id", wrong).refused(403, &[]);
        }
        let act = json!({ "method": "POST", "path": "/api/v1/account", "body": { "nonsense": 1 } });
        eve.post("/batch", json!({ "acts": [act] })).refused(403, &["acts.0 forbidden"]);
        world
            .by("mia")
            .patch(&format!("/opportunity/{own}"), json!({ "nonsense": 1 }))
            .refused(422, &["nonsense unknown"]);
    });
}

#[test]
fn what_one_gives_away_is_done_though_one_does_not_see_it_any_more() {
    each(|world| {
        let rep = world.by("rep");
        let own = deal(world, "rep", None);
        let given = rep.patch(&format!("/opportunity/{own}"), json!({ "owner": world.user("far") })).is(200);
        assert_eq!(given.body, json!({ "id": own, "version": 2 }));
        rep.get(&format!("/opportunity/{own}")).refused(404, &[]);
        world.by("far").get(&format!("/opportunity/{own}")).is(200);
    });
}

/// Representatives who see only their own records of a module.
fn close(world: &World, module: &'static str) {
    let own = meta::Scope::Own;
    let rights = meta::Rights { create: true, read: own, edit: own, delete: own };
    let done = world.crm.write(&world.crm.system(), "configure", move |work| {
        crm::settings::rights::set(work, &meta::Key::of("sales_rep"), &meta::Key::of(module), Some(rights))
    });
    done.wait().unwrap();
    world.crm.refresh().unwrap();
}

#[test]
fn a_link_to_a_record_one_may_not_see_is_restricted() {
    each(|world| {
        close(world, "account");
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let secret = ana.make("account", json!({ "name": "Secret", "industry": "spies" }));
        let own = deal(world, "rep", Some(&secret));
        let page = rep.get("/opportunity?expand=account&fields=name,account,account.industry").is(200);
        let seen = &page.body["data"][0];
        assert_eq!(seen["account"], Json::Null);
        assert_eq!(seen["account.industry"], Json::Null);
        assert_eq!(seen["_restricted"], json!(["account"]));
        assert_eq!(seen["_expanded"]["account"], Json::Null);
        assert!(!page.body.to_string().contains(&secret) && !page.body.to_string().contains("Secret"));
        assert_eq!(rep.get("/opportunity?filter[account.industry]=spies").is(200).column("id"), [""; 0]);
        rep.patch(&format!("/opportunity/{own}"), json!({ "next_step": "call" })).is(200);
        assert_eq!(ana.get(&format!("/opportunity/{own}")).body["account"], secret.as_str(), "it stays");
        let body = json!({ "name": "x", "stage": world.stage("won"), "account": secret });
        rep.post("/opportunity", body).refused(422, &["account not_found"]);
    });
}

#[test]
fn what_stands_behind_a_link_is_restricted_too() {
    each(|world| {
        close(world, "account");
        close(world, "contact");
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let secret = ana.make("account", json!({ "name": "Secret" }));
        let mine = json!({ "name": "Mine", "parent": secret, "owner": world.user("rep") });
        let mine = ana.make("account", mine);
        deal(world, "rep", Some(&mine));
        let asked = "/opportunity?fields=account,account.parent,account.name";
        let seen = rep.get(asked).is(200).body;
        assert_eq!(seen["data"][0]["account.parent"], Json::Null);
        assert_eq!(seen["data"][0]["account.name"], "Mine");
        assert_eq!(seen["data"][0]["_restricted"], json!(["account.parent"]));
        assert!(!seen.to_string().contains(&secret));
        let whole = ana.get(asked).is(200).body;
        assert_eq!(whole["data"][0]["account.parent"], secret.as_str());
        assert!(whole["data"][0].get("_restricted").is_none());
        let page =
            |who| world.browser(who, "same-origin").get("//opportunity?columns=account,account.parent").is(200).body;
        let shown = page("rep").to_string();
        assert!(shown.contains("Restricted") && !shown.contains(&secret) && !shown.contains("Secret"));
        assert!(page("ana").to_string().contains("Secret"));
    });
}

#[test]
fn history_names_no_record_that_one_may_not_see() {
    each(|world| {
        close(world, "account");
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let secret = ana.make("account", json!({ "name": "Secret" }));
        let mine = rep.make("account", json!({ "name": "Mine" }));
        let at = format!("/opportunity/{}", deal(world, "rep", Some(&secret)));
        ana.patch(&at, json!({ "account": mine })).is(200);
        let change = |who: &str| {
            let history = world.by(who).get(&format!("{at}/history")).is(200).body;
            history["data"][0]["changes"].as_array().unwrap().iter().find(|one| one["field"] == "account").cloned()
        };
        let whole = json!({ "field": "account", "before": secret, "after": mine });
        assert_eq!(change("ana"), Some(whole));
        let seen = json!({ "field": "account", "before": null, "after": mine, "restricted": true });
        assert_eq!(change("rep"), Some(seen));
        for page in [format!("/{at}/history"), format!("/{at}")] {
            let page = world.browser("rep", "same-origin").get(&page).is(200).body.to_string();
            assert!(!page.contains(&secret) && page.contains("Mine"), "{page}");
        }
        let page = world.browser("rep", "same-origin").get(&format!("/{at}/history")).is(200).body.to_string();
        assert!(page.contains("Restricted"));
    });
}

#[test]
fn lines_tell_no_more_of_what_one_may_not_see_than_records_do() {
    with_everything(|world| {
        close(world, "product");
        hide(world, "sales_rep", "everything_line", "amount");
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let secret = ana.make("product", json!({ "name": "Secret" }));
        let own = rep.make("product", json!({ "name": "Own" }));
        let amount = json!({ "amount": "7", "currency": "USD" });
        let line = |name: &str, product: &Json| json!({ "name": name, "product": product, "amount": amount });
        let lines =
            [line("a", &json!(secret)), line("b", &json!(own)), line("c", &Json::Null), line("d", &json!(secret))];
        let thing = ana.make("everything", json!({ "name": "Thing", "lines": lines, "owner": world.user("rep") }));
        for who in ["ana", "rep"] {
            let records = world.by(who).get(&format!("/everything/{thing}")).is(200).body;
            let listed = world.by(who).get("/everything?fields=lines").is(200).body["data"][0].clone();
            let file =
                world.browser(who, "same-origin").get("//exports/everything?format=json").is(200).body[0].clone();
            for told in [records, listed, file] {
                let lines = told["lines"].as_array().unwrap();
                let products: Vec<&Json> = lines.iter().map(|line| &line["product"]).collect();
                if who == "ana" {
                    assert_eq!(products, [&json!(secret), &json!(own), &Json::Null, &json!(secret)]);
                    assert_eq!(lines[0]["amount"], json!({ "amount": "7.00", "currency": "USD" }));
                    continue;
                }
                assert_eq!(products, [&Json::Null, &json!(own), &Json::Null, &Json::Null]);
                assert_eq!(told["_restricted"], json!(["lines.product"]));
                assert!(lines.iter().all(|line| line.get("amount").is_none()), "{lines:?}");
                assert!(!told.to_string().contains(&secret));
            }
        }
        let page = world.browser("rep", "same-origin").get(&format!("//everything/{thing}")).is(200).body.to_string();
        assert!(!page.contains(&secret) && page.contains("Restricted") && page.contains("Own"), "{page}");
        let at = format!("/everything/{thing}");
        let lines = rep.get(&at).is(200).body["lines"].clone();
        let given = |more: Json| -> Vec<Json> {
            let ids = lines.as_array().unwrap().iter().map(|line| line["id"].clone());
            ids.map(|id| {
                let mut line = more.clone();
                line["id"] = id;
                line
            })
            .collect()
        };
        rep.patch(&at, json!({ "lines": given(json!({ "name": "x" })) })).is(200);
        let whole = ana.get(&at).is(200).body["lines"].clone();
        assert_eq!((&whole[0]["name"], &whole[0]["product"]), (&json!("x"), &json!(secret)), "what is left out stays");
        assert_eq!(whole[0]["amount"]["amount"], "7.00");
        let hidden = rep.patch(&at, json!({ "lines": given(json!({ "amount": amount })) })).is(422).body;
        assert_eq!(hidden["errors"][0]["code"], "unknown", "even when it is what stands there");
    });
}

#[test]
fn a_list_of_links_keeps_what_its_writer_does_not_see() {
    each(|world| {
        close(world, "contact");
        let (ana, rep) = (world.by("ana"), world.by("rep"));
        let hidden = ana.make("contact", json!({ "name": "Hidden" }));
        let (first, second) =
            (rep.make("contact", json!({ "name": "A" })), rep.make("contact", json!({ "name": "B" })));
        let own = deal(world, "rep", None);
        let at = format!("/opportunity/{own}");
        ana.patch(&at, json!({ "contacts": [hidden, first] })).is(200);
        let seen = rep.get(&at).is(200).body;
        assert_eq!((&seen["contacts"], &seen["_restricted"]), (&json!([first]), &json!(["contacts"])));
        rep.patch(&at, json!({ "contacts": [second] })).is(200);
        rep.ask("PUT", &format!("{at}/contacts/{first}"), None).is(204);
        let whole = ana.get(&at).body["contacts"].clone();
        let mut ids: Vec<&str> = whole.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        ids.sort_unstable();
        let mut expected = [hidden.as_str(), &first, &second];
        expected.sort_unstable();
        assert_eq!(ids, expected);
        rep.patch(&at, json!({ "contacts": null })).is(200);
        assert_eq!(ana.get(&at).body["contacts"], json!([hidden]));
    });
}
