//! Taking the newest application back: shown as the plan it is, then done.

use axum::extract::State;
use axum::response::Response;
use crm::definitions::{self, Newest, shaping};
use crm::{Error, FieldError};
use maud::{Markup, html};
use words::{Said, said};

use super::steps::Teller;
use super::{AT, review};
use crate::app::App;
use crate::components::control::{Form, mend};
use crate::components::empty;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::Posted;

/// `GET /admin/modules/take-back`
pub async fn show(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    view(&app, &admin, Form::empty(admin.lang())).await
}

/// `POST /admin/modules/take-back`
pub async fn apply(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let (actor, vault, shown) = (admin.actor().clone(), app.settings().vault.clone(), typed.text("mark").to_owned());
    match app.run(move |crm| shaping::rollback(crm, &actor, &vault, &shown)).await {
        Ok(done) => Ok(flash::redirect(AT, News::done(review::applied(&done)))),
        Err(Error::Conflict(why)) => refused(&app, &admin, why).await,
        // What is wrong is told where the plan is shown.
        Err(Error::Definition(_)) => refused(&app, &admin, said!("modules-plan-refused")).await,
        Err(error) => Err(error.into()),
    }
}

async fn refused(app: &App, admin: &Administrator, why: Said) -> Result<Response, Failure> {
    let mut form = Form::empty(admin.lang());
    form.errors.push(FieldError::new("", "conflict", why));
    Ok(mend(view(app, admin, form).await?))
}

async fn view(app: &App, admin: &Administrator, mut form: Form) -> Result<Markup, Failure> {
    let (lang, actor) = (admin.lang(), admin.actor().clone());
    let plan = match app.run(move |crm| shaping::plan_rollback(crm, &actor)).await {
        Ok(plan) => Some(plan),
        Err(Error::Conflict(_)) => None,
        Err(Error::Definition(problems)) => {
            let words = problems.first().map(|problem| problem.to_string()).unwrap_or_default();
            form.errors.push(FieldError::new("", "conflict", words));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let known = app.crm().read(admin.actor(), |work| Ok((Formats::of(work)?, definitions::newest_in(work)?)));
    let (formats, newest) = known.await?;
    let teller = Teller { snapshot: &admin.snapshot, formats: &formats, shaped: None };
    let refused = plan.as_ref().map(|plan| plan.problems()).unwrap_or_default();
    let words = |problem: &meta::definition::Problem| FieldError::new("", "definition", problem.message.as_str());
    form.errors.extend(refused.iter().map(words));
    let content = html! {
        div.stack {
            (form.summary())
            @match &plan {
                Some(plan) => {
                    p.muted {
                        (lang.text("modules-take-back-about"))
                        @if let Some(newest) = &newest { " " (lang.say(which(admin, &formats, newest))) }
                    }
                    (review::what(&teller, plan, lang))
                    @if refused.is_empty() {
                        form.form-actions method="post" action={ (AT) "/take-back" } {
                            input type="hidden" name="mark" value=(plan.mark());
                            button class=(if plan.is_destructive() { "button danger" } else { "button primary" }) {
                                (icon("undo-2")) (lang.text("modules-take-back-do"))
                            }
                            a.button.quiet href=(AT) { (lang.text("cancel")) }
                        }
                    }
                }
                None => (empty::empty("undo-2", lang.text("modules-take-back-none"), lang.text("modules-take-back-none-hint"), html! {
                    a.button href=(AT) { (lang.text("admin-modules")) }
                })),
            }
        }
    };
    let above = [(AT, lang.text("admin-modules"))];
    Ok(admin::page(admin, Head { above: &above, ..Head::new(AT, lang.text("modules-take-back")) }, content))
}

/// Which application it is, when it was made and by whom.
fn which(admin: &Administrator, formats: &Formats, newest: &Newest) -> Said {
    let (version, at) = (newest.version.to_string(), formats.time(newest.at));
    match newest.by.and_then(|user| admin.snapshot.people.get(user)) {
        Some(person) => said!("modules-take-back-by", version = version, at = at, who = person.name.as_str()),
        None => said!("modules-take-back-which", version = version, at = at),
    }
}
