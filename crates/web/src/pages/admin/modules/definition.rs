//! The texts of a module: what is shipped, what the company says otherwise, both as files, and the company's own to be
//! written by hand.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crm::definitions::shaping::{self, Against, Shaped};
use maud::{Markup, html};
use words::{Language, said};

use super::{SEEN, address, changed, edited, frame, look, missing, review, seen, told};
use crate::app::App;
use crate::components::control::{Form, mend};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// `GET /admin/modules/{module}/definition`
pub async fn show(State(app): State<App>, admin: Administrator, Path(module): Path<String>) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let form = Form::of(admin.lang(), [("text", shaped.text.clone()), (SEEN, shaped.mark())]);
    Ok(view(&admin, &shaped, &form))
}

/// `POST /admin/modules/{module}/definition`: the company's own text, as somebody wrote it.
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    // Browsers send other ends of lines.
    let text = typed.get("text").unwrap_or_default().replace("\r\n", "\n");
    let text = if text.trim().is_empty() { String::new() } else { text };
    if !text.is_empty() && shaping::module_of(&text).is_some_and(|named| named != module) {
        let error = crm::FieldError::new("", "invalid", said!("modules-text-other", module = module.as_str()));
        return Ok(mend(view(&admin, &shaped, &Form::refused(admin.lang(), typed, vec![error]))));
    }
    match edited(&app, &admin, &module, (&typed, Against::Records), move |_| Ok(text.clone())).await? {
        Ok(stand) => Ok(changed(&module, stand)),
        Err(errors) if told::conflict(&errors) => {
            let shaped = look(&app, &admin, &module).await?;
            let form = Form::refused(admin.lang(), typed.with(SEEN, &shaped.mark()), errors);
            Ok(mend(view(&admin, &shaped, &form)))
        }
        Err(errors) => {
            let errors = told::placed(errors, "-", &[]);
            Ok(mend(view(&admin, &shaped, &Form::refused(admin.lang(), typed, errors))))
        }
    }
}

/// `GET /admin/modules/{module}/export`: the company's own text in force, or with `?whole` both in one.
pub async fn export(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    asked: Pairs,
) -> Result<Response, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let text = match asked.gives("whole") {
        true => meta::definition::to_toml(shaped.before.as_ref().ok_or_else(missing)?),
        false => shaped.in_force.clone(),
    };
    let name = format!("attachment; filename=\"{}.toml\"", shaped.key);
    let kind = "application/toml; charset=utf-8".to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], text).into_response())
}

fn view(admin: &Administrator, shaped: &Shaped, form: &Form) -> Markup {
    let lang = admin.lang();
    let export = address(&shaped.key, "export");
    let over = shaped.shipped.as_deref();
    let differences = shaped.differences();
    let content = html! {
        div.stack {
            (form.summary())
            div.row {
                @if !shaped.in_force.is_empty() {
                    a.button href=(export) download { (icon("download")) (lang.text("modules-export")) }
                }
                @if shaped.before.is_some() {
                    a.button href={ (export) "?whole=1" } download { (icon("download")) (lang.text("modules-export-whole")) }
                }
            }
            (review::table(lang, &differences, lang.text("modules-difference"), ["modules-shipped", "modules-yours"]))
            form.card method="post" action=(address(&shaped.key, "definition")) {
                div.card-header {
                    h2 { label for="f-text" { (lang.text("modules-text-own")) } }
                }
                (seen(form.typed.text(SEEN)))
                div.card-body.stack {
                    p.muted { (lang.text(if over.is_some() { "modules-text-over" } else { "modules-text-whole" })) }
                    textarea.mono.definition-text #f-text name="text" rows="16" spellcheck="false" autocapitalize="off" {
                        "\n" (form.typed.get("text").unwrap_or_default())
                    }
                    div.row {
                        button.button.primary { (lang.text("modules-to-plan")) }
                        a.button.quiet href="/help/modules" { (icon("circle-help")) (lang.text("modules-reference")) }
                    }
                }
            }
            // Whoever is to put their text over another sees the other.
            @if told::conflict(&form.errors) { (text("modules-text-now", &shaped.text, lang)) }
            @if let Some(over) = over { (text("modules-text-shipped", over, lang)) }
        }
    };
    frame::page(admin, shaped, "definition", content)
}

/// A text to be read.
fn text(title: &'static str, text: &str, lang: Language) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (lang.text(title)) } }
            pre.card-body.definition tabindex="0" { code { (text) } }
        }
    }
}
