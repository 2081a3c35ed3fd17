//! The choice of what a list is sorted by: up to three keys, each by a field and in a direction, in an order one can change.
//! It works as a plain form: what it sends (`s.0`, `d.0`…) becomes the tidy `sort` of the address.

use axum::extract::{Path as Segment, State};
use maud::{Markup, html};
use meta::Path;
use meta::layout::SortKey;
use words::said;

use super::ask::{Ask, MOST_KEYS, sortable};
use super::shift::{Move, Panel};
use crate::app::App;
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Whether a pair comes from the panel.
pub fn is_loose(name: &str) -> bool {
    name.starts_with("s.") || name.starts_with("d.")
}

/// The keys of the panel's rows, after what its buttons ask, and where the moved one is; `None` for an address that is not
/// from the panel.
fn rows(scene: &Scene, pairs: &Pairs) -> Option<(Vec<SortKey>, Option<usize>)> {
    let names = pairs.iter().filter_map(|(name, _)| name.strip_prefix("s."));
    let mut at: Vec<usize> = names.filter_map(|at| at.parse().ok()).collect();
    if at.is_empty() {
        return None;
    }
    at.sort_unstable();
    // A row without a field, or of one that is there already, is none.
    let mut keys: Vec<(usize, SortKey)> = Vec::new();
    for at in at {
        let path = Path::parse(pairs.text(&format!("s.{at}"))).filter(|path| sortable(scene, path));
        if let Some(path) = path.filter(|path| keys.iter().all(|(_, key)| key.path != *path)) {
            keys.push((at, SortKey { path, descending: pairs.text(&format!("d.{at}")) == "desc" }));
        }
    }
    let place = |row: &str| keys.iter().position(|(at, _)| at.to_string() == row);
    let moved = Move::read(pairs, "sort", place).map(|moved| moved.on(&mut keys));
    Some((keys.into_iter().map(|(_, key)| key).take(MOST_KEYS).collect(), moved))
}

/// The tidy `sort` of what the panel sent.
pub fn tidy(scene: &Scene, pairs: &Pairs) -> Option<String> {
    rows(scene, pairs).map(|(keys, _)| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}

/// `GET /{module}/order`: the panel of a list, also while it is changed.
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Segment(module): Segment<String>,
    pairs: Pairs,
) -> Result<Markup, Failure> {
    let drawn = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let kept = pairs.keeping(|name, _| !is_loose(name) && name != "move");
        let ask = Ask::read(&scene, kept)?;
        let (keys, moved) = rows(&scene, &pairs).unwrap_or_else(|| (ask.sort.clone(), None));
        Ok::<_, crm::Error>(drawn(&scene, &ask, &keys, moved))
    });
    Ok(drawn.await?)
}

/// The form as the address has it.
pub fn form(scene: &Scene, ask: &Ask) -> Markup {
    drawn(scene, ask, &ask.sort, None)
}

fn drawn(scene: &Scene, ask: &Ask, keys: &[SortKey], moved: Option<usize>) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let kept = ask.pairs.without(&["sort", "cursor", "from", "add"]);
    let paths = offered(scene, keys);
    let again = format!("{home}/order");
    // Where the row that went out was the last one, the next empty row is where one stands.
    let stand = moved.filter(|at| *at >= keys.len()).map(|_| keys.len());
    let panel = Panel { name: "sort", again: &again, rows: keys.len(), moved };
    html! {
        form.stack.tight action=(home) data-arrange {
            @for (name, value) in kept.iter() { input type="hidden" name=(name) value=(value); }
            p.menu-title { (lang.text("list-sort")) }
            ol.arrange {
                @for (at, key) in keys.iter().enumerate() {
                    li.arrange-row {
                        (field(scene, &paths, at, Some(key), false))
                        (direction(scene, at, key.descending))
                        @let (row, label) = (at.to_string(), label(scene, &key.path));
                        (panel.buttons(lang, at, &row, &label))
                        (panel.button("drop", "x", &row, &lang.say(said!("list-sort-drop", field = label)), false, keys.len() == 1 && moved == Some(at)))
                    }
                }
                @for at in keys.len()..MOST_KEYS {
                    li.arrange-row { (field(scene, &paths, at, None, stand == Some(at))) (direction(scene, at, false)) }
                }
            }
            p.small-text.muted.hide-phone { (lang.text("list-sort-shift")) }
            div.row {
                button.button.primary.small { (lang.text("list-sort-apply")) }
                a.button.quiet.small href=(kept.on(&home)) { (lang.text("list-columns-of-view")) }
            }
        }
    }
}

/// What one can sort by: the module's fields, and what it is sorted by already.
fn offered(scene: &Scene, keys: &[SortKey]) -> Vec<Path> {
    let own = scene.module.fields.keys().map(|key| Path::of(key.clone()));
    let mut paths: Vec<Path> = own.filter(|path| sortable(scene, path)).collect();
    let others = keys.iter().map(|key| &key.path).filter(|path| path.single().is_none());
    paths.extend(others.cloned().collect::<Vec<_>>());
    paths
}

fn label(scene: &Scene, path: &Path) -> String {
    scene.resolve(path).map_or_else(|| path.to_string(), |found| found.label(scene.lang()))
}

fn field(scene: &Scene, paths: &[Path], at: usize, key: Option<&SortKey>, focus: bool) -> Markup {
    let lang = scene.lang();
    let name = if at == 0 { "list-sort-by" } else { "list-sort-then" };
    html! {
        select name={ "s." (at) } aria-label=(lang.text(name)) data-focus[focus] {
            @if key.is_none() { option value="" { (lang.text(name)) "…" } }
            @for path in paths {
                option value=(path) selected[key.is_some_and(|key| key.path == *path)] { (label(scene, path)) }
            }
        }
    }
}

fn direction(scene: &Scene, at: usize, descending: bool) -> Markup {
    let lang = scene.lang();
    html! {
        select name={ "d." (at) } aria-label=(lang.text("list-sort-direction")) {
            option value="asc" { "↑ " (lang.text("list-sort-up")) }
            option value="desc" selected[descending] { "↓ " (lang.text("list-sort-down")) }
        }
    }
}
