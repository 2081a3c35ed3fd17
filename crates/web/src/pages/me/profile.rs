//! What one is called and how one reads dates and numbers.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use chrono::NaiveDate;
use crm::acts;
use crm::settings::preferences::{self, Preferences};
use crm::settings::profile::{self, Profile};
use maud::{Markup, html};
use meta::types::PersonName;
use words::{Language, said};

use super::{Own, view};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::{calendar, choices};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::language;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// The messages that label what is filled in about oneself.
const CALLED: &[(&str, &str)] = &[
    ("name", "name"),
    ("phone", "users-phone"),
    ("language", "me-language"),
    ("time_zone", "company-time-zone"),
    ("date_format", "me-dates"),
    ("number_format", "me-numbers"),
];

/// `GET /me`
pub async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let own = Own::read(&app, signed).await?;
    Ok(page(&own, &profile_form(&own), &preferences_form(&own)))
}

/// `POST /me/profile`
pub async fn save_profile(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let own = Own::read(&app, signed).await?;
    let full = typed.text("name");
    let name = if full == own.profile.name.full() { own.profile.name.clone() } else { PersonName::parse(full) };
    let given = Profile { name, phone: typed.text("phone").to_string() };
    let write = app.crm().write(&own.signed.actor, "update", move |work| {
        acts::summarise(work, said!("me-act-profile"))?;
        profile::save(work, given.clone())
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect("/me", News::done(said!("me-profile-saved")))),
        Err(errors) => {
            let refused = Form::refused(own.signed.lang(), typed, errors).calling(CALLED);
            Ok(mend(page(&own, &refused, &preferences_form(&own))))
        }
    }
}

/// `POST /me/preferences`
pub async fn save_preferences(
    State(app): State<App>,
    signed: Signed,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let given = read(&typed);
    let language = given.language;
    let write = app.crm().write(&signed.actor, "update", move |work| {
        acts::summarise(work, said!("me-act-preferences"))?;
        preferences::save(work, given.clone())
    });
    match outcome(write.await)? {
        Ok(()) => {
            let mut response = flash::redirect("/me", News::done(said!("me-preferences-saved")));
            response.headers_mut().append(SET_COOKIE, language::keep(language));
            Ok(response)
        }
        Err(errors) => {
            let own = Own::read(&app, signed).await?;
            let refused = Form::refused(own.signed.lang(), typed, errors).calling(CALLED);
            Ok(mend(page(&own, &profile_form(&own), &refused)))
        }
    }
}

fn read(typed: &Pairs) -> Preferences {
    let some = |name: &str| Some(typed.text(name).to_string()).filter(|text| !text.is_empty());
    Preferences {
        language: some("language").and_then(|code| Language::of(&code)).unwrap_or_default(),
        time_zone: some("time_zone"),
        date_format: some("date_format"),
        number_format: some("number_format"),
    }
}

fn profile_form(own: &Own) -> Form {
    Form::of(own.signed.lang(), [("name", own.profile.name.full()), ("phone", own.profile.phone.clone())])
}

fn preferences_form(own: &Own) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let known = &own.preferences;
    Form::of(
        own.signed.lang(),
        [
            ("language", known.language.code().to_owned()),
            ("time_zone", text(&known.time_zone)),
            ("date_format", text(&known.date_format)),
            ("number_format", text(&known.number_format)),
        ],
    )
}

fn page(own: &Own, profile: &Form, preferences: &Form) -> Markup {
    let lang = own.signed.lang();
    let languages = Language::ALL.map(|language| (language.code(), language.name()));
    let zones = [("", lang.text("me-time-zone-usual"))].into_iter().chain(choices::zones());
    view::page(
        own,
        "/me",
        lang.text("me-heading"),
        html! {
            form.form method="post" action="/me/profile" {
                (profile.summary())
                fieldset.form-section {
                    legend { (lang.text("me-profile")) }
                    div.form-grid {
                        (profile.text("text", Control::new("name", lang.text("name")).required().fill("name")))
                        (profile.text("tel", Control::new("phone", lang.text("users-phone")).fill("tel")))
                        (view::facts(own))
                    }
                }
                div.row { button.button.primary { (lang.text("me-profile-save")) } }
            }
            form.form method="post" action="/me/preferences" {
                (preferences.summary())
                fieldset.form-section {
                    legend { (lang.text("me-preferences")) }
                    div.form-grid {
                        (preferences.select(Control::new("language", lang.text("me-language")), languages))
                        (preferences.picker(Control::new("time_zone", lang.text("company-time-zone")), None, zones))
                        (preferences.select(Control::new("date_format", lang.text("me-dates")), options(own, "date_format", &usual_date(lang))))
                        (preferences.select(Control::new("number_format", lang.text("me-numbers")), options(own, "number_format", lang.text("me-numbers-usual"))))
                    }
                }
                div.row { button.button.primary { (lang.text("me-preferences-save")) } }
            }
            (theme(lang))
        },
    )
}

/// A day as it is written where nothing was chosen.
fn usual_date(lang: Language) -> String {
    NaiveDate::from_ymd_opt(2026, 11, 22).map_or_else(String::new, |day| calendar::of(day, "%-d %b %Y", lang))
}

/// The options of a select field of users, after the empty choice.
fn options(own: &Own, field: &str, empty: &str) -> Vec<(String, String)> {
    let kind = own.snapshot.module("user").and_then(|module| module.field(field)).map(|field| &field.kind);
    let options = match kind {
        Some(meta::FieldType::Select { options }) => options.as_slice(),
        _ => &[],
    };
    let own = options.iter().map(|option| (option.key.to_string(), option.label.clone()));
    std::iter::once((String::new(), empty.to_string())).chain(own).collect()
}

fn theme(lang: Language) -> Markup {
    let choices =
        [("auto", "monitor", "me-theme-auto"), ("light", "sun", "theme-light"), ("dark", "moon", "theme-dark")];
    let appearance = lang.text("me-appearance");
    html! {
        section.card.js-only {
            div.card-header { h2 { (appearance) } }
            div.card-body {
                div.button-group role="radiogroup" aria-label=(appearance) {
                    @for (key, symbol, words) in choices {
                        button.button type="button" role="radio" aria-checked="false" data-choice={ "theme:" (key) } { (icon(symbol)) (lang.text(words)) }
                    }
                }
            }
        }
    }
}
