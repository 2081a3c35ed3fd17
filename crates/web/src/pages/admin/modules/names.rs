//! What things are called in the other languages. These names are no part of the definition: they hold at once.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::FieldError;
use crm::definitions::shaping::Shaped;
use crm::settings::labels;
use maud::{Markup, html};
use words::{Language, said};

use super::{address, frame, look};
use crate::app::App;
use crate::components::control::{Form, mend, outcome};
use crate::components::empty;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// `GET /admin/modules/{module}/names?language=pt`
pub async fn show(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    asked: Pairs,
) -> Result<Markup, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let language = chosen(&asked, admin.lang());
    let mut typed = Pairs::default();
    if let Some(names) = admin.snapshot.labels.of(&shaped.key, language) {
        for (place, name) in names {
            typed.push(format!("name[{place}]"), name.as_str());
        }
    }
    Ok(view(&app, &admin, &shaped, language, &typed, Vec::new()))
}

/// `POST /admin/modules/{module}/names`
pub async fn save(
    State(app): State<App>,
    admin: Administrator,
    Path(module): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let shaped = look(&app, &admin, &module).await?;
    let language = chosen(&typed, admin.lang());
    let names: labels::Names = typed
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix("name[")?.strip_suffix(']')?.to_owned(), text.to_owned())))
        .collect();
    let key = module.clone();
    let write = app.crm().write(admin.actor(), "configure", move |work| labels::save(work, &key, language, &names));
    match outcome(write.await)? {
        Ok(()) => {
            let to = format!("{}?language={}", address(&module, "names"), language.code());
            Ok(flash::redirect(&to, News::done(said!("modules-names-saved", language = language.name()))))
        }
        Err(errors) => Ok(mend(view(&app, &admin, &shaped, language, &typed, errors))),
    }
}

/// The language asked for; the reader's own, or the first other than English.
fn chosen(asked: &Pairs, own: Language) -> Language {
    let other = |language: &Language| *language != Language::En;
    let asked = asked.get("language").and_then(Language::of).filter(other);
    asked.or(Some(own).filter(other)).unwrap_or(Language::Pt)
}

fn view(
    app: &App,
    admin: &Administrator,
    shaped: &Shaped,
    language: Language,
    typed: &Pairs,
    errors: Vec<FieldError>,
) -> Markup {
    let (lang, action) = (admin.lang(), address(&shaped.key, "names"));
    let content = match &shaped.before {
        None => {
            empty::empty("languages", lang.text("modules-names-none"), lang.text("modules-names-none-hint"), html! {})
        }
        Some(before) => {
            let now = app.crm().snapshot().read_in(language);
            let shown = now.module(&shaped.key).map(|module| labels::named(module)).unwrap_or_default();
            let form = Form::refused(lang, typed.clone(), errors);
            html! {
                form.stack method="post" action=(action) {
                    p.muted { (lang.text("modules-names-about")) }
                    (form.summary())
                    div.button-group {
                        @for other in Language::ALL.into_iter().filter(|other| *other != Language::En) {
                            a.button href={ (action) "?language=" (other.code()) } lang=(other.code())
                                aria-current=[(other == language).then_some("true")] { (other.name()) }
                        }
                    }
                    input type="hidden" name="language" value=(language.code());
                    (rows(&labels::named(before), &shown, language, typed, lang))
                    div.form-actions { button.button.primary { (lang.text("save")) } }
                }
            }
        }
    };
    frame::page(admin, shaped, "names", content)
}

fn rows(
    named: &[(String, String)],
    shown: &[(String, String)],
    language: Language,
    typed: &Pairs,
    lang: Language,
) -> Markup {
    html! {
        div.table-wrap {
            table.rights {
                thead { tr {
                    th scope="col" { (Language::En.name()) }
                    th scope="col" { (lang.text("modules-place")) }
                    th scope="col" { (language.name()) }
                } }
                tbody {
                    @for (at, (place, english)) in named.iter().enumerate() {
                        // Both are told in the same order.
                        @let usual = shown.get(at).map_or(english.as_str(), |(_, name)| name);
                        @let name = format!("name[{place}]");
                        tr {
                            th scope="row" { (english) }
                            td { span.mono { (place) } }
                            td data-label=(language.name()) {
                                input type="text" name=(name) value=(typed.get(&name).unwrap_or_default()) placeholder=(usual)
                                    lang=(language.code()) aria-label={ (english) ": " (language.name()) };
                            }
                        }
                    }
                }
            }
        }
    }
}
