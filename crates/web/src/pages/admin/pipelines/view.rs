//! The pages of pipelines and stages.

use crm::pipelines::{Outcome, Pipeline, Stage};
use maud::{Markup, html};
use meta::Record;

use super::retired::Contents;
use super::{AT, stage::pipeline};
use crate::components::badge::{badge, dot};
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::pages::admin::{self, Administrator, Head};

/// Names of the hues, from 1.
const HUES: [&str; 12] =
    ["Red", "Orange", "Amber", "Lime", "Green", "Teal", "Cyan", "Blue", "Indigo", "Violet", "Pink", "Grey"];

/// A pipeline as somebody would have typed it.
pub fn form(pipeline: &Pipeline) -> Form {
    Form::of([
        ("name", pipeline.name.clone()),
        ("active", pipeline.active.to_string()),
        ("is_default", pipeline.is_default.to_string()),
    ])
}

/// The list.
pub fn list(admin: &Administrator, pipelines: &[Pipeline], form: &Form) -> Markup {
    let content = html! {
        div.stack {
            @for pipeline in pipelines {
                section.card {
                    div.card-header {
                        h2 { a href={ (AT) "/" (pipeline.id) } { (pipeline.name) } }
                        @if pipeline.is_default { (badge("For new records", 8)) }
                        @if !pipeline.active { (badge("Off", 0)) }
                    }
                    div.card-body { div.row { @for stage in &pipeline.stages { (dot(&stage.name, stage.hue)) } } }
                }
            }
            section.card {
                div.card-header { h2 { "Another pipeline" } }
                form.card-body.form method="post" action=(AT) {
                    (form.summary())
                    div.form-line {
                        (form.text("text", Control::new("name", "Name").required()))
                        button.button.primary { (icon("plus")) "Make pipeline" }
                    }
                }
            }
        }
    };
    admin::page(admin, Head::new(AT, "Pipelines"), content)
}

/// One pipeline with its stages.
pub fn one(admin: &Administrator, contents: &Contents, form: &Form, added: &Form) -> Markup {
    let pipeline = &contents.pipeline;
    let address = format!("{AT}/{}", pipeline.id);
    let added = added.clone().scoped("stage");
    let content = html! {
        div.stack {
            (stages(contents))
            form.form method="post" action={ (address) "/stages" } {
                (added.summary())
                div.form-line {
                    (added.text("text", Control::new("name", "Another stage").required()))
                    button.button { (icon("plus")) "Add stage" }
                }
            }
            form.form method="post" action=(address) {
                (form.summary())
                fieldset.form-section {
                    legend { "Pipeline" }
                    div.form-grid {
                        (form.text("text", Control::new("name", "Name").required()))
                        (form.switch(Control::new("active", "In use")))
                        (form.switch(Control::new("is_default", "New records go into it")))
                    }
                }
                div.row { button.button.primary { "Save" } }
            }
            @if !contents.retired.is_empty() { (retired(&contents.retired)) }
        }
    };
    admin::page(admin, Head { above: &[(AT, "Pipelines")], ..Head::new(AT, &pipeline.name) }, content)
}

fn stages(contents: &Contents) -> Markup {
    let last = contents.pipeline.stages.len().saturating_sub(1);
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "Stage" }
                    th scope="col" { "Outcome" }
                    th.num scope="col" { "Probability" }
                    th.num scope="col" { "Rots after" }
                    th.num scope="col" { "Records" }
                    th.cell-actions { span.visually-hidden { "Actions" } }
                } }
                tbody {
                    @for (at, stage) in contents.pipeline.stages.iter().enumerate() {
                        tr {
                            td.cell-title { a href={ "/admin/stages/" (stage.id) } { (dot(&stage.name, stage.hue)) } }
                            td data-label="Outcome" { (outcome(stage)) }
                            td.num data-label="Probability" { (stage.probability.normalize()) " %" }
                            td.num data-label="Rots after" {
                                @if let Some(days) = stage.rot_days { (days) " days" } @else { span.none {} }
                            }
                            td.num data-label="Records" { (contents.counts.get(&stage.id).copied().unwrap_or_default()) }
                            td.cell-actions { (acts(stage, at == 0, at == last)) }
                        }
                    }
                }
            }
        }
    }
}

fn outcome(stage: &Stage) -> Markup {
    match stage.outcome {
        Outcome::Open => html! { "Open" },
        Outcome::Won => badge("Won", 5),
        Outcome::Lost => badge("Lost", 1),
    }
}

fn acts(stage: &Stage, first: bool, last: bool) -> Markup {
    let address = format!("/admin/stages/{}", stage.id);
    html! {
        form.nowrap method="post" action={ (address) "/place" } {
            button.icon-button.small name="to" value="up" disabled[first] aria-label={ "Move " (stage.name) " up" } {
                (icon("arrow-up"))
            }
            button.icon-button.small name="to" value="down" disabled[last] aria-label={ "Move " (stage.name) " down" } {
                (icon("arrow-down"))
            }
            button.icon-button.small formaction={ (address) "/retirement" } aria-label={ "Retire " (stage.name) } {
                (icon("archive"))
            }
        }
    }
}

fn retired(stages: &[Record]) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { "Retired stages" } }
            ul.card-list {
                @for stage in stages {
                    li {
                        (icon("archive"))
                        span { (stage.title) }
                        form method="post" action={ "/admin/stages/" (stage.id) "/restoration" } {
                            button.button.small { "Bring back" }
                        }
                    }
                }
            }
        }
    }
}

/// One stage.
pub fn stage(admin: &Administrator, stage: &Record, form: &Form) -> Markup {
    let back = pipeline(stage);
    let outcomes = [("open", "Open"), ("won", "Won"), ("lost", "Lost")];
    let content = html! {
        form.form method="post" action={ "/admin/stages/" (stage.id) } {
            (form.summary())
            fieldset.form-section {
                legend { "Stage" }
                div.form-grid {
                    (form.text("text", Control::new("name", "Name").required()))
                    (form.text("text", Control::new("key", "Key").required().hint("Names it in the API and in imports.")))
                    (form.select(Control::new("outcome", "Outcome").required(), outcomes))
                    (form.text("text", Control::new("probability", "Probability in percent").hint("Of new records in this stage.")))
                    (form.text("number", Control::new("rot_days", "Rots after, in days").hint("Records that stay longer are marked.")))
                    (hues(form.typed.text("hue")))
                }
            }
            div.form-actions { button.button.primary { "Save" } a.button.quiet href=(back) { "Cancel" } }
        }
    };
    let above = [(AT, "Pipelines"), (back.as_str(), "Pipeline")];
    admin::page(admin, Head { above: &above, ..Head::new(AT, &stage.title) }, content)
}

fn hues(chosen: &str) -> Markup {
    html! {
        fieldset.field {
            legend.field-label { "Colour" }
            div.hue-input role="radiogroup" aria-label="Colour" {
                @for (number, name) in (1..).zip(HUES) {
                    @let number: i32 = number;
                    label class={ "hue-" (number) } {
                        input type="radio" name="hue" value=(number) checked[number.to_string() == chosen];
                        span.visually-hidden { (name) }
                    }
                }
            }
        }
    }
}
