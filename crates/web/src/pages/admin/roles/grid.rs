//! What a role may do with records: one row a module, one column an act.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::rights;
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::{Key, Module, Rights, Scope};

use super::{AT, existing, show};
use crate::app::App;
use crate::components::control::{Form, capital, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::Administrator;
use crate::pairs::{Pairs, Posted};

/// Scopes as they are sent, and in words.
const SCOPES: [(&str, &str, Scope); 6] = [
    ("none", "None", Scope::None),
    ("parent", "With their parent", Scope::Parent),
    ("own", "Own", Scope::Own),
    ("team", "Team", Scope::Team),
    ("subtree", "All below", Scope::Subtree),
    ("all", "All", Scope::All),
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
        acts::summarise(work, &format!("Changed what the role {name} may do"))?;
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
        Ok(()) => Ok(flash::redirect(&format!("{AT}/{role}"), News::done(format!("Saved what {label} may do")))),
        Err(errors) => Ok(mend(show::view(&admin, &role, &Form::of([("label", label)]), Some((&typed, &errors))))),
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
    let (key, name) = (role.clone(), label.clone());
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, &format!("Gave the role {name} the rights it comes with"))?;
        set.iter().try_for_each(|module| rights::set(work, &key, module, None))
    });
    write.await?;
    Ok(flash::redirect(&format!("{AT}/{role}"), News::done(format!("{label} may do what the modules say"))))
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
    let address = format!("{AT}/{role}/rights");
    let changed = admin.snapshot.role_rights.keys().any(|(known, _)| known == role);
    let modules = admin.snapshot.schema.catalogue.modules();
    html! {
        form.form method="post" action=(address) {
            @if let Some((_, errors)) = refused { (problems(admin, errors)) }
            div.table-wrap {
                table.rights {
                    thead { tr {
                        th scope="col" { "May with" }
                        th scope="col" { "See" } th scope="col" { "Make" } th scope="col" { "Change" } th scope="col" { "Delete" }
                        th scope="col" { "Fields" }
                    } }
                    tbody { @for module in modules { (row(admin, role, module, refused.map(|(typed, _)| typed))) } }
                }
            }
            p.muted.small-text {
                "Own: what one owns. Team: what belongs to one's team. All below: what is owned by everybody who reports to "
                "one, directly or not. With their parent: what hangs on a record one may see."
            }
            div.form-actions { button.button.primary { "Save rights" } }
        }
        @if changed {
            form method="post" action={ (address) "/reset" } {
                button.button.quiet { (icon("rotate-ccw")) "Take the rights the modules come with" }
            }
        }
    }
}

fn problems(admin: &Administrator, errors: &[FieldError]) -> Markup {
    let named = |error: &FieldError| {
        let (act, module) = error.field.trim_end_matches(']').split_once('[').unwrap_or((&error.field, ""));
        let module = admin.snapshot.module(module).map_or(module, |module| module.label.many.as_str());
        FieldError { field: String::new(), detail: format!("{module}: {act} {}", error.detail), ..error.clone() }
    };
    Form { errors: errors.iter().map(named).collect(), ..Form::default() }.summary()
}

fn row(admin: &Administrator, role: &Key, module: &Module, chosen: Option<&Pairs>) -> Markup {
    let granted = admin.snapshot.granted(role, module);
    let rights = chosen.map_or(granted, |typed| read(typed, module, granted));
    let levels = admin.snapshot.field_levels(role).filter(|((known, _), _)| *known == module.key).count();
    let fields = if levels == 0 { "Fields".to_string() } else { format!("{levels} fields set") };
    let scopes = |act: &str, words: &str, held: Scope| {
        html! {
            td data-label=(capital(words)) {
                select name={ (act) "[" (module.key) "]" } aria-label={ (module.label.many) ": " (words) } {
                    @for (key, words, scope) in SCOPES { option value=(key) selected[scope == held] { (words) } }
                }
            }
        }
    };
    html! {
        tr {
            th scope="row" { (module.label.many) }
            (scopes("read", "see", rights.read))
            td data-label="Make" {
                select name={ "create[" (module.key) "]" } aria-label={ (module.label.many) ": make" } {
                    option value="yes" selected[rights.create] { "Yes" }
                    option value="no" selected[!rights.create] { "No" }
                }
            }
            (scopes("edit", "change", rights.edit))
            (scopes("delete", "delete", rights.delete))
            td {
                a.button.quiet.small href={ (AT) "/" (role) "/fields/" (module.key) }
                    aria-label={ (module.label.many) ": " (fields) } { (fields) }
            }
        }
    }
}
