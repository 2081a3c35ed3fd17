//! Who is signed in: everybody's sessions, to be ended.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::Work;
use crm::signin::sessions::{self, Session};
use maud::{Markup, html};
use uuid::Uuid;
use words::said;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::format::Formats;
use crate::components::{person, sessions as table};
use crate::failure::Failure;
use crate::flash::{self, News};

const AT: &str = "/admin/sessions";
/// Sessions shown, those used last.
const MOST: usize = 500;

/// `GET /admin/sessions`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let load = |work: &mut Work| Ok((Formats::of(work)?, sessions::all(work, MOST)?));
    let (formats, sessions) = app.crm().read(admin.actor(), load).await?;
    let lang = admin.lang();
    let who = |session: &Session| {
        let name = person::name(&admin.snapshot, Some(session.user), lang);
        html! { a href={ "/admin/users/" (session.user) } { (person::person(session.user, &name)) } }
    };
    let end = |session: &Session| format!("{AT}/{}/{}/end", session.user, session.id);
    let content = html! {
        div.stack {
            p.muted {
                (lang.text("sessions-about"))
                @if sessions.len() == MOST { " " (lang.say(said!("sessions-most", count = MOST))) }
            }
            (table::table(&formats, &sessions, admin.signed.session.id, Some(&who), &end))
        }
    };
    Ok(super::page(&admin, Head::new(AT, lang.text("admin-sessions")), content))
}

/// `POST /admin/sessions/{user}/{id}/end`
pub async fn end(
    State(app): State<App>,
    admin: Administrator,
    Path((user, id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let actor = admin.actor().clone();
    app.run(move |crm| sessions::end_of(crm, &actor, user, id)).await?;
    let name = person::name(&admin.snapshot, Some(user), admin.lang());
    Ok(flash::redirect(AT, News::done(said!("sessions-signed-out", name = name))))
}
