//! Imports as pages: a file is uploaded, its columns are mapped, some rows are tried, then it runs behind the scenes while
//! its page shows how far it is; its tally stays, with the refused rows and the way back.

mod draft;
mod ended;
mod preview;
mod upload;

use std::path::PathBuf;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use crm::Snapshot;
use crm::imports::jobs::{self, Order};
use crm::jobs::{Job, State as Stands};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use crate::app::App;
use crate::components::badge::badge;
use crate::components::empty;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::lower;
use crate::who::Signed;

/// Imports that are listed.
const LISTED: usize = 100;

/// Their routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports", get(index).post(upload::create).layer(DefaultBodyLimit::disable()))
        .route("/imports/new", get(upload::new))
        .route("/imports/{id}", get(show).post(draft::update))
        .route("/imports/{id}/preview", get(preview::show))
        .route("/imports/{id}/start", post(start))
        .route("/imports/{id}/stop", post(stop))
        .route("/imports/{id}/progress", get(ended::progress))
        .route("/imports/{id}/refused.csv", get(ended::refused))
        .route("/imports/{id}/removal", post(destroy))
}

/// What the pages of an import have at hand.
struct Scene {
    signed: Signed,
    snapshot: std::sync::Arc<Snapshot>,
    formats: Formats,
    spool: PathBuf,
    job: Job,
    order: Order,
    undone: bool,
}

impl Scene {
    async fn set(app: &App, signed: Signed, id: Uuid) -> Result<Scene, Failure> {
        let actor = signed.actor.clone();
        let found = app.run(move |crm| {
            let (job, order) = jobs::find(crm, &actor, id)?;
            let undone = jobs::undone(crm, [&job])?.contains(&id);
            Ok((job, order, undone))
        });
        let (job, order, undone) = found.await?;
        let formats = app.crm().read(&signed.actor, Formats::of).await?;
        let snapshot = app.crm().snapshot().read_in(signed.lang());
        let spool = app.settings().spool.clone();
        Ok(Scene { snapshot, spool, signed, formats, job, order, undone })
    }

    /// The reader's language.
    fn lang(&self) -> Language {
        self.formats.lang()
    }

    fn address(&self) -> String {
        format!("/imports/{}", self.job.id)
    }

    /// What the records are called: `accounts`.
    fn many(&self) -> String {
        let module = self.snapshot.module(&self.order.module);
        module.map_or_else(|| self.order.module.clone(), |module| lower(&module.label.many))
    }

    /// A page of the import, at one of its steps.
    fn page(&self, step: usize, content: Markup) -> Markup {
        let at = format!("/{}", self.order.module);
        let lang = self.lang();
        let title = lang.say(said!("importing-into-module", modules = self.many()));
        let label = self.snapshot.module(&self.order.module).map_or(&self.order.module, |module| &module.label.many);
        shell::page(
            &Shell { signed: &self.signed, snapshot: &self.snapshot, title: &title, at: &at },
            html! {
                div.page-header { div {
                    ol.crumbs { li { a href=(at) { (label) } } li { a href="/imports" { (lang.text("importing-all")) } } li { (self.order.name) } }
                    h1.page-title { (icon("upload")) " " (title) }
                } }
                (steps(step, lang))
                (content)
            },
        )
    }
}

/// The messages of the steps of an import.
const STEPS: [&str; 4] =
    ["importing-step-upload", "importing-step-map", "importing-step-preview", "importing-step-done"];

/// The steps of an import, with the one it is at; after the last all are done.
fn steps(at: usize, lang: Language) -> Markup {
    html! {
        ol.steps {
            @for (nr, step) in STEPS.into_iter().enumerate() {
                li.is-done[nr < at] aria-current=[(nr == at).then_some("step")] { (lang.text(step)) }
            }
        }
    }
}

/// `GET /imports`
async fn index(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let actor = signed.actor.clone();
    let listed = app.run(move |crm| {
        let all = jobs::list(crm, &actor, LISTED)?;
        let undone = jobs::undone(crm, all.iter().map(|(job, _)| job))?;
        Ok((all, undone))
    });
    let (all, undone) = listed.await?;
    let formats = app.crm().read(&signed.actor, Formats::of).await?;
    let lang = signed.lang();
    let (snapshot, title) = (app.crm().snapshot().read_in(lang), lang.text("importing-all"));
    let none = || empty::empty("upload", lang.text("importing-none"), lang.text("importing-none-hint"), html! {});
    let shell = Shell { signed: &signed, snapshot: &snapshot, title, at: "/imports" };
    let content = html! {
        div.page-header { div { h1.page-title { (icon("upload")) " " (title) } } }
        @if all.is_empty() { (none()) } @else {
            div.table-wrap { table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("importing-file")) }
                    th scope="col" { (lang.text("importing-into")) }
                    th scope="col" { (lang.text("importing-by")) }
                    th scope="col" { (lang.text("act-when")) }
                    th scope="col" { (lang.text("importing-state")) }
                } }
                tbody data-follow { @for (job, order) in &all { (row(&snapshot, &formats, job, order, undone.contains(&job.id))) } }
            } }
        }
    };
    Ok(shell::page(&shell, content))
}

fn row(snapshot: &Snapshot, formats: &Formats, job: &Job, order: &Order, undone: bool) -> Markup {
    let (lang, address) = (formats.lang(), format!("/imports/{}", job.id));
    let module = snapshot.module(&order.module).map_or(&order.module, |module| &module.label.many);
    let by = job.actor.and_then(|user| snapshot.people.get(user)).map_or("Kith", |person| &person.name);
    html! {
        tr {
            td.cell-title { a href=(address) { (order.name) } }
            td data-label=(lang.text("importing-into")) { (module) }
            td data-label=(lang.text("importing-by")) { (by) }
            td data-label=(lang.text("act-when")) { time datetime=(job.created_at.to_rfc3339()) { (formats.time(job.created_at)) } }
            td data-label=(lang.text("importing-state")) {
                @if undone { (badge(lang.text("importing-undone"), 0)) } @else { (state(job.state, lang)) }
            }
        }
    }
}

fn state(state: Stands, lang: Language) -> Markup {
    let (key, hue) = match state {
        Stands::Draft => ("importing-draft", 12),
        Stands::Waiting => ("importing-waiting", 3),
        Stands::Running => ("importing-running", 8),
        Stands::Done => ("importing-done", 5),
        Stands::Failed => ("importing-failed", 1),
        Stands::Stopped => ("importing-stopped", 2),
    };
    badge(lang.text(key), hue)
}

/// `GET /imports/{id}`: its map while it is a draft, then how far it is, then what came of it.
async fn show(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let scene = Scene::set(&app, signed, id).await?;
    match scene.job.state {
        Stands::Draft => draft::show(&app, scene).await,
        _ => Ok(ended::page(&app, &scene).await?.into_response()),
    }
}

/// `POST /imports/{id}/start`
async fn start(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (actor, spool) = (signed.actor, app.settings().spool.clone());
    match app.run(move |crm| jobs::start(crm, &actor, &spool, id)).await {
        Ok(()) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(crm::Error::Conflict(why)) => Ok(flash::redirect(&format!("/imports/{id}"), News::refused(why))),
        Err(crm::Error::BadRequest(_)) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /imports/{id}/stop`
async fn stop(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let actor = signed.actor;
    let news = match app.run(move |crm| jobs::stop(crm, &actor, id)).await {
        Ok(()) => News::done(said!("importing-was-stopped")),
        Err(crm::Error::Conflict(why)) => News::refused(why),
        Err(error) => return Err(error.into()),
    };
    Ok(flash::redirect(&format!("/imports/{id}"), news))
}

/// `POST /imports/{id}/removal`: the file and its tally go; what was imported stays.
async fn destroy(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (actor, spool) = (signed.actor, app.settings().spool.clone());
    match app.run(move |crm| jobs::discard(crm, &actor, &spool, id)).await {
        Ok(()) => Ok(flash::redirect("/imports", News::done(said!("importing-was-removed")))),
        Err(crm::Error::Conflict(why)) => Ok(flash::redirect(&format!("/imports/{id}"), News::refused(why))),
        Err(error) => Err(error.into()),
    }
}
