//! Of what one wants to hear, and where.

use axum::extract::State;
use axum::response::Response;
use crm::notices::{self, Kind, Place};
use maud::{Markup, html};
use words::said;

use super::{Own, view};

use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Posted;
use crate::who::Signed;

/// Kinds with their messages.
const KINDS: [(Kind, &str); 4] = [
    (Kind::Assigned, "notices-kind-assigned"),
    (Kind::Mentioned, "notices-kind-mentioned"),
    (Kind::Followed, "notices-kind-followed"),
    (Kind::Due, "notices-kind-due"),
];

/// `GET /me/notifications`
pub async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let heard = app.crm().read(&signed.actor, notices::heard).await?;
    let own = Own::read(&app, signed).await?;
    let lang = own.signed.lang();
    let places = [(Place::Page, "notices-in-page"), (Place::Browser, "notices-in-browser")];
    let content = html! {
        form.form method="post" action="/me/notifications" {
            p.muted { (lang.text("notices-choose-hint")) }
            div.table-wrap { table.table {
                thead { tr {
                    th scope="col" { (lang.text("notices-kind")) }
                    @for (_, words) in places { th scope="col" { (lang.text(words)) } }
                } }
                tbody { @for (kind, words) in KINDS { tr {
                    th scope="row" { (lang.text(words)) }
                    @for (place, where_) in places { td {
                        input type="checkbox" name=(place.as_str()) value=(kind.as_str()) checked[heard.contains(&(kind, place))]
                            aria-label={ (lang.text(words)) ": " (lang.text(where_)) };
                    } }
                } } }
            } }
            p.js-only data-allow-notices hidden {
                (lang.text("notices-allow-hint")) " "
                button.button.small type="button" { (lang.text("notices-allow")) }
            }
            div.row { button.button.primary { (lang.text("save")) } }
        }
    };
    Ok(view::page(&own, "/me/notifications", lang.text("notices"), content))
}

/// `POST /me/notifications`
pub async fn save(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let wanted: Vec<(Kind, Place)> = Place::ALL
        .into_iter()
        .flat_map(|place| {
            let ticked: Vec<&str> = typed.all(place.as_str()).collect();
            Kind::ALL
                .into_iter()
                .filter(move |kind| ticked.contains(&kind.as_str()))
                .map(move |kind| (kind, place))
                .collect::<Vec<_>>()
        })
        .collect();
    app.crm().write(&signed.actor, "notices", move |work| notices::hear(work, &wanted)).await?;
    Ok(flash::redirect("/me/notifications", News::done(said!("notices-saved"))))
}
