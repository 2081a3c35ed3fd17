//! What is written on a record from its page: a note, or a task. Both are plain forms; which of them shows is a choice
//! that needs no script.

use crm::Work;
use maud::{Markup, html};
use meta::Record;
use uuid::Uuid;

use super::Tab;
use super::read::hanging;
use crate::components::icon::icon;
use crate::components::people_choice::{self, people};
use crate::pages::records::Scene;

/// People offered without searching for them.
const FEW: usize = 50;

/// What may be written on a record.
pub struct Composer {
    /// Notes.
    note: bool,
    /// Tasks: the scene of their module.
    task: Option<Scene>,
    /// Whether people can be found as they are mentioned.
    mentions: bool,
    /// Who writes.
    me: Option<Uuid>,
}

impl Composer {
    /// What the actor may write on a record.
    pub fn read(work: &mut Work, scene: &Scene, record: &Record) -> Composer {
        let live = record.get("deleted_at").is_empty();
        let may = |module: &str| live && scene.rights.may_create(module) && hanging(work, scene, module).is_some();
        let task = may("task").then(|| scene.beside(work, "task").ok()).flatten();
        Composer {
            note: may("note"),
            task: task.filter(|task| sets(task, "subject") && sets(task, "about")),
            mentions: scene.rights.may_read("user"),
            me: work.actor.user,
        }
    }
}

fn sets(scene: &Scene, key: &'static str) -> bool {
    scene.module.field(key).is_some_and(|field| scene.sets(field))
}

/// The forms, which lead back to the tab they stand in; nothing where nothing may be written.
pub fn composer(scene: &Scene, id: Uuid, at: &Tab, composer: &Composer) -> Markup {
    let lang = scene.lang();
    let back = at.on(&scene.record(id));
    let both = composer.note && composer.task.is_some();
    html! {
        @if composer.note || composer.task.is_some() {
            div.composer hx-morph-skip {
                @if both {
                    div.composer-tabs role="radiogroup" aria-label=(lang.text("record-compose")) {
                        (tab("note", "sticky-note", lang.text("record-note"), true))
                        (tab("task", "circle-check-big", lang.text("record-compose-task"), false))
                    }
                }
                @if composer.note { (note(scene, id, &back, composer)) }
                @if let Some(task) = &composer.task { (self::task(scene, id, &back, task, composer.me)) }
            }
        }
    }
}

fn tab(value: &str, symbol: &str, label: &str, chosen: bool) -> Markup {
    html! {
        label.composer-tab {
            input type="radio" name="compose" value=(value) checked[chosen] autocomplete="off";
            (icon(symbol)) (label)
        }
    }
}

fn note(scene: &Scene, id: Uuid, back: &str, composer: &Composer) -> Markup {
    let lang = scene.lang();
    let hint = lang.text(if composer.mentions { "record-note-write-mention" } else { "record-note-write" });
    html! {
        form.composer-note method="post" action={ (scene.record(id)) "/notes" } data-keep {
            input type="hidden" name="_back" value=(back);
            textarea name="body" aria-label=(lang.text("record-note")) placeholder=(hint) maxlength="20000" required data-key="m"
                data-mention=[composer.mentions.then_some(people_choice::ADDRESS)] data-people=(lang.text("record-mention")) {}
            div.composer-actions { button.button.primary.small { (lang.text("record-note-save")) } }
        }
    }
}

/// A task goes the way of every new record: what is missing yet is asked for by the whole form.
fn task(scene: &Scene, id: Uuid, back: &str, task: &Scene, me: Option<Uuid>) -> Markup {
    let lang = scene.lang();
    let label = |key: &str| task.module.field(key).map_or("", |field| field.label.as_str());
    html! {
        form.composer-task method="post" action="/task" data-keep=(id) {
            input type="hidden" name="about" value={ (scene.module.key) "/" (id) };
            input type="hidden" name="_back" value=(back);
            input name="subject" aria-label=(label("subject")) placeholder=(lang.text("record-task-write")) maxlength="200" required autocomplete="off";
            div.composer-actions {
                @if sets(task, "due") { input type="date" name="due" aria-label=(label("due")) title=(label("due")); }
                @if sets(task, "owner") { (owner(task, label("owner"), me)) }
                button.button.primary.small { (lang.text("record-task-add")) }
            }
        }
    }
}

fn owner(task: &Scene, label: &str, me: Option<Uuid>) -> Markup {
    let me = me.map(|me| me.to_string()).unwrap_or_default();
    let all = people(&task.snapshot, "", &me);
    let picker = all.len() > FEW;
    let offered = all.iter().enumerate().filter(|(at, (id, _))| !id.is_empty() && (*at < FEW || *id == me));
    html! {
        select name="owner" aria-label=(label) title=(label) data-picker[picker] data-url=[picker.then_some(people_choice::ADDRESS)] {
            @for (_, (id, name)) in offered { option value=(id) selected[*id == me] { (name) } }
        }
    }
}
