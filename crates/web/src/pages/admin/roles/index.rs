//! The list of roles, and the making of another one.

use axum::extract::State;
use axum::response::Response;
use crm::settings::roles;
use crm::{Error, acts};
use maud::{Markup, html};
use meta::Key;
use words::said;

use super::{AT, CALLED, called};
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
    view(&admin, &Form::empty(admin.lang()))
}

/// `POST /admin/roles`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let label = typed.text("label").to_string();
    let key = key_of(&label);
    let like = Key::new(typed.text("like")).ok();
    let made = if label.is_empty() {
        Err(Error::invalid("label", "required", said!("roles-needs-a-name")))
    } else {
        let key = key.clone();
        let write = app.crm().write(admin.actor(), "configure", move |work| {
            acts::summarise(work, said!("roles-act-made", role = label.as_str()))?;
            roles::create(work, &key, &label, like.as_ref())
        });
        write.await
    };
    match outcome(made)? {
        Ok(()) => Ok(flash::redirect(&format!("{AT}/{key}"), News::done(said!("roles-made")))),
        Err(errors) => Ok(mend(view(&admin, &Form::refused(admin.lang(), typed, errors).calling(CALLED)))),
    }
}

/// A key made of a label; whatever it is, the business checks it.
fn key_of(label: &str) -> String {
    let folded = meta::fold::fold(label);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

fn view(admin: &Administrator, form: &Form) -> Markup {
    let (lang, snapshot) = (admin.lang(), &admin.snapshot);
    let likes = snapshot.roles.keys().map(|role| (role.as_str(), called(snapshot, role)));
    let nothing = [("", lang.text("roles-like-nothing"))];
    let content = html! {
        div.stack {
            (table(admin))
            section.card {
                div.card-header { h2 { (lang.text("roles-another")) } }
                form.card-body.form method="post" action=(AT) {
                    (form.summary())
                    div.form-line {
                        (form.text("text", Control::new("label", lang.text("name")).required()))
                        (form.select(Control::new("like", lang.text("roles-like")), likes.chain(nothing)))
                        button.button.primary { (icon("plus")) (lang.text("roles-make-role")) }
                    }
                }
            }
        }
    };
    admin::page(admin, Head::new(AT, lang.text("admin-roles")), content)
}

fn table(admin: &Administrator) -> Markup {
    let lang = admin.lang();
    let holders =
        |key: &Key| admin.snapshot.people.iter().filter(|person| person.active && person.role == *key).count();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("roles-role")) }
                    th scope="col" { (lang.text("key")) }
                    th.num scope="col" { (lang.text("roles-active-users")) }
                    th scope="col" { (lang.text("roles-origin")) }
                } }
                tbody data-follow {
                    @for role in admin.snapshot.roles.values() {
                        @let address = format!("{AT}/{}", role.key);
                        tr {
                            td.cell-title { a href=(address) { (called(&admin.snapshot, &role.key)) } }
                            td data-label=(lang.text("key")) { span.mono { (role.key) } }
                            td.num data-label=(lang.text("roles-active-users")) { (holders(&role.key)) }
                            td data-label=(lang.text("roles-origin")) { @if role.shipped { "Kith" } @else { (badge(lang.text("roles-yours"), 8)) } }
                        }
                    }
                }
            }
        }
    }
}
