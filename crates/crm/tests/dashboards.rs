//! Dashboards: who has which, who may change them, and that a tile tells nobody of what they do not see.

mod support;

use crm::dashboards::{self, Asked, Dashboard, Kind, Shows, Way, Width};
use crm::settings::rights;
use crm::views::Audience;
use crm::{Actor, Crm, Error, Via};
use meta::{FieldLevel, Filter, Key, Op, Value};
use serde_json::json;
use support::*;
use uuid::Uuid;

fn save(crm: &Crm, actor: &Actor, id: Option<Uuid>, label: &'static str, audience: Audience) -> crm::Result<Dashboard> {
    crm.write(actor, "configure", move |work| dashboards::save(work, id, label, &audience)).wait()
}

fn labels(crm: &Crm, actor: &Actor) -> Vec<String> {
    crm.read(actor, dashboards::list).wait().unwrap().into_iter().map(|one| one.label).collect()
}

fn shows(kind: Kind, grouped: Option<&'static str>, summed: Option<&'static str>) -> Shows {
    Shows { kind, grouped: grouped.map(Key::of), summed: summed.map(Key::of) }
}

fn add(crm: &Crm, actor: &Actor, dashboard: Uuid, label: &'static str, shows: Shows) -> crm::Result<Uuid> {
    let add = crm.write(actor, "configure", move |work| {
        dashboards::add(work, dashboard, label, ("opportunity", "filter%5Bname%5D=x"), &shows, Width::Half)
    });
    Ok(add.wait()?.id)
}

/// The names of the tiles that somebody sees, a question mark for each they do not.
fn tiles(crm: &Crm, actor: &Actor, dashboard: Uuid) -> Vec<String> {
    let slots = crm.read(actor, move |work| dashboards::tiles(work, dashboard)).wait().unwrap();
    slots.into_iter().map(|slot| slot.tile.map_or("?".into(), |tile| tile.label)).collect()
}

fn hide(crm: &Crm, actor: &Actor, field: &'static str) {
    let hidden = crm.write(actor, "configure", move |work| {
        let (role, module) = (Key::of("sales_rep"), Key::of("opportunity"));
        rights::set_field(work, &role, &module, &Key::of(field), Some(FieldLevel::Hidden))
    });
    hidden.wait().unwrap();
    crm.refresh().unwrap();
}

#[test]
fn a_dashboard_is_for_whom_it_was_made() {
    each(|crm| {
        let people =
            people(crm, &[("ada", "administrator", None), ("rep", "sales_rep", None), ("far", "sales_rep", None)]);
        let north = create(crm, &crm.system(), "team", json!({ "name": "North" })).unwrap().id;
        update(crm, &crm.system(), "user", people["rep"].user.unwrap(), json!({ "team": north })).unwrap();
        crm.refresh().unwrap();
        let actor = |name: &str| crm.actor(people[name].user.unwrap(), Via::Session).unwrap();
        let (ada, rep, far) = (actor("ada"), actor("rep"), actor("far"));
        let mine = save(crm, &rep, None, "Mine", Audience::Me).unwrap();
        save(crm, &rep, None, "North's", Audience::Team).unwrap();
        save(crm, &ada, None, "Sellers'", Audience::Role(Key::of("sales_rep"))).unwrap();
        let all = save(crm, &ada, None, "Everybody's", Audience::All).unwrap();
        assert_eq!(labels(crm, &rep), ["Mine", "North's", "Sellers'", "Everybody's"]);
        assert_eq!(labels(crm, &far), ["Sellers'", "Everybody's"]);
        assert_eq!(labels(crm, &ada), ["North's", "Sellers'", "Everybody's"], "all but what is somebody's own");
        let private = crm.read(&ada, move |work| dashboards::get(work, mine.id)).wait();
        assert!(matches!(private, Err(Error::NotFound(_))));
        for audience in [Audience::All, Audience::Role(Key::of("sales_rep"))] {
            assert!(matches!(save(crm, &rep, None, "Too much", audience), Err(Error::Forbidden(_))));
        }
        assert!(matches!(save(crm, &far, None, "No team", Audience::Team), Err(Error::Invalid(_))));
        assert!(matches!(save(crm, &rep, Some(all.id), "Not mine", Audience::All), Err(Error::Forbidden(_))));
        assert!(matches!(save(crm, &rep, None, "  ", Audience::Me), Err(Error::Invalid(_))));
        assert!(matches!(add(crm, &rep, all.id, "A", shows(Kind::Count, None, None)), Err(Error::Forbidden(_))));
        let of_others = crm.read(&far, move |work| dashboards::tiles(work, mine.id)).wait();
        assert!(matches!(of_others, Err(Error::NotFound(_))), "to others it is not there");
        let chosen = |actor: &Actor, id| crm.write(actor, "home", move |work| dashboards::choose_home(work, id)).wait();
        let home = |actor: &Actor| crm.read(actor, dashboards::home).wait().unwrap().map(|one| one.label);
        assert!(matches!(chosen(&far, Some(mine.id)), Err(Error::NotFound(_))));
        chosen(&rep, Some(mine.id)).unwrap();
        chosen(&far, Some(all.id)).unwrap();
        assert_eq!((home(&rep), home(&far)), (Some("Mine".into()), Some("Everybody's".into())));
        save(crm, &ada, Some(all.id), "Administrators'", Audience::Role(Key::of("administrator"))).unwrap();
        assert_eq!(home(&far), None, "what is no more for somebody is not their home");
        let south = create(crm, &crm.system(), "team", json!({ "name": "South" })).unwrap().id;
        update(crm, &crm.system(), "user", rep.user.unwrap(), json!({ "team": south })).unwrap();
        crm.refresh().unwrap();
        let moved = crm.actor(rep.user.unwrap(), Via::Session).unwrap();
        assert_eq!(labels(crm, &moved), ["Mine", "North's", "Sellers'"], "what one made stays to be found");
        crm.write(&rep, "configure", move |work| dashboards::remove(work, mine.id)).wait().unwrap();
        assert_eq!(home(&rep), None);
        chosen(&far, None).unwrap();
    });
}

#[test]
fn tiles_are_added_moved_changed_and_removed_and_the_trail_says_so() {
    each(|crm| {
        let people = people(crm, &[("ada", "administrator", None), ("rep", "sales_rep", None)]);
        let (ada, rep) = (&people["ada"], &people["rep"]);
        let id = save(crm, rep, None, "Mine", Audience::Me).unwrap().id;
        let count = add(crm, rep, id, "Count", shows(Kind::Count, Some("stage"), Some("amount"))).unwrap();
        let sum = add(crm, rep, id, "Sum", shows(Kind::Sum, None, Some("amount"))).unwrap();
        add(crm, rep, id, "Board", shows(Kind::Board, Some("stage"), Some("amount"))).unwrap();
        let refused = [
            shows(Kind::Sum, None, None),
            shows(Kind::Sum, None, Some("name")),
            shows(Kind::Trend, None, None),
            shows(Kind::Trend, Some("stage"), None),
            shows(Kind::Chart, Some("name"), None),
            shows(Kind::Board, Some("owner"), None),
        ];
        for wrong in refused {
            assert!(matches!(add(crm, rep, id, "Wrong", wrong.clone()), Err(Error::Invalid(_))), "{wrong:?}");
        }
        let shift = |tile, way| crm.write(rep, "configure", move |work| dashboards::shift(work, id, tile, way)).wait();
        shift(count, Way::Up).unwrap();
        assert_eq!(tiles(crm, rep, id), ["Count", "Sum", "Board"]);
        shift(count, Way::Down).unwrap();
        shift(count, Way::Down).unwrap();
        assert_eq!(tiles(crm, rep, id), ["Sum", "Board", "Count"]);
        let changed = crm.write(rep, "configure", move |work| {
            dashboards::resize(work, id, sum, Width::Full)?;
            dashboards::change(work, id, sum, "Days", &shows(Kind::Trend, Some("close_date"), None), Width::Quarter)
        });
        let changed = changed.wait().unwrap();
        assert_eq!(Shows::of(&changed), Some(shows(Kind::Trend, Some("close_date"), None)));
        let kept = crm.read(rep, move |work| dashboards::tile(work, id, count)).wait().unwrap();
        assert_eq!(Shows::of(&kept), Some(shows(Kind::Count, None, None)), "a count has no use for fields");
        crm.write(rep, "configure", move |work| dashboards::remove_tile(work, id, count)).wait().unwrap();
        assert_eq!(tiles(crm, rep, id), ["Days", "Board"]);
        let acts = crm.read(ada, |work| crm::acts::list(work, crm::acts::Whose::All, None, 20)).wait().unwrap();
        let told = |listed: &crm::acts::Listed| crm::acts::summary(&listed.act.summary).unwrap().english();
        assert!(acts.iter().take(8).all(|listed| told(listed) == "Saved the dashboard “Mine”"), "{acts:?}");
    });
}

/// Three deals of each of two people, one a month, of 100, 200 and 300.
fn deals(crm: &Crm, owners: [&Actor; 2]) {
    let stages = pipeline(crm);
    for owner in owners {
        for (n, day) in ["2026-09-30", "2026-10-01", "2027-01-15"].iter().enumerate() {
            let stage = stages[["prospecting", "engaging", "won"][n]];
            let amount = json!({ "amount": format!("{}", 100 * (n + 1)), "currency": "USD" });
            let values = json!({ "name": format!("Deal {n}"), "stage": stage, "close_date": day, "amount": amount,
                "owner": owner.user });
            create(crm, &crm.system(), "opportunity", values).unwrap();
        }
    }
}

/// What somebody reads: how many and how much in all, then by month, by stage and by owner.
fn figures(crm: &Crm, actor: &Actor, field: &'static str, sum: Option<&'static str>) -> crm::Result<[Vec<String>; 3]> {
    let read = crm.read(actor, move |work| {
        let (module, summed) = (Key::of("opportunity"), sum.map(Key::of));
        let filter = Filter::test(Key::of("name"), Op::Starts, Value::Text("Deal".into()));
        let asked = Asked { module: &module, filter: &filter, find: "", summed: summed.as_ref() };
        let said = |count: i64, total: &Value| match total {
            Value::Money(money) => format!("{count}: {}", money.amount.normalize()),
            _ => count.to_string(),
        };
        let all = dashboards::whole(work, &asked)?;
        let months = dashboards::months(work, &asked, &Key::of(field))?;
        let mut groups = dashboards::groups(work, &asked, &Key::of("owner"))?;
        groups.sort_by_key(|lane| lane.value.id());
        let month = |one: &dashboards::Month| format!("{} {}", one.first, said(one.figure.count, &one.figure.total));
        Ok::<_, Error>([
            vec![said(all.count, &all.total)],
            months.iter().filter(|one| one.figure.count > 0).map(month).collect(),
            groups.iter().map(|lane| said(lane.count, &lane.total)).collect(),
        ])
    });
    read.wait()
}

#[test]
fn figures_are_those_of_who_looks() {
    each(|crm| {
        let made =
            people(crm, &[("ada", "administrator", None), ("bob", "sales_rep", None), ("eva", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["eva"]]);
        let all = figures(crm, &made["ada"], "close_date", Some("amount")).unwrap();
        let months = ["2026-09-01 2: 200", "2026-10-01 2: 400", "2027-01-01 2: 600"];
        assert_eq!(all[0], ["6: 1200"]);
        assert_eq!(all[1], months);
        assert_eq!(all[2], ["3: 600", "3: 600"]);
        let own = figures(crm, &made["bob"], "close_date", Some("amount")).unwrap();
        let months = ["2026-09-01 1: 100", "2026-10-01 1: 200", "2027-01-01 1: 300"];
        assert_eq!((own[0].clone(), own[2].clone()), (vec!["3: 600".to_string()], vec!["3: 600".to_string()]));
        assert_eq!(own[1], months);
        let made_at = figures(crm, &made["bob"], "created_at", None).unwrap();
        assert_eq!(made_at[1], ["2026-11-01 3"], "instants fall into months of the company's time zone");
    });
}

#[test]
fn instants_fall_into_the_months_of_the_company() {
    each(|crm| {
        let made = people(crm, &[("ada", "administrator", None)]);
        let ada = &made["ada"];
        let zone = crm.write(ada, "configure", |work| {
            let company = work.snapshot.company.clone();
            crm::settings::company::save(work, crm::company::Company { time_zone: "Europe/Lisbon".into(), ..company })
        });
        zone.wait().unwrap();
        crm.refresh().unwrap();
        // Lisbon is an hour ahead of UTC until the last Sunday of October.
        for at in ["2026-09-30T22:59:59Z", "2026-09-30T23:00:00Z", "2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z"] {
            let task = json!({ "subject": at, "status": "done", "done_at": at });
            create(crm, &crm.system(), "task", task).unwrap();
        }
        let read = crm.read(ada, |work| {
            let (module, filter) = (Key::of("task"), Filter::Const(true));
            let asked = Asked { module: &module, filter: &filter, find: "", summed: None };
            dashboards::months(work, &asked, &Key::of("done_at"))
        });
        let months = read.wait().unwrap();
        let some = months.iter().filter(|month| month.figure.count > 0);
        let some: Vec<String> = some.map(|month| format!("{} {}", month.first, month.figure.count)).collect();
        assert_eq!(some, ["2026-09-01 1", "2026-10-01 2", "2026-11-01 1"]);
        assert_eq!(months.len(), 12);
    });
}

#[test]
fn a_tile_tells_nobody_of_what_they_do_not_see() {
    each(|crm| {
        let made = people(crm, &[("ada", "administrator", None), ("bob", "sales_rep", None)]);
        deals(crm, [&made["bob"], &made["ada"]]);
        let ada = &made["ada"];
        let id = save(crm, ada, None, "All", Audience::All).unwrap().id;
        add(crm, ada, id, "Count", shows(Kind::Count, None, None)).unwrap();
        let sum = add(crm, ada, id, "Secret sum", shows(Kind::Sum, None, Some("amount"))).unwrap();
        add(crm, ada, id, "Secret trend", shows(Kind::Trend, Some("close_date"), None)).unwrap();
        let bob = || crm.actor(made["bob"].user.unwrap(), Via::Session).unwrap();
        assert_eq!(tiles(crm, &bob(), id), ["Count", "Secret sum", "Secret trend"]);
        hide(crm, ada, "amount");
        assert_eq!(tiles(crm, &bob(), id), ["Count", "?", "Secret trend"]);
        let one = crm.read(&bob(), move |work| dashboards::tile(work, id, sum)).wait();
        assert!(matches!(one, Err(Error::NotFound(_))));
        assert!(matches!(figures(crm, &bob(), "close_date", Some("amount")), Err(Error::BadRequest(_))));
        hide(crm, ada, "close_date");
        assert_eq!(tiles(crm, &bob(), id), ["Count", "?", "?"]);
        assert!(matches!(figures(crm, &bob(), "close_date", None), Err(Error::BadRequest(_))));
        let own = save(crm, &bob(), None, "Own", Audience::Me).unwrap().id;
        let hidden = add(crm, &bob(), own, "Sum", shows(Kind::Sum, None, Some("amount")));
        assert!(matches!(hidden, Err(Error::Invalid(_))), "what is hidden cannot be asked for");
        assert_eq!(tiles(crm, ada, id), ["Count", "Secret sum", "Secret trend"]);
    });
}
