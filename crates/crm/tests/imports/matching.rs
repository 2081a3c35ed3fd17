//! Rows that find the record they update.

use serde_json::json;

use crate::files::*;
use crate::support::*;

const BY_CODE: &str = "match = \"code\"";

#[test]
fn rows_make_change_or_leave_records_and_each_is_counted_once() {
    each(|crm| {
        let first = import(crm, "product", "code,name,price\nA,Alpha,10\nB,Beta,20\n", BY_CODE);
        assert_eq!(first.counts, (2, 0, 0));
        let second = import(crm, "product", "code,name,price\nA,Alpha,10.00\nb,Beta,21\nC,Gamma,\n", BY_CODE);
        assert_eq!(second.counts, (1, 1, 1));
        assert_eq!(column(crm, "product", "name"), [json!("Alpha"), json!("Beta"), json!("Gamma")]);
        assert_eq!(column(crm, "product", "price")[1], json!({ "amount": "21.00", "currency": "USD" }));
        assert_eq!(all(crm, &crm.system(), "product", &[])[0].version, 1, "what is unchanged is not written");
    });
}

#[test]
fn a_later_row_of_the_same_file_finds_what_an_earlier_one_made() {
    each(|crm| {
        let done = import(crm, "team", "name\nNorth\nSouth\nnorth\nNORTH\n", "match = \"name\"");
        assert_eq!(done.counts, (2, 2, 0), "the last two change how it is written");
    });
}

#[test]
fn a_row_that_matches_two_records_is_refused() {
    each(|crm| {
        import(crm, "account", "name,industry\nAcme,a\nacme,b\nBolt,c\n", "");
        let done = import(crm, "account", "name,industry\nACME,x\nBolt,x\n", "match = \"name\"");
        assert_eq!(done.counts, (0, 1, 0));
        assert_eq!(done.refused_at(), [(2, "name")]);
        assert!(done.refused[0].reason.english().contains("matches 2 accounts"), "{:?}", done.refused);
        assert_eq!(column(crm, "account", "industry"), [json!("a"), json!("b"), json!("x")]);
    });
}

#[test]
fn a_row_without_the_value_it_is_matched_by_is_refused() {
    each(|crm| {
        let done = import(crm, "product", "code,name\n,Alpha\nB,Beta\n", BY_CODE);
        assert_eq!(done.counts, (1, 0, 0));
        assert_eq!(done.refused_at(), [(2, "code")]);
    });
}

#[test]
fn several_fields_together_find_a_record() {
    each(|crm| {
        import(crm, "pipeline", "name\nOne\nTwo\n", "");
        let rows = "pipeline,key,name\nOne,won,Won\nTwo,won,Won\nTwo,lost,Lost\n";
        let map = "match = [\"pipeline\", \"key\"]";
        assert_eq!(import(crm, "stage", rows, map).counts, (3, 0, 0));
        let again = rows.replace("Two,won,Won", "Two,won,Gained");
        assert_eq!(import(crm, "stage", &again, map).counts, (0, 1, 2));
        assert_eq!(column(crm, "stage", "name"), [json!("Won"), json!("Gained"), json!("Lost")]);
    });
}

#[test]
fn an_empty_cell_keeps_what_is_there_unless_the_map_says_that_it_clears() {
    each(|crm| {
        import(crm, "product", "code,name,family\nA,Alpha,Greek\n", BY_CODE);
        assert_eq!(import(crm, "product", "code,name,family\nA,Alpha,\n", BY_CODE).counts, (0, 0, 1));
        assert_eq!(column(crm, "product", "family"), [json!("Greek")]);
        let clear = format!("{BY_CODE}\n[reading]\nempty = \"clear\"");
        assert_eq!(import(crm, "product", "code,name,family\nA,Alpha,\n", &clear).counts, (0, 1, 0));
        assert_eq!(column(crm, "product", "family"), [json!(null)]);
    });
}

#[test]
fn people_are_found_by_name_or_address_and_contacts_by_any_of_their_mails() {
    each(|crm| {
        import(crm, "contact", "first name,last name,emails\nAna,Souza,ana@example.com; a@home.org\n", "");
        let done = import(crm, "contact", "name,emails\nAna Souza,A@HOME.org\n", "match = \"emails\"");
        assert_eq!(done.counts, (0, 1, 0));
        let done = import(crm, "contact", "name,role_title\nana souza,Chief\nBo,\n", "match = \"name\"");
        assert_eq!(done.counts, (1, 1, 0));
        assert_eq!(column(crm, "contact", "role_title"), [json!("Chief"), json!(null)]);
    });
}
