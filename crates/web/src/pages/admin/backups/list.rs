//! The list of backups.

use std::path::Path;

use crm::backup::{self, Backup, State, Verdict, Why};
use maud::{Markup, html};
use rust_decimal::Decimal;
use words::{Language, said};

use super::{AT, Scene};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::{empty, person};

/// Backups that are shown.
const SHOWN: usize = 100;

/// The backups there are, newest first.
pub fn list(scene: &Scene) -> Markup {
    let (lang, list) = (scene.lang(), &scene.known.list);
    if list.is_empty() {
        let words = if scene.known.schedule.on { "backups-none-scheduled" } else { "backups-none-off" };
        return empty::empty("archive", lang.text("backups-none"), lang.text(words), html! {});
    }
    let older = list.len().saturating_sub(SHOWN);
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("act-when")) }
                    th.num scope="col" { (lang.text("backups-size")) }
                    th scope="col" { (lang.text("backups-where")) }
                    th scope="col" { (lang.text("backups-verified")) }
                } }
                tbody { @for backup in list.iter().take(SHOWN) { (row(scene, backup)) } }
            }
        }
        @if older > 0 {
            @let shown = scene.formats.number(&Decimal::from(older));
            p.muted { (lang.say(said!("backups-older", count = older, shown = shown))) }
        }
    }
}

fn row(scene: &Scene, backup: &Backup) -> Markup {
    let (lang, when) = (scene.lang(), scene.formats.time(backup.at));
    let made = backup.state == State::Made;
    html! {
        tr {
            td.cell-title {
                time datetime=(backup.at.to_rfc3339()) { (when) }
                br; span.faint.small-text { (why(scene, backup)) }
            }
            td.num data-label=(lang.text("backups-size")) { @if made { (room(scene, backup)) } @else { span.none {} } }
            td.cell-wrap data-label=(lang.text("backups-where")) {
                @if made { (place(scene, backup)) } @else { span.none {} }
            }
            td.cell-wrap data-label=(lang.text("backups-verified")) {
                @if made { div { (verdict(scene, backup)) (button(scene, backup, &when)) } }
                @else { div { (state(backup, lang)) } }
            }
        }
    }
}

/// The button that has a backup verified, unless it is being verified or is not there.
fn button(scene: &Scene, backup: &Backup, when: &str) -> Markup {
    let waits = matches!(backup.verdict, Verdict::Asked | Verdict::Verifying);
    let label = scene.lang().say(said!("backups-verify-of", time = when));
    html! {
        @if !waits && is_there(scene, backup) {
            form method="post" action={ (AT) "/" (backup.id) "/verification" } {
                button.button.quiet.small aria-label=(label) { (icon("shield-check")) (scene.lang().text("verify")) }
            }
        }
    }
}

fn room(scene: &Scene, backup: &Backup) -> Markup {
    html! {
        div {
            (size(backup.size, &scene.formats))
            br; span.faint.small-text { (rows(backup.rows, &scene.formats)) }
        }
    }
}

fn why(scene: &Scene, backup: &Backup) -> Markup {
    let words = match backup.why {
        Why::Scheduled => "backups-scheduled",
        Why::ByHand => "backups-by-hand",
        Why::BeforeUpgrade => "backups-before-upgrade",
        Why::BeforeRestore => "backups-before-restore",
        Why::BeforeChange => "backups-before-change",
    };
    let lang = scene.lang();
    html! {
        (lang.text(words))
        @if let Some(user) = backup.asked_by { ", " (person::name(&scene.admin.snapshot, Some(user), lang)) }
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
    let encrypted = if backup.encrypted { "backups-encrypted" } else { "backups-not-encrypted" };
    let lang = scene.lang();
    html! {
        div {
            span.mono.small-text { (name.unwrap_or(path).display()) }
            br;
            span.faint.small-text {
                @if elsewhere { (lang.say(said!("backups-on", machine = backup.machine.as_str()))) " " }
                (lang.text(encrypted))
            }
            @if !is_there(scene, backup) { br; span.badge.warning { (lang.text("backups-gone")) } }
        }
    }
}

/// What a backup that is not made yet waits for.
fn state(backup: &Backup, lang: Language) -> Markup {
    html! {
        @match backup.state {
            State::Failed => span.badge.danger { (lang.text("backups-not-made")) },
            State::Making => span.badge.info { (lang.text("backups-being-made")) },
            _ => span.badge.info { (lang.text("backups-asked-for")) },
        }
        @if let Some(trouble) = backup::trouble(backup) { br; span.small-text { (lang.say(&trouble)) } }
    }
}

fn verdict(scene: &Scene, backup: &Backup) -> Markup {
    let (lang, here) = (scene.lang(), scene.here.contains(&backup.id));
    let waits = || lang.say(said!("backups-waits-for", machine = backup.machine.as_str()));
    html! {
        @match backup.verdict {
            Verdict::Open => span.muted { (lang.text("backups-not-yet")) },
            Verdict::Asked if !here => span.badge.info { (waits()) },
            Verdict::Asked => span.badge.info { (lang.text("backups-begins")) },
            Verdict::Verifying => span.badge.info { (lang.text("backups-being-verified")) },
            Verdict::Sound => span.badge.success { (lang.text("backups-sound")) },
            Verdict::Faulty => span.badge.danger { (lang.text("backups-faulty")) },
            Verdict::Unknown => span.badge.warning { (lang.text("backups-unknown")) },
        }
        @if let Some(at) = backup.verified_at {
            br; time.faint.small-text.nowrap datetime=(at.to_rfc3339()) { (scene.formats.time(at)) }
        }
        @for line in backup::found(backup) { br; span.small-text { (lang.say(&line)) } }
    }
}

/// So many rows.
pub fn rows(count: i64, formats: &Formats) -> String {
    formats.lang().say(said!("backups-rows", count = count, shown = formats.number(&Decimal::from(count))))
}

/// `3.2 MB`
pub fn size(bytes: i64, formats: &Formats) -> String {
    let (size, unit) = measured(bytes);
    format!("{} {unit}", formats.number(&size))
}

/// So much of a unit, with a place where it says something.
fn measured(bytes: i64) -> (Decimal, &'static str) {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut size = Decimal::from(bytes) / Decimal::from(1_000);
    let mut unit = 0;
    while size >= Decimal::from(1_000) && unit + 1 < UNITS.len() {
        size /= Decimal::from(1_000);
        unit += 1;
    }
    let places = u32::from(size < Decimal::from(10));
    (size.round_dp(places).normalize(), UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::measured;

    #[test]
    fn sizes_are_short() {
        let all = [0, 51, 1_234, 56_789, 3_200_000, 950_400_000, 12_000_000_000, 5_000_000_000_000_000].map(measured);
        assert_eq!(
            all.map(|(size, unit)| format!("{size} {unit}")),
            ["0 KB", "0.1 KB", "1.2 KB", "57 KB", "3.2 MB", "950 MB", "12 GB", "5000 TB"]
        );
    }
}
