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
use words::{Language, said};

use super::{Stopped, card, enter};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::language::Asked;
use crate::pages::admin::company;
use crate::pairs::{Pairs, Posted};

/// `GET /set-up/{token}`
pub async fn show(State(app): State<App>, Asked(lang): Asked, Path(token): Path<String>) -> Result<Markup, Stopped> {
    good(&app, token.clone()).await?;
    let known = app.crm().snapshot().company.clone();
    let form = Form::of(
        lang,
        [
            ("base_currency", known.base_currency.to_string()),
            ("default_country", known.default_country),
            ("time_zone", known.time_zone),
        ],
    );
    Ok(page(&token, &form))
}

/// `POST /set-up/{token}`
pub async fn create(
    State(app): State<App>,
    Asked(lang): Asked,
    Path(token): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Posted(typed): Posted,
) -> Result<Response, Stopped> {
    good(&app, token.clone()).await?;
    let done = match read(&typed, &app.crm().snapshot().company) {
        Ok(given) => {
            let (token, given) = (token.clone(), SetUp { language: lang, ..given });
            app.run(move |crm| links::set_up(crm, &token, given)).await
        }
        Err(error) => Err(error),
    };
    match outcome(done)? {
        Ok(user) => enter(&app, user, peer, &headers).await,
        Err(errors) => Ok(mend(page(&token, &Form::refused(lang, typed, errors)))),
    }
}

/// Refuses a link that is over, or for something else.
async fn good(app: &App, token: String) -> Result<(), Stopped> {
    let system = app.crm().system();
    let read = app.crm().read(&system, move |work| match links::open(work, &token)?.kind {
        Kind::Setup => Ok(()),
        _ => Err(Error::NotFound(said!("set-up-over"))),
    });
    Ok(read.await?)
}

fn read(typed: &Pairs, known: &Company) -> Result<SetUp, Error> {
    if typed.get("password") != typed.get("again") {
        return Err(Error::invalid("again", "invalid", said!("set-up-not-the-same")));
    }
    let place = typed.with("name", typed.text("company"));
    Ok(SetUp {
        email: typed.text("email").to_string(),
        name: PersonName::parse(typed.text("name")),
        password: typed.get("password").unwrap_or_default().to_string(),
        language: Language::default(),
        company: company::read(&place, known).map_err(Error::Invalid)?,
    })
}

/// The messages that label the controls.
const CALLED: [(&str, &str); 8] = [
    ("company", "company"),
    ("base_currency", "company-base-currency"),
    ("default_country", "address-country"),
    ("time_zone", "company-time-zone"),
    ("name", "set-up-your-name"),
    ("email", "set-up-your-email"),
    ("password", "sign-in-password"),
    ("again", "set-up-password-again"),
];

fn page(token: &str, form: &Form) -> Markup {
    let (form, lang) = (form.clone().calling(&CALLED), form.lang);
    card(
        lang,
        lang.text("set-up"),
        html! {
            form.form method="post" action={ "/set-up/" (token) } data-keep {
                (form.summary())
                (form.text("text", Control::new("company", lang.text("company")).required().fill("organization")))
                (company::place(&form))
                (form.text("text", Control::new("name", lang.text("set-up-your-name")).required().fill("name")))
                (form.text("email", Control::new("email", lang.text("set-up-your-email")).required().fill("username").hint(lang.text("set-up-email-hint"))))
                (form.text("password", Control::new("password", lang.text("sign-in-password")).required().fill("new-password")
                    .hint(lang.text("set-up-password-hint"))))
                (form.text("password", Control::new("again", lang.text("set-up-password-again")).required().fill("new-password")))
                button.button.primary.wide { (lang.text("set-up-begin")) }
            }
        },
    )
}
