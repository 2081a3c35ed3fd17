//! Lists and boards: those that are made by themselves, and what becomes of them when a field is hidden or goes.

use crm::Error;
use crm::definitions::shaping::{self, Move, OptionGiven, ViewGiven};
use meta::definition::TypeName;

use super::support::*;
use super::*;

const VISIT: &str = "module = \"visit\"
use = [\"activities\"]
[fields]
name = { type = \"text\", required = true }
stage = { type = \"stage\" }
value = { type = \"money\" }
place = { type = \"text\" }
";

fn begin(crm: &Crm) {
    must(shaping::begin(crm, &crm.system(), &meta::Key::of("visit"), VISIT));
}

/// The views of the draft: their keys, with what they show.
fn views(crm: &Crm) -> Vec<String> {
    let join = |paths: &[meta::Path]| paths.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let one = |view: &meta::layout::View| {
        let sort = view.sort.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let key = |key: &Option<meta::Key>| key.as_ref().map(ToString::to_string).unwrap_or_default();
        let parts = [join(&view.columns), sort, key(&view.lanes), join(&view.card), key(&view.total)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}", view.key, parts.join("; "))
    };
    look(crm, "visit").now.views.iter().map(one).collect()
}

fn stored(crm: &Crm, key: &str) -> ViewGiven {
    let module = look(crm, "visit").now;
    let view = module.views.iter().find(|view| view.key == key).unwrap();
    let board = view.lanes.is_some();
    let paths = if board { &view.card } else { &view.columns };
    ViewGiven {
        key: key.into(),
        board,
        label: view.label.clone(),
        columns: paths.iter().map(ToString::to_string).collect(),
        sort: view.sort.iter().map(ToString::to_string).collect(),
        lanes: view.lanes.as_ref().map(ToString::to_string).unwrap_or_default(),
        total: view.total.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

fn put_view(crm: &Crm, given: &ViewGiven) -> Stand {
    must(edit(crm, "visit", |shaped| Ok(shaping::put_view(shaped, given)?.0)))
}

fn hide(crm: &Crm, field: &str) -> crm::Result<Kept> {
    edit(crm, "visit", |shaped| shaping::hide(shaped, field))
}

#[test]
fn views_that_are_made_by_themselves_are_changed_like_others() {
    each(|crm| {
        begin(crm);
        let made = ["all: name stage value place owner; name", "board: stage; name value place; value"];
        assert_eq!(views(crm), made);
        assert_eq!(put_view(crm, &stored(crm, "all")), Stand::Same, "what is as it was is not written down");
        assert_eq!(put_view(crm, &stored(crm, "board")), Stand::Same);

        put_view(crm, &ViewGiven { columns: vec!["name".into(), "place".into()], ..stored(crm, "all") });
        assert_eq!(views(crm), ["all: name place; name", made[1]], "the board stays");
        put_view(crm, &ViewGiven { label: "Flow".into(), total: String::new(), ..stored(crm, "board") });
        assert_eq!(views(crm)[1], "board: stage; name value place");
        let new = ViewGiven { label: "Short".into(), columns: vec!["name".into()], ..ViewGiven::default() };
        put_view(crm, &new);
        assert_eq!(views(crm).len(), 3);
        let (_folder, vault) = folder();
        apply(crm, &vault, "visit");
        assert_eq!(module(crm, "visit").views[1].label, "Flow");
        let gone = ViewGiven { key: "gone".into(), ..new };
        assert!(matches!(
            edit(crm, "visit", |shaped| Ok(shaping::put_view(shaped, &gone)?.0)),
            Err(Error::Conflict(_))
        ));
    });
}

#[test]
fn one_that_is_made_by_itself_can_go_but_a_list_must_stay() {
    each(|crm| {
        begin(crm);
        let last = edit(crm, "visit", |shaped| shaping::drop_view(shaped, "all"));
        assert!(matches!(last, Err(Error::Conflict(_))));
        must(edit(crm, "visit", |shaped| shaping::drop_view(shaped, "board")));
        assert_eq!(views(crm), ["all: name stage value place owner; name"]);
    });
}

#[test]
fn a_field_is_taken_off_the_pages_of_a_new_module() {
    each(|crm| {
        begin(crm);
        must(hide(crm, "place"));
        assert_eq!(views(crm), ["all: name stage value owner; name", "board: stage; name value; value"]);
        must(hide(crm, "value"));
        assert_eq!(views(crm), ["all: name stage owner; name", "board: stage; name"]);
        let sections = look(crm, "visit").now.detail.sections;
        let shown = |key: &str| sections.iter().flat_map(|section| &section.rows).flatten().any(|shown| shown == key);
        assert!(!shown("place") && !shown("value") && shown("name"));
        let stands = hide(crm, "stage");
        assert!(matches!(stands, Err(Error::Conflict(why)) if why.english().contains("Board")));

        let only = ViewGiven {
            label: "One".into(),
            columns: vec!["place".into()],
            sort: vec!["-place".into()],
            ..ViewGiven::default()
        };
        put_view(crm, &only);
        must(hide(crm, "place"));
        assert_eq!(views(crm)[2], "one: name; name", "a list that would be empty shows what records are called");
        let (_folder, vault) = folder();
        apply(crm, &vault, "visit");
        assert!(module(crm, "visit").field("place").is_some());
    });
}

#[test]
fn what_a_shipped_board_sums_up_stays_on_it() {
    each(|crm| {
        let shipped = look(crm, "opportunity");
        let board = shipped.now.views.iter().find(|view| view.total.is_some()).unwrap().clone();
        let total = board.total.unwrap();
        let refused = edit(crm, "opportunity", |shaped| shaping::hide(shaped, &total));
        assert!(matches!(refused, Err(Error::Conflict(why)) if why.english().contains(&board.label)));
    });
}

#[test]
fn a_board_goes_with_the_field_it_stands_on() {
    each(|crm| {
        begin(crm);
        let option = |label: &str| OptionGiven { label: label.into(), ..OptionGiven::default() };
        let mood = FieldGiven {
            options: vec![option("Good"), option("Bad")],
            ..field(TypeName::Select, "", &[("label", "Mood")])
        };
        must(put(crm, "visit", &mood));
        let board = ViewGiven { label: "By mood".into(), board: true, lanes: "mood".into(), ..ViewGiven::default() };
        put_view(crm, &board);
        must(edit(crm, "visit", |shaped| shaping::arrange(shaped, &Move::Off("mood".into()))));
        assert_eq!(views(crm).len(), 3);
        must(edit(crm, "visit", |shaped| shaping::drop_field(shaped, "mood")));
        let left = views(crm);
        assert!(left.len() == 2 && left[1].starts_with("board: stage"), "{left:?}");
        must(edit(crm, "visit", |shaped| shaping::drop_field(shaped, "stage")));
        assert_eq!(views(crm).len(), 1, "the board that was made by itself too");
    });
}
