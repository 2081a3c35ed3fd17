//! The plan of what is drafted: what it does, how many records it concerns, what it takes away; then it is applied.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Error;
use crm::definitions::Plan;
use crm::definitions::shaping::{self, Difference, Done, Shaped};
use maud::{Markup, html};
use words::{Language, Said, said};

use super::steps::Teller;
use super::{AT, SEEN, address, frame, look, seen, told};
use crate::app::App;
use crate::components::control::{Form, mend};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::Posted;

/// `GET /admin/modules/{module}/plan`
pub async fn show(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
) -> Result<Response, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    if !shaped.drafted {
        return Ok(Redirect::to(&address(&module, "")).into_response());
    }
    Ok(view(&app, &admin, &shaped, Form::empty(admin.lang())).await?.into_response())
}

/// `POST /admin/modules/{module}/plan`
pub async fn apply(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    if !shaped.drafted {
        return Ok(Redirect::to(&address(&module, "")).into_response());
    }
    let (actor, vault, shown) = (admin.actor().clone(), app.settings().vault.clone(), typed.text("mark").to_owned());
    let key = module.clone();
    match app.run(move |crm| shaping::apply(crm, &actor, &vault, &key, &shown)).await {
        Ok(done) => {
            let gone = shaped.retires() && shaped.shipped.is_none();
            let to = if gone { AT.to_owned() } else { address(&module, "") };
            Ok(flash::redirect(&to, News::done(applied(&done))))
        }
        Err(Error::Conflict(why)) => refused(&app, &admin, &shaped, why).await,
        // What is wrong is told where the plan is shown.
        Err(Error::Definition(_)) => refused(&app, &admin, &shaped, said!("modules-plan-refused")).await,
        Err(error) => Err(error.into()),
    }
}

async fn refused(app: &App, admin: &Administrator, shaped: &Shaped, why: Said) -> Result<Response, Failure> {
    let mut form = Form::empty(admin.lang());
    form.errors.push(crm::FieldError::new("", "conflict", why));
    Ok(mend(view(app, admin, shaped, form).await?))
}

/// What was applied, and where what was there is kept.
pub(super) fn applied(done: &Done) -> Said {
    let version = done.version.to_string();
    match &done.backup {
        None => said!("modules-applied", version = version),
        Some(backup) => said!("modules-applied-saved", version = version, file = backup.path.as_str()),
    }
}

/// `POST /admin/modules/{module}/discard`
pub async fn discard(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (actor, key, seen) = (admin.actor().clone(), module.clone(), typed.text(SEEN).to_owned());
    let done = app.run(move |crm| shaping::discard(crm, &actor, &key, &seen)).await;
    let news = match done {
        Ok(()) => News::done(said!("modules-discarded")),
        Err(Error::Conflict(_)) => News::refused(said!("modules-discard-moved")),
        Err(error) => return Err(error.into()),
    };
    // A module that was drafted only, or one that cannot be shown, has no page.
    let shown = look(&app, &admin, &module).await.is_ok();
    Ok(flash::redirect(&if shown { address(&module, "") } else { AT.to_owned() }, news))
}

/// The plan, or what is wrong with it.
async fn view(app: &App, admin: &Administrator, shaped: &Shaped, mut form: Form) -> Result<Markup, Failure> {
    let (actor, copy) = (admin.actor().clone(), shaped.clone());
    let plan = app.run(move |crm| shaping::plan(crm, &actor, &copy)).await;
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let (plan, problems) = match plan {
        Ok(plan) => {
            let problems = plan.problems().to_vec();
            (Some(plan), problems)
        }
        Err(Error::Definition(problems)) => (None, problems),
        Err(error) => return Err(error.into()),
    };
    let wrong = shaping::told(&shaped.file(), &shaped.text, &problems);
    form.errors.extend(told::placed(wrong.iter().map(told::error).collect(), "", &[]));
    let sound = problems.is_empty() && !shaped.stale;
    if shaped.stale && form.errors.is_empty() {
        form.errors.push(crm::FieldError::new("", "conflict", said!("modules-stale")));
    }
    let (snapshot, now) = (&*admin.snapshot, Some(&shaped.now));
    let teller = Teller { snapshot, formats: &formats, shaped: now };
    let content = html! {
        div.stack {
            (form.summary())
            @if let Some(plan) = &plan { (what(&teller, plan, admin.lang())) }
            (texts(shaped, admin.lang()))
            div.form-actions {
                @if let (Some(plan), true) = (&plan, sound) {
                    form method="post" action=(address(&shaped.key, "plan")) {
                        input type="hidden" name="mark" value=(plan.mark());
                        button class=(if plan.is_destructive() { "button danger" } else { "button primary" }) {
                            (icon("check")) (admin.lang().text("modules-apply"))
                        }
                    }
                }
                a.button href=(address(&shaped.key, "")) { (admin.lang().text("modules-go-on")) }
                form method="post" action=(address(&shaped.key, "discard")) {
                    (seen(&shaped.mark()))
                    button.button.quiet { (admin.lang().text("modules-discard")) }
                }
            }
        }
    };
    let (lang, module) = (admin.lang(), frame::called(admin, shaped));
    let home = address(&shaped.key, "");
    let above = [(AT, lang.text("admin-modules")), (home.as_str(), module.as_str())];
    Ok(admin::page(admin, Head { above: &above, ..Head::new(AT, lang.text("modules-plan")) }, content))
}

/// What a plan does, and whether it can be taken back.
pub(super) fn what(teller: &Teller, plan: &Plan, lang: Language) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (lang.text("modules-plan-does")) } }
            (teller.steps(plan))
            p.card-footer.muted {
                @if plan.is_destructive() { (lang.text("modules-plan-saves")) " " }
                (lang.text("modules-plan-back"))
            }
        }
    }
}

/// What the text says otherwise.
fn texts(shaped: &Shaped, lang: Language) -> Markup {
    table(lang, &shaped.changes(), lang.text("modules-text-changes"), ["modules-before", "modules-after"])
}

/// Values that differ, with the messages that head both sides.
pub(super) fn table(lang: Language, found: &[Difference], title: &str, sides: [&'static str; 2]) -> Markup {
    let side = |text: &Option<String>| html! { @match text { Some(text) => { (text) } None => { span.none {} } } };
    html! {
        @if !found.is_empty() {
            section.card {
                div.card-header { h2 { (title) } }
                div.table-wrap {
                    table.table.cards {
                        thead { tr {
                            th.cell-title scope="col" { (lang.text("modules-place")) }
                            @for words in sides { th scope="col" { (lang.text(words)) } }
                        } }
                        tbody {
                            @for one in found {
                                tr {
                                    td.cell-title { span.mono { (one.place) } }
                                    td.cell-wrap data-label=(lang.text(sides[0])) { (side(&one.before)) }
                                    td.cell-wrap data-label=(lang.text(sides[1])) { (side(&one.after)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
