//! What every operator means, case by case, and what is refused.

mod samples;

use meta::filter::{Reader, describe};
use meta::types::{Currency, Money};
use meta::{Filter, Op, Path, Value};
use rust_decimal::Decimal;
use samples::thing::{Thing, holds, reader, resolved};
use samples::{CATALOGUE, kind};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use words::Language;

fn with(field: &str, json: Json) -> Thing {
    let value = kind(field).from_json(&json, &Default::default()).unwrap();
    Thing { values: [(field.to_string(), value)].into(), ..Thing::default() }
}

#[track_caller]
fn expect(thing: &Thing, wanted: bool, query: &[&str]) {
    for pair in query {
        let (name, value) = pair.split_once('=').unwrap();
        let (path, op) = name.split_once(' ').unwrap();
        let name = format!("filter[{path}][{op}]");
        let filter = reader().query("everything", [(name.as_str(), value)]).unwrap();
        assert_eq!(holds(&filter, thing), wanted, "{pair}");
    }
}

#[test]
fn text_and_lists_compare_folded_and_by_any_element() {
    let name = with("name", json!("Ärger & Söhne 100%"));
    expect(
        &name,
        true,
        &[
            "name eq=ARGER & SOHNE 100%",
            "name contains=sohne",
            "name starts=arg",
            "name contains=0%",
            "name gt=arg",
            "name in=x,arger & söhne 100%",
        ],
    );
    expect(&name, false, &["name eq=Ärger", "name contains=1_0", "name starts=söhne", "name lt=arg"]);
    let words = with("words", json!(["VIP", "Zürich"]));
    expect(
        &words,
        true,
        &["words eq=vip", "words contains=uri", "words in=x,zurich", "words ne=x", "words empty=false"],
    );
    expect(&words, false, &["words eq=vi", "words ne=vip", "words empty=true"]);
    let phones = with("phones", json!(["+49 (0)30 1234-56"]));
    expect(&phones, true, &["phones contains=30123456", "phones contains=30 / 12", "phones starts=+49"]);
    expect(&phones, false, &["phones eq=30123456"]);
    let person = with("person", json!({ "prefix": "Dr", "given": "Ana", "family": "Souza" }));
    expect(
        &person,
        true,
        &["person eq=dr ana souza", "person.family starts=SOU", "person contains=ana s", "person.given ne=x"],
    );
    let address = with("address", json!({ "street": "Hauptstraße 1", "city": "Bonn", "country": "de" }));
    expect(
        &address,
        true,
        &[
            "address contains=strasse 1 bonn",
            "address.city eq=bonn",
            "address.country in=fr,de",
            "address.region empty=true",
        ],
    );
}

#[test]
fn money_compares_in_base_currency_or_in_its_own() {
    let dollars = with("amount", json!({ "amount": "100", "currency": "USD" }));
    expect(
        &dollars,
        true,
        &[
            "amount eq=50",
            "amount eq=100 USD",
            "amount eq=€ 50",
            "amount gt=49.9999 EUR",
            "amount.amount eq=100",
            "amount.currency eq=usd",
            "amount in=1 EUR,100 USD",
            "amount ne=100",
        ],
    );
    expect(
        &dollars,
        false,
        &["amount eq=100", "amount eq=100 EUR", "amount ne=100 USD", "amount lt=50", "amount gte=100 CHF"],
    );
    let francs = with("amount", json!({ "amount": "100", "currency": "CHF" }));
    expect(&francs, true, &["amount eq=100 CHF", "amount ne=100", "amount empty=false", "amount gte=99 CHF"]);
    expect(&francs, false, &["amount eq=100", "amount gte=0", "amount lt=1", "amount empty=true"]);
}

#[test]
fn days_and_periods_are_those_of_the_company() {
    let late = with("instant", json!("2026-11-23T04:59:59.999999Z"));
    expect(
        &late,
        true,
        &[
            "instant eq=today",
            "instant eq=2026-11-22",
            "instant eq=this_week",
            "instant lte=2026-11-22",
            "instant gte=today",
            "instant ne=tomorrow",
            "instant lt=tomorrow",
            "instant gt=yesterday",
            "instant in=-1d,today",
        ],
    );
    expect(
        &late,
        false,
        &[
            "instant eq=2026-11-23",
            "instant gt=2026-11-22",
            "instant lt=2026-11-22",
            "instant ne=this_year",
            "instant gte=next_week",
        ],
    );
    let day = with("day", json!("2026-11-28"));
    expect(
        &day,
        true,
        &[
            "day eq=this_month",
            "day eq=next_week",
            "day lte=this_month",
            "day gt=-7d",
            "day eq=2026-11-28",
            "day in=today,2026-11-28",
        ],
    );
    expect(&day, false, &["day gt=this_month", "day ne=this_quarter", "day eq=today"]);
}

#[test]
fn people_stages_parents_and_links() {
    let id = |n: u128| Uuid::from_u128(n).to_string();
    let mine = Thing { values: [("owner".to_string(), Value::Id(Uuid::from_u128(2)))].into(), ..Thing::default() };
    expect(&mine, true, &["owner eq=my_team", "owner ne=me", "owner ne=my_people", "owner in=me,my_team"]);
    expect(&mine, false, &["owner eq=me", "owner ne=my_team", "owner in=me,my_people"]);
    let about = with("about", json!({ "module": "stage", "id": id(7) }));
    expect(
        &about,
        true,
        &[
            "about eq=stage",
            &format!("about eq={}", id(7)),
            &format!("about eq=stage/{}", id(7)),
            "about ne=everything",
        ],
    );
    expect(&about, false, &["about eq=everything", &format!("about in={}", id(8))]);
    let stage = reader().query("everything", [("filter[stage][in]", &*format!("won,{}", id(3)))]).unwrap();
    let either = resolved(&stage).to_json();
    assert_eq!(
        either,
        json!({ "or": [{ "field": "stage.key", "op": "eq", "value": "won" }, { "field": "stage", "op": "eq", "value": id(3) }] })
    );
    let linked = Thing {
        up: Some(Box::new(with("whole", json!(5)))),
        peers: vec![with("yes", json!(true))],
        ..Thing::default()
    };
    expect(&linked, true, &["up.whole gte=5", "up.name empty=true", "up.name ne=x"]);
    expect(&Thing::default(), true, &["up.whole ne=5", "up.whole empty=true"]);
    let peer = json!({ "related": "peers", "where": { "field": "yes", "value": true } });
    let peer = reader().json("everything", &peer).unwrap();
    assert!(holds(&peer, &linked) && !holds(&peer, &Thing::default()));
}

#[track_caller]
fn refused(json: Json, field: &str, code: &str) {
    let error = reader().json("everything", &json).unwrap_err();
    assert_eq!((error.field.as_str(), error.code), (field, code), "{error}");
}

#[test]
fn what_is_unknown_hidden_or_too_large_is_refused() {
    let test = |field: &str, op: &str, value: Json| json!({ "field": field, "op": op, "value": value });
    refused(test("nme", "eq", json!("x")), "nme", "unknown_field");
    refused(test("secret", "eq", json!("x")), "secret", "unknown_field");
    refused(test("up.secret", "eq", json!("x")), "up.secret", "unknown_field");
    refused(test("name.x", "eq", json!("x")), "name.x", "unknown_field");
    refused(test("name", "like", json!("x")), "name", "unknown_op");
    refused(test("place", "eq", json!("1,2")), "place", "unknown_op");
    refused(test("whole", "eq", json!("x")), "whole", "invalid");
    refused(test("whole", "eq", json!("9223372036854775808")), "whole", "too_large");
    refused(test("whole", "eq", json!([1])), "whole", "invalid");
    refused(test("whole", "in", json!(1)), "whole", "invalid");
    refused(test("whole", "eq", json!(null)), "whole", "invalid");
    refused(test("choice", "eq", json!("z")), "choice", "unknown_option");
    refused(test("exact", "gt", json!("0.0001")), "exact", "too_precise");
    refused(test("up", "eq", json!("me")), "up", "invalid");
    refused(test("phones", "contains", json!("ana")), "phones", "invalid");
    refused(test("whole", "in", json!(vec![1; 1001])), "whole", "too_many");
    refused(json!({ "and": vec![test("whole", "in", json!(vec![1; 1000])); 11] }), "filter", "too_many");
    refused(json!({ "and": [{ "and": [], "or": [] }] }), "filter", "invalid");
    refused(json!({ "related": "nobody", "where": true }), "nobody", "unknown_field");
    refused(json!({}), "filter", "invalid");
    refused(json!({ "or": vec![json!(true); 500] }), "filter", "too_many");
    let deep = (0..16).fold(json!(true), |inner, _| json!({ "not": inner }));
    refused(deep, "filter", "too_deep");
    assert!(
        reader().json("everything", &test("stars", "gt", json!(9))).is_ok(),
        "bounds of a field do not bind operands"
    );
}

#[test]
fn values_are_counted_over_the_whole_filter_however_it_is_written() {
    let many = |count: usize| vec!["7"; count].join(",");
    let read = |lists: &[String]| {
        reader().query("everything", lists.iter().map(|list| ("filter[whole][in]", list.as_str()))).map(drop)
    };
    let full = vec![many(1000); 10];
    assert!(read(&full).is_ok());
    let refusal = read(&[full, vec!["7".into()]].concat()).unwrap_err();
    assert_eq!((refusal.field.as_str(), refusal.code), ("filter", "too_many"));
    assert!(refusal.detail.english().contains("10000"), "{refusal}");
}

#[test]
fn several_values_are_a_list_or_a_text_with_commas() {
    let read = |value: Json| reader().json("everything", &json!({ "field": "choice", "op": "in", "value": value }));
    assert_eq!(read(json!("a, b")).unwrap(), read(json!(["a", "b"])).unwrap());
    assert_eq!(read(json!("a")).unwrap(), read(json!(["a"])).unwrap());
    assert_eq!(read(json!("a,z")).unwrap_err().code, "unknown_option");
    assert_eq!(read(json!("")).unwrap_err().code, "invalid");
}

#[test]
fn a_relation_is_hidden_with_its_field() {
    let hidden = Reader { catalogue: &CATALOGUE, visible: &|_, field| field.key != "up", stage: &|_, _| true };
    let json = json!({ "related": "downs" });
    assert!(reader().json("everything", &json).is_ok());
    assert_eq!(hidden.json("everything", &json).unwrap_err().code, "unknown_field");
}

#[test]
fn filters_are_told_in_words() {
    for (json, words) in [
        (
            json!({ "and": [{ "field": "amount", "op": "gte", "value": "50000" }, { "field": "choice", "op": "in", "value": ["a", "b"] }] }),
            "Amount is at least 50,000 and Choice is Älpha or Beta",
        ),
        (
            json!({ "or": [{ "field": "day", "op": "lt", "value": "this_quarter" }, { "not": { "field": "yes", "value": true } }] }),
            "Day is before this quarter or not (Yes is Yes)",
        ),
        (
            json!({ "related": "peers", "where": { "field": "up.name", "op": "contains", "value": "x" } }),
            "has peers with (Up › Name contains “x”)",
        ),
        (json!({ "field": "up", "value": "00000000-0000-0000-0000-000000000007" }), "Up is Seven"),
        (json!({ "field": "owner", "value": "me" }), "Owner is me"),
        (json!({ "field": "name", "op": "empty" }), "Name is empty"),
        (json!({ "field": "amount", "op": "lt", "value": "-1234567.5 EUR" }), "Amount is less than -1,234,567.50 EUR"),
        (json!(true), "everything"),
    ] {
        let filter = reader().json("everything", &json).unwrap();
        let names = |_: &str, id: Uuid| (id == Uuid::from_u128(7)).then(|| "Seven".to_string());
        assert_eq!(describe(&filter, &CATALOGUE, "everything", Language::En, &names), words);
    }
}

#[test]
fn filters_are_told_in_the_language_of_who_reads() {
    let json = json!({ "and": [{ "field": "day", "op": "lt", "value": "last_week" }, { "field": "yes", "op": "ne", "value": true }] });
    let filter = reader().json("everything", &json).unwrap();
    for (language, words) in [
        (Language::Pt, "Day: antes da semana passada e Yes: exceto Sim"),
        (Language::It, "Day: prima della settimana scorsa e Yes: tranne Sì"),
        (Language::Es, "Day: antes de la semana pasada y Yes: excepto Sí"),
    ] {
        assert_eq!(describe(&filter, &CATALOGUE, "everything", language, &|_, _| None), words);
    }
}

#[test]
fn an_amount_without_a_rate_is_compared_in_its_own_currency() {
    let money = Money { amount: Decimal::TEN, currency: Currency::parse("CHF").unwrap() };
    let filter = Filter::test(Path::parse("amount").unwrap(), Op::Lt, Value::Money(money));
    let told = resolved(&filter).to_json();
    assert_eq!(told["and"][0], json!({ "field": "amount.currency", "op": "eq", "value": "CHF" }));
}
