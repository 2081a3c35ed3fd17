//! Keys of fields that change: there and back, to keys that were used before, and wherever the module names them.

use crm::Error;
use crm::definitions::shaping;
use meta::definition::TypeName;
use serde_json::json;

use super::support::*;
use super::*;

fn called(was: &str, key: &str, label: &str) -> FieldGiven {
    FieldGiven { key: key.into(), ..field(TypeName::Text, was, &[("label", label)]) }
}

fn refused(result: crm::Result<Kept>) -> &'static str {
    match result {
        Err(Error::Invalid(errors)) if errors[0].field == "key" => errors[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_key_goes_there_and_back_with_its_values() {
    each(|crm| {
        let (_folder, vault) = folder();
        must(put(crm, "account", &called("", "alpha", "Alpha")));
        apply(crm, &vault, "account");
        let in_force = look(crm, "account").in_force;
        let acme = create(crm, &crm.system(), "account", json!({ "name": "Acme", "alpha": "kept" })).unwrap().id;
        let value = |key: &'static str| json_of(&get(crm, &crm.system(), "account", acme).unwrap(), key);

        // Within the draft.
        must(put(crm, "account", &called("alpha", "omega", "Alpha")));
        must(put(crm, "account", &called("omega", "middle", "Alpha")));
        assert_eq!(must(put(crm, "account", &called("middle", "alpha", "Alpha"))), Stand::Clear);
        assert_eq!(look(crm, "account").in_force, in_force);

        // And after it was applied.
        must(put(crm, "account", &called("alpha", "omega", "Alpha")));
        apply(crm, &vault, "account");
        assert_eq!(value("omega"), json!("kept"));
        must(put(crm, "account", &called("omega", "alpha", "Alpha")));
        let (lines, _) = apply(crm, &vault, "account");
        assert_eq!(lines, ["rename field omega of account to alpha (1 record)"]);
        assert_eq!(value("alpha"), json!("kept"));

        // A key that is free again is given to another field.
        must(put(crm, "account", &called("alpha", "omega", "Alpha")));
        apply(crm, &vault, "account");
        must(put(crm, "account", &called("", "alpha", "Alpha again")));
        let (lines, _) = apply(crm, &vault, "account");
        assert_eq!(lines[0], "add text field alpha to account (1 record, empty)");
        assert_eq!((value("omega"), value("alpha")), (json!("kept"), json!(null)));
    });
}

#[test]
fn a_key_in_force_is_not_given_to_another_field() {
    each(|crm| {
        let (_folder, vault) = folder();
        must(put(crm, "account", &called("", "alpha", "Alpha")));
        must(put(crm, "account", &called("", "beta", "Beta")));
        apply(crm, &vault, "account");
        must(edit(crm, "account", |shaped| shaping::drop_field(shaped, "alpha")));
        assert_eq!(refused(put(crm, "account", &called("beta", "alpha", "Beta"))), "in_force");
        assert_eq!(refused(put(crm, "account", &called("", "alpha", "New"))), "in_force");
        shaping::discard(crm, &crm.system(), "account", &look(crm, "account").mark()).unwrap();
        must(put(crm, "account", &called("alpha", "omega", "Alpha")));
        assert_eq!(refused(put(crm, "account", &called("", "alpha", "New"))), "in_force");
        assert_eq!(refused(put(crm, "account", &called("beta", "omega", "Beta"))), "taken");
    });
}

#[test]
fn a_new_key_is_followed_through_formulas_and_conditions() {
    each(|crm| {
        let (_folder, vault) = folder();
        let text = "module = \"visit\"
[fields]
name = { type = \"text\" }
guests = { type = \"int\" }
twice = { type = \"formula\", expr = \"guests * 2\" }
account = { type = \"link\", to = \"account\" }
branch = { type = \"lookup\", path = \"account.industry\" }
reason = { type = \"text\", visible_if = \"guests > 3\" } # as it was written
[layouts.detail]
sections = [{ label = \"Visit\", rows = [[\"name\", \"guests\"]], visible_if = \"guests != 1\" }]
";
        must(shaping::begin(crm, &crm.system(), &meta::Key::of("visit"), text));
        apply(crm, &vault, "visit");
        let people = FieldGiven { key: "people".into(), ..field(TypeName::Int, "guests", &[("label", "Guests")]) };
        must(put(crm, "visit", &people));
        let link = [("label", "Account"), ("to", "account"), ("on_delete", "keep")];
        let customer = FieldGiven { key: "customer".into(), ..field(TypeName::Link, "account", &link) };
        must(put(crm, "visit", &customer));
        let (lines, _) = apply(crm, &vault, "visit");
        assert!(lines.contains(&"rename field guests of visit to people (0 records)".to_owned()), "{lines:?}");
        let now = look(crm, "visit").in_force;
        for said in
            ["\"people * 2\"", "\"people > 3\" } # as it was written", "\"people != 1\"", "\"customer.industry\""]
        {
            assert!(now.contains(said), "{said} in {now}");
        }
        let order: Vec<String> = module(crm, "visit").own_fields().map(|field| field.key.to_string()).take(4).collect();
        assert_eq!(order, ["name", "people", "twice", "customer"], "fields stay where they are");
    });
}
