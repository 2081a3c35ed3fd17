//! Acts in a table: what somebody did with one click, one import, one merge, and the way back.

use crm::Snapshot;
use crm::acts::Listed;
use maud::{Markup, html};
use words::{Language, said};

use crate::components::badge::badge;
use crate::components::control::capital;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::person;

/// How far changes are counted.
const COUNTED: i64 = 1_000;
/// Acts that change no records, so that there is nothing to take back.
const LASTING: [&str; 10] = [
    "sign_in",
    "sign_out",
    "see_as",
    "change_password",
    "configure",
    "token",
    "invite",
    "setup",
    "definitions",
    "export",
];

/// Kinds of acts that say no more of themselves, with their messages.
const PLAIN: [(&str, &str); 16] = [
    ("sign_in", "act-sign-in"),
    ("sign_out", "act-sign-out"),
    ("see_as", "act-see-as"),
    ("change_password", "act-change-password"),
    ("token", "act-token"),
    ("invite", "act-invite"),
    ("setup", "act-setup"),
    ("export", "act-export"),
    ("demo", "act-demo"),
    ("furnish", "act-furnish"),
    ("create", "act-create"),
    ("update", "act-update"),
    ("delete", "act-delete"),
    ("configure", "act-configure"),
    ("definitions", "act-definitions"),
    ("backup", "act-backup"),
];

/// Whether an act can be taken back.
pub fn undoable(act: &Listed) -> bool {
    act.act.undone_by.is_none() && !LASTING.contains(&act.act.kind.as_str())
}

/// What an act did, in one line.
pub fn told(act: &Listed, lang: Language) -> String {
    if let Some(summary) = crm::acts::summary(&act.act.summary) {
        return lang.say(summary);
    }
    let plain = PLAIN.iter().find(|(kind, _)| *kind == act.act.kind);
    plain.map_or_else(|| capital(&act.act.kind.replace('_', " ")), |(_, key)| lang.text(key).to_owned())
}

/// A table of acts; with `people` it says who did each.
pub fn table(formats: &Formats, acts: &[Listed], people: Option<&Snapshot>) -> Markup {
    let lang = formats.lang();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("act-what")) }
                    @if people.is_some() { th scope="col" { (lang.text("act-who")) } }
                    th scope="col" { (lang.text("act-when")) }
                    th.num scope="col" { (lang.text("act-changes")) }
                    th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
                } }
                tbody data-follow { @for act in acts { (row(formats, act, people)) } }
            }
        }
    }
}

fn row(formats: &Formats, act: &Listed, people: Option<&Snapshot>) -> Markup {
    let (lang, address) = (formats.lang(), format!("/acts/{}", act.act.id));
    let (told, undo) = (told(act, lang), lang.text("undo"));
    html! {
        tr {
            td.cell-title {
                a href=(address) { (told) }
                @if act.act.undone_by.is_some() { " " (badge(lang.text("act-undone"), 0)) }
            }
            @if let Some(snapshot) = people { td data-label=(lang.text("act-who")) { (who(snapshot, act, lang)) } }
            td data-label=(lang.text("act-when")) { time datetime=(act.act.at.to_rfc3339()) { (formats.time(act.act.at)) } }
            td.num data-label=(lang.text("act-changes")) { @if act.changes > COUNTED { (formats.number(&COUNTED.into())) "+" } @else { (act.changes) } }
            td.cell-actions {
                @if undoable(act) {
                    form method="post" action={ (address) "/undo" } {
                        button.button.quiet.small aria-label={ (undo) ": " (told) } { (icon("undo-2")) (undo) }
                    }
                }
            }
        }
    }
}

/// Who did an act, and through whose eyes.
pub fn who(snapshot: &Snapshot, act: &Listed, lang: Language) -> Markup {
    html! {
        (person::name(snapshot, act.act.actor, lang))
        @if act.act.as_user.is_some() {
            span.faint { " " (lang.say(said!("act-as", name = person::name(snapshot, act.act.as_user, lang)))) }
        }
    }
}
