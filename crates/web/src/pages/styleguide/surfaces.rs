//! Surfaces: cards, figures, progress, news, empty places, what happens over time.

use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::said;

use super::sample::amount;
use super::{Guide, part};
use crate::components::icon::icon;
use crate::components::stat::stat;
use crate::components::toast::toast;
use crate::components::{empty, progress, side_nav, warning};
use crate::flash::News;

/// The page.
pub fn page(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        div.columns {
            (part(lang.text("styleguide-banners"), banners(guide)))
            (part(lang.text("styleguide-toasts"), toasts(guide)))
            (part(lang.text("styleguide-progress"), bars(guide)))
            (part(lang.text("styleguide-figures"), figures(guide)))
            (part(lang.text("styleguide-steps"), steps(guide)))
            (part(lang.text("styleguide-side"), side(guide)))
        }
        section.card {
            div.card-header { h2 { (lang.text("styleguide-empty")) } button.button.quiet.small type="button" { (icon("plus")) (lang.text("new")) } }
            (empty::empty("target", lang.text("styleguide-empty-title"), lang.text("styleguide-hint"), html! {
                button.button.primary type="button" { (icon("plus")) (lang.text("new")) }
                button.button type="button" { (icon("upload")) (lang.text("import")) }
            }))
            p.card-footer { (lang.text("show-all")) }
        }
        section.card {
            div.card-header { h2 { (lang.text("styleguide-cards")) } }
            (empty::small(lang.text("styleguide-empty-title")))
            ul.card-list {
                li { input type="checkbox" aria-label="Acme"; span { "Acme" br; small.faint { (lang.text("styleguide-hint")) } } time.overdue { (lang.text("yesterday")) } }
                li { input type="checkbox" checked aria-label="Konex"; span.done { "Konex" } time.faint { (lang.text("today")) } }
            }
        }
    }
}

fn banners(guide: &Guide) -> Markup {
    let lang = guide.lang();
    let kinds = [("info", ""), ("circle-check", "success"), ("triangle-alert", "warning"), ("circle-alert", "danger")];
    html! {
        @for (symbol, kind) in kinds {
            div class={ "banner " (kind) } { (icon(symbol)) p { (lang.text("styleguide-hint")) } button.button.small type="button" { (lang.text("show-more")) } }
        }
        (warning::unrated(&guide.snapshot, lang))
    }
}

/// Toasts as they are: they leave after a moment here too.
fn toasts(guide: &Guide) -> Markup {
    let lang = guide.lang();
    let all = [
        News::done(said!("record-created", title = "Acme")),
        News::undoable(said!("record-saved", title = "Acme"), Uuid::nil()),
        News::refused(said!("scripts-failed")),
    ];
    html! { @for news in &all { (toast(news, lang)) } }
}

fn bars(guide: &Guide) -> Markup {
    let (lang, formats) = (guide.lang(), &guide.formats);
    let number = |count: i64| formats.number(&Decimal::from(count));
    let of = lang.say(said!("progress-of", done = number(3_200), total = number(8_800)));
    html! {
        (progress::bar(lang.text("import"), &of, 3_200, Some(8_800)))
        (progress::bar(lang.text("export"), &number(120), 0, None))
        span.meter { progress max="100" value="60" aria-label=(lang.text("styleguide-progress")) {} "60 %" }
        span.row { span.spinner aria-hidden="true" {} (lang.text("styleguide-waiting")) }
    }
}

fn figures(guide: &Guide) -> Markup {
    let (lang, formats) = (guide.lang(), &guide.formats);
    html! {
        div.stats {
            (stat(lang.text("styleguide-figures"), &formats.money(&amount())))
            (stat(lang.text("styleguide-cards"), &formats.number(&Decimal::from(1_200))))
            a.stat href="#main" {
                span.stat-label { (lang.text("today")) }
                span.stat-value { "42" }
                span.stat-note.up { (icon("trending-up")) "12 %" }
            }
            a.stat href="#main" {
                span.stat-label { (lang.text("yesterday")) }
                span.stat-value { "37" }
                span.stat-note.down { (icon("trending-down")) "4 %" }
            }
        }
    }
}

/// Stages of the first pipeline, and the steps of something that is done once.
fn steps(guide: &Guide) -> Markup {
    let lang = guide.lang();
    let pipeline = guide.snapshot.pipelines_of("opportunity").next();
    let stages = pipeline.map_or(&[][..], |pipeline| &pipeline.stages[..]);
    let class = |at: usize| [Some("is-done"), Some("is-current")].get(at).copied().flatten();
    html! {
        ol.stage-bar aria-label=(lang.text("record-stage")) {
            @for (at, stage) in stages.iter().enumerate() {
                li class=[class(at)] aria-current=[(at == 1).then_some("step")] { button.stage-step type="button" disabled[at == 1] { (stage.name) } }
            }
        }
        ol.steps {
            li.is-done { (lang.text("import")) } li aria-current="step" { (lang.text("field")) } li { (lang.text("save")) }
        }
        ol.timeline {
            li.timeline-day { (lang.text("today")) }
            li.timeline-item {
                span.timeline-icon.hue-8 { (icon("arrow-right")) }
                div.timeline-body {
                    p { strong { (guide.signed.actor.name) } }
                    ul.changes { li.change { span.change-field { (lang.text("name")) } " " del { "Acme" } " " (icon("arrow-right")) " " ins { "Acme Corporation" } } }
                }
                time.timeline-time { "14:02" }
            }
        }
    }
}

fn side(guide: &Guide) -> Markup {
    let lang = guide.lang();
    let entries = [
        ("/styleguide?show=surfaces", "component", lang.text("styleguide-surfaces")),
        ("/styleguide", "palette", lang.text("styleguide-pieces")),
    ];
    side_nav::side_nav(lang.text("styleguide-side"), [(lang.text("styleguide"), entries)], "/styleguide?show=surfaces")
}
