//! Home: what somebody has to do today, how their pipeline stands, what they looked at last.

mod pipeline;
mod tasks;

use axum::extract::State;
use chrono::Timelike;
use crm::dashboards::{self, Dashboard};
use crm::personal::{self, Item};
use crm::{Result, Work};
use maud::{Markup, html};
use words::said;

use self::pipeline::Pipeline;
use self::tasks::Tasks;
use crate::app::App;
use crate::components::control::capital;
use crate::components::fields::links;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{calendar, empty, live};
use crate::failure::Failure;
use crate::pages::dashboards::{self as boards, Place};
use crate::pages::records::Scene;
use crate::who::Signed;

/// Records of a list at once.
const FEW: usize = 8;

struct Home {
    scene: Scene,
    /// The dashboard that was chosen in the place of the rest.
    chosen: Option<(Dashboard, Vec<Place>)>,
    tasks: Option<Tasks>,
    pipeline: Option<Pipeline>,
    recents: Vec<Item>,
    stars: Vec<Item>,
}

/// `GET /`
pub async fn show(State(app): State<App>, signed: Signed) -> std::result::Result<Markup, Failure> {
    let home = app.crm().read(&signed.actor, read).await?;
    Ok(view(&signed, &home))
}

fn read(work: &mut Work) -> Result<Home> {
    let rights = work.actor.rights.clone();
    let scene = boards::any(work)?;
    if let Some(chosen) = dashboards::home(work)? {
        let places = boards::read(work, &scene, chosen.id)?;
        let chosen = Some((chosen, places));
        return Ok(Home { scene, chosen, tasks: None, pipeline: None, recents: Vec::new(), stars: Vec::new() });
    }
    let tasks = if rights.may_read("task") { tasks::read(work, &scene)? } else { None };
    let pipeline = if rights.may_read("opportunity") { pipeline::read(work, &scene)? } else { None };
    let (mut recents, mut stars) = (personal::recents(work)?, personal::stars(work)?);
    recents.truncate(FEW);
    stars.truncate(FEW);
    Ok(Home { scene, chosen: None, tasks, pipeline, recents, stars })
}

fn view(signed: &Signed, home: &Home) -> Markup {
    let scene = &home.scene;
    let first = signed.actor.name.split_whitespace().next().unwrap_or_default();
    let (lang, now) = (scene.lang(), scene.formats.local(scene.formats.now()));
    let greeting = match now.hour() {
        5..=11 => said!("home-morning", name = first),
        12..=17 => said!("home-afternoon", name = first),
        _ => said!("home-evening", name = first),
    };
    let day = capital(&calendar::at(&now, lang.text("home-day"), lang));
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title: lang.text("home"), at: "/" },
        html! {
            div.page-header {
                div {
                    h1.page-title { (lang.say(greeting)) }
                    p.page-subtitle { (day) @if let Some(tasks) = &home.tasks { " · " (tasks.words()) } }
                }
                @if let Some((dashboard, _)) = &home.chosen {
                    div.page-actions { a.button.quiet href={ "/dashboards/" (dashboard.id) } { (icon("layout-dashboard")) (dashboard.label) } }
                }
            }
            @match &home.chosen {
                Some((dashboard, places)) => (boards::grid(places, dashboard.id, false, lang)),
                None => (usual(home)),
            }
        },
    )
}

/// What stands on the home of everybody who chose no other.
fn usual(home: &Home) -> Markup {
    let (scene, lang) = (&home.scene, home.scene.lang());
    html! {
        (live::watch("task opportunity", lang))
        @if let Some(pipeline) = &home.pipeline { (pipeline.stats()) }
        div.columns {
            @if let Some(tasks) = &home.tasks { (tasks.card()) }
            div.stack {
                @if let Some(pipeline) = &home.pipeline { (pipeline.card()) }
                (items(scene, lang.text("home-recent"), &home.recents, lang.text("home-recent-none")))
                (items(scene, lang.text("home-starred"), &home.stars, lang.text("home-starred-none")))
            }
        }
    }
}

fn items(scene: &Scene, title: &str, items: &[Item], nothing: &str) -> Markup {
    html! {
        section.card aria-label=(title) {
            div.card-header { h2 { (title) } }
            @if items.is_empty() { (empty::small(nothing)) } @else {
                ul.card-list { @for item in items {
                    @let title = meta::record::LinkTitle::Open(item.title.clone());
                    li {
                        span.truncate { (links::show_record(&item.module, item.id, Some(&title), scene.look())) }
                        small.faint { (scene.snapshot.module(&item.module).map_or("", |module| module.label.one.as_str())) }
                    }
                } }
            }
        }
    }
}
