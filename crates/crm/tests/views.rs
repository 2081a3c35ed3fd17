//! Saved views: who has which, who may change them, and that they are addresses and no more.

mod support;

use crm::views::{self, Audience, View};
use crm::{Actor, Crm, Error, Via};
use meta::Key;
use serde_json::json;
use support::*;
use uuid::Uuid;

fn save(crm: &Crm, actor: &Actor, id: Option<Uuid>, label: &'static str, audience: Audience) -> crm::Result<View> {
    let query = "filter%5Bindustry%5D=retail&sort=-name";
    crm.write(actor, "configure", move |work| views::save(work, id, "account", label, query, &audience)).wait()
}

fn labels(crm: &Crm, actor: &Actor) -> Vec<String> {
    let list = crm.read(actor, |work| views::list(work, &Key::of("account"))).wait().unwrap();
    list.into_iter().map(|view| view.label).collect()
}

#[test]
fn a_view_is_for_whom_it_was_saved() {
    each(|crm| {
        let people =
            people(crm, &[("ada", "administrator", None), ("rep", "sales_rep", None), ("far", "sales_rep", None)]);
        let north = create(crm, &crm.system(), "team", json!({ "name": "North" })).unwrap().id;
        for name in ["ada", "rep"] {
            update(crm, &crm.system(), "user", people[name].user.unwrap(), json!({ "team": north })).unwrap();
        }
        crm.refresh().unwrap();
        let actor = |name: &str| crm.actor(people[name].user.unwrap(), Via::Session).unwrap();
        let (ada, rep, far) = (actor("ada"), actor("rep"), actor("far"));
        save(crm, &rep, None, "Mine", Audience::Me).unwrap();
        let norths = save(crm, &rep, None, "North's", Audience::Team).unwrap();
        save(crm, &ada, None, "Sellers'", Audience::Role(Key::of("sales_rep"))).unwrap();
        let all = save(crm, &ada, None, "Everybody's", Audience::All).unwrap();
        assert_eq!(labels(crm, &rep), ["Mine", "North's", "Sellers'", "Everybody's"]);
        assert_eq!(labels(crm, &far), ["Sellers'", "Everybody's"]);
        assert_eq!(labels(crm, &ada), ["North's", "Sellers'", "Everybody's"], "who made a role's view has it too");
        for audience in [Audience::All, Audience::Role(Key::of("sales_rep"))] {
            assert!(matches!(save(crm, &rep, None, "Too much", audience), Err(Error::Forbidden(_))));
        }
        assert!(matches!(save(crm, &far, None, "No team", Audience::Team), Err(Error::Invalid(_))));
        assert!(matches!(save(crm, &rep, Some(all.id), "Not mine", Audience::Me), Err(Error::Forbidden(_))));
        assert!(matches!(save(crm, &rep, None, "  ", Audience::Me), Err(Error::Invalid(_))));
        // A view stays whose it is when who saved it renames it from another team, or as an administrator no more.
        let south = create(crm, &crm.system(), "team", json!({ "name": "South" })).unwrap().id;
        update(crm, &crm.system(), "user", rep.user.unwrap(), json!({ "team": south })).unwrap();
        update(crm, &crm.system(), "user", far.user.unwrap(), json!({ "role": "administrator" })).unwrap();
        update(crm, &crm.system(), "user", ada.user.unwrap(), json!({ "role": "sales_rep" })).unwrap();
        crm.refresh().unwrap();
        let renamed = save(crm, &actor("rep"), Some(norths.id), "Of the north", Audience::Team).unwrap();
        assert_eq!((renamed.label.as_str(), renamed.audience), ("Of the north", norths.audience));
        let renamed = save(crm, &actor("ada"), Some(all.id), "For all", Audience::All).unwrap();
        assert_eq!((renamed.label.as_str(), renamed.audience.as_str()), ("For all", "all"));
        let found = ["Of the north", "Sellers'", "For all"];
        assert_eq!(
            labels(crm, &actor("rep")),
            ["Mine", found[0], found[1], found[2]],
            "what one saved stays one's own"
        );
        assert_eq!(labels(crm, &actor("far")), found[1..], "other administrators find those of roles");
    });
}

#[test]
fn who_saved_a_view_changes_and_removes_it_and_the_trail_says_so() {
    each(|crm| {
        let people =
            people(crm, &[("ada", "administrator", None), ("rep", "sales_rep", None), ("far", "sales_rep", None)]);
        let (ada, rep, far) = (&people["ada"], &people["rep"], &people["far"]);
        let view = save(crm, rep, None, "Mine", Audience::Me).unwrap();
        let get = |actor: &Actor| crm.read(actor, move |work| views::get(work, view.id)).wait();
        assert!(matches!(get(far), Err(Error::NotFound(_))), "to others it is not there");
        let renamed = save(crm, rep, Some(view.id), "My own", Audience::Me).unwrap();
        assert_eq!((renamed.id, labels(crm, rep)), (view.id, vec!["My own".to_string()]));
        let remove = |actor: &Actor| crm.write(actor, "configure", move |work| views::remove(work, view.id)).wait();
        assert!(matches!(remove(far), Err(Error::NotFound(_))));
        remove(rep).unwrap();
        assert!(labels(crm, rep).is_empty());
        let acts = crm.read(ada, |work| crm::acts::list(work, crm::acts::Whose::All, None, 3)).wait().unwrap();
        let told: Vec<String> =
            acts.iter().map(|listed| crm::acts::summary(&listed.act.summary).unwrap().english()).collect();
        assert_eq!(told, ["Removed the view “My own”", "Saved the view “My own”", "Saved the view “Mine”"]);
    });
}
