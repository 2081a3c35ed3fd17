//! One role: its name, its rights, its end.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::roles;
use crm::{FieldError, acts};
use maud::{Markup, html};
use meta::Key;
use words::said;

use super::{AT, CALLED, called, existing, grid};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::{Pairs, Posted};

/// `GET /admin/roles/{role}`
pub async fn show(admin: Administrator, Path(role): Path<String>) -> Result<Markup, Failure> {
    let (role, label) = existing(&admin.snapshot, &role)?;
    Ok(view(&admin, &role, &Form::of(admin.lang(), [("label", label)]), None))
}

/// `POST /admin/roles/{role}`
pub async fn rename(
    State(app): State<App>,
    admin: Administrator,
    Path(role): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (role, before) = existing(&admin.snapshot, &role)?;
    let (key, label) = (role.clone(), typed.text("label").to_string());
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, said!("roles-act-renamed", before = before.as_str(), role = label.as_str()))?;
        roles::rename(work, &key, &label)
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect(&format!("{AT}/{role}"), News::done(said!("roles-name-saved")))),
        Err(errors) => {
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(view(&admin, &role, &refused, None)))
        }
    }
}

/// `POST /admin/roles/{role}/deletion`
pub async fn destroy(
    State(app): State<App>,
    admin: Administrator,
    Path(role): Path<String>,
) -> Result<Response, Failure> {
    let (role, label) = existing(&admin.snapshot, &role)?;
    let (key, name) = (role.clone(), label.clone());
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, said!("roles-act-deleted", role = name.as_str()))?;
        roles::delete(work, &key)
    });
    match outcome(write.await)? {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("roles-deleted", role = label)))),
        Err(errors) => Ok(flash::redirect(&format!("{AT}/{role}"), News::refused(errors[0].detail.clone()))),
    }
}

/// The page, with refused rights as they were chosen.
pub(super) fn view(admin: &Administrator, role: &Key, form: &Form, refused: Option<(&Pairs, &[FieldError])>) -> Markup {
    let (lang, address) = (admin.lang(), format!("{AT}/{role}"));
    let shipped = admin.snapshot.roles.get(role).is_some_and(|role| role.shipped);
    let content = html! {
        div.stack {
            @if *role == "administrator" {
                div.banner { (icon("info")) p { (lang.text("roles-administrators")) } }
            } @else { (grid::view(admin, role, refused)) }
            section.card {
                div.card-header { h2 { (lang.text("name")) } }
                form.card-body.form method="post" action=(address) {
                    (form.summary())
                    div.form-line {
                        (form.text("text", Control::new("label", lang.text("name")).required()))
                        button.button { (lang.text("roles-rename")) }
                    }
                }
            }
            @if !shipped {
                form method="post" action={ (address) "/deletion" } {
                    button.button.danger { (icon("trash-2")) (lang.text("roles-delete-this")) }
                }
            }
        }
    };
    let head = Head::new(AT, called(&admin.snapshot, role));
    admin::page(admin, Head { above: &[(AT, lang.text("admin-roles"))], ..head }, content)
}
