//! What one is called and how one reads dates and numbers.

use axum::extract::State;
use axum::response::Response;
use crm::acts;
use crm::settings::preferences::{self, Preferences};
use crm::settings::profile::{self, Profile};
use maud::{Markup, html};
use meta::types::PersonName;

use super::{Own, view};
use crate::app::App;
use crate::components::choices;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

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
        acts::summarise(work, "Changed their own profile")?;
        profile::save(work, given.clone())
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect("/me", News::done("Saved your profile"))),
        Err(errors) => Ok(mend(page(&own, &Form::refused(typed, errors), &preferences_form(&own)))),
    }
}

/// `POST /me/preferences`
pub async fn save_preferences(
    State(app): State<App>,
    signed: Signed,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let given = read(&typed);
    let write = app.crm().write(&signed.actor, "update", move |work| {
        acts::summarise(work, "Changed their own preferences")?;
        preferences::save(work, given.clone())
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect("/me", News::done("Saved your preferences"))),
        Err(errors) => {
            let own = Own::read(&app, signed).await?;
            Ok(mend(page(&own, &profile_form(&own), &Form::refused(typed, errors))))
        }
    }
}

fn read(typed: &Pairs) -> Preferences {
    let some = |name: &str| Some(typed.text(name).to_string()).filter(|text| !text.is_empty());
    Preferences {
        language: some("language").unwrap_or_else(|| preferences::LANGUAGES[0].into()),
        time_zone: some("time_zone"),
        date_format: some("date_format"),
        number_format: some("number_format"),
    }
}

fn profile_form(own: &Own) -> Form {
    Form::of([("name", own.profile.name.full()), ("phone", own.profile.phone.clone())])
}

fn preferences_form(own: &Own) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let known = &own.preferences;
    Form::of([
        ("language", known.language.clone()),
        ("time_zone", text(&known.time_zone)),
        ("date_format", text(&known.date_format)),
        ("number_format", text(&known.number_format)),
    ])
}

fn page(own: &Own, profile: &Form, preferences: &Form) -> Markup {
    view::page(
        own,
        "/me",
        "Profile and preferences",
        html! {
            form.form method="post" action="/me/profile" {
                (profile.summary())
                fieldset.form-section {
                    legend { "Profile" }
                    div.form-grid {
                        (profile.text("text", Control::new("name", "Name").required().fill("name")))
                        (profile.text("tel", Control::new("phone", "Phone").fill("tel")))
                        (view::facts(own))
                    }
                }
                div.row { button.button.primary { "Save profile" } }
            }
            form.form method="post" action="/me/preferences" {
                (preferences.summary())
                fieldset.form-section {
                    legend { "Preferences" }
                    div.form-grid {
                        (preferences.select(Control::new("language", "Language"), [("en", "English")]))
                        (preferences.picker(Control::new("time_zone", "Time zone"), None,
                            [("", "That of the company")].into_iter().chain(choices::zones())))
                        (preferences.select(Control::new("date_format", "Dates"), options(own, "date_format", "22 Nov 2026")))
                        (preferences.select(Control::new("number_format", "Numbers"), options(own, "number_format", "As usual")))
                    }
                }
                div.row { button.button.primary { "Save preferences" } }
            }
            (theme())
        },
    )
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

fn theme() -> Markup {
    let choices = [("auto", "monitor", "As the device"), ("light", "sun", "Light"), ("dark", "moon", "Dark")];
    html! {
        section.card.js-only {
            div.card-header { h2 { "Appearance" } }
            div.card-body {
                div.button-group role="radiogroup" aria-label="Appearance" {
                    @for (key, symbol, words) in choices {
                        button.button type="button" role="radio" aria-checked="false" data-theme-choice=(key) { (icon(symbol)) (words) }
                    }
                }
            }
        }
    }
}
