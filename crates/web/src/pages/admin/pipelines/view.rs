//! The pages of pipelines and stages.

use crm::pipelines::{Outcome, Pipeline, Stage};
use maud::{Markup, html};
use meta::Record;
use words::{Language, said};

use super::retired::Contents;
use super::{AT, stage::pipeline};
use crate::components::badge::{HUES, badge, dot};
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::pages::admin::{self, Administrator, Head};

/// What the controls of a pipeline are called.
const OF_PIPELINES: &[(&str, &str)] =
    &[("name", "name"), ("active", "pipelines-in-use"), ("is_default", "pipelines-takes-new")];

/// What the controls of a stage are called.
const OF_STAGES: &[(&str, &str)] = &[
    ("name", "name"),
    ("key", "key"),
    ("outcome", "pipelines-outcome"),
    ("probability", "pipelines-probability"),
    ("rot_days", "pipelines-rots-after-days"),
    ("hue", "pipelines-colour"),
];

/// A pipeline as somebody would have typed it.
pub fn form(pipeline: &Pipeline, lang: Language) -> Form {
    Form::of(
        lang,
        [
            ("name", pipeline.name.clone()),
            ("active", pipeline.active.to_string()),
            ("is_default", pipeline.is_default.to_string()),
        ],
    )
}

/// The list.
pub fn list(admin: &Administrator, pipelines: &[Pipeline], form: &Form) -> Markup {
    let (lang, form) = (admin.lang(), form.clone().calling(OF_PIPELINES));
    let content = html! {
        div.stack {
            @for pipeline in pipelines {
                section.card {
                    div.card-header {
                        h2 { a href={ (AT) "/" (pipeline.id) } { (pipeline.name) } }
                        @if pipeline.is_default { (badge(lang.text("pipelines-for-new"), 8)) }
                        @if !pipeline.active { (badge(lang.text("pipelines-off"), 0)) }
                    }
                    div.card-body { div.row { @for stage in &pipeline.stages { (dot(&stage.name, stage.hue)) } } }
                }
            }
            section.card {
                div.card-header { h2 { (lang.text("pipelines-another")) } }
                form.card-body.form method="post" action=(AT) {
                    (form.summary())
                    div.form-line {
                        (form.text("text", Control::new("name", lang.text("name")).required()))
                        button.button.primary { (icon("plus")) (lang.text("pipelines-make")) }
                    }
                }
            }
        }
    };
    admin::page(admin, Head::new(AT, lang.text("admin-pipelines")), content)
}

/// One pipeline with its stages.
pub fn one(admin: &Administrator, contents: &Contents, form: &Form, added: &Form) -> Markup {
    let (lang, pipeline) = (admin.lang(), &contents.pipeline);
    let address = format!("{AT}/{}", pipeline.id);
    let form = form.clone().calling(OF_PIPELINES);
    let added = added.clone().scoped("stage").calling(OF_STAGES);
    let content = html! {
        div.stack {
            (stages(contents, lang))
            form.form method="post" action={ (address) "/stages" } {
                (added.summary())
                div.form-line {
                    (added.text("text", Control::new("name", lang.text("pipelines-stage-another")).required()))
                    button.button { (icon("plus")) (lang.text("pipelines-stage-add")) }
                }
            }
            form.form method="post" action=(address) {
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text("pipelines-pipeline")) }
                    div.form-grid {
                        (form.text("text", Control::new("name", lang.text("name")).required()))
                        (form.switch(Control::new("active", lang.text("pipelines-in-use"))))
                        (form.switch(Control::new("is_default", lang.text("pipelines-takes-new"))))
                    }
                }
                div.row { button.button.primary { (lang.text("save")) } }
            }
            @if !contents.retired.is_empty() { (retired(&contents.retired, lang)) }
        }
    };
    let above = [(AT, lang.text("admin-pipelines"))];
    admin::page(admin, Head { above: &above, ..Head::new(AT, &pipeline.name) }, content)
}

fn stages(contents: &Contents, lang: Language) -> Markup {
    let last = contents.pipeline.stages.len().saturating_sub(1);
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("pipelines-stage")) }
                    th scope="col" { (lang.text("pipelines-outcome")) }
                    th.num scope="col" { (lang.text("pipelines-probability")) }
                    th.num scope="col" { (lang.text("pipelines-rots-after")) }
                    th.num scope="col" { (lang.text("pipelines-records")) }
                    th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
                } }
                tbody {
                    @for (at, stage) in contents.pipeline.stages.iter().enumerate() {
                        @let count = contents.counts.get(&stage.id).copied().unwrap_or_default();
                        (row(stage, count, acts(stage, at == 0, at == last, lang), lang))
                    }
                }
            }
        }
    }
}

fn row(stage: &Stage, count: i64, acts: Markup, lang: Language) -> Markup {
    html! {
        tr {
            td.cell-title { a href={ "/admin/stages/" (stage.id) } { (dot(&stage.name, stage.hue)) } }
            td data-label=(lang.text("pipelines-outcome")) { (outcome(stage, lang)) }
            td.num data-label=(lang.text("pipelines-probability")) { (stage.probability.normalize()) " %" }
            td.num data-label=(lang.text("pipelines-rots-after")) {
                @if let Some(days) = stage.rot_days { (lang.say(said!("pipelines-days", count = days))) }
                @else { span.none {} }
            }
            td.num data-label=(lang.text("pipelines-records")) { (count) }
            td.cell-actions { (acts) }
        }
    }
}

fn outcome(stage: &Stage, lang: Language) -> Markup {
    match stage.outcome {
        Outcome::Open => html! { (lang.text("pipelines-open")) },
        Outcome::Won => badge(lang.text("pipelines-won"), 5),
        Outcome::Lost => badge(lang.text("pipelines-lost"), 1),
    }
}

fn acts(stage: &Stage, first: bool, last: bool, lang: Language) -> Markup {
    let (address, name) = (format!("/admin/stages/{}", stage.id), stage.name.as_str());
    let up = lang.say(said!("pipelines-stage-up", stage = name));
    let down = lang.say(said!("pipelines-stage-down", stage = name));
    let retire = lang.say(said!("pipelines-stage-retire", stage = name));
    html! {
        form.nowrap method="post" action={ (address) "/place" } {
            button.icon-button.small name="to" value="up" disabled[first] aria-label=(up) { (icon("arrow-up")) }
            button.icon-button.small name="to" value="down" disabled[last] aria-label=(down) { (icon("arrow-down")) }
            button.icon-button.small formaction={ (address) "/retirement" } aria-label=(retire) { (icon("archive")) }
        }
    }
}

fn retired(stages: &[Record], lang: Language) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (lang.text("pipelines-stages-retired")) } }
            ul.card-list {
                @for stage in stages {
                    li {
                        (icon("archive"))
                        span { (stage.title) }
                        form method="post" action={ "/admin/stages/" (stage.id) "/restoration" } {
                            button.button.small { (lang.text("pipelines-stage-bring-back")) }
                        }
                    }
                }
            }
        }
    }
}

/// One stage.
pub fn stage(admin: &Administrator, stage: &Record, form: &Form) -> Markup {
    let (lang, back) = (admin.lang(), pipeline(stage));
    let form = form.clone().calling(OF_STAGES);
    let content = html! {
        form.form method="post" action={ "/admin/stages/" (stage.id) } {
            (form.summary())
            fieldset.form-section {
                legend { (lang.text("pipelines-stage")) }
                (controls(&form))
            }
            div.form-actions {
                button.button.primary { (lang.text("save")) }
                a.button.quiet href=(back) { (lang.text("cancel")) }
            }
        }
    };
    let above = [(AT, lang.text("admin-pipelines")), (back.as_str(), lang.text("pipelines-pipeline"))];
    admin::page(admin, Head { above: &above, ..Head::new(AT, &stage.title) }, content)
}

fn controls(form: &Form) -> Markup {
    let lang = form.lang;
    let control = |name, label, hint| Control::new(name, lang.text(label)).hint(lang.text(hint));
    let key = control("key", "key", "pipelines-key-hint").required();
    let probability = control("probability", "pipelines-probability-percent", "pipelines-probability-hint");
    let rot_days = control("rot_days", "pipelines-rots-after-days", "pipelines-rots-hint");
    let outcomes = [("open", "pipelines-open"), ("won", "pipelines-won"), ("lost", "pipelines-lost")];
    let outcomes = outcomes.map(|(key, words)| (key, lang.text(words)));
    html! {
        div.form-grid {
            (form.text("text", Control::new("name", lang.text("name")).required()))
            (form.text("text", key))
            (form.select(Control::new("outcome", lang.text("pipelines-outcome")).required(), outcomes))
            (form.text("text", probability))
            (form.text("number", rot_days))
            (hues(form.typed.text("hue"), lang))
        }
    }
}

fn hues(chosen: &str, lang: Language) -> Markup {
    let label = lang.text("pipelines-colour");
    html! {
        fieldset.field {
            legend.field-label { (label) }
            div.hue-input role="radiogroup" aria-label=(label) {
                @for (number, name) in HUES.iter().enumerate().skip(1) {
                    label class={ "hue-" (number) } {
                        input type="radio" name="hue" value=(number) checked[number.to_string() == chosen];
                        span.visually-hidden { (lang.text(name)) }
                    }
                }
            }
        }
    }
}
