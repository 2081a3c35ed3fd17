//! What a role may do with records: one row a module, one column an act.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::rights;
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::{Key, Module, Rights, Scope};
use words::{Said, said};

use super::{AT, called, existing, show};
use crate::app::App;
use crate::components::control::{Form, capital, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// Scopes as they are sent, and their messages.
const SCOPES: [(&str, &str, Scope); 6] = [
    ("none", "roles-scope-none", Scope::None),
    ("parent", "roles-scope-parent", Scope::Parent),
    ("own", "roles-scope-own", Scope::Own),
    ("team", "roles-scope-team", Scope::Team),
    ("subtree", "roles-scope-subtree", Scope::Subtree),
    ("all", "roles-scope-all", Scope::All),
];

/// `POST /admin/roles/{role}/rights`
pub async fn update(
    State(app): State<App>,
    admin: Administrator,
    Path(role): Path<String>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (role, label) = existing(&admin.snapshot, &role)?;
    let wanted: Vec<(Key, Rights)> = admin
        .snapshot
        .schema
        .catalogue
        .modules()
        .map(|module| (module.key.clone(), read(&typed, module, admin.snapshot.granted(&role, module))))
        .filter(|(module, wanted)| {
            admin.snapshot.module(module).is_some_and(|known| admin.snapshot.granted(&role, known) != *wanted)
        })
        .collect();
    let (key, name) = (role.clone(), label.clone());
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, said!("roles-act-rights", role = name.as_str()))?;
        let mut errors = Vec::new();
        for (module, wanted) in &wanted {
            match rights::set(work, &key, module, Some(*wanted)) {
                Err(Error::Invalid(found)) => errors.extend(found.into_iter().map(|error| placed(module, error))),
                other => other?,
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
    });
    match outcome(write.await)? {
        Ok(()) => {
            let news = News::done(said!("roles-rights-saved", role = called(&admin.snapshot, &role)));
            Ok(flash::redirect(&format!("{AT}/{role}"), news))
        }
        Err(errors) => {
            Ok(mend(show::view(&admin, &role, &Form::of(admin.lang(), [("label", label)]), Some((&typed, &errors)))))
        }
    }
}

/// `POST /admin/roles/{role}/rights/reset`: the definitions hold again.
pub async fn reset(
    State(app): State<App>,
    admin: Administrator,
    Path(role): Path<String>,
) -> Result<Response, Failure> {
    let (role, label) = existing(&admin.snapshot, &role)?;
    let set: Vec<Key> = admin
        .snapshot
        .role_rights
        .keys()
        .filter(|(known, _)| *known == role)
        .map(|(_, module)| module.clone())
        .collect();
    let key = role.clone();
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, said!("roles-act-reset", role = label.as_str()))?;
        set.iter().try_for_each(|module| rights::set(work, &key, module, None))
    });
    write.await?;
    let news = News::done(said!("roles-rights-reset", role = called(&admin.snapshot, &role)));
    Ok(flash::redirect(&format!("{AT}/{role}"), news))
}

fn placed(module: &Key, error: FieldError) -> FieldError {
    FieldError { field: format!("{}[{module}]", error.field), ..error }
}

fn read(typed: &Pairs, module: &Module, before: Rights) -> Rights {
    let cell = |act: &str| typed.get(&format!("{act}[{}]", module.key));
    let scope = |act: &str, known: Scope| {
        let chosen = cell(act).and_then(|word| SCOPES.iter().find(|(key, ..)| *key == word));
        chosen.map_or(known, |(.., scope)| *scope)
    };
    Rights {
        create: cell("create").map_or(before.create, |word| word == "yes"),
        read: scope("read", before.read),
        edit: scope("edit", before.edit),
        delete: scope("delete", before.delete),
    }
}

/// The grid of a role, as it is or as it was chosen and refused.
pub(super) fn view(admin: &Administrator, role: &Key, refused: Option<(&Pairs, &[FieldError])>) -> Markup {
    let (lang, address) = (admin.lang(), format!("{AT}/{role}/rights"));
    let changed = admin.snapshot.role_rights.keys().any(|(known, _)| known == role);
    let modules = admin.snapshot.schema.catalogue.modules();
    html! {
        form.form method="post" action=(address) {
            @if let Some((_, errors)) = refused { (problems(admin, errors)) }
            div.table-wrap {
                table.rights {
                    thead { tr {
                        th scope="col" { (lang.text("roles-may-with")) }
                        @for act in ["roles-see", "roles-make", "roles-change", "roles-delete"] {
                            th scope="col" { (capital(lang.text(act))) }
                        }
                        th scope="col" { (lang.text("roles-fields")) }
                    } }
                    tbody { @for module in modules { (row(admin, role, module, refused.map(|(typed, _)| typed))) } }
                }
            }
            p.muted.small-text { (lang.text("roles-scopes-about")) }
            div.form-actions { button.button.primary { (lang.text("roles-rights-save")) } }
        }
        @if changed {
            form method="post" action={ (address) "/reset" } {
                button.button.quiet { (icon("rotate-ccw")) (lang.text("roles-rights-take")) }
            }
        }
    }
}

fn problems(admin: &Administrator, errors: &[FieldError]) -> Markup {
    let named = |error: &FieldError| {
        let (act, module) = error.field.trim_end_matches(']').split_once('[').unwrap_or((&error.field, ""));
        let module = admin.snapshot.module(module).map_or(module, |module| module.label.many.as_str());
        let detail = said!("roles-rights-wrong", module = module, right = right(act), wrong = error.detail.clone());
        FieldError { field: String::new(), detail, ..error.clone() }
    };
    Form { errors: errors.iter().map(named).collect(), ..Form::empty(admin.lang()) }.summary()
}

/// What a right is called in what is wrong with it.
fn right(act: &str) -> Said {
    match act {
        "create" => said!("roles-right-create"),
        "read" => said!("roles-right-read"),
        "edit" => said!("roles-right-edit"),
        "delete" => said!("roles-right-delete"),
        other => other.into(),
    }
}

fn row(admin: &Administrator, role: &Key, module: &Module, chosen: Option<&Pairs>) -> Markup {
    let lang = admin.lang();
    let granted = admin.snapshot.granted(role, module);
    let rights = chosen.map_or(granted, |typed| read(typed, module, granted));
    let levels = admin.snapshot.field_levels(role).filter(|((known, _), _)| *known == module.key).count();
    let fields = match levels {
        0 => lang.text("roles-fields").to_string(),
        levels => lang.say(said!("roles-fields-set", count = levels)),
    };
    let scopes = |act: &str, words: &'static str, held: Scope| {
        let words = lang.text(words);
        html! {
            td data-label=(capital(words)) {
                select name={ (act) "[" (module.key) "]" } aria-label={ (module.label.many) ": " (words) } {
                    @for (key, words, scope) in SCOPES { option value=(key) selected[scope == held] { (lang.text(words)) } }
                }
            }
        }
    };
    html! {
        tr {
            th scope="row" { (module.label.many) }
            (scopes("read", "roles-see", rights.read))
            td data-label=(capital(lang.text("roles-make"))) {
                select name={ "create[" (module.key) "]" } aria-label={ (module.label.many) ": " (lang.text("roles-make")) } {
                    option value="yes" selected[rights.create] { (lang.text("yes")) }
                    option value="no" selected[!rights.create] { (lang.text("no")) }
                }
            }
            (scopes("edit", "roles-change", rights.edit))
            (scopes("delete", "roles-delete", rights.delete))
            td {
                a.button.quiet.small href={ (AT) "/" (role) "/fields/" (module.key) }
                    aria-label={ (module.label.many) ": " (fields) } { (fields) }
            }
        }
    }
}
