//! Loading definitions: the example of the design loads, and what it leaves out is made.

use meta::definition::{self, Problem};
use meta::{FieldType, Module};

const OPPORTUNITY: &str = include_str!("definition/opportunity.toml");

fn load(text: &str) -> Module {
    definition::load("test.toml", text).unwrap_or_else(|problems| panic!("{}", shown(&problems)))
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn the_example_of_the_design_loads() {
    let module = load(OPPORTUNITY);
    assert_eq!(module.label.many, "Opportunities");
    assert_eq!(module.title, "name");
    let keys: Vec<&str> = module.fields.keys().map(|key| key.as_str()).collect();
    assert_eq!(keys[0], "name");
    assert!(keys.contains(&"tags"), "the ability gives the field");
    assert_eq!(keys[keys.len() - 10..][..3], ["id", "created_at", "created_by"]);
    assert_eq!(module.field("close_date").unwrap().label, "Close date");
    assert_eq!(module.views[0].key, "all", "a list is made and comes first");
    assert!(matches!(module.field("account").unwrap().kind, FieldType::Link { .. }));
    let expected = &module.field("expected").unwrap().kind;
    let FieldType::Formula { expr, .. } = expected else { panic!("{expected:?}") };
    assert_eq!((expr.line, expr.column), (33, 9));
}

#[test]
fn a_module_of_one_line_has_pages() {
    let module = load("module = \"visit\"\nfields.name.type = \"text\"\nfields.day.type = \"date\"");
    assert_eq!(module.label.many, "Visits");
    assert_eq!(module.detail.sections.len(), 1);
    assert_eq!(module.views.len(), 1);
    assert_eq!(module.views[0].columns.len(), 3);
}

#[test]
fn what_is_written_back_loads_the_same() {
    for text in [OPPORTUNITY, include_str!("definition/everything.toml")] {
        let module = load(text);
        let written = definition::to_toml(&module);
        let again = load(&written);
        assert_eq!(again, module, "{written}");
        assert_eq!(definition::to_toml(&again), written);
    }
}
