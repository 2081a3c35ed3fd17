//! The preview of an import: what its first rows would do, tried and taken back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Error;
use crm::imports::{Counts, Options, Refused, jobs};
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Scene, ended};
use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::who::Signed;

/// Rows that are tried.
const TRIED: u64 = 1_000;
/// Refused rows that are shown.
const SHOWN: usize = 50;

/// What trying came to.
struct Trial {
    notes: Vec<String>,
    total: u64,
    counts: Counts,
    refused: u64,
    reasons: Vec<Refused>,
}

/// `GET /imports/{id}/preview`
pub async fn show(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let scene = Scene::set(&app, signed, id).await?;
    let (actor, spool) = (scene.signed.actor.clone(), scene.spool.clone());
    let tried = app.run(move |crm| {
        let import = jobs::open(crm, &actor, &spool, id)?;
        let options = Options { dry_run: true, rows: Some(TRIED), refused: None };
        let mut tally = import.run(crm, &actor, &options, &mut |_| {})?;
        let mut reasons = Vec::new();
        tally.refused.each(|refused| {
            if reasons.len() < SHOWN {
                reasons.push(refused);
            }
            Ok(())
        })?;
        reasons.sort_by_key(|refused| refused.line);
        let (notes, total) = (import.plan.notes.clone(), import.rows);
        Ok(Trial { notes, total, counts: tally.counts, refused: tally.refused.count(), reasons })
    });
    match tried.await {
        Ok(trial) => Ok(page(&scene, &trial).into_response()),
        Err(Error::BadRequest(_)) => Ok(Redirect::to(&scene.address()).into_response()),
        Err(error) => Err(error.into()),
    }
}

fn page(scene: &Scene, trial: &Trial) -> Markup {
    let number = |count: u64| scene.formats.number(&Decimal::from(count));
    let (whole, writes) = (trial.total <= TRIED, trial.counts.created + trial.counts.updated);
    scene.page(2, html! {
        div.stack {
            @for note in &trial.notes { div.banner { (icon("info")) p { (note) } } }
            p {
                @if whole { "If you import this file now:" }
                @else { "The first " (number(TRIED)) " of " (number(trial.total)) " rows were tried. They would come to this:" }
            }
            (ended::figures(scene, trial.counts, trial.refused))
            (ended::refusals(&trial.reasons, trial.refused))
            @if whole && writes == 0 {
                div.banner.warning { (icon("triangle-alert")) p { "Nothing would be written." } }
            }
            div.form-actions {
                @if !whole || writes > 0 {
                    form method="post" action={ (scene.address()) "/start" } {
                        button.button.primary {
                            @if whole { "Import " (number(writes)) @if writes == 1 { " row" } @else { " rows" } }
                            @else { "Import all " (number(trial.total)) " rows" }
                        }
                    }
                }
                a.button.quiet href=(scene.address()) { (icon("chevron-left")) "Back to the columns" }
            }
        }
    })
}
