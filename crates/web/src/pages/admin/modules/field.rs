//! A field: added, changed, taken off the pages, dropped.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use crm::definitions::shaping::{self, Against, FieldGiven, OptionGiven, Shaped, Stand};
use maud::Markup;
use meta::definition::{TypeName, reserved};
use words::said;

use super::field_form::{self, CALLED, Draft};
use super::{SEEN, address, changed, choices, edited, kinds, look, missing, rows, told};
use crate::app::App;
use crate::components::control::mend;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// `GET /admin/modules/{module}/fields/new`: which type, then the field.
pub async fn new(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    asked: Pairs,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let Some(kind) = asked.get("type").and_then(choices::named) else {
        return Ok(kinds::view(&admin, &shaped));
    };
    let draft = Draft { options: vec![OptionGiven::default(); 3], ..Draft::new(kind, "", shaped.mark()) };
    Ok(field_form::view(&admin, &shaped, &draft))
}

/// `GET /admin/modules/{module}/fields/{field}`; `?type=` shows it as another type.
pub async fn edit(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    asked: Pairs,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let draft = stored(&shaped, &key, asked.get("type")).ok_or_else(missing)?;
    Ok(field_form::view(&admin, &shaped, &draft))
}

/// A field as the texts have it.
fn stored(shaped: &Shaped, key: &str, kind: Option<&str>) -> Option<Draft> {
    let field = shaped.now.field(key).filter(|field| !field.system)?;
    let kind = kind.and_then(choices::named).or_else(|| choices::named(field.kind.name()))?;
    let mut typed = Pairs::default();
    for (name, text) in shaped.said(key) {
        typed.push(name, text);
    }
    let typed = typed.with("label", &field.label).with("key", key);
    Some(Draft { typed, options: shaping::options_of(&field.kind), ..Draft::new(kind, key, shaped.mark()) })
}

/// `POST /admin/modules/{module}/fields`
pub async fn add(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    keep(app, admin, module, String::new(), typed).await
}

/// `POST /admin/modules/{module}/fields/{field}`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    keep(app, admin, module, key, typed).await
}

async fn keep(app: App, admin: Administrator, module: String, was: String, typed: Pairs) -> Result<Response, Failure> {
    let mut shaped = look(&app, &admin, &module).await?;
    let kind = choices::named(typed.text("type")).ok_or_else(missing)?;
    let seen = typed.text(SEEN).to_owned();
    let mut draft = Draft { options: options(&typed), typed, ..Draft::new(kind, &was, seen) };
    if let Some((_, act)) = rows::pressed(&draft.typed) {
        rows::step(&mut draft.options, act);
        return Ok(field_form::view(&admin, &shaped, &draft).into_response());
    }
    let given = given(&draft);
    let change = move |shaped: &Shaped| Ok(shaping::put_field(shaped, &given)?.0);
    match edited(&app, &admin, &module, (&draft.typed, Against::Records), change).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) => {
            if told::conflict(&errors) {
                shaped = look(&app, &admin, &module).await?;
                draft.seen = shaped.mark();
            }
            let prefix = format!("fields.{}", made_key(&draft));
            draft.errors = told::placed(errors, &prefix, CALLED);
            Ok(mend(field_form::view(&admin, &shaped, &draft)))
        }
    }
}

/// The key that the field has once it is kept, as far as it is known.
fn made_key(draft: &Draft) -> String {
    let typed = draft.typed.text("key");
    if typed.is_empty() { shaping::key_of(draft.typed.text("label"), reserved::FIELD_LENGTH) } else { typed.to_owned() }
}

fn given(draft: &Draft) -> FieldGiven {
    let text = |name: &'static str| match name {
        // Several modules may be chosen.
        "to" => draft.typed.all("to").collect::<Vec<_>>().join(" "),
        name => draft.typed.text(name).to_owned(),
    };
    let said: BTreeMap<&'static str, String> = shaping::offered(draft.kind).map(|name| (name, text(name))).collect();
    FieldGiven {
        key: draft.typed.text("key").to_owned(),
        was: draft.was.clone(),
        kind: draft.kind,
        said,
        options: draft.options.clone(),
        section: draft.typed.text("section").parse().ok(),
    }
}

fn options(typed: &Pairs) -> Vec<OptionGiven> {
    let row = |at: &str| {
        let text = |part: &str| typed.text(&format!("options[{at}][{part}]")).to_owned();
        OptionGiven {
            key: text("key"),
            label: text("label"),
            hue: text("hue").parse().unwrap_or(0),
            retired: text("retired") == "true",
        }
    };
    typed.rows("options").into_iter().map(row).collect()
}

/// `POST /admin/modules/{module}/fields/{field}/hiding`: off the page, the lists and the boards.
pub async fn hide(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let field = key.clone();
    let hide = move |shaped: &Shaped| shaping::hide(shaped, &field);
    let done = edited(&app, &admin, &module, (&typed, Against::Definitions), hide).await?;
    after(&app, &admin, &module, &key, done).await
}

/// `POST /admin/modules/{module}/fields/{field}/retirement`
pub async fn drop(
    State(app): State<App>,
    admin: Administrator,
    Path((module, key)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let field = key.clone();
    let drop = move |shaped: &Shaped| shaping::drop_field(shaped, &field);
    let done = edited(&app, &admin, &module, (&typed, Against::Records), drop).await?;
    after(&app, &admin, &module, &key, done).await
}

async fn after(
    app: &App,
    admin: &Administrator,
    module: &str,
    key: &str,
    done: Result<Stand, Vec<crm::FieldError>>,
) -> Result<Response, Failure> {
    match done {
        Ok(stand) => Ok(changed(module, stand)),
        Err(errors) => {
            let shaped = look(app, admin, module).await?;
            let Some(mut draft) = stored(&shaped, key, None) else {
                return Ok(flash::redirect(&address(module, ""), News::refused(said!("modules-field-gone"))));
            };
            draft.errors = told::placed(errors, "-", &[]);
            Ok(mend(field_form::view(admin, &shaped, &draft)))
        }
    }
}

/// The type of a field by its definition.
pub(super) fn kind_of(shaped: &Shaped, key: &str) -> Option<TypeName> {
    shaped.now.field(key).and_then(|field| choices::named(field.kind.name()))
}
