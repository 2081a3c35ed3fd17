//! The choice of columns, in an order one can change. It works as a plain form: the `column`s it sends, in their order, become
//! the tidy `columns` of the address.

use axum::extract::{Path as Segment, State};
use maud::{Markup, html};
use meta::{FieldType, Path};

use super::ask::Ask;
use super::shift::{Move, Panel};
use crate::app::App;
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pairs::Pairs;
use crate::who::Signed;

/// The columns of the panel's rows beside the title, after what its buttons ask, and where the moved one is; `None` for an
/// address that is not from it.
fn rows(scene: &Scene, pairs: &Pairs) -> Option<(Vec<Path>, Option<usize>)> {
    let title = Path::of(scene.module.title.clone());
    let mut given = pairs.iter().filter(|(name, _)| *name == "column").peekable();
    given.peek()?;
    let mut paths: Vec<Path> = Vec::new();
    for path in given.filter_map(|(_, value)| Path::parse(value)) {
        if path != title && scene.resolve(&path).is_some() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    let place = |row: &str| paths.iter().position(|path| path.to_string() == row);
    let moved = Move::read(pairs, "columns", place).map(|moved| moved.on(&mut paths));
    Some((paths, moved))
}

/// The tidy `columns` of what the panel sent: the title alone where all others were left out.
pub fn tidy(scene: &Scene, pairs: &Pairs) -> Option<String> {
    let (paths, _) = rows(scene, pairs)?;
    let words: Vec<String> = paths.iter().map(ToString::to_string).collect();
    Some(if words.is_empty() { scene.module.title.to_string() } else { words.join(",") })
}

/// `GET /{module}/columns`: the panel of a list, also while it is changed.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Segment(module): Segment<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let drawn = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let ask = Ask::read(&scene, pairs.without(&["column", "move"]))?;
        let as_shown = || (ask.columns.iter().skip(1).cloned().collect(), None);
        let (chosen, moved) = rows(&scene, &pairs).unwrap_or_else(as_shown);
        Ok::<_, crm::Error>(drawn(&scene, &ask, &chosen, moved))
    });
    Ok(drawn.await?)
}

/// The form as the address has it.
pub fn form(scene: &Scene, ask: &Ask) -> Markup {
    drawn(scene, ask, ask.columns.get(1..).unwrap_or_default(), None)
}

fn drawn(scene: &Scene, ask: &Ask, chosen: &[Path], moved: Option<usize>) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let kept = ask.pairs.without(&["columns", "cursor", "from", "add"]);
    let again = format!("{home}/columns");
    let panel = Panel { name: "columns", again: &again, rows: chosen.len(), moved };
    let title = Path::of(scene.module.title.clone());
    let own = scene.module.fields.keys().map(|key| Path::of(key.clone()));
    let rest: Vec<Path> = own.filter(|path| *path != title && !chosen.contains(path) && shows(scene, path)).collect();
    html! {
        form.stack.tight action=(home) data-arrange {
            @for (name, value) in kept.iter() { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="column" value=(title);
            fieldset.stack.tight {
                legend.menu-title { (lang.text("list-columns")) }
                ol.arrange data-arrange-rows {
                    @for (at, path) in chosen.iter().enumerate() {
                        @let label = label(scene, path);
                        li.arrange-row {
                            span.arrange-grip.js-only aria-hidden="true" { (icon("grip-vertical")) }
                            label.choice { input type="checkbox" name="column" value=(path) checked; span { (label) } }
                            (panel.buttons(lang, at, &path.to_string(), &label))
                        }
                    }
                }
                @for path in &rest {
                    label.choice { input type="checkbox" name="column" value=(path); span { (label(scene, path)) } }
                }
                (through(scene, chosen))
            }
            div.row.panel-acts {
                button.button.primary.small { (lang.text("list-columns-show")) }
                a.button.quiet.small href=(kept.on(&home)) { (lang.text("list-columns-of-view")) }
            }
        }
    }
}

/// A field of a record that is linked to, to be added.
fn through(scene: &Scene, chosen: &[Path]) -> Markup {
    let links = scene.module.own_fields().filter(|field| matches!(field.kind, FieldType::Link { .. }));
    let lang = scene.lang();
    let groups: Vec<(&str, Vec<(Path, &str)>)> = links
        .filter_map(|link| {
            let target = link.kind.target().and_then(|key| scene.snapshot.module(key))?;
            let paths = target
                .own_fields()
                .map(|field| (Path::join(&[link.key.clone(), field.key.clone()]), field.label.as_str()));
            let paths: Vec<_> = paths.filter(|(path, _)| !chosen.contains(path) && shows(scene, path)).collect();
            (!paths.is_empty()).then_some((link.label.as_str(), paths))
        })
        .collect();
    html! {
        @if !groups.is_empty() {
            select name="column" aria-label=(lang.text("list-columns-through")) {
                option value="" { (lang.text("list-columns-through")) "…" }
                @for (link, paths) in &groups {
                    optgroup label=(link) {
                        @for (path, label) in paths { option value=(path) { (link) " › " (label) } }
                    }
                }
            }
        }
    }
}

fn shows(scene: &Scene, path: &Path) -> bool {
    scene.resolve(path).is_some_and(|found| !matches!(found.kind(), FieldType::Children { .. }))
}

fn label(scene: &Scene, path: &Path) -> String {
    scene.resolve(path).map_or_else(|| path.to_string(), |found| found.label(scene.lang()))
}
