//! The choice of columns.

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::ask::Ask;
use crate::app::App;
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pairs::Pairs;
use crate::who::Signed;

/// `GET /{module}/columns`: the panel of a list.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let drawn = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let ask = Ask::read(&scene, pairs.clone())?;
        Ok::<_, crm::Error>(form(&scene, &ask))
    });
    Ok(drawn.await?)
}

/// The form in which columns are chosen.
pub fn form(scene: &Scene, ask: &Ask) -> Markup {
    let chosen: Vec<String> = ask.columns.iter().map(ToString::to_string).collect();
    let offered = scene.module.fields.values().filter(|field| {
        scene.sees(&field.key)
            && field.key != scene.module.title
            && !matches!(field.kind, meta::FieldType::Children { .. })
    });
    let keys: Vec<&str> = scene.module.fields.keys().map(|key| key.as_str()).collect();
    let through = chosen.iter().filter(|path| !keys.contains(&path.as_str()));
    let lang = scene.lang();
    html! {
        form action=(scene.home()) {
            @for (name, value) in ask.pairs.without(&["columns", "cursor", "from", "add"]).iter() {
                input type="hidden" name=(name) value=(value);
            }
            fieldset.stack.tight {
                legend.menu-title { (lang.text("list-columns")) }
                @for path in through { input type="hidden" name="column" value=(path); }
                @for field in offered {
                    label.choice {
                        input type="checkbox" name="column" value=(field.key)
                            checked[chosen.iter().any(|path| *path == field.key.as_str())];
                        span { (field.label) }
                    }
                }
            }
            div.row {
                button.button.primary.small { (lang.text("list-columns-show")) }
                a.button.quiet.small href=(ask.pairs.without(&["columns", "cursor", "from", "add"]).on(&scene.home())) { (lang.text("list-columns-of-view")) }
            }
        }
    }
}
