//! How one gets in: password, sessions, tokens.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use crm::signin::sessions::{self as signed_in, Session};
use crm::signin::tokens::{self as keys, Token};
use crm::{Error, signin};
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

use super::{Own, view};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::{empty, sessions as session_table, tokens as token_table};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::tokens::{CALLED, shown_once};
use crate::pairs::Posted;
use crate::who::Signed;

/// The messages that label what is filled in to change a password.
const PASSWORDS: &[(&str, &str)] =
    &[("old_password", "me-password-present"), ("password", "me-password-new"), ("again", "me-password-again")];

/// `GET /me/password`
pub async fn show_password(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let lang = signed.lang();
    Ok(password_page(&Own::read(&app, signed).await?, &Form::empty(lang)))
}

/// `POST /me/password`
pub async fn change_password(
    State(app): State<App>,
    signed: Signed,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (actor, kept) = (signed.actor.clone(), signed.session.id);
    let [old, new, again] =
        ["old_password", "password", "again"].map(|name| typed.get(name).unwrap_or_default().to_string());
    let changed = if new == again {
        app.run(move |crm| signin::change_password(crm, &actor, Some(kept), &old, &new)).await
    } else {
        Err(Error::invalid("again", "invalid", said!("me-password-not-the-same")))
    };
    match outcome(changed)? {
        Ok(()) => Ok(flash::redirect("/me/password", News::done(said!("me-password-changed")))),
        Err(errors) => {
            let refused = Form::refused(signed.lang(), Default::default(), errors).calling(PASSWORDS);
            Ok(mend(password_page(&Own::read(&app, signed).await?, &refused)))
        }
    }
}

fn password_page(own: &Own, form: &Form) -> Markup {
    let lang = form.lang;
    let email = own.signed.actor.user.and_then(|id| own.snapshot.people.get(id)).map_or("", |user| user.email.as_str());
    view::page(
        own,
        "/me/password",
        lang.text("me-password"),
        html! {
            form.form method="post" action="/me/password" {
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text("me-password-legend")) }
                    p.form-section-hint { (lang.text("me-password-hint")) }
                    input type="text" name="username" value=(email) autocomplete="username" hidden;
                    div.form-grid {
                        (form.text("password", Control::new("old_password", lang.text("me-password-present")).required().fill("current-password")))
                        (form.text("password", Control::new("password", lang.text("me-password-new")).required().fill("new-password")))
                        (form.text("password", Control::new("again", lang.text("me-password-again")).required().fill("new-password")))
                    }
                }
                div.form-actions { button.button.primary { (lang.text("me-password-change")) } }
            }
        },
    )
}

/// `GET /me/sessions`
pub async fn sessions(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let own = Own::read(&app, signed).await?;
    let all = app.crm().read(&own.signed.actor, signed_in::list).await?;
    let end = |session: &Session| format!("/me/sessions/{}/end", session.id);
    let lang = own.signed.lang();
    Ok(view::page(
        &own,
        "/me/sessions",
        lang.text("admin-sessions"),
        html! {
            p.muted { (lang.text("me-sessions-about")) }
            (session_table::table(&own.formats, &all, own.signed.session.id, None, &end))
            @if all.len() > 1 {
                form method="post" action="/me/sessions/end" { button.button { (icon("log-out")) (lang.text("me-sessions-end-others")) } }
            }
        },
    ))
}

/// `POST /me/sessions/{id}/end`
pub async fn end_session(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    app.run(move |crm| signed_in::end(crm, &signed.actor, id)).await?;
    Ok(flash::redirect("/me/sessions", News::done(said!("me-session-ended"))))
}

/// `POST /me/sessions/end`
pub async fn end_other_sessions(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let ended = app.run(move |crm| signed_in::end_others(crm, &signed.actor, signed.session.id)).await?;
    Ok(flash::redirect("/me/sessions", News::done(said!("me-sessions-ended", count = ended))))
}

/// `GET /me/tokens`
pub async fn tokens(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let lang = signed.lang();
    token_page(&app, signed, &Form::empty(lang), None).await
}

/// `POST /me/tokens`: makes one and shows it.
pub async fn make_token(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let (lang, actor, name) = (signed.lang(), signed.actor.clone(), typed.text("name").to_string());
    let made = match actor.user {
        Some(user) => app.run(move |crm| keys::create(crm, &actor, user, &name)).await,
        None => Err(Error::Forbidden(said!("me-kith-has-no-tokens"))),
    };
    match outcome(made)? {
        Ok((_, text)) => Ok(token_page(&app, signed, &Form::empty(lang), Some(&text)).await?.into_response()),
        Err(errors) => {
            let refused = Form::refused(lang, typed, errors).calling(CALLED);
            Ok(mend(token_page(&app, signed, &refused, None).await?))
        }
    }
}

/// `POST /me/tokens/{id}/end`
pub async fn end_token(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    app.run(move |crm| keys::end(crm, &signed.actor, id)).await?;
    Ok(flash::redirect("/me/tokens", News::done(said!("tokens-ended"))))
}

async fn token_page(app: &App, signed: Signed, form: &Form, made: Option<&str>) -> Result<Markup, Failure> {
    let own = Own::read(app, signed).await?;
    let (lang, user) = (own.signed.lang(), own.signed.actor.user);
    let all = app.crm().read(&own.signed.actor, move |work| keys::list(work, user)).await?;
    let end = |token: &Token| format!("/me/tokens/{}/end", token.id);
    Ok(view::page(
        &own,
        "/me/tokens",
        lang.text("admin-tokens"),
        html! {
            @if let Some(text) = made { (shown_once(text, lang)) }
            p.muted { (lang.text("me-tokens-about")) }
            form.form method="post" action="/me/tokens" {
                (form.summary())
                div.form-line {
                    (form.text("text", Control::new("name", lang.text("tokens-program")).required()))
                    button.button.primary { (icon("plus")) (lang.text("tokens-make")) }
                }
            }
            @if all.is_empty() {
                (empty::empty("key-round", lang.text("tokens-none-yet"), lang.text("me-tokens-none-about"), html! {}))
            } @else { (token_table::table(&own.formats, &all, None, &end)) }
        },
    ))
}

/// `POST /see-as/end`: an administrator looks with their own eyes again.
pub async fn own_eyes(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let seen = signed.session.as_user;
    app.run(move |crm| signin::see_as::end(crm, &signed.session)).await?;
    let back = seen.map_or("/".into(), |id| format!("/admin/users/{id}"));
    Ok(flash::redirect(&back, News::done(said!("me-own-eyes"))))
}
