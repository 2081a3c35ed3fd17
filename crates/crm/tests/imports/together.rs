//! Records that an import makes together: what they share must be as right as what each makes alone.

use serde_json::json;

use crate::files::*;
use crate::support::*;

#[test]
fn rows_take_no_row_number_that_was_given_to_somebody_else() {
    each(|crm| {
        // Every other number is given to others, as happens when they make records at the same time.
        let others = "-- only postgres\nALTER TABLE {t:contact} ALTER COLUMN _rid SET INCREMENT BY 2;\n-- both\n";
        crm.store().alone(move |tx| tx.script(others)).wait().unwrap();
        let rows: String = (0..200).map(|row| format!("Person,Number {row}\n")).collect();
        assert_eq!(import(crm, "contact", &format!("name.given,name.family\n{rows}"), "").counts, (200, 0, 0));
        let taken = crm.store().read(|tx| {
            let mut q = tx.sql();
            q.push("SELECT count(*) FROM ").table("contact").push(" WHERE _rid % 2 = 0");
            Ok::<_, store::Error>((tx.dialect().is_sqlite(), tx.query_one(&q, |row| row.int(0))?))
        });
        assert!(matches!(taken.wait().unwrap(), (true, _) | (false, Some(0))));
    });
}

const BRANCH: &str = r#"
module = "branch"
search = ["name"]

[fields]
name  = { type = "text", required = true }
parent = { type = "link", to = "branch", inverse = "branches" }
sales = { type = "rollup", of = "deals", function = "count" }
lower = { type = "rollup", of = "branches", function = "sum", field = "sales" }
whole = { type = "formula", expr = "sales + lower" }
"#;

const SALE: &str = r#"
module = "sale"

[fields]
name   = { type = "text", required = true }
branch = { type = "link", to = "branch", inverse = "deals" }
"#;

#[test]
fn rollups_over_rollups_of_records_that_move_together_are_right() {
    each(|crm| {
        everything::apply(crm, &[BRANCH, SALE]);
        let system = crm.system();
        let made = |name: &str| create(crm, &system, "branch", json!({ "name": name })).unwrap().id;
        // Whichever of the two moves first, the lower one moves the upper one.
        for names in [["Lower", "Upper"], ["Higher", "Deeper"]] {
            let ids = names.map(made);
            let at = if names[0] == "Lower" { 0 } else { 1 };
            let (lower, upper) = (ids[at], ids[1 - at]);
            update(crm, &system, "branch", lower, json!({ "parent": upper })).unwrap();
            let sales = format!("name,branch\na,{lower}\nb,{lower}\nc,{upper}\n");
            assert_eq!(import(crm, "sale", &sales, "").counts, (3, 0, 0));
            let upper = get(crm, &system, "branch", upper).unwrap();
            let told = ["sales", "lower", "whole"].map(|field| json_of(&upper, field));
            assert_eq!(told, [json!(1), json!(2), json!(3)], "{names:?}");
        }
    });
}
