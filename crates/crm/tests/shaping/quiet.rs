//! What nobody touched stays as it was: a form that is saved as it came changes nothing.

use crm::definitions::shaping::{self, OptionGiven};
use meta::definition::TypeName;

use super::support::*;
use super::*;

/// A field as its form shows it.
fn shown(shaped: &Shaped, key: &str) -> FieldGiven {
    let known = shaped.now.field(key).unwrap();
    let kind = TypeName::ALL.into_iter().find(|kind| kind.name() == known.kind.name()).unwrap();
    let said = shaped.said(key);
    let text = |name: &'static str| match (name, said.get(name)) {
        ("label", _) => known.label.clone(),
        // A form chooses this where nothing is said.
        ("on_delete", None) => "keep".to_owned(),
        (_, text) => text.cloned().unwrap_or_default(),
    };
    FieldGiven {
        said: shaping::offered(kind).map(|name| (name, text(name))).collect(),
        options: shaping::options_of(&known.kind),
        ..field(kind, key, &[])
    }
}

#[test]
fn every_form_of_what_is_shipped_saves_to_nothing() {
    each(|crm| {
        let modules: Vec<String> =
            crm.snapshot().schema.catalogue.modules().map(|module| module.key.to_string()).collect();
        for key in modules {
            let (name, shaped) = (key.clone(), key.clone());
            let shaped = crm.read(&crm.system(), move |work| shaping::look(work, &shaped)).wait().unwrap();
            let own = shaped.now.own_fields().filter(|field| shaped.said(&field.key).contains_key("type"));
            for field in own {
                let (text, _) = shaping::put_field(&shaped, &shown(&shaped, &field.key)).unwrap();
                assert_eq!(text, format!("module = \"{name}\"\n"), "{name}.{}", field.key);
            }
        }
    });
}

#[test]
fn one_change_says_one_thing() {
    each(|crm| {
        let account = look(crm, "account");
        let mut given = shown(&account, "status");
        given.said.insert("help", "How far we are\r\nwith them".into());
        let (text, _) = shaping::put_field(&account, &given).unwrap();
        let expected = "module = \"account\"\n\n[fields]\nstatus = { help = ";
        assert!(text.starts_with(expected) && text.contains("with them") && !text.contains("options"), "{text}");
    });
}

#[test]
fn what_was_written_by_hand_is_left_as_it_was_written() {
    each(|crm| {
        let own = "module = \"visit\"

[fields] # all of them
name = { type = \"text\" }
mood = { type = \"select\", options = [\"very_good\", \"bad\"], required = false }
part = { type = \"percent\", default = 0 }
day = { type = \"date\", help = \"\"\"
One line
and another
\"\"\" }
account = { type = \"link\", to = \"account\", on_delete = \"keep\" }
";
        must(shaping::begin(crm, &crm.system(), &meta::Key::of("visit"), own));
        for key in ["name", "mood", "part", "day", "account"] {
            let given = shown(&look(crm, "visit"), key);
            assert_eq!(must(put(crm, "visit", &given)), Stand::Same, "{key}");
        }
        // An option that lost its name is no option that was taken out.
        let mut mood = shown(&look(crm, "visit"), "mood");
        mood.options[0].label.clear();
        assert!(put(crm, "visit", &mood).is_err());
        mood.options[0] = OptionGiven { label: "Fine".into(), hue: 5, ..mood.options[0].clone() };
        must(put(crm, "visit", &mood));
        let text = look(crm, "visit").text;
        assert!(text.contains("{ key = \"very_good\", label = \"Fine\", hue = 5 }"), "{text}");
        assert!(text.contains("[fields] # all of them") && text.contains("on_delete = \"keep\""), "{text}");
    });
}

#[test]
fn the_plan_tells_conditions_and_options_value_by_value() {
    each(|crm| {
        let text = |condition: &str, retired: bool| {
            format!(
                "module = \"visit\"\n[fields]\nname = {{ type = \"text\" }}\n\
                 mood = {{ type = \"select\", options = [\"good\", {{ key = \"bad\", label = \"Bad\", retired = {retired} }}] }}\n\
                 [layouts.detail]\nsections = [{{ label = \"A\", rows = [[\"name\"]], visible_if = '{condition}' }}]\n"
            )
        };
        let (_folder, vault) = folder();
        must(shaping::begin(crm, &crm.system(), &meta::Key::of("visit"), &text("name = \"x\"", true)));
        apply(crm, &vault, "visit");
        must(write(crm, "visit", &text("name = \"y\"", false)));
        let changes = look(crm, "visit").changes();
        let told: Vec<_> = changes
            .iter()
            .map(|one| (one.place.as_str(), one.before.as_deref().unwrap_or(""), one.after.as_deref().unwrap_or("")))
            .collect();
        let expected = [
            ("fields.mood.options.bad.retired", "true", "false"),
            ("layouts.detail.sections.A.visible_if", "name = \"x\"", "name = \"y\""),
        ];
        assert_eq!(told, expected);
    });
}
