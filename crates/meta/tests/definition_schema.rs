//! The schema that editors use describes the format that the loader reads.

use meta::definition::{TypeName, schema};

#[test]
fn the_schema_knows_every_key_with_words() {
    let schema = schema();
    assert_eq!(schema["title"], "Kith module");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["required"], serde_json::json!(["module"]));
    for properties in [&schema["properties"], &schema["$defs"]["RawField"]["properties"]] {
        for (key, property) in properties.as_object().unwrap() {
            assert!(property["description"].is_string(), "{key} is not described: {property}");
        }
    }
}

#[test]
fn every_type_is_named_in_the_schema_and_takes_disjoint_parameters() {
    let schema = schema();
    let text = schema["$defs"]["TypeName"].to_string();
    for name in TypeName::ALL {
        assert!(text.contains(&format!("\"{}\"", name.name())), "{} is missing from {text}", name.name());
        assert!(name.needs().iter().all(|parameter| !name.may().contains(parameter)));
        for parameter in name.needs().iter().chain(name.may()) {
            assert!(schema["$defs"]["RawField"]["properties"][parameter].is_object(), "{parameter}");
        }
    }
}
