//! The sign-in form.

use maud::{Markup, html};
use words::Language;

use crate::assets::url;
use crate::components::icon::icon;
use crate::components::shell;

/// The form, with what was typed and what was wrong with it.
pub fn form(lang: Language, email: &str, next: &str, wrong: Option<&str>) -> Markup {
    shell::bare(
        lang,
        lang.text("sign-in"),
        html! {
            div.auth-card {
                span.brand { img.brand-mark src=(url("favicon.svg")) alt=""; span { "Kith" } }
                h1 { (lang.text("sign-in")) }
                form.form method="post" action="/sign-in" {
                    @if let Some(wrong) = wrong {
                        div.error-summary role="alert" tabindex="-1" data-focus { p { (icon("circle-alert")) (wrong) } }
                    }
                    input type="hidden" name="next" value=(next);
                    div.field {
                        label.field-label for="email" { (lang.text("sign-in-email")) }
                        input #email type="email" name="email" value=(email) required autocomplete="username" autofocus;
                    }
                    div.field {
                        label.field-label for="password" { (lang.text("sign-in-password")) }
                        input #password type="password" name="password" required autocomplete="current-password";
                    }
                    button.button.primary.wide { (lang.text("sign-in")) }
                }
            }
        },
    )
}
