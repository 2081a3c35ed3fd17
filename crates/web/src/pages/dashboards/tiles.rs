//! New tiles: of which list, then what of it, then onto which dashboard.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::dashboards::{self, Dashboard, Kind, Shows, is_open};
use crm::views::{self, View};
use crm::{Error, Result as Done, Snapshot, Work};
use maud::{Markup, html};
use meta::{FieldType, Module};
use uuid::Uuid;
use words::said;

use super::form::{self, Of, Sheet};
use super::{AT, address, choices};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::Scene;
use crate::pages::records::list::ask::{Ask, MINE};
use crate::pages::records::list::views::opened;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// `GET /dashboards/{id}/tiles/new`: the lists that a tile can be made of.
pub async fn choose(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let read = move |work: &mut Work| Ok::<_, Error>((open(work, id)?, views::all(work)?, work.snapshot.clone()));
    let (dashboard, saved, snapshot) = app.crm().read(&signed.actor, read).await?;
    let lang = signed.lang();
    let title = lang.text("dashboards-add-tile");
    let modules = snapshot.schema.catalogue.modules();
    let modules = modules.filter(|module| signed.actor.rights.may_read(&module.key) && is_offered(&snapshot, module));
    let content = html! {
        div.page-header { div {
            ol.crumbs { li { a href=(AT) { (lang.text("dashboards")) } } li { a href=(address(id)) { (dashboard.label) } } li { (title) } }
            h1.page-title { (title) }
            p.page-subtitle { (lang.text("dashboards-choose-list")) }
        } }
        div.cards { @for module in modules {
            @let saved: Vec<&View> = saved.iter().filter(|view| view.module == module.key).collect();
            @let of = |pairs: Pairs| pairs.with("dashboard", &id.to_string()).on(&format!("/{}/tiles/new", module.key));
            section.card aria-label=(module.label.many) {
                div.card-header { (icon(&module.icon)) h2 { (module.label.many) } }
                ul.card-list {
                    li { a href=(of(Pairs::default())) { (module.views.first().map_or(module.label.many.as_str(), |view| view.label.as_str())) } }
                    @if module.area != "admin" { li { a href=(of(Pairs::default().with("view", MINE))) { (lang.text("list-mine")) } } }
                    @for view in saved { li { a href=(of(Pairs::default().with("saved", &view.id.to_string()))) { (view.label) } } }
                }
            }
        } }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title, at: AT }, content))
}

/// Whether people look at lists of a module: not of settings, nor of lines owned by others.
fn is_offered(snapshot: &Snapshot, module: &Module) -> bool {
    let mut all = snapshot.schema.catalogue.modules();
    let owned = all.any(|other| {
        other.own_fields().any(|field| matches!(&field.kind, FieldType::Children { to, .. } if *to == module.key))
    });
    module.area != "admin" && !owned
}

/// A dashboard that the reader may change.
pub(super) fn open(work: &mut Work, id: Uuid) -> Done<Dashboard> {
    let dashboard = dashboards::get(work, id)?;
    match is_open(work.actor, &dashboard) {
        true => Ok(dashboard),
        false => Err(Error::Forbidden(said!("dashboards-not-yours"))),
    }
}

/// The form of a new tile, and the name of the saved view it is made of.
fn sheet(work: &mut Work, module: &str, pairs: &Pairs) -> Done<(Sheet, String)> {
    // What was asked for is not quietly another one.
    if let Ok(id) = Uuid::try_parse(pairs.text("dashboard")) {
        open(work, id)?;
    }
    let scene = Scene::set(work, module)?;
    let pairs = opened(work, &scene, &pairs.without(&["dashboard"]))?;
    let mut ask = Ask::read(&scene, pairs)?;
    ask.saved = views::list(work, &scene.module.key)?;
    let label = ask.base().map_or_else(String::new, |view| view.label.clone());
    let query = ask.kept().on("").trim_start_matches('?').to_string();
    let all = choices(work)?;
    Ok((Sheet { scene, query, of: Of::New(all) }, label))
}

/// `GET /{module}/tiles/new`: the form in which what the address shows becomes a tile.
pub async fn new(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let asked = pairs.text("dashboard").to_string();
    let (sheet, label) = app.crm().read(&signed.actor, move |work| sheet(work, &module, &pairs)).await?;
    let lanes = Pairs::read(&sheet.query);
    let kind = if lanes.text("lanes").is_empty() { Kind::Count } else { Kind::Board };
    let shows = Shows { kind, grouped: meta::Key::new(lanes.text("lanes")).ok(), summed: None };
    let typed = form::typed(&label, Some(&shows), None);
    let own = |one: &&Dashboard| one.owner == signed.actor.user;
    let newest = match &sheet.of {
        Of::New(all) => all.iter().rev().find(own).or(all.last()).map(|one| one.id.to_string()),
        Of::Tile(..) => None,
    };
    let onto = if asked.is_empty() { newest.unwrap_or_default() } else { asked };
    let name = signed.lang().text("dashboards-mine");
    let typed = typed.with("dashboard", &onto).with("dashboard_label", name);
    Ok(form::page(&signed, &sheet, &Form::refused(signed.lang(), typed, Vec::new())))
}

/// `POST /{module}/tiles`
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (given, of) = (typed.clone(), module.clone());
    let done = app.crm().write(&signed.actor, "configure", move |work| add(work, &of, &given));
    match outcome(done.await)? {
        Ok(dashboard) => {
            let news = News::done(said!("dashboards-tile-added", dashboard = dashboard.label));
            Ok(flash::redirect(&address(dashboard.id), news))
        }
        Err(errors) => {
            let pairs = Pairs::read(typed.text("query"));
            let read = app.crm().read(&signed.actor, move |work| sheet(work, &module, &pairs)).await?;
            Ok(mend(form::page(&signed, &read.0, &Form::refused(signed.lang(), typed, errors))))
        }
    }
}

fn add(work: &mut Work, module: &str, typed: &Pairs) -> Done<Dashboard> {
    let query = typed.text("query");
    Ask::read(&Scene::set(work, module)?, Pairs::read(query))?;
    let (shows, width) = form::read(typed)?;
    let dashboard = match Uuid::try_parse(typed.text("dashboard")) {
        Ok(id) => dashboards::get(work, id)?,
        Err(_) if typed.text("dashboard_label").is_empty() => {
            return Err(Error::invalid("dashboard_label", "required", said!("views-no-name")));
        }
        Err(_) => dashboards::save(work, None, typed.text("dashboard_label"), &views::Audience::Me)?,
    };
    dashboards::add(work, dashboard.id, typed.text("label"), (module, query), &shows, width)?;
    Ok(dashboard)
}
