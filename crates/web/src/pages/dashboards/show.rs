//! A dashboard: shown, arranged, renamed, removed, chosen as home.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::dashboards::{self, Dashboard, is_open};
use crm::views::Audience;
use crm::{Error, Result as Done, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

use super::place::{self, Place};
use super::{AT, CALLED, address, audience, chosen, controls, grid, home_button};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::Scene;
use crate::pairs::Posted;
use crate::who::Signed;

/// A dashboard as its page shows it.
struct Page {
    scene: Scene,
    dashboard: Dashboard,
    places: Vec<Place>,
    is_home: bool,
}

fn read(work: &mut Work, id: Uuid) -> Done<Page> {
    let dashboard = dashboards::get(work, id)?;
    let scene = place::any(work)?;
    let places = place::read(work, &scene, id)?;
    let is_home = dashboards::home(work)?.is_some_and(|home| home.id == id);
    Ok(Page { scene, dashboard, places, is_home })
}

/// `GET /dashboards/{id}`
pub async fn show(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let page = app.crm().read(&signed.actor, move |work| read(work, id)).await?;
    let Page { scene, dashboard, places, is_home } = &page;
    let lang = signed.lang();
    let open = is_open(&signed.actor, dashboard);
    let add = html! { a.button.primary href={ (address(id)) "/tiles/new" } { (icon("plus")) (lang.text("dashboards-add-tile")) } };
    let content = html! {
        div.page-header {
            div {
                ol.crumbs { li { a href=(AT) { (lang.text("dashboards")) } } li { (dashboard.label) } }
                h1.page-title { (dashboard.label) }
                p.page-subtitle { (audience(&scene.snapshot, dashboard, lang)) }
            }
            div.page-actions {
                (home_button(dashboard, *is_home, lang))
                @if open {
                    a.button href={ (address(id)) "/edit" } data-key="e" { (icon("pencil")) (lang.text("dashboards-arrange")) }
                    @if !places.is_empty() { (add) }
                }
            }
        }
        @if places.is_empty() {
            (empty::empty("layout-dashboard", lang.text("dashboards-no-tiles"), lang.text("dashboards-no-tiles-hint"), html! { @if open { (add) } }))
        } @else { (grid(places, id, false, lang)) }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &scene.snapshot, title: &dashboard.label, at: AT }, content))
}

/// `GET /dashboards/{id}/edit`
pub async fn edit(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let page = app.crm().read(&signed.actor, move |work| opened(work, id)).await?;
    let Dashboard { label, audience, .. } = &page.dashboard;
    let values = [("label", label.clone()), ("audience", Audience::told(audience).to_string())];
    Ok(arranging(&signed, &page, Form::of(signed.lang(), values)))
}

/// A dashboard that the reader may change.
fn opened(work: &mut Work, id: Uuid) -> Done<Page> {
    let page = read(work, id)?;
    match is_open(work.actor, &page.dashboard) {
        true => Ok(page),
        false => Err(Error::Forbidden(said!("dashboards-not-yours"))),
    }
}

fn arranging(signed: &Signed, page: &Page, form: Form) -> Markup {
    let Page { scene, dashboard, places, .. } = page;
    let (lang, form, here) = (signed.lang(), form.calling(&CALLED), address(dashboard.id));
    let content = html! {
        div.page-header {
            div {
                ol.crumbs { li { a href=(AT) { (lang.text("dashboards")) } } li { a href=(here) { (dashboard.label) } } li { (lang.text("dashboards-arrange")) } }
                h1.page-title { (dashboard.label) }
            }
            div.page-actions {
                a.button href={ (here) "/tiles/new" } { (icon("plus")) (lang.text("dashboards-add-tile")) }
                a.button.primary href=(here) { (icon("check")) (lang.text("dashboards-done")) }
            }
        }
        @if places.is_empty() { p.muted { (lang.text("dashboards-no-tiles-hint")) } }
        (grid(places, dashboard.id, true, lang))
        form.form.dashboard-form method="post" action=(here) novalidate {
            (form.summary())
            fieldset.form-section {
                legend { (lang.text("dashboards-one")) }
                (controls(signed, &scene.snapshot, &form, Audience::told(&dashboard.audience)))
            }
            div.form-actions {
                button.button.primary { (lang.text("save")) }
                button.button.danger formaction={ (here) "/deletion" } { (icon("trash-2")) (lang.text("dashboards-remove")) }
            }
        }
    };
    shell::page(&Shell { signed, snapshot: &scene.snapshot, title: &dashboard.label, at: AT }, content)
}

/// `POST /dashboards/{id}`
pub async fn update(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let given = typed.clone();
    let done = app.crm().write(&signed.actor, "configure", move |work| {
        dashboards::save(work, Some(id), given.text("label"), &chosen(given.text("audience"))?)
    });
    match outcome(done.await)? {
        Ok(dashboard) => {
            let news = News::done(said!("dashboards-saved", dashboard = dashboard.label.as_str()));
            Ok(flash::redirect(&address(id), news))
        }
        Err(errors) => {
            let page = app.crm().read(&signed.actor, move |work| opened(work, id)).await?;
            Ok(mend(arranging(&signed, &page, Form::refused(signed.lang(), typed, errors))))
        }
    }
}

/// `POST /dashboards/{id}/deletion`
pub async fn destroy(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = app.crm().write(&signed.actor, "configure", move |work| dashboards::remove(work, id)).await?;
    Ok(flash::redirect(AT, News::done(said!("dashboards-removed", dashboard = done.label))))
}

/// `POST /dashboards/{id}/home`: home from now on, or no more.
pub async fn settle(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let chosen = (typed.text("as") != "leave").then_some(id);
    app.crm().write(&signed.actor, "home", move |work| dashboards::choose_home(work, chosen)).await?;
    Ok(Redirect::to(if chosen.is_some() { "/" } else { AT }).into_response())
}
