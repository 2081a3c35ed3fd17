//! Backups: when they are made and which stay, those there are with what verifying them found, and how to go back. A backup
//! holds everything, so none can be fetched from here: who restores one has the machine.

mod list;
mod status;

use std::collections::HashSet;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveTime;
use crm::backup::{self, Known, Schedule, Vault, Verdict};
use crm::settings::backups;
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};

const AT: &str = "/admin/backups";

/// What the controls of the schedule are called.
const CALLED: &[(&str, &str)] = &[
    ("on", "backups-every-night"),
    ("at", "backups-time"),
    ("daily", "backups-daily"),
    ("weekly", "backups-weekly"),
    ("monthly", "backups-monthly"),
];

/// What the page shows.
struct Scene<'a> {
    app: &'a App,
    admin: &'a Administrator,
    formats: Formats,
    known: Known,
    /// Those whose files lie on this machine.
    here: HashSet<Uuid>,
}

impl<'a> Scene<'a> {
    async fn set(app: &'a App, admin: &'a Administrator) -> Result<Scene<'a>, Failure> {
        let read = app.crm().read(admin.actor(), |work| Ok((Formats::of(work)?, backup::known(work)?)));
        let (formats, known) = read.await?;
        let (list, vault) = (known.list.clone(), app.settings().vault.clone());
        let here = app.run(move |_| Ok(list.iter().filter(|one| vault.holds(one)).map(|one| one.id).collect()));
        Ok(Scene { app, admin, formats, here: here.await?, known })
    }

    fn lang(&self) -> Language {
        self.admin.lang()
    }

    fn vault(&self) -> &Vault {
        &self.app.settings().vault
    }

    /// Whether something is done or waits to be, so that the page changes by itself.
    fn is_busy(&self) -> bool {
        self.known.list.iter().any(|backup| {
            matches!(backup.state, backup::State::Asked | backup::State::Making)
                || matches!(backup.verdict, Verdict::Asked | Verdict::Verifying)
        })
    }
}

/// `GET /admin/backups`
pub async fn show(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let scene = Scene::set(&app, &admin).await?;
    Ok(view(&scene, &form(&scene.known.schedule, admin.lang())))
}

/// `GET /admin/backups/progress`: the part of the page that changes while something is done.
pub async fn progress(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    Ok(moving(&Scene::set(&app, &admin).await?))
}

/// `POST /admin/backups`: asks for one.
pub async fn create(State(app): State<App>, admin: Administrator) -> Result<Response, Failure> {
    match app.crm().write(admin.actor(), "backup", backup::ask).await {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("backups-started")))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(AT, News::refused(why))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/backups/{id}/verification`: asks for it.
pub async fn verify(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    match app.crm().write(admin.actor(), "backup", move |work| backup::ask_verification(work, id)).await {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("backups-verification-started")))),
        Err(Error::Conflict(why)) => Ok(flash::redirect(AT, News::refused(why))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/backups/schedule`
pub async fn update(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let saved = match read(&typed) {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok(given) => {
            let write = app.crm().write(admin.actor(), "configure", move |work| {
                acts::summarise(work, said!("backups-act-schedule"))?;
                backups::save(work, &given)
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("backups-schedule-saved")))),
        Err(errors) => Ok(mend(view(&Scene::set(&app, &admin).await?, &Form::refused(admin.lang(), typed, errors)))),
    }
}

fn read(typed: &Pairs) -> Result<Schedule, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut number = |name: &str| {
        typed.text(name).parse().unwrap_or_else(|_| {
            errors.push(FieldError::new(name, "invalid", said!("backups-must-be-number")));
            0
        })
    };
    let (daily, weekly, monthly) = (number("daily"), number("weekly"), number("monthly"));
    // Some browsers give seconds.
    let at = typed.text("at").get(..5).and_then(|text| NaiveTime::parse_from_str(text, "%H:%M").ok());
    let on = typed.get("on") == Some("true");
    match at {
        Some(at) if errors.is_empty() => Ok(Schedule { on, at, daily, weekly, monthly }),
        Some(_) => Err(errors),
        None => {
            errors.push(FieldError::new("at", "invalid", said!("backups-must-be-time")));
            Err(errors)
        }
    }
}

fn form(schedule: &Schedule, lang: Language) -> Form {
    Form::of(
        lang,
        [
            ("on", schedule.on.to_string()),
            ("at", schedule.at.format("%H:%M").to_string()),
            ("daily", schedule.daily.to_string()),
            ("weekly", schedule.weekly.to_string()),
            ("monthly", schedule.monthly.to_string()),
        ],
    )
}

fn view(scene: &Scene, form: &Form) -> Markup {
    let content = html! {
        div.stack {
            (moving(scene))
            (settings(scene, form))
            (status::place(scene))
            (status::way_back(scene))
        }
    };
    let lang = scene.lang();
    let now = html! {
        form method="post" action=(AT) { button.button.primary { (icon("archive")) (lang.text("backups-now")) } }
    };
    super::page(scene.admin, Head { actions: now, ..Head::new(AT, lang.text("admin-backups")) }, content)
}

/// What changes by itself; it asks again while something is done.
fn moving(scene: &Scene) -> Markup {
    let busy = scene.is_busy();
    html! {
        div.stack #backups hx-get=[busy.then(|| format!("{AT}/progress"))] hx-trigger=[busy.then_some("every 2s")]
            hx-swap=[busy.then_some("outerHTML")] {
            (status::status(scene))
            (list::list(scene))
        }
    }
}

fn settings(scene: &Scene, form: &Form) -> Markup {
    let (lang, form) = (scene.lang(), form.clone().calling(CALLED));
    let zone = lang.say(said!("backups-time-zone", zone = scene.admin.snapshot.company.time_zone.as_str()));
    let count =
        |name, label, hint| form.text("number", Control::new(name, lang.text(label)).required().hint(lang.text(hint)));
    html! {
        form.form method="post" action={ (AT) "/schedule" } {
            (form.summary())
            fieldset.form-section {
                legend { (lang.text("backups-schedule")) }
                p.form-section-hint { (lang.text("backups-schedule-hint")) }
                div.stack {
                    (form.switch(Control::new("on", lang.text("backups-every-night"))))
                    div.form-grid {
                        (form.text("time", Control::new("at", lang.text("backups-time")).required().hint(&zone)))
                        (count("daily", "backups-daily-kept", "backups-daily-hint"))
                        (count("weekly", "backups-weekly-kept", "backups-weekly-hint"))
                        (count("monthly", "backups-monthly-kept", "backups-monthly-hint"))
                    }
                }
            }
            div.row { button.button.primary { (lang.text("save")) } }
        }
    }
}
