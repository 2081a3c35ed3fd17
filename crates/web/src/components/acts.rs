//! Acts in a table: what somebody did with one click, one import, one merge, and the way back.

use crm::Snapshot;
use crm::acts::Listed;
use maud::{Markup, html};

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
    "definition",
    "export",
];

/// Kinds of acts that say no more of themselves, in words.
const PLAIN: [(&str, &str); 13] = [
    ("sign_in", "Signed in"),
    ("sign_out", "Signed out"),
    ("see_as", "Began or stopped to see as somebody else"),
    ("change_password", "Changed the password"),
    ("token", "Made or ended an API token"),
    ("invite", "Made a one-time link"),
    ("setup", "Set the workspace up"),
    ("export", "Exported"),
    ("demo", "Filled in the demo company"),
    ("furnish", "Made the first pipeline"),
    ("create", "Made a record"),
    ("update", "Changed a record"),
    ("delete", "Deleted a record"),
];

/// Whether an act can be taken back.
pub fn undoable(act: &Listed) -> bool {
    act.act.undone_by.is_none() && !LASTING.contains(&act.act.kind.as_str())
}

/// What an act did, in one line.
pub fn told(act: &Listed) -> String {
    if !act.act.summary.is_empty() {
        return act.act.summary.clone();
    }
    let plain = PLAIN.iter().find(|(kind, _)| *kind == act.act.kind);
    plain.map_or_else(|| capital(&act.act.kind.replace('_', " ")), |(_, words)| (*words).to_string())
}

/// A table of acts; with `people` it says who did each.
pub fn table(formats: &Formats, acts: &[Listed], people: Option<&Snapshot>) -> Markup {
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "What" }
                    @if people.is_some() { th scope="col" { "Who" } }
                    th scope="col" { "When" }
                    th.num scope="col" { "Changes" }
                    th.cell-actions { span.visually-hidden { "Actions" } }
                } }
                tbody data-follow { @for act in acts { (row(formats, act, people)) } }
            }
        }
    }
}

fn row(formats: &Formats, act: &Listed, people: Option<&Snapshot>) -> Markup {
    let address = format!("/acts/{}", act.act.id);
    html! {
        tr {
            td.cell-title {
                a href=(address) { (told(act)) }
                @if act.act.undone_by.is_some() { " " (badge("Undone", 0)) }
            }
            @if let Some(snapshot) = people { td data-label="Who" { (who(snapshot, act)) } }
            td data-label="When" { time datetime=(act.act.at.to_rfc3339()) { (formats.time(act.act.at)) } }
            td.num data-label="Changes" { @if act.changes > COUNTED { "1,000+" } @else { (act.changes) } }
            td.cell-actions {
                @if undoable(act) {
                    form method="post" action={ (address) "/undo" } {
                        button.button.quiet.small aria-label={ "Undo: " (told(act)) } { (icon("undo-2")) "Undo" }
                    }
                }
            }
        }
    }
}

/// Who did an act, and through whose eyes.
pub fn who(snapshot: &Snapshot, act: &Listed) -> Markup {
    html! {
        (person::name(snapshot, act.act.actor))
        @if act.act.as_user.is_some() { span.faint { " as " (person::name(snapshot, act.act.as_user)) } }
    }
}
