//! The preview of an import: what its first rows would do, tried and taken back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use crm::Error;
use crm::imports::{Counts, Options, Refused, jobs};
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::{Said, said};

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
    notes: Vec<Said>,
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
    let (lang, number) = (scene.lang(), |count: u64| scene.formats.number(&Decimal::from(count)));
    let (whole, writes) = (trial.total <= TRIED, trial.counts.created + trial.counts.updated);
    scene.page(2, html! {
        div.stack {
            @for note in &trial.notes { div.banner { (icon("info")) p { (lang.say(note)) } } }
            p {
                @if whole { (lang.text("importing-would-do")) }
                @else { (lang.say(said!("importing-tried", tried = number(TRIED), total = number(trial.total)))) }
            }
            (ended::figures(scene, trial.counts, trial.refused))
            (ended::refusals(scene, &trial.reasons, trial.refused))
            @if whole && writes == 0 {
                div.banner.warning { (icon("triangle-alert")) p { (lang.text("importing-nothing")) } }
            }
            div.form-actions {
                @if !whole || writes > 0 {
                    form method="post" action={ (scene.address()) "/start" } {
                        button.button.primary {
                            @if whole { (lang.say(said!("importing-rows", count = writes, shown = number(writes)))) }
                            @else { (lang.say(said!("importing-all-rows", shown = number(trial.total)))) }
                        }
                    }
                }
                a.button.quiet href=(scene.address()) { (icon("chevron-left")) (lang.text("importing-back")) }
            }
        }
    })
}
