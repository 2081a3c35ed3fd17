//! Home: the page after signing in.

use axum::extract::State;
use maud::{Markup, html};

use crate::app::App;
use crate::components::shell::{self, Shell};
use crate::who::Signed;

/// `GET /`
pub async fn show(State(app): State<App>, signed: Signed) -> Markup {
    let snapshot = app.crm().snapshot();
    shell::page(
        &Shell { signed: &signed, snapshot: &snapshot, title: "Home", at: "/" },
        html! {
            div.page-header { div { h1.page-title { "Good day, " (signed.actor.name) } } }
        },
    )
}
