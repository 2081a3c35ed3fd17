//! Several who shape the same module: what one did is never written over unseen by another.

use crm::Error;
use crm::definitions::shaping::{self, Against, Move, Stand};
use meta::definition::TypeName;

use super::support::*;
use super::*;

fn conflict<T: std::fmt::Debug>(result: crm::Result<T>) {
    assert!(matches!(result, Err(Error::Conflict(_))), "{result:?}");
}

/// A change by somebody whose page shows this draft.
fn seeing(crm: &Crm, mark: &str, change: impl Fn(&Shaped) -> crm::Result<String>) -> crm::Result<Kept> {
    shaping::edit(crm, &crm.system(), "contact", mark, Against::Definitions, change)
}

fn bool_field(label: &str) -> FieldGiven {
    field(TypeName::Bool, "", &[("label", label)])
}

#[test]
fn an_old_page_changes_nothing() {
    each(|crm| {
        let system = crm.system();
        let old = look(crm, "contact").mark();
        must(put(crm, "contact", &bool_field("VIP")));
        conflict(seeing(crm, &old, |_| Ok("module = \"contact\"\nicon = \"star\"\n".into())));
        conflict(seeing(crm, &old, |shaped| Ok(shaping::put_field(shaped, &bool_field("Other"))?.0)));
        conflict(seeing(crm, &old, |shaped| shaping::arrange(shaped, &Move::SectionUp(1))));
        conflict(seeing(crm, &old, |shaped| Ok(shaping::drop_module(shaped))));
        conflict(shaping::discard(crm, &system, "contact", &old));
        let drafted = look(crm, "contact");
        assert!(drafted.now.field("vip").is_some() && drafted.now.field("other").is_none());

        // With the page as it is now all of it goes.
        let same = seeing(crm, &drafted.mark(), |shaped| Ok(shaped.text.clone()));
        assert_eq!(must(same), Stand::Same);
        must(seeing(crm, &drafted.mark(), |shaped| shaping::drop_field(shaped, "vip")));
        let gone = put(crm, "contact", &field(TypeName::Bool, "vip", &[("label", "VIP")]));
        conflict(gone);
        assert!(!look(crm, "contact").drafted, "nothing is left of the draft");
        shaping::discard(crm, &system, "contact", "whatever was seen").unwrap();
    });
}

#[test]
fn of_two_at_once_one_is_refused() {
    each(|crm| {
        let mark = look(crm, "contact").mark();
        // While one change is worked out, another is kept.
        let slow = seeing(crm, &mark, |shaped| {
            must(seeing(crm, &mark, |shaped| Ok(shaping::put_field(shaped, &bool_field("First"))?.0)));
            Ok(shaping::put_field(shaped, &bool_field("Second"))?.0)
        });
        conflict(slow);
        let now = look(crm, "contact").now;
        assert!(now.field("first").is_some() && now.field("second").is_none());

        let kept: Vec<bool> = std::thread::scope(|scope| {
            let mark = look(crm, "contact").mark();
            let one = |label: &'static str| {
                let mark = mark.clone();
                scope.spawn(move || {
                    seeing(crm, &mark, |shaped| Ok(shaping::put_field(shaped, &bool_field(label))?.0)).is_ok()
                })
            };
            let all: Vec<_> = ["A", "B", "C", "D"].map(one).into();
            all.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(kept.iter().filter(|kept| **kept).count(), 1, "{kept:?}");
        let now = look(crm, "contact").now;
        assert_eq!(["a", "b", "c", "d"].iter().filter(|key| now.field(key).is_some()).count(), 1);
    });
}

#[test]
fn what_is_drafted_while_another_applies_is_not_lost() {
    each(|crm| {
        let (_folder, vault) = folder();
        must(put(crm, "contact", &bool_field("VIP")));
        let shown = shaping::plan(crm, &crm.system(), &look(crm, "contact")).unwrap();
        must(put(crm, "contact", &bool_field("Other")));
        conflict(shaping::apply(crm, &crm.system(), &vault, "contact", &shown.mark()));
        assert!(look(crm, "contact").now.field("other").is_some());
        apply(crm, &vault, "contact");
        assert!(!look(crm, "contact").drafted);
        assert!(module(crm, "contact").field("other").is_some());
    });
}

#[test]
fn a_plan_that_would_take_something_away_by_now_is_another() {
    each(|crm| {
        let (_folder, vault) = folder();
        must(put(crm, "contact", &bool_field("VIP")));
        apply(crm, &vault, "contact");
        must(edit(crm, "contact", |shaped| shaping::drop_field(shaped, "vip")));
        let shown = shaping::plan(crm, &crm.system(), &look(crm, "contact")).unwrap();
        assert!(!shown.is_destructive());
        create(crm, &crm.system(), "contact", serde_json::json!({ "name": { "given": "Ann" }, "vip": true })).unwrap();
        conflict(shaping::apply(crm, &crm.system(), &vault, "contact", &shown.mark()));
        let (_, done) = apply(crm, &vault, "contact");
        assert!(done.backup.is_some());
    });
}

#[test]
fn a_draft_that_cannot_be_shown_can_be_discarded() {
    each(|crm| {
        let (_folder, vault) = folder();
        let system = crm.system();
        let text = "module = \"visit\"\n[fields]\nname = { type = \"text\" }\n";
        must(shaping::begin(crm, &system, &meta::Key::of("visit"), text));
        assert!(matches!(
            shaping::begin(crm, &system, &meta::Key::of("visit"), text),
            Err(Error::Invalid(errors)) if errors[0].field == "key"
        ));
        apply(crm, &vault, "visit");
        must(edit(crm, "visit", |shaped| Ok(shaping::drop_module(shaped))));
        // The module goes by a file meanwhile.
        let file = crm::definitions::File { name: "x".into(), text: "module = \"visit\"\ndrop = true\n".into() };
        let plan = crm::definitions::plan(crm, vec![file]).unwrap();
        crm::definitions::apply(crm, &system, &plan).unwrap();
        assert_eq!(crm.read(&system, shaping::drafts).wait().unwrap(), [], "to retire what is gone is no draft");
        must(shaping::begin(crm, &system, &meta::Key::of("visit"), text));
        assert_eq!(must(edit(crm, "visit", |_| Ok(String::new()))), Stand::Gone);
        assert!(crm.read(&system, |work| shaping::look(work, "visit")).wait().is_err());
    });
}
