//! What a role may do with the fields of a module: change, read, or not know of them.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Response;
use crm::settings::rights;
use crm::{Error, access, acts};
use maud::{Markup, html};
use meta::{Field, FieldLevel, Key, Module};
use words::said;

use super::{AT, called, existing};
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::Posted;

/// Levels as they are sent, and their messages.
const LEVELS: [(&str, &str, FieldLevel); 3] = [
    ("edit", "roles-level-edit", FieldLevel::Edit),
    ("read", "roles-level-read", FieldLevel::Read),
    ("hidden", "roles-level-hidden", FieldLevel::Hidden),
];

type Stated = HashMap<(Key, Key), FieldLevel>;

/// `GET /admin/roles/{role}/fields/{module}`
pub async fn show(admin: Administrator, Path((role, module)): Path<(String, String)>) -> Result<Markup, Failure> {
    let (role, _) = existing(&admin.snapshot, &role)?;
    let module = admin.snapshot.module(&module).ok_or_else(|| Error::NotFound(said!("page")))?;
    Ok(view(&admin, &role, module))
}

/// `POST /admin/roles/{role}/fields/{module}`
pub async fn update(
    State(app): State<App>,
    admin: Administrator,
    Path((role, module)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (role, label) = existing(&admin.snapshot, &role)?;
    let module = admin.snapshot.module(&module).ok_or_else(|| Error::NotFound(said!("page")))?.clone();
    let stated = access::stated_levels(&admin.snapshot, &role);
    let wanted: Vec<(Key, FieldLevel)> = listed(&module)
        .filter_map(|field| {
            let word = typed.get(&format!("level[{}]", field.key))?;
            let level = LEVELS.iter().find(|(key, ..)| *key == word)?.2;
            (level != held(&stated, &module, field)).then(|| (field.key.clone(), level))
        })
        .collect();
    let address = format!("{AT}/{role}/fields/{}", module.key);
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, said!("roles-act-fields", role = label.as_str()))?;
        wanted.iter().try_for_each(|(field, level)| rights::set_field(work, &role, &module.key, field, Some(*level)))
    });
    write.await?;
    Ok(flash::redirect(&address, News::done(said!("roles-fields-saved"))))
}

/// Fields that a level can be set for.
fn listed(module: &Module) -> impl Iterator<Item = &std::sync::Arc<Field>> {
    module.fields.values().filter(|field| field.key != "id")
}

fn held(stated: &Stated, module: &Module, field: &Field) -> FieldLevel {
    stated.get(&(module.key.clone(), field.key.clone())).copied().unwrap_or(FieldLevel::Edit)
}

fn view(admin: &Administrator, role: &Key, module: &Module) -> Markup {
    let lang = admin.lang();
    let stated = access::stated_levels(&admin.snapshot, role);
    let (address, own) = (format!("{AT}/{role}"), format!("{AT}/{role}/fields/{}", module.key));
    let title = lang.say(said!("roles-fields-of", modules = module.label.many.to_lowercase()));
    let fixed = *role == "administrator";
    let content = html! {
        form.form method="post" action=(own) {
            p.muted { (lang.text("roles-fields-about")) }
            div.table-wrap {
                table.rights {
                    thead { tr {
                        th scope="col" { (lang.text("field")) }
                        th scope="col" { (lang.text("key")) }
                        th scope="col" { (lang.text("roles-field-may")) }
                    } }
                    tbody {
                        @for field in listed(module) {
                            @let held = held(&stated, module, field);
                            tr {
                                th scope="row" { (field.label) }
                                td { span.mono { (field.key) } }
                                td {
                                    select name={ "level[" (field.key) "]" } aria-label=(field.label) disabled[fixed] {
                                        @for (key, words, level) in LEVELS {
                                            option value=(key) selected[level == held] { (lang.text(words)) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if !fixed { div.form-actions { button.button.primary { (lang.text("roles-fields-save")) } } }
        }
    };
    let above = [(AT, lang.text("admin-roles")), (address.as_str(), called(&admin.snapshot, role))];
    admin::page(admin, Head { above: &above, ..Head::new(AT, &title) }, content)
}
