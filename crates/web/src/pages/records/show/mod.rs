//! The page of a record: heading, stage, sections, related lists, tasks, one timeline.

mod composer;
mod events;
mod head;
mod reach;
mod read;
mod related;
mod relations;
mod sections;
mod stages;
mod tab;
mod tasks;
pub mod timeline;

use axum::extract::{Path, State};
use crm::personal;
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

pub use read::{Shown, line_links, read};
pub use tab::Tab;
pub use tasks::item as task_item;

use self::timeline::Only;
use super::list::table::called;
use crate::app::App;
use crate::components::icon::icon;
use crate::components::live::watch;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::live::mark;
use crate::pairs::Pairs;
use crate::who::Signed;

/// `GET /{module}/{id}`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((module, id)): Path<(String, Uuid)>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let (tab, only) = (Tab::of(pairs.text("tab")), Only::of(pairs.text("timeline")));
    let shown = app.crm().read(&signed.actor, move |work| read(work, &module, id, &tab, only)).await?;
    personal::visit(app.crm(), &signed.actor, &shown.scene.module.key, id);
    Ok(page(&signed, &shown))
}

fn page(signed: &Signed, shown: &Shown) -> Markup {
    let (scene, lang) = (&shown.scene, signed.lang());
    let home = scene.home();
    let shell = Shell { signed, snapshot: &scene.snapshot, title: called(&shown.record, lang), at: &home };
    shell::page(
        &shell,
        html! {
            (watch(&mark(signed.session.id, shown.record.id), lang))
            (binned(shown))
            (head::head(shown, signed.actor.is_administrator()))
            (stages::bar(shown))
            (tab::tabs(shown))
            @match shown.tab {
                Tab::Overview => div.record {
                    div.record-main {
                        (sections::sections(shown))
                        @for list in &shown.related { (related::card(shown, list)) }
                    }
                    aside.record-side aria-label=(lang.text("record-happens")) {
                        (tasks::card(shown))
                        (timeline::card(shown))
                    }
                },
                Tab::Timeline => div.page-narrow { (timeline::card(shown)) },
                Tab::Related(_) => @for list in &shown.related { (related::card(shown, list)) },
            }
        },
    )
}

fn binned(shown: &Shown) -> Markup {
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    html! {
        @if !shown.record.get("deleted_at").is_empty() {
            div.banner.warning {
                (icon("trash-2"))
                p { (lang.say(said!("record-binned", module = scene.one()))) }
                @if shown.allowed.delete {
                    form method="post" action={ (scene.record(shown.record.id)) "/restoration" } {
                        button.button.small { (lang.text("record-restore")) }
                    }
                }
            }
        }
    }
}
