//! What the company calls things in other languages.

use crm::definitions::shaping;
use crm::settings::labels::{self, Names};
use crm::{Actor, Crm, Error};
use meta::definition::TypeName;
use words::Language;

use super::support::*;
use super::*;

fn names(pairs: &[(&str, &str)]) -> Names {
    pairs.iter().map(|(place, name)| ((*place).to_owned(), (*name).to_owned())).collect()
}

fn save(crm: &Crm, actor: &Actor, given: &Names, shown: &Names) -> crm::Result<()> {
    let (given, shown) = (given.clone(), shown.clone());
    crm.write(actor, "configure", move |work| labels::save(work, "account", Language::It, &given, &shown)).wait()
}

fn kept(crm: &Crm) -> Names {
    crm.refresh().unwrap();
    crm.snapshot().labels.of("account", Language::It).cloned().unwrap_or_default()
}

#[test]
fn what_the_company_calls_things_in_other_languages_goes_first_and_lasts() {
    each(|crm| {
        let people = people(crm, &[("ann", "administrator", None), ("rep", "sales_rep", None)]);
        let save = |actor: &Actor, given: &Names| save(crm, actor, given, &Names::new());
        let given = names(&[
            ("label.many", "Clienti"),
            ("fields.industry", " Ramo "),
            ("fields.status.options.lead", "Promessa"),
            ("sections.Reach", "Contatti"),
            ("fields.website", ""),
        ]);
        assert!(matches!(save(&people["rep"], &given), Err(Error::Forbidden(_))));
        save(&people["ann"], &given).unwrap();
        let called = |crm: &Crm| {
            crm.refresh().unwrap();
            let italian = crm.snapshot().read_in(Language::It);
            let module = italian.module("account").unwrap().clone();
            let option = shaping::options_of(&module.field("status").unwrap().kind)[1].label.clone();
            let label = |field: &str| module.field(field).unwrap().label.to_string();
            [
                module.label.many.clone(),
                label("industry"),
                option,
                module.detail.sections[2].label.clone(),
                label("website"),
            ]
        };
        assert_eq!(called(crm), ["Clienti", "Ramo", "Promessa", "Contatti", "Sito web"]);
        assert_eq!(crm.snapshot().module("account").unwrap().label.many, "Accounts");
        let (_folder, vault) = folder();
        must(put(crm, "account", &field(TypeName::Text, "industry", &[("label", "Branch"), ("max", "100")])));
        apply(crm, &vault, "account");
        assert_eq!(called(crm)[1], "Ramo", "a name belongs to its place");
        let long = names(&[("fields.industry", &"x".repeat(201))]);
        assert!(matches!(save(&people["ann"], &long), Err(Error::Invalid(_))));
        let kept = crm.snapshot().labels.of("account", Language::It).unwrap().clone();
        let none = kept.keys().map(|place| (place.clone(), String::new())).collect();
        super::names::save(crm, &people["ann"], &none, &kept).unwrap();
        assert_eq!(called(crm)[..2], ["Account", "Branch"], "what the company calls otherwise keeps its name");
    });
}

#[test]
fn a_name_that_is_the_english_one_stays_as_the_company_gave_it() {
    each(|crm| {
        let given = names(&[("fields.website", "Website"), ("label.many", "Accounts"), ("sections.Reach", "Reach")]);
        save(crm, &crm.system(), &given, &Names::new()).unwrap();
        crm.refresh().unwrap();
        let italian = crm.snapshot().read_in(Language::It);
        let account = italian.module("account").unwrap();
        assert_eq!(&*account.field("website").unwrap().label, "Website", "Kith would say Sito web");
        assert_eq!((account.label.many.as_str(), account.detail.sections[2].label.as_str()), ("Accounts", "Reach"));
        assert_ne!(
            account.field("industry").unwrap().label,
            "Industry",
            "what the company does not name is as shipped"
        );
    });
}

#[test]
fn two_who_name_at_once_lose_nothing_of_each_other() {
    each(|crm| {
        let system = crm.system();
        save(crm, &system, &names(&[("fields.industry", "Ramo"), ("label.one", "Cliente")]), &Names::new()).unwrap();
        let shown = kept(crm);
        // One changes the field; the other, whose form is older, the label, and leaves the field as it was shown.
        save(crm, &system, &names(&[("fields.industry", "Settore"), ("label.one", "Cliente")]), &shown).unwrap();
        save(crm, &system, &names(&[("fields.industry", "Ramo"), ("label.one", "Azienda")]), &shown).unwrap();
        assert_eq!(kept(crm), names(&[("fields.industry", "Settore"), ("label.one", "Azienda")]));
        let third = save(crm, &system, &names(&[("fields.industry", "Branca"), ("label.one", "")]), &shown);
        let Err(Error::Invalid(errors)) = third else { panic!("{third:?}") };
        let told: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(told, [("fields.industry", "conflict"), ("label.one", "conflict")]);
        save(crm, &system, &names(&[("label.one", "")]), &kept(crm)).unwrap();
        assert_eq!(kept(crm), names(&[("fields.industry", "Settore")]), "what the form has not stays");
    });
}

#[test]
fn names_go_along_when_a_key_changes() {
    each(|crm| {
        let (_folder, vault) = folder();
        must(put(crm, "account", &field(TypeName::Text, "", &[("label", "Colour"), ("help", "Of the door")])));
        apply(crm, &vault, "account");
        let given =
            names(&[("fields.colour", "Colore"), ("fields.colour.help", "Della porta"), ("fields.colours", "x")]);
        save(crm, &crm.system(), &given, &Names::new()).unwrap();
        let said = [("label", "Colour"), ("help", "Of the door")];
        let renamed = FieldGiven { key: "paint".into(), ..field(TypeName::Text, "colour", &said) };
        must(put(crm, "account", &renamed));
        apply(crm, &vault, "account");
        let moved = names(&[("fields.colours", "x"), ("fields.paint", "Colore"), ("fields.paint.help", "Della porta")]);
        assert_eq!(kept(crm), moved);
        let back = shaping::plan_rollback(crm, &crm.system()).unwrap();
        shaping::rollback(crm, &crm.system(), &vault, &back.mark()).unwrap();
        assert_eq!(kept(crm), given);
    });
}
