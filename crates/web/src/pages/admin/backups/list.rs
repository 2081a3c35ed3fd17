//! The list of backups.

use std::path::Path;

use crm::backup::{Backup, State, Verdict, Why};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::{AT, Scene};
use crate::components::icon::icon;
use crate::components::{empty, person};

/// Backups that are shown.
const SHOWN: usize = 100;

/// The backups there are, newest first.
pub fn list(scene: &Scene) -> Markup {
    let list = &scene.known.list;
    if list.is_empty() {
        let words = match scene.known.schedule.on {
            true => {
                "One file holds everything. The first is made by itself at the time above; you need not wait for it."
            }
            false => "One file holds everything. The schedule is off: turn it on below, or back up now.",
        };
        return empty::empty("archive", "No backups yet", words, html! {});
    }
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "When" }
                    th.num scope="col" { "Size" }
                    th scope="col" { "Where" }
                    th scope="col" { "Verified" }
                } }
                tbody { @for backup in list.iter().take(SHOWN) { (row(scene, backup)) } }
            }
        }
        @if list.len() > SHOWN { p.muted { "and " (list.len() - SHOWN) " older ones" } }
    }
}

fn row(scene: &Scene, backup: &Backup) -> Markup {
    let when = scene.formats.time(backup.at);
    let made = backup.state == State::Made;
    html! {
        tr {
            td.cell-title {
                time datetime=(backup.at.to_rfc3339()) { (when) }
                br; span.faint.small-text { (why(scene, backup)) }
            }
            td.num data-label="Size" { @if made { (room(scene, backup)) } @else { span.none {} } }
            td.cell-wrap data-label="Where" { @if made { (place(scene, backup)) } @else { span.none {} } }
            td.cell-wrap data-label="Verified" {
                @if made { div { (verdict(scene, backup)) (button(scene, backup, &when)) } }
                @else { div { (state(backup)) } }
            }
        }
    }
}

/// The button that has a backup verified, unless it is being verified or is not there.
fn button(scene: &Scene, backup: &Backup, when: &str) -> Markup {
    let waits = matches!(backup.verdict, Verdict::Asked | Verdict::Verifying);
    html! {
        @if !waits && is_there(scene, backup) {
            form method="post" action={ (AT) "/" (backup.id) "/verification" } {
                button.button.quiet.small aria-label={ "Verify the backup of " (when) } { (icon("shield-check")) "Verify" }
            }
        }
    }
}

fn room(scene: &Scene, backup: &Backup) -> Markup {
    html! {
        div {
            (size(backup.size))
            br; span.faint.small-text { (scene.formats.number(&Decimal::from(backup.rows))) " rows" }
        }
    }
}

fn why(scene: &Scene, backup: &Backup) -> Markup {
    let words = match backup.why {
        Why::Scheduled => "Scheduled",
        Why::ByHand => "By hand",
        Why::BeforeUpgrade => "Before an upgrade",
        Why::BeforeRestore => "Before a restore",
        Why::BeforeChange => "Before a change of definitions",
    };
    html! {
        (words)
        @if let Some(user) = backup.asked_by { ", " (person::name(&scene.admin.snapshot, Some(user))) }
    }
}

/// Whether the file is there, as far as this machine knows: it knows nothing of another's.
fn is_there(scene: &Scene, backup: &Backup) -> bool {
    let elsewhere = backup.machine != scene.vault().machine;
    backup.gone_at.is_none() && (elsewhere || scene.here.contains(&backup.id))
}

/// Its name where the folder is told below, else its path.
fn place(scene: &Scene, backup: &Backup) -> Markup {
    let elsewhere = backup.machine != scene.vault().machine && !scene.here.contains(&backup.id);
    let path = Path::new(&backup.path);
    let name = if elsewhere { None } else { path.strip_prefix(&scene.vault().folder).ok() };
    html! {
        div {
            span.mono.small-text { (name.unwrap_or(path).display()) }
            br;
            span.faint.small-text {
                @if elsewhere { "On " (backup.machine) ". " }
                @if backup.encrypted { "Encrypted." } @else { "Not encrypted." }
            }
            @if !is_there(scene, backup) { br; span.badge.warning { "Not there any more" } }
        }
    }
}

/// What a backup that is not made yet waits for.
fn state(backup: &Backup) -> Markup {
    html! {
        @match backup.state {
            State::Failed => span.badge.danger { "Not made" },
            State::Making => span.badge.info { "Being made" },
            _ => span.badge.info { "Asked for" },
        }
        @if let Some(trouble) = &backup.trouble { br; span.small-text { (trouble) } }
    }
}

fn verdict(scene: &Scene, backup: &Backup) -> Markup {
    let here = scene.here.contains(&backup.id);
    html! {
        @match backup.verdict {
            Verdict::Open => span.muted { "Not yet" },
            Verdict::Asked if !here => span.badge.info { "Waits for " (backup.machine) },
            Verdict::Asked => span.badge.info { "Begins in a moment" },
            Verdict::Verifying => span.badge.info { "Being verified" },
            Verdict::Sound => span.badge.success { "Sound" },
            Verdict::Faulty => span.badge.danger { "Something was found" },
            Verdict::Unknown => span.badge.warning { "Could not be verified" },
        }
        @if let Some(at) = backup.verified_at {
            br; time.faint.small-text.nowrap datetime=(at.to_rfc3339()) { (scene.formats.time(at)) }
        }
        @for line in backup.found.iter().flat_map(|found| found.lines()) { br; span.small-text { (line) } }
    }
}

/// `3.2 MB`
pub fn size(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut size = Decimal::from(bytes) / Decimal::from(1_000);
    let mut unit = 0;
    while size >= Decimal::from(1_000) && unit + 1 < UNITS.len() {
        size /= Decimal::from(1_000);
        unit += 1;
    }
    let places = u32::from(size < Decimal::from(10));
    format!("{} {}", size.round_dp(places).normalize(), UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        let told = [0, 51, 1_234, 56_789, 3_200_000, 950_400_000, 12_000_000_000, 5_000_000_000_000_000].map(size);
        assert_eq!(told, ["0 KB", "0.1 KB", "1.2 KB", "57 KB", "3.2 MB", "950 MB", "12 GB", "5000 TB"]);
    }
}
