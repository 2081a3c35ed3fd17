//! The tiles of a dashboard in their places, before their figures come: each asks for its own, so that a slow one holds
//! nobody up.

use std::collections::BTreeSet;

use crm::dashboards::{self, Kind, Shows, Slot, Tile, Way, Width};
use crm::{Error, Result, Work};
use maud::{Markup, html};
use meta::Key;
use uuid::Uuid;
use words::{Language, said};

use super::address;
use crate::assets::url;
use crate::components::icon::icon;
use crate::components::live::watch;
use crate::pages::records::list::ask::Ask;
use crate::pages::records::{Scene, lower};
use crate::pairs::Pairs;

/// A tile that the reader may see.
pub struct Placed {
    /// The tile.
    pub tile: Tile,
    /// What it shows.
    pub shows: Shows,
    /// Module, formats.
    pub scene: Scene,
    /// The list.
    pub ask: Ask,
}

/// A place: its id, its width, and the tile in it if the reader may see it.
pub struct Place {
    id: Uuid,
    placed: Option<Placed>,
}

impl Placed {
    /// Reads the list of a tile; `None` where it asks for what is not there, or what the reader does not see.
    pub fn of(work: &Work, home: &Scene, tile: Tile) -> Option<Placed> {
        let scene = home.beside(work, &tile.module).ok()?;
        let ask = Ask::read(&scene, Pairs::read(&tile.query)).ok()?;
        Some(Placed { shows: Shows::of(&tile)?, scene, ask, tile })
    }

    /// What it is called: by its own name, else by that of its list.
    pub fn title(&self) -> &str {
        if self.tile.label.is_empty() { &self.scene.module.label.many } else { &self.tile.label }
    }

    /// Where it is fetched.
    pub fn address(&self) -> String {
        format!("{}/tiles/{}", address(self.tile.dashboard), self.tile.id)
    }

    /// The list it is made of.
    pub fn list(&self) -> String {
        self.ask.pairs.on(&self.scene.home())
    }

    /// What a field of its module is called within a sentence.
    pub fn label(&self, key: &Option<Key>) -> String {
        let field = key.as_ref().and_then(|key| self.scene.module.field(key));
        field.map_or_else(String::new, |field| lower(&field.label))
    }

    /// What it shows, in a few words.
    pub fn note(&self) -> String {
        let (by, sum) = (self.label(&self.shows.grouped), self.label(&self.shows.summed));
        let summed = self.shows.summed.is_some();
        self.scene.lang().say(match self.shows.kind {
            Kind::Count => said!("dashboards-note-count"),
            Kind::List => said!("dashboards-note-list"),
            Kind::Sum => said!("dashboards-note-sum", number = sum),
            Kind::Trend if summed => said!("dashboards-note-sum-trend", number = sum, field = by),
            Kind::Trend => said!("dashboards-note-trend", field = by),
            Kind::Chart | Kind::Board if summed => said!("dashboards-note-sum-by", number = sum, field = by),
            Kind::Chart | Kind::Board => said!("dashboards-note-by", field = by),
        })
    }
}

/// A scene of any module, of which only formats and people are taken.
pub fn any(work: &mut Work) -> Result<Scene> {
    let rights = work.actor.rights.clone();
    let any = work.snapshot.schema.catalogue.modules().find(|module| rights.may_read(&module.key)).cloned();
    let any = any.ok_or_else(|| Error::Forbidden(said!("home-nothing-seen")))?;
    Scene::set(work, &any.key)
}

/// Reads the places of a dashboard.
pub fn read(work: &mut Work, home: &Scene, dashboard: Uuid) -> Result<Vec<Place>> {
    let slots = dashboards::tiles(work, dashboard)?;
    let place = |Slot { id, tile }| Place { id, placed: tile.and_then(|tile| Placed::of(work, home, tile)) };
    Ok(slots.into_iter().map(place).collect())
}

/// The tiles; with what changes them where they are arranged. How many the reader does not see is said below.
pub fn grid(places: &[Place], dashboard: Uuid, arranging: bool, lang: Language) -> Markup {
    let unseen = places.len() - placed(places).count();
    let modules: BTreeSet<&str> = placed(places).map(|placed| placed.scene.module.key.as_str()).collect();
    html! {
        link rel="stylesheet" href=(url("dashboards.css"));
        @if !arranging { (watch(&modules.into_iter().collect::<Vec<_>>().join(" "), lang)) }
        div.tiles {
            @for (at, place) in places.iter().enumerate() {
                @let ends = (at == 0, at + 1 == places.len());
                @match &place.placed {
                    Some(placed) => (card(placed, arranging.then_some(ends))),
                    None if arranging => (hidden(dashboard, place.id, lang)),
                    None => {},
                }
            }
        }
        @if unseen > 0 && !arranging {
            p.small-text.muted { (lang.say(said!("dashboards-unseen", count = unseen))) }
        }
    }
}

/// Those of which the reader sees something.
fn placed(places: &[Place]) -> impl Iterator<Item = &Placed> {
    places.iter().filter_map(|place| place.placed.as_ref())
}

fn card(placed: &Placed, ends: Option<(bool, bool)>) -> Markup {
    let (id, width) = (placed.tile.id, Width::of(&placed.tile).word());
    let shape = match placed.shows.kind {
        Kind::Count | Kind::Sum => "figure",
        Kind::Trend | Kind::Chart => "drawn",
        Kind::List | Kind::Board => "rows",
    };
    html! {
        section class={ "card tile " (width) " " (shape) } id={ "tile-" (id) } aria-labelledby={ "tile-title-" (id) } {
            div.card-header {
                div {
                    h2 id={ "tile-title-" (id) } { a href=(placed.list()) { (placed.title()) } }
                    @if shape != "figure" { p.small-text.muted { (placed.note()) } }
                }
            }
            div.tile-body hx-get=(placed.address()) hx-trigger="load, changed" hx-swap="innerHTML" data-live-part {
                a.tile-wait href=(placed.address()) { (placed.scene.lang().text("dashboards-show")) }
            }
            @if let Some(ends) = ends { (arrange(placed, ends)) }
        }
    }
}

/// What moves, sizes, changes and removes a tile.
fn arrange(placed: &Placed, (first, last): (bool, bool)) -> Markup {
    let (lang, at, title) = (placed.scene.lang(), placed.address(), placed.title());
    let width = Width::of(&placed.tile);
    let named = |words: &'static str| format!("{}: {title}", lang.text(words));
    html! {
        form.card-footer.tile-acts method="post" action=(at) {
            button.icon-button.small name="as" value=(way(Way::Up)) disabled[first] aria-label=(named("dashboards-up")) title=(lang.text("dashboards-up")) { (icon("arrow-up")) }
            button.icon-button.small name="as" value=(way(Way::Down)) disabled[last] aria-label=(named("dashboards-down")) title=(lang.text("dashboards-down")) { (icon("arrow-down")) }
            div.button-group role="group" aria-label=(named("dashboards-width")) {
                @for (one, sign) in Width::ALL.into_iter().zip(["¼", "½", "1"]) {
                    button.button.small name="as" value=(one.word()) aria-pressed=(one == width) title=(lang.text(called(one))) {
                        span aria-hidden="true" { (sign) } span.visually-hidden { (lang.text(called(one))) }
                    }
                }
            }
            span.tile-gap {}
            a.icon-button.small href={ (at) "/edit" } aria-label=(named("change")) title=(lang.text("change")) { (icon("pencil")) }
            button.icon-button.small name="as" value="remove" aria-label=(named("remove")) title=(lang.text("remove")) { (icon("trash-2")) }
        }
    }
}

fn hidden(dashboard: Uuid, id: Uuid, lang: Language) -> Markup {
    html! {
        section.card.tile.half aria-label=(lang.text("dashboards-tile-unseen")) {
            div.card-body { p.muted { (lang.text("dashboards-tile-unseen")) } }
            form.card-footer.tile-acts method="post" action={ (address(dashboard)) "/tiles/" (id) } {
                span.tile-gap {}
                button.button.small name="as" value="remove" { (icon("trash-2")) (lang.text("remove")) }
            }
        }
    }
}

/// The word by which a way is sent.
pub fn way(way: Way) -> &'static str {
    match way {
        Way::Up => "up",
        Way::Down => "down",
    }
}

/// The message of a width.
pub fn called(width: Width) -> &'static str {
    match width {
        Width::Quarter => "dashboards-quarter",
        Width::Half => "dashboards-half",
        Width::Full => "dashboards-full-width",
    }
}
