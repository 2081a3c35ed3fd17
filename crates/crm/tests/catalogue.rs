//! The shipped modules and the fixture make a catalogue; what is derived is sorted rightly; overlays and mistakes are told.

use crm::catalogue::{self, Built, Text, Via};
use meta::{FieldType, Key};

const EVERYTHING: &str = include_str!("fixtures/everything.toml");
const LINE: &str = include_str!("fixtures/everything_line.toml");

fn text(module: &str, layer: &str, body: &str) -> Text {
    Text { file: format!("{module}.{layer}.toml"), module: module.into(), layer: layer.into(), body: body.into() }
}

fn with(more: Vec<Text>) -> Result<Built, Vec<String>> {
    let shipped = catalogue::shipped_texts().map(|(module, body)| text(&module, "shipped", body));
    let texts: Vec<Text> = shipped.chain(more).collect();
    catalogue::build_texts(1, &texts).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn everything() -> Built {
    with(vec![text("everything", "custom", EVERYTHING), text("everything_line", "custom", LINE)])
        .unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
}

fn keys<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Vec<&'a str> {
    keys.into_iter().map(Key::as_str).collect()
}

#[test]
fn the_shipped_modules_have_no_problem() {
    let built = catalogue::shipped().unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(keys(built.catalogue.modules().map(|module| &module.key))[..3], ["account", "contact", "opportunity"]);
    let deal = built.catalogue.module("opportunity").unwrap();
    assert_eq!(deal.field("expected").unwrap().kind.shown(), &FieldType::Money { min: None, max: None });
    assert!(matches!(deal.field("pipeline").unwrap().kind.shown(), FieldType::Link { to, .. } if *to == "pipeline"));
    let about = &built.catalogue.module("task").unwrap().field("about").unwrap().kind;
    let FieldType::Parent { to, .. } = about else { panic!("{about:?}") };
    assert_eq!(keys(to), ["account", "contact", "opportunity"]);
    for module in built.catalogue.modules() {
        assert!(!module.access.is_empty(), "{} is open to nobody", module.key);
    }
}

#[test]
fn the_fixture_has_every_type() {
    let built = everything();
    let module = built.catalogue.module("everything").unwrap();
    let mut found: Vec<&str> = module.own_fields().map(|field| field.kind.name()).collect();
    found.sort_unstable();
    found.dedup();
    let mut all: Vec<String> = meta::definition::TypeName::ALL.iter().map(|name| name.name()).collect();
    all.sort();
    assert_eq!(found, all);
    let kind = |key: &str| module.field(key).unwrap().kind.shown().clone();
    assert_eq!(kind("line_total"), FieldType::Money { min: None, max: None });
    assert_eq!(kind("line_weight"), FieldType::Decimal { scale: 4, min: None, max: None });
    assert_eq!(kind("last_line"), FieldType::Date);
    assert_eq!(kind("line_count"), FieldType::Int { min: None, max: None });
    assert_eq!(kind("age").name(), "int");
    assert_eq!(kind("city"), FieldType::Text { max: 255 });
    let parents = &built.catalogue.module("task").unwrap().field("about").unwrap().kind;
    assert!(matches!(parents, FieldType::Parent { to, .. } if to.iter().any(|to| *to == "everything")));
}

#[test]
fn formulas_are_kept_where_they_can_be() {
    let built = everything();
    let derived = built.derivations.module("everything").unwrap();
    let stored = keys(derived.stored.iter().map(|formula| &formula.field));
    assert_eq!(stored, ["worth", "rank", "profit", "line_share"]);
    assert_eq!(keys(derived.computed.iter().map(|formula| &formula.field)), ["age", "boss_weight"]);
    assert_eq!(derived.rollups.len(), 6);
    assert!(built.computed.contains_key(&(Key::of("everything"), Key::of("age"))));
    assert!(!built.computed.contains_key(&(Key::of("everything"), Key::of("worth"))));
    assert_eq!(keys(derived.required.keys()), ["reason"]);
    assert_eq!(derived.sections.iter().filter(|section| section.is_some()).count(), 1);
}

#[test]
fn rollups_follow_what_they_rest_on() {
    let built = everything();
    let feeds = |module: &str, rollup: &str| {
        let feeds = built.derivations.module(module).unwrap().feeds.clone();
        feeds.into_iter().filter(|feed| feed.rollup == *rollup).collect::<Vec<_>>()
    };
    let staff = feeds("everything", "staff_good");
    assert_eq!(staff.len(), 1);
    assert_eq!(staff[0].via, Via::Summed);
    assert_eq!(keys(&staff[0].reads), ["account", "boss", "deleted_at", "good"]);
    let far = feeds("account", "staff_good");
    assert_eq!(far[0].via, Via::Links(Key::of("account").into()));
    assert_eq!((keys(&far[0].reads), far[0].holder.as_str()), (vec!["status"], "everything"));
    let friends = feeds("everything", "friend_weight");
    assert_eq!(friends.iter().filter(|feed| feed.via == Via::Holder).count(), 1);
    let won = feeds("stage", "won_total");
    assert_eq!((won[0].via.clone(), keys(&won[0].reads)), (Via::Links(Key::of("stage").into()), vec!["won"]));
    assert_eq!(keys(&feeds("opportunity", "won_total")[0].reads), ["account", "amount", "deleted_at", "stage"]);
}

#[test]
fn sources_name_everything_that_is_read() {
    let built = everything();
    let of = |field: &str| {
        let at = (Key::of("everything"), Key::new(field).unwrap());
        let (_, sources) = built.derivations.sources().find(|(derived, _)| **derived == at).unwrap();
        sources.iter().map(|(module, field)| format!("{module}.{field}")).collect::<Vec<_>>()
    };
    assert_eq!(of("profit"), ["everything.secret_cost", "everything.worth"]);
    assert_eq!(of("boss_name"), ["everything.boss", "everything.name"]);
    assert_eq!(of("city"), ["account.address", "everything.account"]);
    let lines = ["everything.lines", "everything_line.thing"];
    assert_eq!(of("line_count"), lines, "a count over a hidden link is hidden");
    assert_eq!(of("line_total"), [lines[0], "everything_line.amount", lines[1]]);
    assert_eq!(of("friend_weight"), ["everything.friends", "everything.weight"]);
    assert_eq!(of("staff_good"), ["account.status", "everything.account", "everything.boss", "everything.good"]);
}

/// The problems of a custom module with these lines among its fields, from line 3 on.
fn broken(lines: &str) -> Vec<String> {
    let body = format!("module = \"visit\"\n[fields]\n{lines}\nname = {{ type = \"text\" }}\n");
    let body =
        body + "day = { type = \"date\" }\naccount = { type = \"link\", to = \"account\", inverse = \"visits\" }\n";
    with(vec![text("visit", "custom", &body)]).err().unwrap_or_default()
}

#[test]
fn expressions_are_checked_in_their_place() {
    let found = broken("x = { type = \"formula\", expr = \"1 + nam\" }");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("visit.custom.toml:3:37: "), "{found:?}");
    assert!(found[0].contains("did you mean `name`"), "{found:?}");

    let found = broken("x = { type = \"text\", visible_if = \"name\" }");
    assert!(found[0].starts_with("visit.custom.toml:3:36: "), "{found:?}");

    let found = broken("x = { type = \"formula\", expr = \"y + 1\" }\ny = { type = \"formula\", expr = \"x + 1\" }");
    assert_eq!(
        found,
        ["visit.custom.toml:3:1: the field rests on itself: visit.x → visit.y → visit.x\n  help: break the circle"]
    );

    let found = broken("x = { type = \"formula\", expr = \"1 +\" }");
    assert!(found[0].starts_with("visit.custom.toml:3:36: "), "{found:?}");
}

#[test]
fn a_rollup_of_the_clock_is_refused() {
    let late = "late = { type = \"formula\", expr = \"day < today()\" }";
    let overlay = "module = \"account\"\n[fields.lates]\ntype = \"rollup\"\nof = \"visits\"\nfunction = \"count\"\nfilter = \"late\"";
    let body = format!(
        "module = \"visit\"\n[fields]\nname = {{ type = \"text\" }}\nday = {{ type = \"date\" }}\n{late}\n\
         account = {{ type = \"link\", to = \"account\", inverse = \"visits\" }}"
    );
    let found = with(vec![text("visit", "custom", &body), text("account", "overlay", overlay)]).unwrap_err();
    assert_eq!(
        found,
        ["account.overlay.toml:2:9: a rollup cannot rest on the time of day or the date\n  \
          help: sum up what is kept in the records; a report can do the rest"]
    );
}

#[test]
fn what_the_database_cannot_compute_is_refused() {
    let overlay = "module = \"account\"\n[fields.loud]\ntype = \"rollup\"\nof = \"visits\"\nfunction = \"count\"\n\
                   filter = \"upper case(name) = \\\"A\\\"\"";
    let body = "module = \"visit\"\n[fields]\nname = { type = \"text\" }\n\
                x = { type = \"formula\", expr = \"upper case(account.name)\" }\n\
                account = { type = \"link\", to = \"account\", inverse = \"visits\" }";
    let found = with(vec![text("visit", "custom", body), text("account", "overlay", overlay)]).unwrap_err();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("account.overlay.toml:6:11: the database cannot ask this exactly"), "{found:?}");
    assert!(found[1].starts_with("visit.custom.toml:4:33: this is computed whenever it is shown"), "{found:?}");
}

#[test]
fn titles_and_words_for_search_are_kept() {
    let body = "module = \"visit\"\ntitle = \"x\"\nsearch = [\"y\"]\n[fields]\n\
                account = { type = \"link\", to = \"account\" }\n\
                x = { type = \"formula\", expr = \"account.name\" }\n\
                y = { type = \"lookup\", path = \"account.name\" }\n";
    let found = with(vec![text("visit", "custom", body)]).unwrap_err();
    let help = "name a field that is kept in a record";
    let expected = [
        format!("visit.custom.toml:2:10: `x` is computed whenever it is read and cannot name a record\n  help: {help}"),
        format!("visit.custom.toml:3:12: `y` is computed whenever it is read and cannot be searched\n  help: {help}"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_overlay_adds_and_relabels_and_keeps_types() {
    let body = "module = \"account\"\nfields.name.label = \"Company\"\nfields.rating.type = \"rating\"";
    let built = with(vec![text("account", "overlay", body)]).unwrap();
    let account = built.catalogue.module("account").unwrap();
    assert_eq!(account.field("name").unwrap().label, "Company");
    assert!(account.field("rating").is_some());

    let body = "module = \"account\"\nfields.name.type = \"longtext\"";
    let found = with(vec![text("account", "overlay", body)]).unwrap_err();
    assert_eq!(
        found,
        ["account.overlay.toml:2:21: `name` is a text and stays one\n  help: add a field of your own instead"]
    );
}

#[test]
fn what_is_exported_loads_the_same() {
    for (module, body) in catalogue::shipped_texts().chain([("everything".to_string(), EVERYTHING)]) {
        let loaded = meta::definition::load(&module, body).unwrap();
        let again = meta::definition::load(&module, &meta::definition::to_toml(&loaded)).unwrap();
        assert_eq!(again, loaded);
    }
}

#[test]
fn the_schema_accepts_what_the_loader_does() {
    let schema = jsonschema::validator_for(&meta::definition::schema()).unwrap();
    let json = |body: &str| serde_json::to_value(toml::from_str::<toml::Table>(body).unwrap()).unwrap();
    let custom = [("everything".to_string(), EVERYTHING), ("everything_line".to_string(), LINE)];
    for (module, body) in catalogue::shipped_texts().chain(custom) {
        let wrong: Vec<String> = schema.iter_errors(&json(body)).map(|error| error.to_string()).collect();
        assert_eq!(wrong, [""; 0], "{module}");
    }
    for wrong in ["fields.x.type = \"txt\"", "icn = \"x\"", "fields.x = { type = \"text\", max = [1] }"] {
        assert!(!schema.is_valid(&json(&format!("module = \"a\"\n{wrong}"))), "{wrong}");
    }
}

#[test]
fn the_example_of_the_reference_loads() {
    let page = meta::definition::reference();
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let built = with(vec![text("visit", "custom", example)]).unwrap();
    assert!(built.catalogue.relation("account", "visits").is_some());
    assert!(built.catalogue.relation("visit", "tasks").is_some(), "it uses activities");
}
