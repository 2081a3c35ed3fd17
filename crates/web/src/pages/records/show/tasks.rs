//! The open tasks of a record, to be checked off.

use maud::{Markup, html};
use meta::{Record, Value};
use words::said;

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
    let (lang, back) = (shown.scene.lang(), shown.scene.record(shown.record.id));
    let mut new = Pairs::default();
    new.push("about", format!("{}/{}", shown.scene.module.key, shown.record.id));
    new.push("back", &back);
    html! {
        section.card aria-label=(lang.text("record-tasks")) {
            div.card-header {
                h2 { (lang.text("record-tasks")) " " @if !tasks.is_empty() { span.tab-count { (tasks.len()) } } }
                @if shown.scene.rights.may_create("task") && shown.record.get("deleted_at").is_empty() {
                    a.button.quiet.small href=(new.on("/task/new")) data-dialog-load=(lang.text("record-task-new")) { (icon("plus")) (lang.text("record-add")) }
                }
            }
            @if tasks.is_empty() { (empty::small(lang.text("record-task-none"))) } @else {
                ul.card-list { @for task in tasks { (item(&shown.scene, task, &back)) } }
            }
        }
    }
}

/// A task as an item of a list, with a button that checks it off.
pub fn item(scene: &Scene, task: &Record, back: &str) -> Markup {
    let lang = scene.lang();
    let owner = task.get("owner").id();
    let done = lang.say(said!("record-task-done", task = called(task, lang)));
    let about = task.link_title("about");
    html! {
        li {
            form method="post" action={ "/task/" (task.id) "/values" } {
                input type="hidden" name="_back" value=(back);
                button.icon-button.small name="status" value="done" aria-label=(done) { (icon("circle")) }
            }
            span {
                a href={ "/task/" (task.id) } { (called(task, lang)) }
                br;
                small.faint {
                    @if let Some(meta::record::LinkTitle::Open(about)) = about { (about) } @else { (person::name(&scene.snapshot, owner, lang)) }
                    @if task.get("priority").text() == Some("high") { " · " (lang.text("record-task-high")) }
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
