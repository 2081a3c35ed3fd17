//! Links of rows: found by what the file calls them, made where the map allows, waited for within the file.

use serde_json::json;

use crate::files::*;
use crate::support::*;

#[test]
fn links_are_found_by_title_by_a_field_or_by_id() {
    each(|crm| {
        import(crm, "account", "name,industry\nAcme,one\nBólt GmbH,two\n", "");
        let acme = all(crm, &crm.system(), "account", &[])[0].id;
        let rows = format!("name,account\nAna,ACME\nBo,bolt gmbh\nCy,{acme}\nDi,\n");
        assert_eq!(import(crm, "contact", &rows, "").counts, (4, 0, 0));
        let found = titles(crm, "contact", "account");
        assert_eq!(found[..3], ["Acme", "Bólt GmbH", "Acme"]);
        let by_industry = "[links.account]\nby = \"industry\"";
        assert_eq!(import(crm, "contact", "name,account\nEd,two\n", by_industry).counts, (1, 0, 0));
        assert_eq!(titles(crm, "contact", "account")[4], "Bólt GmbH");
    });
}

#[test]
fn what_is_not_found_or_found_twice_is_refused_and_the_rest_goes_on() {
    each(|crm| {
        import(crm, "account", "name\nAcme\nTwin\ntwin\n", "");
        let done = import(crm, "contact", "name,account\nAna,Acme\nBo,Acmee\nCy,Twin\nDi,Acme\n", "");
        assert_eq!(done.counts, (2, 0, 0));
        assert_eq!(done.refused_at(), [(3, "account"), (4, "account")]);
        assert_eq!(done.refused[0].reason.english(), "there is no account called “Acmee”");
        assert!(done.refused[1].reason.english().contains("several"), "{:?}", done.refused);
    });
}

#[test]
fn a_deal_without_a_stage_begins_in_the_first_open_one() {
    each(|crm| {
        let stages = pipeline(crm);
        assert_eq!(import(crm, "opportunity", "name\nOne\n", "").counts, (1, 0, 0));
        assert_eq!(import(crm, "opportunity", "name,stage\nTwo,\nThree,won\n", "").counts, (2, 0, 0));
        let begun = json!(stages["prospecting"]);
        assert_eq!(column(crm, "opportunity", "stage"), [begun.clone(), begun, json!(stages["won"])]);
    });
}

#[test]
fn missing_records_are_made_once_where_the_map_allows_and_not_for_refused_rows() {
    each(|crm| {
        let map = "[links.account]\nby = \"name\"\ncreate = true";
        let rows = "name,account,birthday\nAna,Acme,\nBo,acme,\nCy,Ghost,never\nDi,Bolt,\n";
        let done = import(crm, "contact", rows, map);
        assert_eq!(done.counts, (3, 0, 0));
        assert_eq!(done.refused_at(), [(4, "birthday")]);
        assert_eq!(column(crm, "account", "name"), [json!("Acme"), json!("Bolt")]);
        // A refusal that only the database finds takes the linked record back too.
        import(crm, "product", "name\nAlpha\n", "");
        let clash = "name,code,family\nAlpha,1,x\n";
        assert_eq!(import(crm, "product", clash, "").refused_at(), [(2, "name")]);
    });
}

#[test]
fn rows_may_refer_to_rows_further_down_however_deep_and_across_batches() {
    each(|crm| {
        // Every company belongs to the next one: the worst order there is, over two batches of 500.
        let count = 620;
        let mut rows = String::from("name,parent\n");
        for n in 0..count {
            let parent = if n % 31 == 30 { String::new() } else { format!("Company {}", n + 1) };
            rows.push_str(&format!("Company {n},{parent}\n"));
        }
        let done = import(crm, "account", &rows, "");
        assert_eq!((done.counts, done.refused.len()), ((count, 0, 0), 0));
        let records = all(crm, &crm.system(), "account", &["parent"]);
        let linked = records.iter().filter(|record| record.get("parent").id().is_some()).count();
        assert_eq!(linked as u64, count - count / 31);
        let undone = crm::undo::undo(crm, &crm.system(), done.act.unwrap()).unwrap();
        assert_eq!(undone.undone as u64, count, "it is one act");
    });
}

#[test]
fn references_that_lead_nowhere_or_round_in_a_circle_are_refused_with_their_lines() {
    each(|crm| {
        let rows = "name,parent\nA,B\nB,A\nC,C\nD,Nobody\nE,D\nF,G\nG,\n";
        let done = import(crm, "account", rows, "");
        assert_eq!(done.counts, (2, 0, 0));
        assert_eq!(done.refused.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
        assert!(done.refused.iter().all(|row| row.column == "parent"));
        assert_eq!(column(crm, "account", "name"), [json!("G"), json!("F")]);
    });
}

#[test]
fn users_are_found_by_name_or_address_and_parents_by_module_and_name() {
    each(|crm| {
        people(crm, &[("ana", "sales_rep", None), ("bo", "sales_rep", None)]);
        import(crm, "account", "name,owner\nAcme,ana@example.com\nBolt,bo\n", "");
        assert_eq!(titles(crm, "account", "owner"), ["ana", "bo"]);
        let done = import(crm, "task", "subject,about\nCall,account/Acme\nMail,Acme\n", "");
        assert_eq!((done.counts, done.refused_at()), ((1, 0, 0), vec![(3, "about")]));
        assert_eq!(titles(crm, "task", "about"), ["Acme"]);
    });
}

#[test]
fn several_links_stand_in_one_cell() {
    each(|crm| {
        pipeline(crm);
        import(crm, "contact", "name\nAna Souza\nBo Li\n", "");
        let done = import(crm, "opportunity", "name,stage,contacts\nDeal,won,Ana Souza; Bo Li\n", "");
        assert_eq!(done.counts, (1, 0, 0), "{:?}", done.refused);
        let deal = &all(crm, &crm.system(), "opportunity", &["contacts"])[0];
        assert_eq!(deal.link_titles("contacts").len(), 2);
    });
}

#[test]
fn stages_are_found_by_key_or_name_first_in_the_default_pipeline() {
    each(|crm| {
        let stages = pipeline(crm);
        let other = "name,is_default\nOther,no\n";
        import(crm, "pipeline", other, "");
        let rows = "pipeline,key,name,outcome\nOther,won,Won,won\nOther,signed,Signed,won\nOther,talks,engaging,open\n";
        import(crm, "stage", rows, "");
        let id = |key: &str| json!(stages[key]);
        let rows = "name,stage\nA,Won\nB,ENGAGING\nC,Signed\nD,Other / Won\nE,nowhere\n";
        let done = import(crm, "opportunity", rows, "");
        assert_eq!(done.refused_at(), [(6, "stage")]);
        let found = column(crm, "opportunity", "stage");
        assert_eq!(found[..2], [id("won"), id("engaging")]);
        assert_eq!(titles(crm, "opportunity", "pipeline"), ["Sales", "Sales", "Other", "Other"]);
        let named = "[links.stage]\npipeline = \"other\"";
        import(crm, "opportunity", "name,stage\nF,won\n", named);
        assert_eq!(titles(crm, "opportunity", "pipeline")[4], "Other");
    });
}
