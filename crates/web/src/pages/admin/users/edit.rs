//! Making and changing a user.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::records::{self, New};
use crm::signin::links;
use crm::{FieldError, acts};
use maud::{Markup, html};
use meta::record::Values;
use meta::types::PersonName;
use meta::{Key, Record, Value};
use uuid::Uuid;
use words::{Language, said};

use super::{AT, CALLED, teams, view};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::{Pairs, Posted};

/// `GET /admin/users/new`
pub async fn new(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let teams = app.crm().read(admin.actor(), teams).await?;
    Ok(view::invite(&admin, &Form::of(admin.lang(), [("role", "sales_rep".to_string())]), &teams))
}

/// `POST /admin/users`: makes the user and shows the link by which they sign in for the first time.
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let (values, problems) = read(&typed, None);
    let made = match problems.is_empty() {
        false => Err(crm::Error::Invalid(problems)),
        true => {
            let name = typed.text("name").to_string();
            let write = app.crm().write(admin.actor(), "create", move |work| {
                acts::summarise(work, said!("users-act-invited", name = name.as_str()))?;
                records::create(work, "user", New { id: None, values: values.clone(), source: "pages" })
            });
            write.await
        }
    };
    match outcome(made)? {
        Ok(user) => {
            let actor = admin.actor().clone();
            let link = app.run(move |crm| crm.refresh().and_then(|_| links::for_user(crm, &actor, user.id))).await?;
            Ok(axum::response::IntoResponse::into_response(view::link(
                &app,
                &admin,
                typed.text("name"),
                user.id,
                &link,
            )))
        }
        Err(errors) => {
            let teams = app.crm().read(admin.actor(), teams).await?;
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(view::invite(&admin, &refused, &teams)))
        }
    }
}

/// `GET /admin/users/{id}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let (user, teams) = load(&app, &admin, id).await?;
    Ok(view::user(&admin, &user, &form(&user, admin.lang()), &teams, &Form::empty(admin.lang())))
}

/// `POST /admin/users/{id}`
pub async fn update(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (user, teams) = load(&app, &admin, id).await?;
    let (values, problems) = read(&typed, Some(&user));
    let saved = match problems.is_empty() {
        false => Err(crm::Error::Invalid(problems)),
        true => {
            let name = user.title.clone();
            let write = app.crm().write(admin.actor(), "update", move |work| {
                acts::summarise(work, said!("users-act-changed", name = name.as_str()))?;
                records::update(work, "user", id, values.clone(), None)
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(user) => {
            let news = News::done(said!("users-saved", name = user.title.as_str()));
            Ok(flash::redirect(&format!("{AT}/{id}"), news))
        }
        Err(errors) => {
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(view::user(&admin, &user, &refused, &teams, &Form::empty(admin.lang()))))
        }
    }
}

/// A user and the teams they may be in.
pub(super) async fn load(
    app: &App,
    admin: &Administrator,
    id: Uuid,
) -> Result<(Record, Vec<(String, String)>), Failure> {
    let found = app.crm().read(admin.actor(), move |work| Ok((records::get(work, "user", id, &[])?, teams(work)?)));
    Ok(found.await?)
}

/// What a saved user looks like as somebody would have typed it.
pub(super) fn form(user: &Record, lang: Language) -> Form {
    let text = |key: &str| user.get(key).text().unwrap_or_default().to_string();
    let id = |key: &str| user.get(key).id().map(|id| id.to_string()).unwrap_or_default();
    Form::of(
        lang,
        [
            ("name", user.title.clone()),
            ("email", text("email")),
            ("role", text("role")),
            ("team", id("team")),
            ("manager", id("manager")),
            ("phone", text("phone")),
        ],
    )
}

/// The values as they were typed; a name that was not touched keeps its parts.
fn read(typed: &Pairs, before: Option<&Record>) -> (Values, Vec<FieldError>) {
    let (mut values, mut problems) = (Values::new(), Vec::new());
    let name = typed.text("name");
    if before.is_none_or(|user| user.title != name) {
        let parsed = PersonName::parse(name);
        values.set(Key::of("name"), if parsed.is_empty() { Value::Null } else { Value::Name(parsed) });
    }
    for key in ["email", "role", "phone"] {
        let text = typed.text(key);
        values.set(Key::of(key), if text.is_empty() { Value::Null } else { Value::Text(text.to_string()) });
    }
    for key in ["team", "manager"] {
        match (typed.text(key), Uuid::parse_str(typed.text(key))) {
            ("", _) => values.set(Key::of(key), Value::Null),
            (_, Ok(id)) => values.set(Key::of(key), Value::Id(id)),
            _ => problems.push(FieldError::new(key, "invalid", said!("users-not-in-list"))),
        }
    }
    (values, problems)
}

/// A page under the list of users.
pub(super) fn page(admin: &Administrator, title: &str, content: Markup) -> Markup {
    let head = Head { above: &[(AT, admin.lang().text("admin-users"))], actions: html! {}, at: AT, title };
    admin::page(admin, head, content)
}
