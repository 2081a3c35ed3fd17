//! Tokens of programs: everybody's, made and ended. A token is shown once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use crm::signin::tokens::{self, Token};
use crm::{Error, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::components::secret::secret;
use crate::components::{empty, people_choice, person, tokens as table};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Posted;

const AT: &str = "/admin/tokens";
/// The messages that label what is filled in about a token.
pub const CALLED: &[(&str, &str)] = &[("name", "tokens-program"), ("user", "token-acts-for")];
/// How programs send a token.
const HEADER: &str = "Authorization: Bearer …";

/// `GET /admin/tokens`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let form = Form::of(admin.lang(), [("user", admin.actor().user.map(|id| id.to_string()).unwrap_or_default())]);
    view(&app, &admin, &form, None).await
}

/// `POST /admin/tokens`: makes one and shows it.
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let (actor, name) = (admin.actor().clone(), typed.text("name").to_string());
    let made = match Uuid::parse_str(typed.text("user")) {
        Ok(user) => app.run(move |crm| tokens::create(crm, &actor, user, &name)).await,
        Err(_) => Err(Error::invalid("user", "required", said!("tokens-no-user"))),
    };
    match outcome(made)? {
        Ok((_, text)) => Ok(view(&app, &admin, &Form::empty(admin.lang()), Some(&text)).await?.into_response()),
        Err(errors) => {
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(view(&app, &admin, &refused, None).await?))
        }
    }
}

/// `POST /admin/tokens/{id}/end`
pub async fn end(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let actor = admin.actor().clone();
    app.run(move |crm| tokens::end(crm, &actor, id)).await?;
    Ok(flash::redirect(AT, News::done(said!("tokens-ended"))))
}

async fn view(app: &App, admin: &Administrator, form: &Form, made: Option<&str>) -> Result<Markup, Failure> {
    let load = |work: &mut Work| Ok((Formats::of(work)?, tokens::list(work, None)?));
    let (formats, tokens) = app.crm().read(admin.actor(), load).await?;
    let lang = admin.lang();
    let who = |token: &Token| {
        let name = person::name(&admin.snapshot, Some(token.user), lang);
        html! { a href={ "/admin/users/" (token.user) } { (person::person(token.user, &name)) } }
    };
    let end = |token: &Token| format!("{AT}/{}/end", token.id);
    let people = people_choice::people(&admin.snapshot, lang.text("users-choose-somebody"), form.typed.text("user"));
    let content = html! {
        div.stack {
            @if let Some(text) = made { (shown_once(text, lang)) }
            form.form method="post" action=(AT) {
                (form.summary())
                div.form-line {
                    (form.text("text", Control::new("name", lang.text("tokens-program")).required()))
                    (form.picker(Control::new("user", lang.text("token-acts-for")).required(), Some(people_choice::ADDRESS), people))
                    button.button.primary { (icon("plus")) (lang.text("tokens-make")) }
                }
            }
            @if tokens.is_empty() {
                (empty::empty("key-round", lang.text("tokens-none-yet"), lang.text("tokens-none-about"), html! {}))
            } @else { (table::table(&formats, &tokens, Some(&who), &end)) }
        }
    };
    Ok(super::page(admin, Head::new(AT, lang.text("admin-tokens")), content))
}

/// The token just made.
pub fn shown_once(text: &str, lang: Language) -> Markup {
    let about = lang.say(said!("tokens-shown-once", header = mark(HEADER)));
    html! {
        section.card role="status" {
            div.card-header { h2 { (lang.text("tokens-new")) } }
            div.card-body.stack {
                (secret(text, lang.text("tokens-copy")))
                p.muted { (marked(&about, |header| html! { span.mono { (header) } })) }
            }
        }
    }
}
