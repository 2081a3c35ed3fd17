//! Choosing a password by a one-time link.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::Error;
use crm::signin::links;
use maud::{Markup, html};
use words::said;

use super::{Stopped, card, enter};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::language::Asked;
use crate::pairs::Posted;

/// `GET /set-password/{token}`
pub async fn show(State(app): State<App>, Asked(lang): Asked, Path(token): Path<String>) -> Result<Markup, Stopped> {
    let email = whose(&app, token.clone()).await?;
    Ok(page(&token, &email, &Form::empty(lang)))
}

/// `POST /set-password/{token}`
pub async fn choose(
    State(app): State<App>,
    Asked(lang): Asked,
    Path(token): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Posted(typed): Posted,
) -> Result<Response, Stopped> {
    let email = whose(&app, token.clone()).await?;
    let [given, again] = ["password", "again"].map(|name| typed.get(name).unwrap_or_default().to_string());
    let chosen = if given == again {
        let token = token.clone();
        app.run(move |crm| links::accept(crm, &token, &given, lang)).await
    } else {
        Err(Error::invalid("again", "invalid", said!("set-up-not-the-same")))
    };
    match outcome(chosen)? {
        Ok(user) => enter(&app, user, peer, &headers).await,
        Err(errors) => Ok(mend(page(&token, &email, &Form::refused(lang, Default::default(), errors)))),
    }
}

/// The e-mail address of the user whom a link is for, while it is good.
async fn whose(app: &App, token: String) -> Result<String, Stopped> {
    let system = app.crm().system();
    let read = app.crm().read(&system, move |work| {
        let link = links::open(work, &token)?;
        let person = link.user.and_then(|id| work.snapshot.people.get(id));
        person.map(|person| person.email.clone()).ok_or_else(|| Error::NotFound(said!("user")))
    });
    Ok(read.await?)
}

/// The messages that label the controls.
const CALLED: [(&str, &str); 2] = [("password", "sign-in-password"), ("again", "set-up-password-again")];

fn page(token: &str, email: &str, form: &Form) -> Markup {
    let (form, lang) = (form.clone().calling(&CALLED), form.lang);
    card(
        lang,
        lang.text("set-up-choose-password"),
        html! {
            form.form method="post" action={ "/set-password/" (token) } {
                (form.summary())
                p.muted { (lang.say(said!("set-up-sign-in-as", email = email))) }
                input type="text" name="username" value=(email) autocomplete="username" hidden;
                (form.text("password", Control::new("password", lang.text("sign-in-password")).required().fill("new-password")
                    .hint(lang.text("set-up-password-hint"))))
                (form.text("password", Control::new("again", lang.text("set-up-password-again")).required().fill("new-password")))
                button.button.primary.wide { (lang.text("set-up-save")) }
            }
        },
    )
}
