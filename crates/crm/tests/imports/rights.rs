//! An import does what whoever imports may do, and nothing else.

use crm::Error;
use crm::exports::Format;
use crm::imports::Options;
use serde_json::json;

use crate::files::*;
use crate::support::*;

#[test]
fn fields_hidden_from_a_role_are_unknown_and_modules_it_may_not_fill_refuse_every_row() {
    each(|crm| {
        let people = people(crm, &[("rep", "sales_rep", None), ("boss", "sales_manager", None)]);
        let options = Options::default();
        let hidden = import_as(crm, &people["rep"], "product", "name,cost\nA,1\n", "", &options).unwrap_err();
        let Error::BadRequest(errors) = hidden else { panic!("{hidden:?}") };
        assert!(errors[0].detail.english().contains("no field of product"));
        let rows = "name\nA\nB\n";
        let done = import_as(crm, &people["rep"], "product", rows, "", &options).unwrap();
        assert_eq!((done.counts, done.refused.len()), ((0, 0, 0), 2));
        assert_eq!(import_as(crm, &people["boss"], "product", rows, "", &options).unwrap().counts, (2, 0, 0));
    });
}

#[test]
fn rows_find_and_change_only_what_one_may_see_and_change() {
    each(|crm| {
        let people = people(crm, &[("ana", "sales_rep", None), ("bo", "sales_rep", None)]);
        let stages = pipeline(crm);
        for name in ["ana", "bo"] {
            let deal = json!({ "name": format!("Of {name}"), "external_id": name, "stage": stages["won"] });
            create(crm, &people[name], "opportunity", deal).unwrap();
        }
        let rows = "external_id,name\nana,Mine\nbo,Yours\n";
        let map = "match = \"external_id\"";
        let done = import_as(crm, &people["ana"], "opportunity", rows, map, &Options::default()).unwrap();
        assert_eq!((done.counts, done.refused.len()), ((0, 1, 0), 1));
        assert_eq!(column(crm, "opportunity", "name"), [json!("Mine"), json!("Of bo")]);
    });
}

#[test]
fn an_export_holds_what_its_reader_sees() {
    each(|crm| {
        let people = people(crm, &[("ana", "sales_rep", None), ("bo", "sales_rep", None)]);
        let stages = pipeline(crm);
        for name in ["ana", "bo"] {
            let deal = json!({ "name": format!("Of {name}"), "stage": stages["won"] });
            create(crm, &people[name], "opportunity", deal).unwrap();
        }
        create(crm, &crm.system(), "product", json!({ "name": "A", "cost": "1", "price": "2" })).unwrap();
        let text = |actor, module, format| String::from_utf8(export(crm, actor, module, format, &[]).unwrap()).unwrap();
        for format in [Format::Csv, Format::Json] {
            let seen = text(&people["ana"], "opportunity", format);
            assert!(seen.contains("Of ana") && !seen.contains("Of bo"), "{seen}");
            let seen = text(&people["ana"], "product", format);
            assert!(seen.contains("price") && !seen.contains("cost") && !seen.contains("margin"), "{seen}");
        }
        let hidden = export(crm, &people["ana"], "product", Format::Csv, &[("filter[cost][gt]", "0")]);
        assert!(matches!(hidden, Err(Error::BadRequest(_))), "{hidden:?}");
    });
}
