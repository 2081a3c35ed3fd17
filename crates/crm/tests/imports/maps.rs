//! Map files: what they say is held against the file and the module before anything is written.

use serde_json::json;

use crate::files::*;
use crate::support::*;

#[test]
fn a_column_neither_mapped_nor_ignored_is_refused_and_the_nearest_field_named() {
    each(|crm| {
        let map = "[columns]\nCompany = \"name\"";
        let refused = refused_whole(crm, "account", "Company,Industri,Notes\nAcme,x,y\n", map);
        assert_eq!(refused.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>(), ["Industri", "Notes"]);
        assert!(refused[0].1.contains("“industry”"), "{refused:?}");
        assert!(column(crm, "account", "name").is_empty(), "nothing was written");
        let ignored = format!("ignore = [\"Notes\", \"industri\"]\n{map}");
        assert_eq!(import(crm, "account", "Company,Industri,Notes\nAcme,x,y\n", &ignored).counts, (1, 0, 0));
    });
}

#[test]
fn whatever_a_map_says_that_cannot_be_is_refused_all_at_once() {
    each(|crm| {
        let map = "match = \"code\"\n\
            [columns]\nname = \"nmae\"\nprice = \"margin\"\ngone = \"family\"\ncity = \"name.city\"\n\
            [constants]\ncolour = 1\n[values.family]\na = \"b\"\n[links.name]\nby = \"x\"\n\
            [templates]\ncode = \"{nobody}\"";
        let refused = refused_whole(crm, "product", "name,price,city\nx,1,y\n", map);
        let said = refused.iter().map(|(place, why)| format!("{place}: {why}")).collect::<Vec<_>>().join("\n");
        for part in [
            "name: product has no field “nmae”; the nearest is “name”",
            "price: “margin” of product cannot be set",
            "gone: is not a column of the file",
            "city: “name” has no part “city”",
            "colour: product has no field “colour”",
            "values.family: no column gives this field",
            "links.name: no column gives this field",
            "templates.code: “{nobody}”",
        ] {
            assert!(said.contains(part), "{part}\n--\n{said}");
        }
    });
}

#[test]
fn two_columns_cannot_give_one_field() {
    each(|crm| {
        let refused = refused_whole(crm, "account", "name,Name\na,b\n", "");
        assert_eq!(refused[0].0, "Name");
        assert!(refused[0].1.contains("already"), "{refused:?}");
    });
}

#[test]
fn headers_find_their_fields_by_likeness_of_names() {
    each(|crm| {
        let rows = "Account,E-Mails,Phone,Yearly Revenue,City,Country,Zip code,Founded in,Web site\n\
            Acme,a@example.com,+49 30 1234,100,Berlin,Germany,10115,1999,https://example.com\n";
        let done = import(crm, "account", rows, "");
        assert_eq!((done.counts, &done.refused[..]), ((1, 0, 0), &[][..]));
        assert_eq!(column(crm, "account", "phones")[0][0]["value"], json!("+49 30 1234"));
        assert_eq!(column(crm, "account", "address")[0]["postal_code"], json!("10115"));
        assert_eq!(column(crm, "account", "address")[0]["country"], json!("DE"));
        assert_eq!(column(crm, "account", "website"), [json!("https://example.com")]);
    });
}

#[test]
fn a_column_that_is_ignored_is_in_the_file() {
    each(|crm| {
        let refused = refused_whole(crm, "account", "name,Notes\nA,x\n", "ignore = [\"Notes\", \"Notiz\"]");
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(refused[0].0 == "Notiz" && refused[0].1.contains("“Notes”"), "{refused:?}");
    });
}

#[test]
fn templates_constants_and_translations_make_values() {
    each(|crm| {
        let map = r#"
            [columns]
            Person = "name"
            Firm = "account"
            Job = "role_title"
            [templates]
            emails = "{first}.{last}@example.com"
            description = ["{Job} of {account}", "{Job}"]
            [constants]
            tags = "imported"
            [values.role_title]
            CEO = "Chief executive"
        "#;
        import(crm, "account", "name\nAcme\n", "");
        let done = import(crm, "contact", "Person,Firm,Job\nJosé O'Neill,Acme,CEO\nAna Li,,ceo\n", map);
        assert_eq!(done.counts, (2, 0, 0));
        let mails = column(crm, "contact", "emails");
        assert_eq!(mails[0][0]["value"], json!("jose.oneill@example.com"));
        let described = column(crm, "contact", "description");
        assert_eq!(described, [json!("Chief executive of Acme"), json!("ceo")], "translations are exact");
        assert_eq!(column(crm, "contact", "tags"), [json!(["imported"]), json!(["imported"])]);
    });
}

#[test]
fn amounts_take_their_currency_from_a_column_or_the_map_and_may_be_in_millions() {
    each(|crm| {
        let rows = "name,amount,currency\nA,1.5,eur\nB,2,\nC,$3,\n";
        let map = "[columns]\nname = \"name\"\namount = \"price\"\ncurrency = \"price.currency\"\n\
            [reading.columns.amount]\ntimes = 1000000";
        assert_eq!(import(crm, "product", rows, map).counts, (3, 0, 0));
        let amounts: Vec<_> = column(crm, "product", "price").iter().map(|price| price.to_string()).collect();
        let wanted = [("1500000.00", "EUR"), ("2000000.00", "USD"), ("3000000.00", "USD")];
        let wanted = wanted.map(|(amount, currency)| json!({ "amount": amount, "currency": currency }).to_string());
        assert_eq!(amounts, wanted);
        let constant = "[columns]\nname = \"name\"\namount = \"price\"\n[constants]\n\"price.currency\" = \"GBP\"";
        import(crm, "product", "name,amount\nD,4\n", constant);
        assert_eq!(column(crm, "product", "price")[3]["currency"], json!("GBP"));
        let unlisted = import(crm, "product", "name,amount,currency\nE,5,ZZZ\n", map);
        assert_eq!(unlisted.refused_at(), [(2, "amount")]);
        assert!(unlisted.refused[0].reason.english().contains("it is “ZZZ”"), "{:?}", unlisted.refused);
    });
}

#[test]
fn one_file_is_read_by_several_maps() {
    each(|crm| {
        let rows = "agent,boss,office\nAna Li,Cy Do,North\nBo Xu,Cy Do,North\n";
        let teams = "match = \"name\"\nignore = [\"agent\", \"boss\"]\n[columns]\noffice = \"name\"";
        assert_eq!(import(crm, "team", rows, teams).counts, (1, 0, 1));
        let mails = "[templates]\nemail = \"{first}.{last}@example.com\"\n";
        let bosses = format!(
            "match = \"email\"\nignore = [\"agent\"]\n[columns]\nboss = \"name\"\noffice = \"team\"\n{mails}[constants]\nrole = \"sales_manager\""
        );
        assert_eq!(import(crm, "user", rows, &bosses).counts, (1, 0, 1));
        let agents =
            format!("match = \"email\"\n[columns]\nagent = \"name\"\nboss = \"manager\"\noffice = \"team\"\n{mails}");
        assert_eq!(import(crm, "user", rows, &agents).counts, (2, 0, 0));
        let snapshot = crm.snapshot();
        let boss = snapshot.people.by_email("cy.do@example.com").unwrap();
        assert_eq!(snapshot.people.subtree(boss.id).len(), 3, "the hierarchy is in force at once");
    });
}
