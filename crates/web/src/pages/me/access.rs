//! How one gets in: password, sessions, tokens.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use crm::signin::sessions::{self as signed_in, Session};
use crm::signin::tokens::{self as keys, Token};
use crm::{Error, signin};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Own, view};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::{empty, sessions as session_table, tokens as token_table};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::tokens::shown_once;
use crate::pairs::Posted;
use crate::who::Signed;

/// `GET /me/password`
pub async fn show_password(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    Ok(password_page(&Own::read(&app, signed).await?, &Form::default()))
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
        Err(Error::invalid("again", "invalid", "must be the same as the new password"))
    };
    match outcome(changed)? {
        Ok(()) => {
            let news = News::done("Changed your password, and signed you out everywhere else");
            Ok(flash::redirect("/me/password", news))
        }
        Err(errors) => {
            let own = Own::read(&app, signed).await?;
            Ok(mend(password_page(&own, &Form::refused(Default::default(), errors))))
        }
    }
}

fn password_page(own: &Own, form: &Form) -> Markup {
    let email = own.signed.actor.user.and_then(|id| own.snapshot.people.get(id)).map_or("", |user| user.email.as_str());
    view::page(
        own,
        "/me/password",
        "Password",
        html! {
            form.form method="post" action="/me/password" {
                (form.summary())
                fieldset.form-section {
                    legend { "A new password" }
                    p.form-section-hint { "At least ten characters; length counts, not signs. Everywhere else you are signed out." }
                    input type="text" name="username" value=(email) autocomplete="username" hidden;
                    div.form-grid {
                        (form.text("password", Control::new("old_password", "Present password").required().fill("current-password")))
                        (form.text("password", Control::new("password", "New password").required().fill("new-password")))
                        (form.text("password", Control::new("again", "New password, again").required().fill("new-password")))
                    }
                }
                div.form-actions { button.button.primary { "Change password" } }
            }
        },
    )
}

/// `GET /me/sessions`
pub async fn sessions(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let own = Own::read(&app, signed).await?;
    let all = app.crm().read(&own.signed.actor, signed_in::list).await?;
    let end = |session: &Session| format!("/me/sessions/{}/end", session.id);
    Ok(view::page(
        &own,
        "/me/sessions",
        "Sessions",
        html! {
            p.muted { "Where you are signed in. End what you do not know, and change your password." }
            (session_table::table(&own.formats, &all, own.signed.session.id, None, &end))
            @if all.len() > 1 {
                form method="post" action="/me/sessions/end" { button.button { (icon("log-out")) "End all others" } }
            }
        },
    ))
}

/// `POST /me/sessions/{id}/end`
pub async fn end_session(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    app.run(move |crm| signed_in::end(crm, &signed.actor, id)).await?;
    Ok(flash::redirect("/me/sessions", News::done("Ended the session")))
}

/// `POST /me/sessions/end`
pub async fn end_other_sessions(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let ended = app.run(move |crm| signed_in::end_others(crm, &signed.actor, signed.session.id)).await?;
    Ok(flash::redirect("/me/sessions", News::done(format!("Ended {ended} other sessions"))))
}

/// `GET /me/tokens`
pub async fn tokens(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    token_page(&app, signed, &Form::default(), None).await
}

/// `POST /me/tokens`: makes one and shows it.
pub async fn make_token(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let (actor, name) = (signed.actor.clone(), typed.text("name").to_string());
    let made = match actor.user {
        Some(user) => app.run(move |crm| keys::create(crm, &actor, user, &name)).await,
        None => Err(Error::Forbidden("Kith itself has no tokens".into())),
    };
    match outcome(made)? {
        Ok((_, text)) => Ok(token_page(&app, signed, &Form::default(), Some(&text)).await?.into_response()),
        Err(errors) => Ok(mend(token_page(&app, signed, &Form::refused(typed, errors), None).await?)),
    }
}

/// `POST /me/tokens/{id}/end`
pub async fn end_token(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    app.run(move |crm| keys::end(crm, &signed.actor, id)).await?;
    Ok(flash::redirect("/me/tokens", News::done("Ended the token")))
}

async fn token_page(app: &App, signed: Signed, form: &Form, made: Option<&str>) -> Result<Markup, Failure> {
    let own = Own::read(app, signed).await?;
    let user = own.signed.actor.user;
    let all = app.crm().read(&own.signed.actor, move |work| keys::list(work, user)).await?;
    let end = |token: &Token| format!("/me/tokens/{}/end", token.id);
    Ok(view::page(
        &own,
        "/me/tokens",
        "API tokens",
        html! {
            @if let Some(text) = made { (shown_once(text)) }
            p.muted { "A program that signs in with your token may do what you may." }
            form.form method="post" action="/me/tokens" {
                (form.summary())
                div.form-line {
                    (form.text("text", Control::new("name", "Name of the program").required()))
                    button.button.primary { (icon("plus")) "Make token" }
                }
            }
            @if all.is_empty() {
                (empty::empty("key-round", "No tokens yet", "Make one for each program, so that each can be ended alone.", html! {}))
            } @else { (token_table::table(&own.formats, &all, None, &end)) }
        },
    ))
}

/// `POST /see-as/end`: an administrator looks with their own eyes again.
pub async fn own_eyes(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let seen = signed.session.as_user;
    app.run(move |crm| signin::see_as::end(crm, &signed.session)).await?;
    let back = seen.map_or("/".into(), |id| format!("/admin/users/{id}"));
    Ok(flash::redirect(&back, News::done("You see Kith with your own eyes again")))
}
