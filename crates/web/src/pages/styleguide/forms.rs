//! Forms of settings: the controls of [`Form`], sound and refused, and what stands around them.

use crm::FieldError;
use maud::{Markup, html};
use words::said;

use super::{Guide, part};
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::components::secret::secret;
use crate::components::{choices, people_choice};
use crate::pairs::Pairs;

/// The page.
pub fn page(guide: &Guide) -> Markup {
    let lang = guide.lang();
    let sound = Form::of(
        lang,
        [
            ("name", "Acme".into()),
            ("since", "2026-11-22".into()),
            ("currency", "EUR".into()),
            ("active", "true".into()),
        ],
    );
    let mut typed = Pairs::default();
    typed.push("email", "acme");
    let wrong = |field: &str| FieldError::new(field, "invalid", said!("styleguide-refused"));
    let refused = Form::refused(lang, typed, vec![wrong("name"), wrong("email")]).scoped("refused").calling(&CALLED);
    html! {
        (form(guide, &sound, false))
        (refused.summary())
        (form(guide, &refused, true))
        (part(lang.text("styleguide-more-controls"), others(guide)))
    }
}

const CALLED: [(&str, &str); 2] = [("name", "name"), ("email", "sign-in-email")];

fn form(guide: &Guide, form: &Form, refused: bool) -> Markup {
    let lang = guide.lang();
    let heading = if refused { "styleguide-form-refused" } else { "styleguide-form" };
    html! {
        form.form method="get" action="/styleguide" novalidate {
            fieldset.form-section {
                legend { (lang.text(heading)) }
                p.form-section-hint { (lang.text("styleguide-hint")) }
                div.form-grid {
                    (form.text("text", Control::new("name", lang.text("name")).required()))
                    (form.text("email", Control::new("email", lang.text("sign-in-email")).hint(lang.text("styleguide-hint"))))
                    (form.text("password", Control::new("password", lang.text("sign-in-password")).fill("off")))
                    (form.text("date", Control::new("since", lang.text("today"))))
                    (form.select(Control::new("day", lang.text("field")), choices::weekdays(lang)))
                    (form.picker(Control::new("currency", lang.text("admin-currencies")), None, choices::currencies("EUR", lang)))
                    (form.picker(Control::new("person", lang.text("admin-users")), Some(people_choice::ADDRESS), people_choice::people(&guide.snapshot, "", "")))
                    (form.switch(Control::new("active", lang.text("yes")).hint(lang.text("styleguide-hint"))))
                }
            }
            div.form-actions {
                button.button.primary type="button" { (lang.text("save")) }
                button.button.quiet type="button" { (lang.text("cancel")) }
            }
        }
    }
}

fn others(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        div.choices {
            label.choice { input type="checkbox" checked; span { (lang.text("yes")) small { (lang.text("styleguide-hint")) } } }
            label.choice { input type="checkbox"; span { (lang.text("no")) } }
            label.choice { input type="radio" name="one" checked; span { (lang.text("today")) } }
            label.choice { input type="radio" name="one"; span { (lang.text("tomorrow")) } }
        }
        div.field {
            label.field-label for="sg-off" { (lang.text("styleguide-disabled")) }
            input #sg-off value="ACC-0007" disabled;
        }
        div.field {
            label.field-label for="sg-read" { (lang.text("styleguide-read-only")) }
            input #sg-read value="ACC-0007" readonly;
        }
        div.hue-input role="radiogroup" aria-label=(lang.text("styleguide-hues")) {
            @for hue in 1..=12 {
                label class={ "hue-" (hue) } { input type="radio" name="hue" value=(hue) checked[hue == 6]; span.visually-hidden { (hue) } }
            }
        }
        div.dropzone data-dropzone { (icon("upload")) p { (lang.text("styleguide-drop")) } input type="file" aria-label=(lang.text("styleguide-drop")); }
        (secret("kith_0123456789abcdef", lang.text("styleguide-copy")))
    }
}
