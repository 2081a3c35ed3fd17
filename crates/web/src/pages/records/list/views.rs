//! Saving what a list shows as a view, and opening, renaming and removing saved ones.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use crm::views::{self, Audience, View};
use crm::{Error, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

use super::ask::Ask;
use crate::app::App;
use crate::components::control::{Control, Form, outcome};
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::Scene;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// An address that opens a saved view, in full: with all that the view keeps, and `base` for its name.
pub fn opened(work: &mut Work, scene: &Scene, pairs: &Pairs) -> crm::Result<Pairs> {
    let Ok(id) = Uuid::try_parse(pairs.text("saved")) else { return Ok(pairs.without(&["saved"])) };
    let view = views::get(work, id)?;
    if view.module != scene.module.key {
        return Err(Error::NotFound(said!("list-view-gone")));
    }
    Ok(Pairs::read(&view.query).with("base", &id.to_string()))
}

/// The form of a view.
struct Sheet {
    scene: Scene,
    /// The view that the address began with, if the reader may change it.
    base: Option<View>,
    /// Roles, for administrators.
    roles: Vec<(String, String)>,
    administrator: bool,
    in_team: bool,
    query: String,
}

fn sheet(work: &mut Work, module: &str, pairs: &Pairs) -> crm::Result<Sheet> {
    let scene = Scene::set(work, module)?;
    let mut ask = Ask::read(&scene, pairs.clone())?;
    ask.saved = views::list(work, &scene.module.key)?;
    let actor = work.actor;
    let base = ask.base().filter(|view| views::is_open(actor, view)).cloned();
    let roles = work.snapshot.roles.iter().map(|(key, role)| (format!("role:{key}"), role.label.clone()));
    let roles = if actor.is_administrator() { roles.collect() } else { Vec::new() };
    let kept = ask.kept().on("");
    let query = kept.strip_prefix('?').unwrap_or_default().to_string();
    let (administrator, in_team) = (actor.is_administrator(), actor.team.is_some());
    Ok(Sheet { scene, base, roles, administrator, in_team, query })
}

/// `GET /{module}/views/new`: the form in which what the address shows is saved.
pub async fn new(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let sheet = app.crm().read(&signed.actor, move |work| sheet(work, &module, &pairs)).await?;
    let (label, audience) = match &sheet.base {
        Some(view) => (view.label.clone(), Audience::word(view).to_string()),
        None => (String::new(), "me".into()),
    };
    Ok(page(&signed, &sheet, &Form::of(signed.lang(), [("label", label), ("audience", audience)])))
}

/// `POST /{module}/views`: saves as a new view, saves the one that `id` names, or removes it.
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let home = format!("/{module}");
    let id = Uuid::try_parse(typed.text("id")).ok();
    if let ("remove", Some(id)) = (typed.text("as"), id) {
        let done = app.crm().write(&signed.actor, "configure", move |work| views::remove(work, id));
        let said = said!("list-view-removed", view = done.await?.label);
        return Ok(flash::redirect(&home, News::done(said)));
    }
    let (asked, given, id) = (module.clone(), typed.clone(), id.filter(|_| typed.text("as") == "base"));
    let saved = app.crm().write(&signed.actor, "configure", move |work| {
        let audience = Audience::parse(given.text("audience"));
        let audience = audience.ok_or_else(|| Error::invalid("audience", "invalid", said!("list-view-not-for")))?;
        views::save(work, id, &asked, given.text("label"), given.text("query"), &audience)
    });
    match outcome(saved.await)? {
        Ok(view) => {
            let news = News::done(said!("list-view-saved", view = view.label.as_str()));
            Ok(flash::redirect(&format!("{home}?saved={}", view.id), news))
        }
        Err(errors) => {
            let pairs = Pairs::read(typed.text("query")).with("base", typed.text("id"));
            let sheet = app.crm().read(&signed.actor, move |work| sheet(work, &module, &pairs)).await?;
            let form = Form::refused(signed.lang(), typed, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&signed, &sheet, &form)).into_response())
        }
    }
}

fn page(signed: &Signed, sheet: &Sheet, form: &Form) -> Markup {
    let scene = &sheet.scene;
    let (home, lang) = (scene.home(), scene.lang());
    let title = lang.text("list-save-view");
    let form = form.clone().calling(&[("label", "name"), ("audience", "list-view-for")]);
    let mut audiences = vec![("me".to_string(), lang.text("list-view-for-me").to_string())];
    if sheet.in_team {
        audiences.push(("team".into(), lang.text("list-view-for-team").into()));
    }
    if sheet.administrator {
        audiences.extend(sheet.roles.iter().cloned());
        audiences.push(("all".into(), lang.text("list-view-for-all").into()));
    }
    // For whom it is now can stay, also where the reader could not choose it.
    let now = sheet.base.as_ref().map_or("me", Audience::word);
    if audiences.iter().all(|(word, _)| word != now) {
        audiences.push((now.to_string(), lang.text("list-view-for-now").into()));
    }
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title, at: &home },
        html! {
            div.page-header { div {
                ol.crumbs { li { a href=(home) { (scene.module.label.many) } } li { (title) } }
                h1.page-title { (title) }
            } }
            form.form method="post" action={ (home) "/views" } novalidate {
                (form.summary())
                input type="hidden" name="query" value=(sheet.query);
                @if let Some(view) = &sheet.base { input type="hidden" name="id" value=(view.id); }
                fieldset.form-section {
                    legend { (lang.text("list-view")) }
                    div.form-grid {
                        (form.text("text", Control::new("label", lang.text("name")).required()))
                        (form.select(Control::new("audience", lang.text("list-view-for")), audiences))
                    }
                }
                div.form-actions {
                    @if sheet.base.is_some() {
                        button.button.primary name="as" value="base" { (lang.text("save")) }
                        button.button name="as" value="new" { (lang.text("list-view-save-new")) }
                        button.button.danger name="as" value="remove" { (lang.text("remove")) }
                    } @else {
                        button.button.primary name="as" value="new" { (lang.text("save")) }
                    }
                    a.button.quiet href=(home) { (lang.text("cancel")) }
                }
            }
        },
    )
}
