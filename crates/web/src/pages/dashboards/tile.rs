//! One tile: its figures, fetched by the dashboard or shown as a page of their own; and what is done to it.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use crm::dashboards::{self, Dashboard, Shows, Way, Width};
use crm::{Result as Done, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

use super::draw::{self, Drawn};
use super::form::{self, Sheet};
use super::place::{self, Placed};
use super::{AT, address};
use crate::app::App;
use crate::assets::url;
use crate::components::control::{Form, mend, outcome};
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::{self, Failure};
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

type Both = (Uuid, Uuid);

struct Told {
    dashboard: Dashboard,
    /// Nothing where the tile asks for what is not there.
    found: Option<(Placed, Drawn)>,
}

fn read(work: &mut Work, (dashboard, id): Both) -> Done<Told> {
    let tile = dashboards::tile(work, dashboard, id)?;
    let dashboard = dashboards::get(work, dashboard)?;
    let scene = place::any(work)?;
    let found = match Placed::of(work, &scene, tile) {
        Some(placed) => draw::read(work, placed)?,
        None => None,
    };
    Ok(Told { dashboard, found })
}

/// `GET /dashboards/{id}/tiles/{tile}`: its figures, for the dashboard; for whom scripts do not run, as a page.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(both): Path<Both>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let part = headers.contains_key("hx-request");
    let lang = signed.lang();
    let told = app.crm().read(&signed.actor, move |work| read(work, both)).await;
    let Told { dashboard, found } = match told {
        Ok(told) => told,
        // A whole page does not fit into a tile.
        Err(error) if part => return Ok(failure::part(&error, lang)),
        Err(error) => return Err(error.into()),
    };
    let content = match &found {
        Some((placed, drawn)) => draw::content(placed, drawn, !part),
        None => empty::small(lang.text("dashboards-tile-unseen")),
    };
    if part {
        return Ok(content.into_response());
    }
    let title = found.as_ref().map_or(lang.text("dashboards-tile"), |(placed, _)| placed.title());
    let snapshot = app.crm().snapshot().read_in(lang);
    let content = html! {
        link rel="stylesheet" href=(url("dashboards.css"));
        div.page-header {
            div {
                ol.crumbs { li { a href=(AT) { (lang.text("dashboards")) } } li { a href=(address(dashboard.id)) { (dashboard.label) } } li { (title) } }
                h1.page-title id={ "tile-title-" (both.1) } { (title) }
                @if let Some((placed, _)) = &found { p.page-subtitle { (placed.note()) } }
            }
            @if let Some((placed, _)) = &found {
                div.page-actions { a.button href=(placed.list()) { (icon(&placed.scene.module.icon)) (lang.text("dashboards-open-list")) } }
            }
        }
        section.card.tile { (content) }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title, at: AT }, content).into_response())
}

/// What a button on a tile asks for.
enum Act {
    Shift(Way),
    Resize(Width),
    Remove,
}

impl Act {
    fn parse(word: &str) -> Option<Act> {
        let way = [Way::Up, Way::Down].into_iter().find(|way| place::way(*way) == word).map(Act::Shift);
        let width = || Width::parse(word).map(Act::Resize);
        way.or_else(width).or_else(|| (word == "remove").then_some(Act::Remove))
    }

    fn done(&self, work: &mut Work, (dashboard, id): Both) -> Done<()> {
        match self {
            Act::Shift(way) => dashboards::shift(work, dashboard, id, *way),
            Act::Resize(width) => dashboards::resize(work, dashboard, id, *width),
            Act::Remove => dashboards::remove_tile(work, dashboard, id),
        }
    }
}

/// `POST /dashboards/{id}/tiles/{tile}`: moved, sized, removed; or what the form says of it.
pub async fn update(
    State(app): State<App>,
    signed: Signed,
    Path(both): Path<Both>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let back = format!("{}/edit", address(both.0));
    if let Some(act) = Act::parse(typed.text("as")) {
        let removed = matches!(act, Act::Remove);
        app.crm().write(&signed.actor, "configure", move |work| act.done(work, both)).await?;
        return Ok(match removed {
            true => flash::redirect(&back, News::done(said!("dashboards-tile-removed"))),
            false => axum::response::Redirect::to(&format!("{back}#tile-{}", both.1)).into_response(),
        });
    }
    let given = typed.clone();
    let done = app.crm().write(&signed.actor, "configure", move |work| {
        let (shows, width) = form::read(&given)?;
        dashboards::change(work, both.0, both.1, given.text("label"), &shows, width)
    });
    match outcome(done.await)? {
        Ok(_) => Ok(flash::redirect(&format!("{back}#tile-{}", both.1), News::done(said!("dashboards-tile-saved")))),
        Err(errors) => {
            let sheet = app.crm().read(&signed.actor, move |work| of(work, both)).await?;
            Ok(mend(form::page(&signed, &sheet.0, &Form::refused(signed.lang(), typed, errors))))
        }
    }
}

/// `GET /dashboards/{id}/tiles/{tile}/edit`
pub async fn edit(State(app): State<App>, signed: Signed, Path(both): Path<Both>) -> Result<Markup, Failure> {
    let (sheet, typed) = app.crm().read(&signed.actor, move |work| of(work, both)).await?;
    Ok(form::page(&signed, &sheet, &Form::refused(signed.lang(), typed, Vec::new())))
}

/// The form of a tile, and what stands in it.
fn of(work: &mut Work, (dashboard, id): Both) -> Done<(Sheet, Pairs)> {
    let tile = dashboards::tile(work, dashboard, id)?;
    let dashboard = super::tiles::open(work, dashboard)?;
    let scene = place::any(work)?.beside(work, &tile.module)?;
    let shows = Shows::of(&tile);
    let typed = form::typed(&tile.label, shows.as_ref(), Some(Width::of(&tile)));
    let sheet = Sheet { scene, query: tile.query, of: form::Of::Tile(dashboard, id) };
    Ok((sheet, typed))
}
