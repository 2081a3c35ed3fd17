//! A new module: what it is called, where it stands, who may work with it.

use axum::extract::State;
use axum::response::Response;
use crm::FieldError;
use crm::definitions::shaping;
use maud::{Markup, html};
use words::said;

use super::rows::enter;
use super::settings::{self, CALLED};
use super::{AT, address, told};
use crate::app::App;
use crate::components::control::{Control, Form, mend};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::{Pairs, Posted};

/// `GET /admin/modules/new`
pub async fn new(admin: Administrator) -> Markup {
    let mut typed = Pairs::default();
    for (name, value) in [("icon", "box"), ("area", "sales"), ("like", "account")] {
        typed.push(name, value);
    }
    for ability in ["activities", "files", "tags", "import", "export"] {
        typed.push("use", ability);
    }
    view(&admin, typed, Vec::new())
}

/// `POST /admin/modules`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let (given, actor) = (settings::read(&typed), admin.actor().clone());
    let made = app.run(move |crm| {
        let (text, key) = shaping::create(&crm.snapshot(), &given)?;
        Ok((shaping::begin(crm, &actor, &key, &text)?, key))
    });
    let (kept, key) = match made.await {
        Ok((kept, key)) => (Ok(kept), key.to_string()),
        Err(error) => (Err(error), String::new()),
    };
    match told::outcome(kept)? {
        Ok(_) => Ok(flash::redirect(&address(&key, ""), News::done(said!("modules-begun")))),
        Err(mut errors) => {
            // The definition says `module` for its key.
            errors.iter_mut().filter(|error| error.field == "module").for_each(|error| error.field = "key".into());
            Ok(mend(view(&admin, typed, told::placed(errors, "", CALLED))))
        }
    }
}

fn view(admin: &Administrator, typed: Pairs, errors: Vec<FieldError>) -> Markup {
    let lang = admin.lang();
    let form = Form::refused(lang, typed, errors).calling(CALLED);
    let modules = admin.snapshot.schema.catalogue.modules();
    let like = std::iter::once((String::new(), lang.text("modules-like-none").to_owned()))
        .chain(modules.map(|module| (module.key.to_string(), module.label.many.clone())));
    let content = html! {
        form.form method="post" action=(AT) {
            (enter())
            (form.summary())
            fieldset.form-section {
                legend { (lang.text("modules-module")) }
                div.form-grid {
                    (settings::names(&form))
                    (form.text("text", Control::new("key", lang.text("key")).hint(lang.text("modules-module-key-hint"))))
                    (settings::place(admin, &form))
                    (form.text("text", Control::new("first", lang.text("modules-first")).hint(lang.text("modules-first-hint"))))
                    (form.select(Control::new("like", lang.text("modules-like")).hint(lang.text("modules-like-hint")), like))
                }
            }
            (settings::abilities(&form))
            div.form-actions {
                button.button.primary { (lang.text("modules-begin")) }
                a.button.quiet href=(AT) { (lang.text("cancel")) }
            }
        }
    };
    let above = [(AT, lang.text("admin-modules"))];
    admin::page(admin, Head { above: &above, ..Head::new(AT, lang.text("modules-new")) }, content)
}
