//! The pages of one user.

use crm::signin::Link;
use maud::{Markup, html};
use meta::{Record, Value};
use uuid::Uuid;

use super::AT;
use super::edit::page;
use crate::app::App;
use crate::components::control::{Control, Form};
use crate::components::icon::icon;
use crate::components::people_choice;
use crate::components::secret::secret;
use crate::pages::admin::Administrator;

/// The form by which somebody is invited.
pub fn invite(admin: &Administrator, form: &Form, teams: &[(String, String)]) -> Markup {
    page(
        admin,
        "Invite",
        html! {
            form.form method="post" action=(AT) data-keep data-begin {
                (form.summary())
                fieldset.form-section {
                    legend { "Who joins" }
                    p.form-section-hint { "You get a link for them to choose a password. It works once, within three days." }
                    (fields(admin, form, teams))
                }
                div.form-actions { button.button.primary { "Invite" } a.button.quiet href=(AT) { "Cancel" } }
            }
        },
    )
}

/// The link just made, the only time it is shown.
pub fn link(app: &App, admin: &Administrator, name: &str, id: Uuid, link: &Link) -> Markup {
    let address = format!("{}/set-password/{}", app.settings().url, link.token);
    let hours = (link.expires_at - app.crm().now()).num_hours() + 1;
    page(
        admin,
        "One-time link",
        html! {
            section.card {
                div.card-header { h2 { "Give this link to " (name) } }
                div.card-body.stack {
                    (secret(&address, "Copy the link"))
                    p.muted { "It is shown only now, works once, and ends in " (hours) " hours. Links made before it are over." }
                }
                div.card-footer.row {
                    a.button href={ (AT) "/" (id) } { (name) }
                    a.button.quiet href=(AT) { "All users" }
                }
            }
        },
    )
}

/// One user: what they are, how they sign in, how they leave.
pub fn user(admin: &Administrator, user: &Record, form: &Form, teams: &[(String, String)], leaving: &Form) -> Markup {
    let address = format!("{AT}/{}", user.id);
    let active = *user.get("active") == Value::Bool(true);
    let oneself = admin.actor().user == Some(user.id);
    page(
        admin,
        &user.title,
        html! {
            div.stack {
                @if !active {
                    div.banner.warning {
                        (icon("ban")) p { (user.title) " is deactivated and cannot sign in." }
                        form method="post" action={ (address) "/reactivation" } { button.button.small { "Let them sign in again" } }
                    }
                }
                form.form method="post" action=(address) {
                    (form.summary())
                    fieldset.form-section { legend { "User" } (fields(admin, form, teams)) }
                    div.row {
                        button.button.primary { "Save" }
                        a.button.quiet href={ "/user/" (user.id) "/history" } { "History" }
                    }
                }
                @if active { (signing_in(&address, &user.title, oneself)) }
                @if active && !oneself { (leaving_card(admin, user, &address, leaving)) }
            }
        },
    )
}

fn fields(admin: &Administrator, form: &Form, teams: &[(String, String)]) -> Markup {
    let roles = admin.snapshot.roles.values().map(|role| (role.key.as_str(), role.label.as_str()));
    let no_team = [(String::new(), "No team".to_string())];
    let managers = people_choice::people(&admin.snapshot, "Nobody", form.typed.text("manager"));
    html! {
        div.form-grid {
            (form.text("text", Control::new("name", "Name").required().fill("off")))
            (form.text("email", Control::new("email", "E-mail").required().hint("They sign in with it.").fill("off")))
            (form.select(Control::new("role", "Role").required(), roles))
            (form.select(Control::new("team", "Team"), no_team.iter().chain(teams).map(|(id, name)| (id, name))))
            (form.picker(Control::new("manager", "Reports to"), Some(people_choice::ADDRESS), managers))
            (form.text("tel", Control::new("phone", "Phone").fill("off")))
        }
    }
}

fn signing_in(address: &str, name: &str, oneself: bool) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { "Signing in" } }
            div.card-body.stack {
                div.row.spread {
                    p { "A one-time link lets " (name) " choose a new password. Their present one works until then." }
                    form method="post" action={ (address) "/link" } { button.button { (icon("link")) "Make a link" } }
                }
                @if !oneself {
                    div.row.spread {
                        p { "See Kith as " (name) " does, with their rights. Beginning and end are written into the audit trail." }
                        form method="post" action={ (address) "/see-as" } { button.button { (icon("eye")) "See as" } }
                    }
                }
            }
        }
    }
}

fn leaving_card(admin: &Administrator, user: &Record, address: &str, form: &Form) -> Markup {
    let own = user.id.to_string();
    let others = people_choice::people(&admin.snapshot, "Choose somebody", form.typed.text("hand_over_to"));
    let others = others.into_iter().filter(|(id, _)| *id != own);
    html! {
        section.card {
            div.card-header { h2 { "Leaving" } }
            div.card-body.stack {
                p { (user.title) " is signed out everywhere, their tokens end, and what they own goes to somebody else." }
                form.form method="post" action={ (address) "/deactivation" } {
                    (form.summary())
                    div.form-line {
                        (form.picker(Control::new("hand_over_to", "Hand over to").required(), Some(people_choice::ADDRESS), others))
                        button.button.danger { "Deactivate" }
                    }
                }
            }
        }
    }
}
