//! Setting up an empty workspace: the company and its first administrator.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use crm::Error;
use crm::company::Company;
use crm::signin::links::{self, Kind, SetUp};
use maud::{Markup, html};
use meta::types::PersonName;

use super::{Stopped, card, enter};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::pages::admin::company;
use crate::pairs::{Pairs, Posted};

/// `GET /set-up/{token}`
pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Markup, Stopped> {
    good(&app, token.clone()).await?;
    let known = app.crm().snapshot().company.clone();
    let form = Form::of([
        ("base_currency", known.base_currency.to_string()),
        ("default_country", known.default_country),
        ("time_zone", known.time_zone),
    ]);
    Ok(page(&token, &form))
}

/// `POST /set-up/{token}`
pub async fn create(
    State(app): State<App>,
    Path(token): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Posted(typed): Posted,
) -> Result<Response, Stopped> {
    good(&app, token.clone()).await?;
    let done = match read(&typed, &app.crm().snapshot().company) {
        Ok(given) => {
            let token = token.clone();
            app.run(move |crm| links::set_up(crm, &token, given)).await
        }
        Err(error) => Err(error),
    };
    match outcome(done)? {
        Ok(user) => enter(&app, user, peer, &headers).await,
        Err(errors) => Ok(mend(page(&token, &Form::refused(typed, errors)))),
    }
}

/// Refuses a link that is over, or for something else.
async fn good(app: &App, token: String) -> Result<(), Stopped> {
    let system = app.crm().system();
    let read = app.crm().read(&system, move |work| match links::open(work, &token)?.kind {
        Kind::Setup => Ok(()),
        _ => Err(Error::NotFound("set-up link".into())),
    });
    Ok(read.await?)
}

fn read(typed: &Pairs, known: &Company) -> Result<SetUp, Error> {
    if typed.get("password") != typed.get("again") {
        return Err(Error::invalid("again", "invalid", "must be the same as the password above"));
    }
    let place = typed.with("name", typed.text("company"));
    Ok(SetUp {
        email: typed.text("email").to_string(),
        name: PersonName::parse(typed.text("name")),
        password: typed.get("password").unwrap_or_default().to_string(),
        company: company::read(&place, known).map_err(Error::Invalid)?,
    })
}

fn page(token: &str, form: &Form) -> Markup {
    card(
        "Set up Kith",
        html! {
            form.form method="post" action={ "/set-up/" (token) } data-keep {
                (form.summary())
                (form.text("text", Control::new("company", "Company").required().fill("organization")))
                (company::place(form))
                (form.text("text", Control::new("name", "Your name").required().fill("name")))
                (form.text("email", Control::new("email", "Your e-mail").required().fill("username").hint("You sign in with it.")))
                (form.text("password", Control::new("password", "Password").required().fill("new-password")
                    .hint("At least ten characters; length counts, not signs.")))
                (form.text("password", Control::new("again", "Password, again").required().fill("new-password")))
                button.button.primary.wide { "Begin" }
            }
        },
    )
}
