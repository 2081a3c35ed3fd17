//! Search tells nobody of what they may not read, and finds what is called as one types however old it is.

mod support;

use crm::definitions::{self, File};
use crm::records::{self, ListQuery};
use crm::{Actor, Crm, search};
use serde_json::{Value as Json, json};
use support::*;

/// Visits, each on a place and of a kind, with a code and a number that only administrators know.
const MODULES: [(&str, &str); 2] = [
    (
        "place.toml",
        r#"
module = "place"
[fields]
name = { type = "text" }
[access]
sales_rep = { create = true, read = "own", edit = "own" }
read_only = { read = "all" }
"#,
    ),
    (
        "visit.toml",
        r#"
module = "visit"
search = ["name", "code", "pin", "kind", "moods", "calls", "mails", "guest", "words", "home", "site", "place.name"]
[fields]
name = { type = "text" }
code = { type = "text" }
pin = { type = "text" }
kind = { type = "select", options = [{ key = "a", label = "Short break" }, { key = "b", label = "Long stay" }] }
moods = { type = "multiselect", options = [{ key = "x", label = "Very glad" }, { key = "y", label = "Sad" }] }
calls = { type = "phones" }
mails = { type = "emails" }
guest = { type = "person_name" }
words = { type = "tags" }
home = { type = "address" }
site = { type = "url" }
place = { type = "link", to = "place", inverse = "visits" }
[access]
sales_rep = { create = true, read = "all", edit = "all" }
read_only = { read = "all" }
[field_access.code]
sales_rep = "hidden"
[field_access.pin]
sales_rep = "hidden"
"#,
    ),
];

fn visits(crm: &Crm) -> std::collections::HashMap<&'static str, Actor> {
    let files = MODULES.iter().map(|(name, text)| File { name: (*name).into(), text: (*text).into() });
    let plan = definitions::plan(crm, files.collect()).unwrap();
    definitions::apply(crm, &crm.system(), &plan).unwrap();
    let people = people(crm, &[("ana", "administrator", None), ("rep", "sales_rep", None), ("eve", "read_only", None)]);
    let place = create(crm, &people["ana"], "place", json!({ "name": "Casablanca" })).unwrap().id;
    let open = create(crm, &people["rep"], "place", json!({ "name": "Quebec" })).unwrap().id;
    let visit = |values: Json| create(crm, &people["ana"], "visit", values).unwrap();
    visit(json!({ "name": "Feast", "code": "whisper", "pin": "7788", "kind": "a", "moods": ["x"],
        "calls": ["+44 20 7946 0000"], "mails": ["zoe@example.org"], "guest": { "given": "Ada", "family": "Byron" },
        "words": ["blue sky"], "home": { "city": "Porto" }, "site": "https://kith.example/", "place": place }));
    visit(json!({ "name": "Fair", "place": open }));
    people
}

/// What a query finds, by global search, by search within the module and by a list, which all must agree.
fn found(crm: &Crm, by: &Actor, words: &'static str) -> Vec<String> {
    let titles = |hits: Vec<search::Found>| {
        let mut titles: Vec<String> = hits.into_iter().map(|hit| hit.title).collect();
        titles.sort();
        titles
    };
    let within = titles(crm.read(by, move |work| search::within(work, "visit", words, 10)).wait().unwrap());
    let everywhere = crm.read(by, move |work| search::everywhere(work, words, 10)).wait().unwrap();
    let everywhere = titles(everywhere.into_iter().filter(|hit| hit.module == "visit").collect());
    let query = ListQuery { find: Some(words.into()), ..ListQuery::default() };
    let listed = crm.read(by, move |work| records::list(work, "visit", &query)).wait().unwrap();
    let mut listed: Vec<String> = listed.records.into_iter().map(|record| record.title).collect();
    listed.sort();
    assert_eq!((&within, &within), (&everywhere, &listed), "{words}");
    within
}

#[test]
fn search_confirms_no_hidden_field_and_no_record_behind_a_link() {
    each(|crm| {
        let people = visits(crm);
        for hidden in ["whisper", "wh", "7788", "77", "casablanca", "feast whisper", "feast casa"] {
            assert_eq!(found(crm, &people["ana"], hidden), ["Feast"], "{hidden}");
            assert_eq!(found(crm, &people["eve"], hidden), ["Feast"], "{hidden}");
            assert!(found(crm, &people["rep"], hidden).is_empty(), "{hidden}");
        }
        assert_eq!(found(crm, &people["rep"], "quebec"), ["Fair"], "what one sees behind a link is found");
    });
}

#[test]
fn what_one_may_read_is_found_whatever_its_type() {
    each(|crm| {
        let people = visits(crm);
        for (who, words) in ["ana", "rep"].into_iter().flat_map(|who| {
            let words = ["feast", "short", "short br", "glad very", "7946", "44 0000", "zoe example", "byron", "blu"];
            words.into_iter().chain(["sky blue", "porto", "kith", "fea ada porto"]).map(move |words| (who, words))
        }) {
            assert_eq!(found(crm, &people[who], words), ["Feast"], "{who}: {words}");
        }
        for nothing in ["long", "sad", "a", "ort", "east"] {
            let expected: &[&str] = if nothing == "a" { &["Feast"] } else { &[] };
            assert_eq!(found(crm, &people["rep"], nothing), expected, "{nothing}: words are found by their beginning");
        }
    });
}

#[test]
fn what_is_called_as_typed_comes_first_however_old() {
    each(|crm| {
        let people = people(crm, &[("ana", "administrator", None)]);
        let ana = &people["ana"];
        for name in ["Common", "Common ground", "Uncommon"] {
            create(crm, ana, "product", json!({ "name": name })).unwrap();
        }
        for n in 0..60 {
            create(crm, ana, "product", json!({ "name": format!("A common thing {n}") })).unwrap();
        }
        let within = crm.read(ana, |work| search::within(work, "product", "common", 3)).wait().unwrap();
        let everywhere = crm.read(ana, |work| search::everywhere(work, "COMMON", 3)).wait().unwrap();
        for hits in [within, everywhere] {
            let titles: Vec<&str> = hits.iter().map(|hit| hit.title.as_str()).collect();
            assert_eq!(titles, ["Common", "Common ground", "A common thing 59"]);
        }
        let all = crm.read(ana, |work| search::within(work, "product", "common", 100)).wait().unwrap();
        let ids: std::collections::HashSet<_> = all.iter().map(|hit| hit.id).collect();
        assert_eq!((all.len(), ids.len()), (62, 62), "each once, and “Uncommon” not at all");
    });
}

#[test]
fn a_telephone_number_is_found_however_it_is_spaced_and_without_its_country() {
    each(|crm| {
        let people = visits(crm);
        let (rep, boss) = (&people["rep"], &people["ana"]);
        create(crm, rep, "visit", json!({ "name": "Bo", "calls": ["+351 21 752 2656"] })).unwrap();
        for who in [rep, boss] {
            let words = ["21 752 2656", "+351217522656", "00351 217 522 656", "217522656", "(21) 7522-656", "522656"];
            for words in words {
                assert_eq!(found(crm, who, words), ["Bo"], "{words}");
            }
            assert!(found(crm, who, "217522657").is_empty());
        }
    });
}
