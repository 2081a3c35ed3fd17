//! The OpenAPI document: every reference leads somewhere, every operation names its parameters and problems, and what a
//! role may never see or set is not in it.

use std::collections::HashSet;

use serde_json::Value as Json;

use crate::world::each;

fn visit<'j>(json: &'j Json, seen: &mut dyn FnMut(&'j str, &'j Json)) {
    match json {
        Json::Object(parts) => parts.iter().for_each(|(key, part)| {
            seen(key, part);
            visit(part, seen);
        }),
        Json::Array(items) => items.iter().for_each(|item| visit(item, seen)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_is_whole() {
    each(|world| {
        for name in ["ana", "mia", "rep", "eve"] {
            let document = world.by(name).get("/openapi.json").is(200).body;
            assert_eq!(document["openapi"], "3.1.0");
            visit(&document, &mut |key, part| {
                if key == "$ref" {
                    let pointer = part.as_str().unwrap().strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{pointer}");
                }
            });
            let mut names = HashSet::new();
            for (path, item) in document["paths"].as_object().unwrap() {
                for operation in item.as_object().unwrap().values() {
                    assert!(names.insert(operation["operationId"].as_str().unwrap()), "{path}");
                    assert!(operation["responses"].get("401").is_some(), "{path}");
                    let steps = path.matches('{').count();
                    let given = operation["parameters"].as_array().unwrap().iter().filter(|parameter| {
                        let whole = parameter["$ref"].as_str().and_then(|at| document.pointer(&at[1..]));
                        whole.unwrap_or(parameter)["in"] == "path"
                    });
                    assert_eq!(given.count(), steps, "{path}");
                }
            }
        }
    });
}

#[test]
fn filters_of_addresses_are_described_field_by_field() {
    each(|world| {
        let document = world.by("rep").get("/openapi.json").is(200).body;
        for (path, module) in [("/opportunity", "opportunity"), ("/account/{id}/opportunities", "opportunity")] {
            let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap();
            let filters: Vec<&Json> = parameters.iter().filter(|parameter| parameter["name"] == "filter").collect();
            let [filter] = filters[..] else { panic!("{path}: {filters:?}") };
            assert_eq!((&filter["style"], &filter["in"]), (&"deepObject".into(), &"query".into()));
            assert_eq!(filter["schema"]["$ref"], format!("#/components/schemas/{module}.query"));
        }
        let fields = document["components"]["schemas"]["opportunity.query"]["properties"].as_object().unwrap();
        let ops = fields["amount"]["anyOf"][0]["properties"].as_object().unwrap();
        assert!(["eq", "ne", "lt", "lte", "gt", "gte", "in", "empty"].iter().all(|op| ops.contains_key(*op)));
        assert!(!fields["account"]["anyOf"][0]["properties"].as_object().unwrap().contains_key("contains"));
        assert!(document["components"]["schemas"]["product.query"]["properties"].get("cost").is_none(), "it is hidden");
    });
}

#[test]
fn what_a_role_may_never_see_or_set_is_not_in_it() {
    each(|world| {
        let schema = |name: &str, schema: &str| {
            let document = world.by(name).get("/openapi.json").is(200).body;
            let properties = document["components"]["schemas"][schema]["properties"].as_object().unwrap().clone();
            properties.keys().cloned().collect::<Vec<_>>()
        };
        assert!(schema("ana", "product").contains(&"cost".to_string()));
        assert!(!schema("rep", "product").contains(&"cost".to_string()));
        assert!(!schema("rep", "product.new").contains(&"cost".to_string()));
        assert!(!schema("ana", "product.new").contains(&"margin".to_string()));
    });
}

#[test]
fn it_follows_the_definitions_and_rights_of_the_moment() {
    each(|world| {
        let seen = || {
            world.by("rep").get("/openapi.json").body["components"]["schemas"]["account"]["properties"]
                .get("revenue")
                .is_some()
        };
        assert!(seen());
        let done = world.crm.write(&world.crm.system(), "configure", |work| {
            let key = meta::Key::of;
            crm::settings::rights::set_field(
                work,
                &key("sales_rep"),
                &key("account"),
                &key("revenue"),
                Some(meta::FieldLevel::Hidden),
            )
        });
        done.wait().unwrap();
        assert!(!seen());
    });
}
