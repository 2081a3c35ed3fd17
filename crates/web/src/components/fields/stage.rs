//! Stages of pipelines.

use crm::pipelines::Pipeline;
use maud::{Markup, html};
use meta::record::LinkTitle;
use uuid::Uuid;

use super::{Input, Look};
use crate::components::badge::badge;

/// A list of stages, grouped by pipeline when there are several.
pub(super) fn input(input: &Input) -> Markup {
    let chosen = input.value();
    let holds = |pipeline: &Pipeline| pipeline.stages.iter().any(|stage| stage.id.to_string() == chosen);
    let offered = |pipeline: &&Pipeline| pipeline.active || holds(pipeline);
    let pipelines: Vec<&Pipeline> = input.look.snapshot.pipelines_of(input.module).filter(offered).collect();
    let stages = |pipeline: &Pipeline| {
        html! {
            @for stage in &pipeline.stages {
                option value=(stage.id) selected[stage.id.to_string() == chosen] { (stage.name) }
            }
        }
    };
    html! {
        select id=(input.id()) name=(input.name) required[input.required] aria-describedby=[input.described()]
            aria-invalid=[input.invalid()] {
            @if !input.required || chosen.is_empty() { option value="" { } }
            @if let [only] = pipelines.as_slice() { (stages(only)) } @else {
                @for pipeline in pipelines { optgroup label=(pipeline.name) { (stages(pipeline)) } }
            }
        }
    }
}

pub(super) fn show(id: Uuid, title: Option<&LinkTitle>, look: Look) -> Markup {
    match (look.stage(id), title) {
        (Some(stage), _) => badge(&stage.name, stage.hue),
        (None, Some(LinkTitle::Open(name) | LinkTitle::Binned(name))) => badge(name, 0),
        (None, _) => html! { span.none {} },
    }
}
