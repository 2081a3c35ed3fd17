//! The form of a tile: what is shown of a list, offering what fits it.

use std::sync::Arc;

use crm::dashboards::{Dashboard, Kind, Shows, Width, numbers};
use crm::{Error, Result};
use maud::{Markup, html};
use meta::{Field, Key};
use uuid::Uuid;
use words::said;

use super::place::called;
use super::{AT, address};
use crate::assets::url;
use crate::components::control::{Control, Form};
use crate::components::shell::{self, Shell};
use crate::pages::records::{Scene, lower};
use crate::pairs::Pairs;
use crate::who::Signed;

/// What controls of a tile are called.
const CALLED: [(&str, &str); 7] = [
    ("label", "name"),
    ("kind", "dashboards-show-as"),
    ("grouped", "dashboards-show-as"),
    ("summed", "dashboards-measure"),
    ("width", "dashboards-width"),
    ("dashboard", "dashboards-one"),
    ("dashboard_label", "dashboards-new-name"),
];

/// The form of a tile.
pub struct Sheet {
    /// Module, formats.
    pub scene: Scene,
    /// The query of the list.
    pub query: String,
    /// Which tile.
    pub of: Of,
}

/// Which tile a form is about.
pub enum Of {
    /// A new one, for one of these dashboards or another.
    New(Vec<Dashboard>),
    /// One of a dashboard.
    Tile(Dashboard, Uuid),
}

/// What a form says of a tile.
pub fn read(typed: &Pairs) -> Result<(Shows, Width)> {
    let kind = Kind::parse(typed.text("kind"));
    let kind = kind.ok_or_else(|| Error::invalid("kind", "required", said!("dashboards-choose-kind")))?;
    let key = |name: &str| Key::new(typed.text(name)).ok();
    let summed = key(if kind == Kind::Sum { "summed_sum" } else { "summed" });
    let shows = Shows { kind, grouped: key(&format!("grouped_{}", kind.word())), summed };
    Ok((shows, Width::parse(typed.text("width")).unwrap_or_else(|| Width::usual(kind))))
}

/// What stands in the form of a tile.
pub fn typed(label: &str, shows: Option<&Shows>, width: Option<Width>) -> Pairs {
    let mut typed = Pairs::default().with("label", label).with("width", width.map_or("", Width::word));
    let Some(Shows { kind, grouped, summed }) = shows else { return typed };
    typed.push("kind", kind.word());
    if let Some(key) = grouped {
        typed.push(format!("grouped_{}", kind.word()), key.to_string());
    }
    if let Some(key) = summed {
        typed.push(if *kind == Kind::Sum { "summed_sum" } else { "summed" }, key.to_string());
    }
    typed
}

/// The page of the form.
pub fn page(signed: &Signed, sheet: &Sheet, form: &Form) -> Markup {
    let Sheet { scene, query, of } = sheet;
    let (lang, form) = (signed.lang(), form.clone().calling(&CALLED));
    let list = Pairs::read(query).on(&scene.home());
    let (title, action, back) = match of {
        Of::New(_) => ("dashboards-add", format!("{}/tiles", scene.home()), list.clone()),
        Of::Tile(dashboard, id) => {
            let here = address(dashboard.id);
            ("dashboards-change-tile", format!("{here}/tiles/{id}"), format!("{here}/edit"))
        }
    };
    let title = lang.text(title);
    let content = html! {
        link rel="stylesheet" href=(url("dashboards.css"));
        div.page-header { div {
            ol.crumbs { @match of {
                Of::New(_) => li { a href=(list) { (scene.module.label.many) } },
                Of::Tile(dashboard, _) => { li { a href=(AT) { (lang.text("dashboards")) } } li { a href=(back) { (dashboard.label) } } },
            } li { (title) } }
            h1.page-title { (title) }
        } }
        form.form.tile-form method="post" action=(action) novalidate {
            (form.summary())
            @if let Of::New(_) = of { input type="hidden" name="query" value=(query); }
            fieldset.form-section {
                legend { (lang.text("dashboards-show-as")) }
                div.choices.stacked { @for kind in Kind::ALL { (choice(scene, &form, kind)) } }
                (measure(scene, &form))
            }
            fieldset.form-section {
                legend { (lang.text("dashboards-tile")) }
                div.form-grid {
                    (form.text("text", Control::new("label", lang.text("name")).hint(&lang.say(said!("dashboards-name-hint", modules = scene.module.label.many.as_str())))))
                    (form.select(Control::new("width", lang.text("dashboards-width")), widths(lang)))
                    @if let Of::New(all) = of { (place(all, &form)) }
                }
            }
            div.form-actions {
                button.button.primary { (lang.text(if matches!(of, Of::New(_)) { "dashboards-add" } else { "save" })) }
                a.button.quiet href=(back) { (lang.text("cancel")) }
            }
        }
    };
    shell::page(&Shell { signed, snapshot: &scene.snapshot, title, at: AT }, content)
}

fn widths(lang: words::Language) -> Vec<(&'static str, &'static str)> {
    let usual = ("", lang.text("dashboards-width-usual"));
    std::iter::once(usual).chain(Width::ALL.map(|width| (width.word(), lang.text(called(width))))).collect()
}

/// One kind, with the fields that fit it; nothing where none does.
fn choice(scene: &Scene, form: &Form, kind: Kind) -> Markup {
    let (lang, module) = (scene.lang(), &scene.module);
    let fields = match kind {
        Kind::Sum => numbers(module, &scene.rights),
        kind => kind.grouped(module, &scene.rights),
    };
    if fields.is_empty() && !matches!(kind, Kind::Count | Kind::List) {
        return html! {};
    }
    let name = if kind == Kind::Sum { "summed_sum".to_string() } else { format!("grouped_{}", kind.word()) };
    let (words, hint) = described(kind);
    let words = lang.text(words);
    html! {
        div.tile-kind {
            label.choice {
                input type="radio" name="kind" value=(kind.word()) checked[form.typed.text("kind") == kind.word()];
                span { (words) small { (lang.text(hint)) } }
            }
            @if !fields.is_empty() { (select(form, &name, words, &fields)) }
        }
    }
}

fn select(form: &Form, name: &str, label: &str, fields: &[&Arc<Field>]) -> Markup {
    html! {
        select name=(name) aria-label=(label) {
            @for field in fields { option value=(field.key) selected[form.typed.text(name) == field.key.as_str()] { (field.label) } }
        }
    }
}

/// What trends, charts and boards add up.
fn measure(scene: &Scene, form: &Form) -> Markup {
    let (lang, fields) = (scene.lang(), numbers(&scene.module, &scene.rights));
    if fields.is_empty() {
        return html! {};
    }
    let sums = fields.iter().map(|field| {
        let sum = lang.say(said!("dashboards-note-sum", number = lower(&field.label)));
        (field.key.to_string(), sum)
    });
    let count = (String::new(), lang.text("dashboards-note-count").to_string());
    html! {
        div.tile-measure { (form.select(Control::new("summed", lang.text("dashboards-measure")), std::iter::once(count).chain(sums))) }
    }
}

/// On which dashboard a new tile is put.
fn place(all: &[Dashboard], form: &Form) -> Markup {
    let lang = form.lang;
    let known = all.iter().map(|one| (one.id.to_string(), one.label.clone()));
    let other = (String::new(), lang.text("dashboards-new").to_string());
    html! {
        @if !all.is_empty() { (form.select(Control::new("dashboard", lang.text("dashboards-one")), known.chain([other]))) }
        div.tile-new { (form.text("text", Control::new("dashboard_label", lang.text("dashboards-new-name")))) }
    }
}

fn described(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Count => ("dashboards-count", "dashboards-count-hint"),
        Kind::Sum => ("dashboards-sum", "dashboards-sum-hint"),
        Kind::Trend => ("dashboards-trend", "dashboards-trend-hint"),
        Kind::Chart => ("dashboards-chart", "dashboards-chart-hint"),
        Kind::List => ("dashboards-list", "dashboards-list-hint"),
        Kind::Board => ("dashboards-board", "dashboards-board-hint"),
    }
}
