//! What a module is called, where it stands, what it can do, and its end.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::FieldError;
use crm::definitions::shaping::{self, Against, ModuleGiven, Shaped};
use maud::{Markup, html};
use words::Language;

use super::rows::enter;
use super::{SEEN, address, changed, choices, edited, frame, look, seen, told};
use crate::app::App;
use crate::components::control::{Control, Form, mend};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// What the controls of a module are called.
pub(super) const CALLED: &[(&str, &str)] = &[
    ("one", "modules-one"),
    ("many", "modules-many"),
    ("label", "modules-one"),
    ("key", "key"),
    ("icon", "modules-icon"),
    ("area", "modules-area"),
    ("title", "modules-title"),
    ("use", "modules-abilities"),
    ("first", "modules-first"),
    ("like", "modules-like"),
];

/// Abilities with their messages: the name, and what it gives.
const ABILITIES: [(&str, &str, &str); 6] = [
    ("activities", "modules-use-activities", "modules-use-activities-about"),
    ("files", "modules-use-files", "modules-use-files-about"),
    ("tags", "modules-use-tags", "modules-use-tags-about"),
    ("import", "import", "modules-use-import-about"),
    ("export", "export", "modules-use-export-about"),
    ("portal", "modules-use-portal", "modules-use-portal-about"),
];

/// `GET /admin/modules/{module}/settings`
pub async fn show(State(app): State<App>, admin: Administrator, Path(module): Path<String>) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    Ok(view(&admin, &shaped, stored(&shaped), Vec::new()))
}

/// `POST /admin/modules/{module}/settings`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let given = read(&typed);
    let put = move |shaped: &Shaped| shaping::put_module(shaped, &given);
    match edited(&app, &admin, &module, (&typed, Against::Definitions), put).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) => {
            let shaped = look(&app, &admin, &module).await?;
            let typed = if told::conflict(&errors) { typed.with(SEEN, &shaped.mark()) } else { typed };
            Ok(mend(view(&admin, &shaped, typed, told::placed(errors, "", CALLED))))
        }
    }
}

/// `POST /admin/modules/{module}/retirement`
pub async fn drop(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let drop = |shaped: &Shaped| Ok(shaping::drop_module(shaped));
    match edited(&app, &admin, &module, (&typed, Against::Definitions), drop).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) => {
            let shaped = look(&app, &admin, &module).await?;
            Ok(mend(view(&admin, &shaped, stored(&shaped), told::placed(errors, "-", &[]))))
        }
    }
}

fn stored(shaped: &Shaped) -> Pairs {
    let now = &shaped.now;
    let mut typed = Pairs::default();
    for (name, value) in [
        ("one", now.label.one.as_str()),
        ("many", now.label.many.as_str()),
        ("icon", now.icon.as_str()),
        ("area", now.area.as_str()),
        ("title", now.title.as_str()),
    ] {
        typed.push(name, value);
    }
    now.uses.iter().for_each(|used| typed.push("use", used.as_str()));
    typed.push(SEEN, shaped.mark());
    typed
}

/// What was typed of a module.
pub(super) fn read(typed: &Pairs) -> ModuleGiven {
    let text = |name: &str| typed.text(name).to_owned();
    ModuleGiven {
        key: text("key"),
        one: text("one"),
        many: text("many"),
        icon: text("icon"),
        area: text("area"),
        uses: typed.all("use").map(str::to_owned).collect(),
        title: text("title"),
        like: text("like"),
        first: text("first"),
    }
}

fn view(admin: &Administrator, shaped: &Shaped, typed: Pairs, errors: Vec<FieldError>) -> Markup {
    let lang = admin.lang();
    let form = Form::refused(lang, typed, errors).calling(CALLED);
    let title = Control::new("title", lang.text("modules-title")).hint(lang.text("modules-title-hint"));
    let content = html! {
        div.stack {
            form.form method="post" action=(address(&shaped.key, "settings")) {
                (enter())
                (seen(form.typed.text(SEEN)))
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text("modules-module")) }
                    div.form-grid {
                        (names(&form))
                        div.field { span.field-label { (lang.text("key")) } div.field-value { span.mono { (shaped.key) } } }
                        (place(admin, &form))
                        (form.select(title, titles(shaped)))
                    }
                }
                (abilities(&form))
                div.form-actions { button.button.primary { (lang.text("modules-to-plan")) } }
            }
            (end(shaped, form.typed.text(SEEN), lang))
        }
    };
    frame::page(admin, shaped, "settings", content)
}

/// Fields that can name a record.
fn titles(shaped: &Shaped) -> Vec<(String, String)> {
    let fields = shaped.now.own_fields().filter(|field| meta::definition::names_records(&field.kind));
    fields.map(|field| (field.key.to_string(), field.label.clone())).collect()
}

/// One and several.
pub(super) fn names(form: &Form) -> Markup {
    let lang = form.lang;
    html! {
        (form.text("text", Control::new("one", lang.text("modules-one")).required().hint(lang.text("modules-one-hint"))))
        (form.text("text", Control::new("many", lang.text("modules-many")).required().hint(lang.text("modules-many-hint"))))
    }
}

/// The icon, and the part of the menu.
pub(super) fn place(admin: &Administrator, form: &Form) -> Markup {
    let lang = form.lang;
    let chosen = form.typed.text("icon");
    let mut icons: Vec<&str> = choices::ICONS.to_vec();
    if !chosen.is_empty() && !icons.contains(&chosen) {
        icons.insert(0, chosen);
    }
    let mut areas: Vec<(String, String)> = [("sales", "area-sales"), ("work", "area-work")]
        .map(|(key, words)| (key.into(), lang.text(words).into()))
        .into();
    let known = admin.snapshot.schema.catalogue.modules().map(|module| module.area.as_str());
    for area in known.chain(["more", form.typed.text("area")]) {
        if !area.is_empty() && !areas.iter().any(|(known, _)| known == area) {
            let words = if area == "admin" {
                lang.text("area-admin").to_owned()
            } else {
                crate::components::control::capital(area)
            };
            areas.push((area.to_owned(), words));
        }
    }
    let called = icons.iter().map(|name| (*name, name.replace('-', " ")));
    html! {
        (form.select(Control::new("icon", lang.text("modules-icon")), called))
        (form.select(Control::new("area", lang.text("modules-area")), areas))
    }
}

/// What the module can do.
pub(super) fn abilities(form: &Form) -> Markup {
    let lang = form.lang;
    html! {
        fieldset.form-section {
            legend { (lang.text("modules-abilities")) }
            div.choices.stacked {
                @for (key, words, about) in ABILITIES {
                    label.choice {
                        input type="checkbox" name="use" value=(key) checked[form.typed.all("use").any(|used| used == key)];
                        span { (lang.text(words)) small { (lang.text(about)) } }
                    }
                }
            }
        }
    }
}

/// The ways a module goes.
fn end(shaped: &Shaped, mark: &str, lang: Language) -> Markup {
    let action = address(&shaped.key, "retirement");
    let card = |words: &'static str, hint: &'static str| {
        html! {
            section.card {
                div.card-header { h2 { (lang.text("modules-field-ends")) } }
                form.card-body.row method="post" action=(action) {
                    (seen(mark))
                    button.button.danger { (icon("archive")) (lang.text(words)) }
                    span.muted { (lang.text(hint)) }
                }
            }
        }
    };
    match (shaped.shipped.is_some(), shaped.in_force.is_empty()) {
        (true, false) => card("modules-reset", "modules-reset-hint"),
        (false, false) => card("modules-drop", "modules-drop-hint"),
        _ => html! {},
    }
}
