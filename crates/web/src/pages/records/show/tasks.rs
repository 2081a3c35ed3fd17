//! The open tasks of a record, to be checked off.

use maud::{Markup, html};
use meta::{Record, Value};

use super::Shown;
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::person;
use crate::pages::records::Scene;
use crate::pages::records::list::table::called;
use crate::pairs::Pairs;

/// The card of open tasks; nothing where the module has none.
pub fn card(shown: &Shown) -> Markup {
    let Some(tasks) = &shown.tasks else { return html! {} };
    let back = shown.scene.record(shown.record.id);
    let mut new = Pairs::default();
    new.push("about", format!("{}/{}", shown.scene.module.key, shown.record.id));
    new.push("back", &back);
    html! {
        section.card aria-label="Tasks" {
            div.card-header {
                h2 { "Tasks " @if !tasks.is_empty() { span.tab-count { (tasks.len()) } } }
                @if shown.scene.rights.may_create("task") && shown.record.get("deleted_at").is_empty() {
                    a.button.quiet.small href=(new.on("/task/new")) data-dialog-load="New task" { (icon("plus")) "Add" }
                }
            }
            @if tasks.is_empty() { (empty::small("Nothing to do.")) } @else {
                ul.card-list { @for task in tasks { (item(&shown.scene, task, &back)) } }
            }
        }
    }
}

/// A task as an item of a list, with a button that checks it off.
pub fn item(scene: &Scene, task: &Record, back: &str) -> Markup {
    let owner = task.get("owner").id();
    let about = task.link_title("about");
    html! {
        li {
            form method="post" action={ "/task/" (task.id) "/values" } {
                input type="hidden" name="_back" value=(back);
                button.icon-button.small name="status" value="done" aria-label={ "Done: " (called(task)) } { (icon("circle")) }
            }
            span {
                a href={ "/task/" (task.id) } { (called(task)) }
                br;
                small.faint {
                    @if let Some(meta::record::LinkTitle::Open(about)) = about { (about) } @else { (person::name(&scene.snapshot, owner)) }
                    @if task.get("priority").text() == Some("high") { " · high" }
                }
            }
            (due(scene, task.get("due")))
        }
    }
}

fn due(scene: &Scene, due: &Value) -> Markup {
    let Value::Date(day) = due else { return html! { span {} } };
    let late = *day < scene.formats.today();
    html! { time class=(if late { "overdue" } else { "faint" }) datetime=(day) { (scene.formats.spoken(*day)) } }
}
