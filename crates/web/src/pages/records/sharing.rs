//! Sharing a record by hand with a user or a team.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::records::{self, ListQuery};
use crm::shares::{self, Shared};
use crm::{Error, Work};
use maud::{Markup, html};
use meta::Key;
use uuid::Uuid;
use words::said;

use super::Scene;
use super::list::table::called;
use crate::app::App;
use crate::components::icon::icon;
use crate::components::person;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Posted;
use crate::who::Signed;

type Record = Path<(String, Uuid)>;

struct Page {
    scene: Scene,
    record: meta::Record,
    shared: Vec<Shared>,
    teams: Vec<meta::Record>,
    may: bool,
}

/// `GET /{module}/{id}/sharing`
pub async fn show(State(app): State<App>, signed: Signed, Path((module, id)): Record) -> Result<Markup, Failure> {
    let page = app.crm().read(&signed.actor, move |work| read(work, &module, id)).await?;
    Ok(view(&signed, &page))
}

fn read(work: &mut Work, module: &str, id: Uuid) -> Result<Page, Error> {
    let scene = Scene::set(work, module)?;
    let record = records::get(work, module, id, &[meta::Path::of(Key::of("id"))])?;
    let shared = shares::list(work, module, id)?;
    let teams = match scene.rights.may_read("team") {
        true => records::list(work, "team", &ListQuery { limit: 200, ..ListQuery::default() })?.records,
        false => Vec::new(),
    };
    let may = records::allowed(work, module, id)?.edit;
    Ok(Page { scene, record, shared, teams, may })
}

/// `POST /{module}/{id}/sharing`: shares it, or with `remove` ends a share.
pub async fn set(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Record,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let back = format!("/{module}/{id}/sharing");
    let remove = Uuid::try_parse(pairs.text("remove")).ok();
    let with = Uuid::try_parse(pairs.text("with")).ok();
    let may_edit = pairs.text("may_edit") == "true";
    let Some(grantee) = remove.or(with) else {
        return Ok(flash::redirect(&back, News::refused(said!("record-share-choose"))));
    };
    let kind = if remove.is_some() { "unshare" } else { "share" };
    let done = app.crm().write(&signed.actor, kind, move |work| {
        match remove {
            Some(grantee) => shares::remove(work, &module, id, grantee)?,
            None => shares::add(work, &module, id, grantee, may_edit)?,
        }
        Ok::<_, Error>(work.act)
    });
    let act = done.await?;
    let said = if remove.is_some() { said!("record-unshared") } else { said!("record-shared") };
    Ok(flash::redirect(&back, News::undoable(said, act)))
}

fn view(signed: &Signed, page: &Page) -> Markup {
    let Page { scene, record, .. } = page;
    let (home, href, lang) = (scene.home(), scene.record(record.id), signed.lang());
    let title = lang.say(said!("record-share-title", record = called(record, lang)));
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home },
        html! {
            div.page-header { div {
                ol.crumbs {
                    li { a href=(home) { (scene.module.label.many) } }
                    li { a href=(href) { (called(record, lang)) } }
                    li { (lang.text("record-share")) }
                }
                h1.page-title { (title) }
                p.page-subtitle { (lang.text("record-share-beside")) }
            } }
            div.page-narrow.stack { (shared(page, &href)) @if page.may { (form(page, &href)) } }
        },
    )
}

fn shared(page: &Page, href: &str) -> Markup {
    let lang = page.scene.lang();
    let may = |one: &Shared| if one.may_edit { "record-share-changes" } else { "record-share-sees" };
    let stop = |one: &Shared| lang.say(said!("record-share-stop", name = one.name.as_str()));
    html! {
        section.card {
            div.card-header { h2 { (lang.text("record-shared-with")) } }
            @if page.shared.is_empty() { div.empty.small { p { (lang.text("record-shared-nobody")) } } }
            ul.card-list {
                @for one in &page.shared {
                    li {
                        @if one.kind == "user" { (person::avatar(one.grantee, &one.name, "small")) } @else { (icon("users")) }
                        span { (one.name) br; small.faint { (lang.text(may(one))) } }
                        @if page.may {
                            form method="post" action={ (href) "/sharing" } {
                                button.icon-button.small name="remove" value=(one.grantee) aria-label=(stop(one)) { (icon("x")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(page: &Page, href: &str) -> Markup {
    let lang = page.scene.lang();
    let mut people: Vec<_> = page.scene.snapshot.people.iter().filter(|person| person.active).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    html! {
        form.form method="post" action={ (href) "/sharing" } {
            fieldset.form-section {
                legend { (lang.text("record-share-somebody")) }
                div.form-grid {
                    div.field {
                        label.field-label for="f-with" { (lang.text("record-share-with")) }
                        select #f-with name="with" data-picker required {
                            option value="" {}
                            optgroup label=(lang.text("record-share-users")) { @for one in people { option value=(one.id) { (one.name) } } }
                            optgroup label=(lang.text("record-share-teams")) { @for team in &page.teams { option value=(team.id) { (team.title) } } }
                        }
                    }
                    div.field {
                        label.switch { input type="checkbox" name="may_edit" value="true"; " " (lang.text("record-share-may-change")) }
                    }
                }
            }
            div.form-actions { button.button.primary { (lang.text("record-share")) } a.button.quiet href=(href) { (lang.text("record-share-back")) } }
        }
    }
}
