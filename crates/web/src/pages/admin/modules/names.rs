//! What things are called in the other languages. These names are no part of the definition: they hold at once.

use std::collections::HashMap;

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
use crate::components::fields::control_id;
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
    for (place, name) in given(&admin, &shaped, language) {
        typed.push(format!("name[{place}]"), name.as_str());
        typed.push(format!("was[{place}]"), name);
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
    let (names, was, key) = (posted(&typed, "name["), posted(&typed, "was["), module.clone());
    let save = move |work: &mut crm::Work| labels::save(work, &key, language, &names, &was);
    let write = app.crm().write(admin.actor(), "configure", save);
    match outcome(write.await)? {
        Ok(()) => {
            let to = format!("{}?language={}", address(&module, "names"), language.code());
            Ok(flash::redirect(&to, News::done(said!("modules-names-saved", language = language.name()))))
        }
        Err(errors) => {
            // What somebody else changed meanwhile is told, and may be put over theirs now.
            let now = labels_now(&app, &shaped, language);
            let of_moved = |typed: Pairs, error: &FieldError| {
                let now = now.get(&error.field).map_or("", String::as_str);
                typed.with(&format!("was[{}]", error.field), now)
            };
            let moved = errors.iter().filter(|error| error.code == "conflict");
            let typed = moved.fold(typed, of_moved);
            Ok(mend(view(&app, &admin, &shaped, language, &typed, errors)))
        }
    }
}

/// The company's names that a form showed or was given.
fn posted(typed: &Pairs, start: &str) -> labels::Names {
    let place = |name: &str| Some(name.strip_prefix(start)?.strip_suffix(']')?.to_owned());
    typed.iter().filter_map(|(name, text)| Some((place(name)?, text.to_owned()))).collect()
}

/// The company's names as this request knows them.
fn given(admin: &Administrator, shaped: &Shaped, language: Language) -> labels::Names {
    admin.snapshot.labels.of(&shaped.key, language).cloned().unwrap_or_default()
}

/// The company's names as they are now.
fn labels_now(app: &App, shaped: &Shaped, language: Language) -> labels::Names {
    app.crm().snapshot().labels.of(&shaped.key, language).cloned().unwrap_or_default()
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
            let now = app.crm().snapshot();
            let (english, shown) = (now.module(&shaped.key).cloned(), now.read_in(language));
            let both = english.as_deref().zip(shown.module(&shaped.key));
            let shown: Usual =
                both.map(|(english, shown)| labels::named(shown, english)).into_iter().flatten().collect();
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
                    (rows(&labels::named(before, before), &shown, language, typed, lang))
                    div.form-actions { button.button.primary { (lang.text("save")) } }
                }
            }
        }
    };
    frame::page(admin, shaped, "names", content)
}

/// What things are called now, by their place.
type Usual = HashMap<String, String>;

fn rows(named: &[(String, String)], shown: &Usual, language: Language, typed: &Pairs, lang: Language) -> Markup {
    html! {
        div.table-wrap {
            table.rights {
                thead { tr {
                    th scope="col" { (Language::En.name()) }
                    th scope="col" { (lang.text("modules-place")) }
                    th scope="col" { (language.name()) }
                } }
                tbody {
                    @for (place, english) in named {
                        @let usual = shown.get(place).unwrap_or(english);
                        @let (name, was) = (format!("name[{place}]"), format!("was[{place}]"));
                        tr {
                            th scope="row" { (english) }
                            td.hide-phone { span.mono { (place) } }
                            td.wide data-label=(language.name()) {
                                @if let Some(shown) = typed.get(&was).filter(|shown| !shown.is_empty()) {
                                    input type="hidden" name=(was) value=(shown);
                                }
                                input type="text" id=(control_id(place)) name=(name) value=(typed.get(&name).unwrap_or_default()) placeholder=(usual)
                                    lang=(language.code()) aria-label={ (english) ": " (language.name()) };
                            }
                        }
                    }
                }
            }
        }
    }
}
