//! The stage bar: where the record stands in its pipeline, how long it stood in each stage, and a button to move it.

use std::collections::HashMap;

use crm::pipelines::{Outcome, Pipeline, Stage, Stay};
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::said;

use super::Shown;
use crate::pages::records::Scene;

/// The bar; nothing where the module has no stages.
pub fn bar(shown: &Shown) -> Markup {
    let Some((field, stays)) = &shown.stays else { return html! {} };
    let (scene, lang) = (&shown.scene, shown.scene.lang());
    let current = shown.record.get(field).id();
    let Some(pipeline) = pipeline(scene, current) else { return html! {} };
    let at = pipeline.stages.iter().position(|stage| Some(stage.id) == current);
    let days = days(scene, stays);
    let stood = |days: i64| lang.say(said!("record-stage-days", days = scene.formats.number(&Decimal::from(days))));
    let may = shown.allowed.edit
        && shown.record.get("deleted_at").is_empty()
        && scene.module.field(field).is_some_and(|field| scene.sets(field));
    html! {
        form #stage method="post" action={ (scene.record(shown.record.id)) "/values" } {
            ol.stage-bar aria-label=(lang.text("record-stage")) {
                @for (n, stage) in pipeline.stages.iter().enumerate() {
                    @let here = Some(n) == at;
                    li class=[class(stage, here, at.is_some_and(|at| n < at))] aria-current=[here.then_some("step")] {
                        button.stage-step name=(field) value=(stage.id) disabled[!may || here] {
                            (stage.name)
                            @if let Some(days) = days.get(&stage.id) { " " small { (stood(*days)) } }
                        }
                    }
                }
            }
        }
    }
}

fn class(stage: &Stage, here: bool, before: bool) -> Option<&'static str> {
    match (here, stage.outcome) {
        (true, Outcome::Won) => Some("is-current is-won"),
        (true, Outcome::Lost) => Some("is-current is-lost"),
        (true, Outcome::Open) => Some("is-current"),
        (false, _) => before.then_some("is-done"),
    }
}

/// The pipeline of a stage, else the usual one of the module.
fn pipeline(scene: &Scene, stage: Option<Uuid>) -> Option<&Pipeline> {
    let holds = |pipeline: &&Pipeline| pipeline.stages.iter().any(|one| Some(one.id) == stage);
    let usual = || scene.pipelines().find(|pipeline| pipeline.is_default);
    scene.snapshot.pipelines.iter().find(holds).or_else(usual).or_else(|| scene.pipelines().next())
}

/// Whole days the record stood in each stage, all its stays together.
fn days(scene: &Scene, stays: &[Stay]) -> HashMap<Uuid, i64> {
    let mut seconds: HashMap<Uuid, i64> = HashMap::new();
    for stay in stays {
        let until = stay.until.unwrap_or(scene.formats.now());
        *seconds.entry(stay.stage).or_default() += (until - stay.since).num_seconds().max(0);
    }
    seconds.into_iter().map(|(stage, seconds)| (stage, seconds / 86_400)).collect()
}
