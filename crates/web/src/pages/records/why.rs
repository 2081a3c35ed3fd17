//! Why somebody may or may not see a record, for administrators.

use axum::extract::{Path, State};
use crm::access::{self, Why};
use crm::{Error, Work, records};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use super::Scene;
use super::list::table::called;
use crate::app::App;
use crate::components::badge;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::who::Signed;

struct Page {
    scene: Scene,
    record: meta::Record,
    user: Option<Uuid>,
    why: Option<Why>,
}

/// `GET /{module}/{id}/why?user=`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let user = Uuid::try_parse(pairs.text("user")).ok();
    let page = app.crm().read(&signed.actor, move |work| read(work, &module, id, user)).await?;
    Ok(view(&signed, &page))
}

fn read(work: &mut Work, module: &str, id: Uuid, user: Option<Uuid>) -> Result<Page, Error> {
    crm::settings::administrator(work.actor)?;
    let scene = Scene::set(work, module)?;
    let record = records::get(work, module, id, &[meta::Path::of(meta::Key::of("id"))])?;
    let why = match user {
        Some(user) => Some(access::why(work, user, module, id)?),
        None => None,
    };
    Ok(Page { scene, record, user, why })
}

fn view(signed: &Signed, page: &Page) -> Markup {
    let Page { scene, record, user, why } = page;
    let (home, href, lang) = (scene.home(), scene.record(record.id), signed.lang());
    let title = lang.say(said!("record-why-title", record = called(record, lang)));
    let mut people: Vec<_> = scene.snapshot.people.iter().collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title: &title, at: &home },
        html! {
            div.page-header { div {
                ol.crumbs {
                    li { a href=(home) { (scene.module.label.many) } }
                    li { a href=(href) { (called(record, lang)) } }
                    li { (lang.text("record-why")) }
                }
                h1.page-title { (title) }
            } }
            div.page-narrow.stack {
                form.form-line action={ (href) "/why" } data-autosubmit {
                    div.field {
                        label.field-label for="f-user" { (lang.text("record-why-somebody")) }
                        select #f-user name="user" {
                            option value="" {}
                            @for person in people { option value=(person.id) selected[*user == Some(person.id)] { (person.name) } }
                        }
                    }
                    button.button.no-js-only { (lang.text("record-why-ask")) }
                }
                @if let Some(why) = why { (answer(why, lang)) }
            }
        },
    )
}

fn answer(why: &Why, lang: Language) -> Markup {
    let mark = |yes: bool, may: &'static str, may_not: &'static str| {
        badge::badge(lang.text(if yes { may } else { may_not }), if yes { 5 } else { 1 })
    };
    html! {
        section.card {
            div.card-header { h2 { (lang.text("record-why-because")) } }
            div.card-body.stack {
                p.row {
                    (mark(why.may_see, "record-why-sees", "record-why-sees-not"))
                    (mark(why.may_edit, "record-why-changes", "record-why-changes-not"))
                    (mark(why.may_delete, "record-why-deletes", "record-why-deletes-not"))
                }
                ol.stack.tight { @for reason in &why.reasons { li { (lang.say(reason)) } } }
            }
        }
    }
}
