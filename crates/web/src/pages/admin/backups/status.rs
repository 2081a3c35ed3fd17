//! How backups stand: what is done at the moment, what went wrong, when the next one is, where they are, how to go back.

use crm::backup::{Backup, State, Verdict};
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::Scene;
use super::list::size;
use crate::components::icon::icon;
use crate::components::progress;
use crate::components::secret::secret;

/// What is done at the moment, what went wrong, and the figures.
pub fn status(scene: &Scene) -> Markup {
    let list = &scene.known.list;
    let working = list.iter().find(|backup| matches!(backup.state, State::Asked | State::Making));
    let failed = list.first().filter(|backup| backup.state == State::Failed).or(scene.known.unmade());
    html! {
        @if let Some(backup) = working { (progress(scene, backup)) }
        @else if let Some(backup) = failed { (trouble(scene, backup)) }
        @if let Some(backup) = judged(scene) { (finding(backup)) }
        (figures(scene))
        @if scene.is_busy() { p.no-js-only { a.button href=(super::AT) { (icon("refresh-cw")) "Look again" } } }
    }
}

fn progress(scene: &Scene, backup: &Backup) -> Markup {
    let number = |count: i64| scene.formats.number(&Decimal::from(count));
    // As many as the last time, or so.
    let before = scene.known.list.iter().find(|other| other.state == State::Made).map(|other| other.rows);
    let total = before.map(|before| before.max(backup.rows)).filter(|total| *total > 0);
    let words = match (backup.state, total) {
        (State::Asked, _) => "begins in a moment".to_string(),
        (_, Some(total)) => format!("{} of about {} rows", number(backup.rows), number(total)),
        (_, None) => format!("{} rows", number(backup.rows)),
    };
    progress::bar("Backing the workspace up", &words, backup.rows, total)
}

fn trouble(scene: &Scene, backup: &Backup) -> Markup {
    html! {
        div.banner.danger {
            (icon("triangle-alert"))
            p {
                strong { "The backup of " (scene.formats.time(backup.at)) " was not made: " }
                (backup.trouble.as_deref().unwrap_or("nobody knows why")) "."
                @if let Some(again) = backup.again_at.filter(|_| scene.known.schedule.on) {
                    " Tried " (backup.tries) @if backup.tries == 1 { " time" } @else { " times" }
                    "; tried again at " (scene.formats.clock(again)) "."
                }
            }
        }
    }
}

/// The newest backup that was looked at, if that did not end well.
fn judged<'s>(scene: &'s Scene) -> Option<&'s Backup> {
    let looked = |backup: &&Backup| matches!(backup.verdict, Verdict::Sound | Verdict::Faulty | Verdict::Unknown);
    let newest = scene.known.list.iter().find(looked)?;
    (newest.verdict != Verdict::Sound).then_some(newest)
}

fn finding(backup: &Backup) -> Markup {
    let faulty = backup.verdict == Verdict::Faulty;
    html! {
        div class={ "banner " (if faulty { "danger" } else { "warning" }) } {
            (icon("triangle-alert"))
            p {
                @if faulty {
                    strong { "Verifying the last backup found something." }
                    " " span.mono { "kith doctor" } " says whether the workspace has the same, and what to do."
                } @else { strong { "The last backup could not be verified." } " The list says why." }
            }
        }
    }
}

fn figures(scene: &Scene) -> Markup {
    let (known, formats) = (&scene.known, &scene.formats);
    let last = known.list.iter().find(|backup| backup.state == State::Made);
    let sound = known.list.iter().find(|backup| backup.verdict == Verdict::Sound);
    let zone = scene.admin.snapshot.company.zone();
    let figure = |label: &str, value: Markup, note: Markup| {
        html! { div.stat { span.stat-label { (label) } span.stat-value { (value) } span.stat-note { (note) } } }
    };
    let day = |at| html! { (formats.date(formats.day(at))) };
    let next = match (known.schedule.on, known.schedule.is_due(zone, known.last_scheduled(), formats.now())) {
        (false, _) => (html! { "None" }, html! { "The schedule is off" }),
        (true, true) => (html! { "Now" }, html! { "Its time has come" }),
        (true, false) => {
            let at = known.schedule.next(zone, formats.now());
            (day(at), html! { (formats.clock(at)) })
        }
    };
    html! {
        div.stats {
            (figure("Next backup", next.0, next.1))
            @match last {
                Some(backup) => (figure("Last backup", day(backup.at), html! { (formats.clock(backup.at)) " · " (size(backup.size)) })),
                None => (figure("Last backup", html! { "None yet" }, html! {})),
            }
            @match sound {
                Some(backup) => (figure("Last one found sound", day(backup.at), html! { (formats.clock(backup.at)) })),
                None => (figure("Last one found sound", html! { "None yet" }, html! {})),
            }
        }
    }
}

/// Where backups are kept, and how that is changed: on the machine, not here.
pub fn place(scene: &Scene) -> Markup {
    let vault = scene.vault();
    html! {
        section.card {
            div.card-header { h2 { "Where they are kept" } }
            div.card-body.stack {
                dl.facts {
                    div.fact { dt { "Machine" } dd { (vault.machine) } }
                    div.fact { dt { "Folder" } dd { span.mono { (vault.folder.display()) } } }
                    div.fact { dt { "Encrypted" } dd { @if vault.passphrase_file.is_some() { "Yes" } @else { "No" } } }
                }
                p.muted.small-text {
                    "Another folder, best on another disk, and a file with a passphrase are named in " span.mono { "kith.toml" }
                    " as " span.mono { "backup_folder" } " and " span.mono { "backup_passphrase_file" }
                    ". The key of the workspace is in no backup: keep a copy of it elsewhere."
                }
                p { a href="/help/backup" { "More about backups" } }
            }
        }
    }
}

/// The command that restores the newest backup of this machine; one that was found sound is preferred.
pub fn way_back(scene: &Scene) -> Markup {
    let here = |backup: &&Backup| scene.here.contains(&backup.id) && backup.verdict != Verdict::Faulty;
    let mut there = scene.known.list.iter().filter(here);
    let sound = there.clone().find(|backup| backup.verdict == Verdict::Sound);
    let Some(backup) = sound.or_else(|| there.next()) else { return html! {} };
    let vault = scene.vault();
    let mut command = format!(
        "kith --data {} restore {} --replace",
        quoted(&scene.app.settings().data.to_string_lossy()),
        quoted(&backup.path)
    );
    if let Some(file) = vault.passphrase_file.as_ref().filter(|_| backup.encrypted) {
        command.push_str(&format!(" --passphrase-file {}", quoted(&file.to_string_lossy())));
    }
    html! {
        section.card {
            div.card-header { h2 { "How to go back" } }
            div.card-body.stack {
                p {
                    "On " strong { (vault.machine) } ", as the user that runs Kith, this puts the backup of "
                    (scene.formats.time(backup.at)) " in the place of what the workspace holds. What it holds is saved first."
                }
                (secret(&command, "Copy the command"))
            }
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_path_is_one_word_of_the_shell() {
        assert_eq!(quoted("/var/lib/kith/a-1.kith"), "/var/lib/kith/a-1.kith");
        assert_eq!(quoted("/srv/Ana's data"), r"'/srv/Ana'\''s data'");
    }
}
