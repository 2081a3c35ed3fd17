//! Drafts: kept, planned, applied, taken back, refused.

use crm::definitions::shaping::{self, Kept, Origin, Shaped};
use crm::{Actor, Error};
use meta::definition::TypeName;
use serde_json::json;

use super::support::*;
use super::*;

#[test]
fn a_field_of_a_shipped_module_is_drafted_planned_applied_used_and_taken_back() {
    each(|crm| {
        let (_folder, vault) = folder();
        let system = crm.system();
        let acme = create(crm, &system, "account", json!({ "name": "Acme" })).unwrap().id;
        let given = field(TypeName::Text, "", &[("label", "Delivery note"), ("max", "40"), ("help", "For the driver")]);
        must(put(crm, "account", &given));
        let drafted = look(crm, "account");
        assert!(drafted.drafted && drafted.now.field("delivery_note").is_some());
        assert_eq!(drafted.origin("delivery_note"), Origin::Own);
        assert!(
            drafted.text.contains("delivery_note = { type = \"text\", label = \"Delivery note\""),
            "{}",
            drafted.text
        );
        assert!(drafted.text.contains("[\"description\"], [\"delivery_note\"]"), "it is on the page: {}", drafted.text);
        assert!(
            crm.snapshot().module("account").unwrap().field("delivery_note").is_none(),
            "a draft is in force nowhere"
        );
        let kept = crm.read(&system, shaping::drafts).wait().unwrap();
        assert_eq!(kept, [shaping::Waiting { module: "account".into(), mark: drafted.mark() }]);

        let (lines, done) = apply(crm, &vault, "account");
        assert_eq!(lines[0], "add text field delivery_note to account (1 record, empty)");
        assert!(done.backup.is_none(), "nothing is taken away");
        update(crm, &system, "account", acme, json!({ "delivery_note": "Back door" })).unwrap();
        let after = look(crm, "account");
        assert!(!after.drafted && after.in_force.contains("delivery_note"));
        assert_eq!(crm.read(&system, shaping::drafts).wait().unwrap(), []);

        must(edit(crm, "account", |shaped| shaping::drop_field(shaped, "delivery_note")));
        let plan = shaping::plan(crm, &system, &look(crm, "account")).unwrap();
        assert!(plan.is_destructive() && plan.lines()[0].contains("1 record with a value"), "{plan}");
        let (_, done) = apply(crm, &vault, "account");
        assert!(std::path::Path::new(&done.backup.unwrap().path).exists());
        assert_eq!(look(crm, "account").in_force, "", "a layer that says nothing is none");
        let back = shaping::plan_rollback(crm, &system).unwrap();
        shaping::rollback(crm, &system, &vault, &back.mark()).unwrap();
        assert_eq!(json_of(&get(crm, &system, "account", acme).unwrap(), "delivery_note"), json!("Back door"));
    });
}

#[test]
fn what_is_wrong_is_refused_before_it_is_a_draft() {
    each(|crm| {
        let system = crm.system();
        create(crm, &system, "account", json!({ "name": "Acme" })).unwrap();
        let invalid = |result: crm::Result<Kept>, name: &str| match result {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, name),
            other => panic!("{other:?}"),
        };
        invalid(put(crm, "account", &field(TypeName::Text, "", &[])), "label");
        invalid(put(crm, "account", &field(TypeName::Text, "", &[("label", "Name")])), "key");
        invalid(put(crm, "account", &field(TypeName::Text, "", &[("label", "X"), ("max", "many")])), "max");
        let definition = |result: crm::Result<Kept>| match result {
            Ok(Err(told)) => told,
            other => panic!("{other:?}"),
        };
        let long = field(TypeName::Text, "", &[("label", "Long"), ("max", "0")]);
        let told = definition(put(crm, "account", &long)).remove(0);
        assert_eq!(told.place, "fields.long.max");
        assert!(told.line > 1 && told.words.contains("from 1 to"), "{told:?}");
        let required = field(TypeName::Text, "", &[("label", "Must"), ("required", "true")]);
        assert!(definition(put(crm, "account", &required))[0].words.contains("1 record"), "the records are asked too");
        let link = field(TypeName::Link, "", &[("label", "To"), ("to", "nothing")]);
        assert!(definition(put(crm, "account", &link))[0].words.contains("nothing"));
        assert!(!look(crm, "account").drafted);

        let text = "module = \"account\"\n[fields]\nname = { type = \"int\" }\n";
        let kept = write(crm, "account", text);
        assert_eq!(definition(kept)[0].line, 3);
        let shipped = edit(crm, "account", |shaped| shaping::drop_field(shaped, "industry"));
        assert!(matches!(shipped, Err(Error::Conflict(_))));
    });
}

#[test]
fn only_administrators_shape_and_only_what_they_were_shown() {
    each(|crm| {
        let people = people(crm, &[("ann", "administrator", None), ("rep", "sales_rep", None)]);
        let (_folder, vault) = folder();
        let forbidden = |result: crm::Result<()>| assert!(matches!(result, Err(Error::Forbidden(_))), "{result:?}");
        let rep: &Actor = &people["rep"];
        let given = field(TypeName::Bool, "", &[("label", "VIP")]);
        let edit = |actor: &Actor| {
            let put = |shaped: &Shaped| Ok(shaping::put_field(shaped, &given)?.0);
            shaping::edit(crm, actor, "contact", &look(crm, "contact").mark(), Against::Definitions, put)
        };
        forbidden(edit(rep).map(drop));
        must(edit(&people["ann"]));
        forbidden(shaping::discard(crm, rep, "contact", &look(crm, "contact").mark()));
        forbidden(shaping::apply(crm, rep, &vault, "contact", "").map(drop));
        forbidden(shaping::rollback(crm, rep, &vault, "").map(drop));
        let moved = shaping::apply(crm, &people["ann"], &vault, "contact", "another plan");
        assert!(matches!(moved, Err(Error::Conflict(_))));

        // Somebody else applies a file meanwhile: the draft is no longer of what is in force.
        let file = crm::definitions::File { name: "x".into(), text: "module = \"contact\"\nicon = \"user\"\n".into() };
        let plan = crm::definitions::plan(crm, vec![file]).unwrap();
        crm::definitions::apply(crm, &crm.system(), &plan).unwrap();
        assert!(look(crm, "contact").stale);
        assert!(matches!(edit(&people["ann"]), Err(Error::Conflict(_))));
        shaping::discard(crm, &people["ann"], "contact", &look(crm, "contact").mark()).unwrap();
        must(edit(&people["ann"]));
    });
}
