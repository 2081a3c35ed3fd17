//! How backups stand: what is done at the moment, what went wrong, when the next one is, where they are, how to go back.

use crm::backup::{self, Backup, State, Verdict};
use maud::{Markup, html};
use rust_decimal::Decimal;
use words::{Language, said};

use super::Scene;
use super::list::{rows, size};
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::components::progress;
use crate::components::secret::secret;
use crate::pages::admin::mono;

/// What is done at the moment, what went wrong, and the figures.
pub fn status(scene: &Scene) -> Markup {
    let list = &scene.known.list;
    let working = list.iter().find(|backup| matches!(backup.state, State::Asked | State::Making));
    let failed = list.first().filter(|backup| backup.state == State::Failed).or(scene.known.unmade());
    html! {
        @if let Some(backup) = working { (progress(scene, backup)) }
        @else if let Some(backup) = failed { (trouble(scene, backup)) }
        @if let Some(backup) = judged(scene) { (finding(backup, scene.lang())) }
        (figures(scene))
        @if scene.is_busy() {
            p.no-js-only { a.button href=(super::AT) { (icon("refresh-cw")) (scene.lang().text("progress-look")) } }
        }
    }
}

fn progress(scene: &Scene, backup: &Backup) -> Markup {
    let (lang, number) = (scene.lang(), |count: i64| scene.formats.number(&Decimal::from(count)));
    // As many as the last time, or so.
    let before = scene.known.list.iter().find(|other| other.state == State::Made).map(|other| other.rows);
    let total = before.map(|before| before.max(backup.rows)).filter(|total| *total > 0);
    let words = match (backup.state, total) {
        (State::Asked, _) => lang.text("backups-progress-begins").to_owned(),
        (_, Some(total)) => {
            let (done, shown) = (number(backup.rows), number(total));
            lang.say(said!("backups-progress-about", count = total, done = done, total = shown))
        }
        (_, None) => rows(backup.rows, &scene.formats),
    };
    progress::bar(lang.text("backups-working"), &words, backup.rows, total)
}

fn trouble(scene: &Scene, backup: &Backup) -> Markup {
    let lang = scene.lang();
    let failed = lang.say(said!("backups-failed", time = scene.formats.time(backup.at)));
    let why = backup::trouble(backup).unwrap_or_else(|| said!("backups-failed-why"));
    let tried = |again| said!("backups-tried", count = backup.tries, time = scene.formats.clock(again));
    html! {
        div.banner.danger {
            (icon("triangle-alert"))
            p {
                strong { (failed) } " " (lang.say(said!("failure-sentence", wrong = why)))
                @if let Some(again) = backup.again_at.filter(|_| scene.known.schedule.on) {
                    " " (lang.say(tried(again)))
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

fn finding(backup: &Backup, lang: Language) -> Markup {
    let (class, words, hint) = match backup.verdict {
        Verdict::Faulty => {
            let hint = said!("backups-last-faulty-hint", command = mark("kith doctor"));
            ("danger", "backups-last-faulty", hint)
        }
        _ => ("warning", "backups-last-unknown", said!("backups-last-unknown-hint")),
    };
    html! {
        div class={ "banner " (class) } {
            (icon("triangle-alert"))
            p { strong { (lang.text(words)) } " " (marked(&lang.say(hint), mono)) }
        }
    }
}

fn figures(scene: &Scene) -> Markup {
    let (known, formats, lang) = (&scene.known, &scene.formats, scene.lang());
    let last = known.list.iter().find(|backup| backup.state == State::Made);
    let sound = known.list.iter().find(|backup| backup.verdict == Verdict::Sound);
    let zone = scene.admin.snapshot.company.zone();
    let figure = |label: &'static str, value: Markup, note: Markup| {
        html! { div.stat { span.stat-label { (lang.text(label)) } span.stat-value { (value) } span.stat-note { (note) } } }
    };
    let day = |at| html! { (formats.date(formats.day(at))) };
    let told = |key| html! { (lang.text(key)) };
    let next = match (known.schedule.on, known.schedule.is_due(zone, known.last_scheduled(), formats.now())) {
        (false, _) => (told("backups-next-none"), told("backups-next-off")),
        (true, true) => (told("backups-next-now"), told("backups-next-due")),
        (true, false) => {
            let at = known.schedule.next(zone, formats.now());
            (day(at), html! { (formats.clock(at)) })
        }
    };
    html! {
        div.stats {
            (figure("backups-next", next.0, next.1))
            @match last {
                Some(backup) => (figure("backups-last", day(backup.at), html! {
                    (formats.clock(backup.at)) " · " (size(backup.size, formats))
                })),
                None => (figure("backups-last", told("backups-none-yet"), html! {})),
            }
            @match sound {
                Some(backup) => (figure("backups-last-sound", day(backup.at), html! { (formats.clock(backup.at)) })),
                None => (figure("backups-last-sound", told("backups-none-yet"), html! {})),
            }
        }
    }
}

/// Where backups are kept, and how that is changed: on the machine, not here.
pub fn place(scene: &Scene) -> Markup {
    let (lang, vault) = (scene.lang(), scene.vault());
    let encrypted = if vault.passphrase_file.is_some() { "yes" } else { "no" };
    let [file, folder, passphrase] = ["kith.toml", "backup_folder", "backup_passphrase_file"].map(mark);
    let hint = lang.say(said!("backups-kept-hint", file = file, folder = folder, passphrase = passphrase));
    html! {
        section.card {
            div.card-header { h2 { (lang.text("backups-kept")) } }
            div.card-body.stack {
                dl.facts {
                    div.fact { dt { (lang.text("backups-machine")) } dd { (vault.machine) } }
                    div.fact { dt { (lang.text("backups-folder")) } dd { span.mono { (vault.folder.display()) } } }
                    div.fact { dt { (lang.text("backups-are-encrypted")) } dd { (lang.text(encrypted)) } }
                }
                p.muted.small-text { (marked(&hint, mono)) }
                p { a href="/help/backup" { (lang.text("backups-more")) } }
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
    let (lang, time) = (scene.lang(), scene.formats.time(backup.at));
    let hint = lang.say(said!("backups-way-back-hint", machine = mark(&vault.machine), time = time));
    html! {
        section.card {
            div.card-header { h2 { (lang.text("backups-way-back")) } }
            div.card-body.stack {
                p { (marked(&hint, |machine| html! { strong { (machine) } })) }
                (secret(&command, lang.text("backups-copy-command")))
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
