//! The pages of one user.

use crm::signin::Link;
use maud::{Markup, html};
use meta::{Record, Value};
use uuid::Uuid;
use words::{Language, said};

use super::AT;
use super::edit::page;
use crate::app::App;
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::components::people_choice;
use crate::components::secret::secret;
use crate::pages::admin::{Administrator, roles};

/// The form by which somebody is invited.
pub fn invite(admin: &Administrator, form: &Form, teams: &[(String, String)]) -> Markup {
    let lang = admin.lang();
    page(
        admin,
        lang.text("users-invite"),
        html! {
            form.form method="post" action=(AT) data-keep data-begin {
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text("users-who-joins")) }
                    p.form-section-hint { (lang.text("users-invite-hint")) }
                    (fields(admin, form, teams))
                }
                div.form-actions {
                    button.button.primary { (lang.text("users-invite")) }
                    a.button.quiet href=(AT) { (lang.text("cancel")) }
                }
            }
        },
    )
}

/// The link just made, the only time it is shown.
pub fn link(app: &App, admin: &Administrator, name: &str, id: Uuid, link: &Link) -> Markup {
    let (lang, address) = (admin.lang(), format!("{}/set-password/{}", app.settings().url, link.token));
    let hours = (link.expires_at - app.crm().now()).num_hours() + 1;
    page(
        admin,
        lang.text("users-link"),
        html! {
            section.card {
                div.card-header { h2 { (lang.say(said!("users-link-give", name = name))) } }
                div.card-body.stack {
                    (secret(&address, lang.text("users-link-copy")))
                    p.muted { (lang.say(said!("users-link-hint", hours = hours))) }
                }
                div.card-footer.row {
                    a.button href={ (AT) "/" (id) } { (name) }
                    a.button.quiet href=(AT) { (lang.text("users-all-users")) }
                }
            }
        },
    )
}

/// One user: what they are, how they sign in, how they leave.
pub fn user(admin: &Administrator, user: &Record, form: &Form, teams: &[(String, String)], leaving: &Form) -> Markup {
    let (lang, address) = (admin.lang(), format!("{AT}/{}", user.id));
    let active = *user.get("active") == Value::Bool(true);
    let oneself = admin.actor().user == Some(user.id);
    page(
        admin,
        &user.title,
        html! {
            div.stack {
                @if !active {
                    div.banner.warning {
                        (icon("ban")) p { (lang.say(said!("users-cannot-sign-in", name = user.title.as_str()))) }
                        form method="post" action={ (address) "/reactivation" } {
                            button.button.small { (lang.text("users-let-in")) }
                        }
                    }
                }
                form.form method="post" action=(address) {
                    (form.summary())
                    fieldset.form-section { legend { (lang.text("users-user")) } (fields(admin, form, teams)) }
                    div.row {
                        button.button.primary { (lang.text("save")) }
                        a.button.quiet href={ "/user/" (user.id) "/history" } { (lang.text("history")) }
                    }
                }
                @if active { (signing_in(lang, &address, &user.title, oneself)) }
                @if active && !oneself { (leaving_card(admin, user, &address, leaving)) }
            }
        },
    )
}

fn fields(admin: &Administrator, form: &Form, teams: &[(String, String)]) -> Markup {
    let (lang, snapshot) = (admin.lang(), &admin.snapshot);
    let roles = snapshot.roles.keys().map(|role| (role.as_str(), roles::called(snapshot, role)));
    let no_team = [(String::new(), lang.text("users-no-team").to_string())];
    let managers = people_choice::people(snapshot, lang.text("users-nobody"), form.typed.text("manager"));
    html! {
        div.form-grid {
            (form.text("text", Control::new("name", lang.text("name")).required().fill("off")))
            (form.text("email", Control::new("email", lang.text("users-email")).required()
                .hint(lang.text("users-email-hint")).fill("off")))
            (form.select(Control::new("role", lang.text("users-role")).required(), roles))
            (form.select(Control::new("team", lang.text("users-team")), no_team.iter().chain(teams).map(|(id, name)| (id, name))))
            (form.picker(Control::new("manager", lang.text("users-reports-to")), Some(people_choice::ADDRESS), managers))
            (form.text("tel", Control::new("phone", lang.text("users-phone")).fill("off")))
        }
    }
}

fn signing_in(lang: Language, address: &str, name: &str, oneself: bool) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { (lang.text("users-signing-in")) } }
            div.card-body.stack {
                div.row.spread {
                    p { (lang.say(said!("users-link-about", name = name))) }
                    form method="post" action={ (address) "/link" } { button.button { (icon("link")) (lang.text("users-link-make")) } }
                }
                @if !oneself {
                    div.row.spread {
                        p { (lang.say(said!("users-see-as-about", name = name))) }
                        form method="post" action={ (address) "/see-as" } { button.button { (icon("eye")) (lang.text("users-see-as")) } }
                    }
                }
            }
        }
    }
}

fn leaving_card(admin: &Administrator, user: &Record, address: &str, form: &Form) -> Markup {
    let (lang, own) = (admin.lang(), user.id.to_string());
    let others =
        people_choice::people(&admin.snapshot, lang.text("users-choose-somebody"), form.typed.text("hand_over_to"));
    let others = others.into_iter().filter(|(id, _)| *id != own);
    html! {
        section.card {
            div.card-header { h2 { (lang.text("users-leaving")) } }
            div.card-body.stack {
                p { (lang.say(said!("users-leaving-about", name = user.title.as_str()))) }
                form.form method="post" action={ (address) "/deactivation" } {
                    (form.summary())
                    div.form-line {
                        (form.picker(Control::new("hand_over_to", lang.text("users-hand-over-to")).required(), Some(people_choice::ADDRESS), others))
                        button.button.danger { (lang.text("users-deactivate")) }
                    }
                }
            }
        }
    }
}
