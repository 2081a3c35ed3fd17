//! Choosing a password by a one-time link.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::Error;
use crm::signin::links;
use maud::{Markup, html};

use super::{Stopped, card, enter};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::pairs::Posted;

/// `GET /set-password/{token}`
pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Markup, Stopped> {
    let email = whose(&app, token.clone()).await?;
    Ok(page(&token, &email, &Form::default()))
}

/// `POST /set-password/{token}`
pub async fn choose(
    State(app): State<App>,
    Path(token): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Posted(typed): Posted,
) -> Result<Response, Stopped> {
    let email = whose(&app, token.clone()).await?;
    let [given, again] = ["password", "again"].map(|name| typed.get(name).unwrap_or_default().to_string());
    let chosen = if given == again {
        let token = token.clone();
        app.run(move |crm| links::accept(crm, &token, &given)).await
    } else {
        Err(Error::invalid("again", "invalid", "must be the same as the password above"))
    };
    match outcome(chosen)? {
        Ok(user) => enter(&app, user, peer, &headers).await,
        Err(errors) => Ok(mend(page(&token, &email, &Form::refused(Default::default(), errors)))),
    }
}

/// The e-mail address of the user whom a link is for, while it is good.
async fn whose(app: &App, token: String) -> Result<String, Stopped> {
    let system = app.crm().system();
    let read = app.crm().read(&system, move |work| {
        let link = links::open(work, &token)?;
        let person = link.user.and_then(|id| work.snapshot.people.get(id));
        person.map(|person| person.email.clone()).ok_or_else(|| Error::NotFound("user".into()))
    });
    Ok(read.await?)
}

fn page(token: &str, email: &str, form: &Form) -> Markup {
    card(
        "Choose a password",
        html! {
            form.form method="post" action={ "/set-password/" (token) } {
                (form.summary())
                p.muted { "You sign in as " strong { (email) } "." }
                input type="text" name="username" value=(email) autocomplete="username" hidden;
                (form.text("password", Control::new("password", "Password").required().fill("new-password")
                    .hint("At least ten characters; length counts, not signs.")))
                (form.text("password", Control::new("again", "Password, again").required().fill("new-password")))
                button.button.primary.wide { "Save and sign in" }
            }
        },
    )
}
