//! The list of roles, and the making of another one.

use axum::extract::State;
use axum::response::Response;
use crm::settings::roles;
use crm::{Error, acts};
use maud::{Markup, html};
use meta::Key;

use super::AT;
use crate::app::App;
use crate::components::badge::badge;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::Posted;

/// `GET /admin/roles`
pub async fn index(admin: Administrator) -> Markup {
    view(&admin, &Form::default())
}

/// `POST /admin/roles`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let label = typed.text("label").to_string();
    let key = key_of(&label);
    let like = Key::new(typed.text("like")).ok();
    let made = if label.is_empty() {
        Err(Error::invalid("label", "required", "must be filled"))
    } else {
        let key = key.clone();
        let write = app.crm().write(admin.actor(), "configure", move |work| {
            acts::summarise(work, &format!("Made the role {label}"))?;
            roles::create(work, &key, &label, like.as_ref())
        });
        write.await
    };
    match outcome(made)? {
        Ok(()) => Ok(flash::redirect(&format!("{AT}/{key}"), News::done("Made the role: say what it may do"))),
        Err(errors) => Ok(mend(view(&admin, &Form::refused(typed, errors)))),
    }
}

/// A key made of a label; whatever it is, the business checks it.
fn key_of(label: &str) -> String {
    let folded = meta::fold::fold(label);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

fn view(admin: &Administrator, form: &Form) -> Markup {
    let likes = admin.snapshot.roles.values().map(|role| (role.key.as_str(), role.label.as_str()));
    let nothing = [("", "Nothing at first")];
    let content = html! {
        div.stack {
            (table(admin))
            section.card {
                div.card-header { h2 { "Another role" } }
                form.card-body.form method="post" action=(AT) {
                    (form.summary())
                    div.form-line {
                        (form.text("text", Control::new("label", "Name").required()))
                        (form.select(Control::new("like", "May do the same as"), likes.chain(nothing)))
                        button.button.primary { (icon("plus")) "Make role" }
                    }
                }
            }
        }
    };
    admin::page(admin, Head::new(AT, "Roles"), content)
}

fn table(admin: &Administrator) -> Markup {
    let holders =
        |key: &Key| admin.snapshot.people.iter().filter(|person| person.active && person.role == *key).count();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "Role" }
                    th scope="col" { "Key" }
                    th.num scope="col" { "Active users" }
                    th scope="col" { "Origin" }
                } }
                tbody data-follow {
                    @for role in admin.snapshot.roles.values() {
                        @let address = format!("{AT}/{}", role.key);
                        tr {
                            td.cell-title { a href=(address) { (role.label) } }
                            td data-label="Key" { span.mono { (role.key) } }
                            td.num data-label="Active users" { (holders(&role.key)) }
                            td data-label="Origin" { @if role.shipped { "Kith" } @else { (badge("Yours", 8)) } }
                        }
                    }
                }
            }
        }
    }
}
