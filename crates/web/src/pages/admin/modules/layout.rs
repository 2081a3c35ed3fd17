//! The page of a record arranged: each button is one step in the draft, and dragging sends all rows at once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::definitions::shaping::{self, Against, Block, Move, Shaped, Stand};
use maud::Markup;

use super::{address, edited, layout_view, look, told};
use crate::app::App;
use crate::components::control::mend;
use crate::failure::Failure;
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// `GET /admin/modules/{module}/layout`
pub async fn show(State(app): State<App>, admin: Administrator, Path(module): Path<String>) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    Ok(layout_view::view(&admin, &shaped, Vec::new(), &Pairs::default()))
}

/// `POST /admin/modules/{module}/layout`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let done = match read(&typed) {
        Some(step) => {
            let arrange = move |shaped: &Shaped| shaping::arrange(shaped, &step);
            edited(&app, &admin, &module, (&typed, Against::Definitions), arrange).await?
        }
        None => Ok(Stand::Same),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}{}", address(&module, "layout"), back(&typed))).into_response()),
        Err(errors) => {
            let section = format!("layouts.detail.sections.{}", typed.text("section"));
            let errors = told::placed(errors, &section, layout_view::CALLED);
            let shaped = look(&app, &admin, &module).await?;
            let typed = if told::conflict(&errors) { found_again(&shaped, typed) } else { typed };
            Ok(mend(layout_view::view(&admin, &shaped, errors, &typed)))
        }
    }
}

/// What was typed of a section, which somebody else may have moved meanwhile: it is found by its heading. Of one that is
/// there no more nothing is left.
fn found_again(shaped: &Shaped, typed: Pairs) -> Pairs {
    let called = |section: &Block| section.label == typed.text("was");
    match (typed.text("act"), shaping::blocks(shaped).iter().position(called)) {
        ("section-save", Some(at)) => typed.with("section", &at.to_string()),
        ("section-save", None) => Pairs::default(),
        _ => typed,
    }
}

/// Where the page goes on: at what was moved.
fn back(typed: &Pairs) -> String {
    match typed.text("step").split_once(':') {
        Some((act, at)) if act.starts_with("section") => format!("#section-{at}"),
        Some((_, field)) => format!("#row-{field}"),
        None => String::new(),
    }
}

fn read(typed: &Pairs) -> Option<Move> {
    if let Some((act, at)) = typed.text("step").split_once(':') {
        return button(act, at);
    }
    let (field, label) = (typed.text("field").to_owned(), typed.text("label").to_owned());
    let section = || typed.text("section").parse().ok();
    Some(match typed.text("act") {
        "add" => Move::Add { field, section: section()? },
        "section-new" => Move::AddSection(label),
        "section-save" => Move::Rename { section: section()?, label, visible_if: typed.text("visible_if").to_owned() },
        "rows" => Move::Rows(typed.all("row").filter_map(row).collect()),
        _ => return None,
    })
}

/// What one button does to a row, a field or a section.
fn button(act: &str, at: &str) -> Option<Move> {
    let field = at.to_owned();
    Some(match act {
        "up" => Move::Up(field),
        "down" => Move::Down(field),
        "join" => Move::Join(field),
        "split" => Move::Split(field),
        "off" => Move::Off(field),
        "section-up" => Move::SectionUp(at.parse().ok()?),
        "section-down" => Move::SectionDown(at.parse().ok()?),
        "section-off" => Move::RemoveSection(at.parse().ok()?),
        _ => return None,
    })
}

/// `2:name,status`: the section, and the fields of a row.
fn row(text: &str) -> Option<(usize, Vec<String>)> {
    let (section, fields) = text.split_once(':')?;
    Some((section.parse().ok()?, fields.split(',').map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_from_buttons_and_from_dragging() {
        let read = |text: &str| read(&Pairs::read(text));
        assert_eq!(read("step=up%3Aname"), Some(Move::Up("name".into())));
        assert_eq!(read("step=section-down%3A1"), Some(Move::SectionDown(1)));
        assert_eq!(read("step=section-down%3Ax"), None);
        assert_eq!(read("act=add&field=name&section=1"), Some(Move::Add { field: "name".into(), section: 1 }));
        assert_eq!(read("act=add&field=name&section=x"), None);
        let rows = vec![(0, vec!["name".to_owned(), "status".to_owned()]), (1, vec!["tags".to_owned()])];
        assert_eq!(read("act=rows&row=0%3Aname%2Cstatus&row=1%3Atags"), Some(Move::Rows(rows)));
        assert_eq!(read("act=fly"), None);
    }
}
