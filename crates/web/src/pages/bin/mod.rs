//! The recycle bin: what was deleted, module by module, to be brought back or removed for good.

use axum::extract::State;
use crm::records::{self, ListQuery, RecordPage};
use crm::{Error, Work};
use maud::{Markup, html};
use meta::layout::SortKey;
use meta::{Key, Path, Value};

use crate::app::App;
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::person;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pages::records::Scene;
use crate::pages::records::list::table::called;
use crate::pairs::Pairs;
use crate::who::Signed;

/// Records a page.
const PAGE: usize = 50;

/// `GET /bin?module=`
pub async fn show(State(app): State<App>, signed: Signed, pairs: Pairs) -> Result<Markup, Failure> {
    let snapshot = app.crm().snapshot();
    let rights = &signed.actor.rights;
    let mut modules = snapshot.schema.catalogue.modules().filter(|module| rights.delete.contains_key(&module.key));
    let named = pairs.text("module").to_string();
    let module = if named.is_empty() { modules.next().map(|module| module.key.to_string()) } else { Some(named) };
    let module = module.ok_or_else(|| Error::Forbidden("you may not delete anything, so your bin is empty".into()))?;
    let cursor = pairs.get("cursor").map(str::to_string);
    let (scene, page) = app.crm().read(&signed.actor, move |work| read(work, &module, cursor.clone())).await?;
    Ok(view(&signed, &scene, &page))
}

fn read(work: &mut Work, module: &str, cursor: Option<String>) -> Result<(Scene, RecordPage), Error> {
    let scene = Scene::set(work, module)?;
    let query = ListQuery {
        bin: true,
        sort: SortKey::parse("-deleted_at").into_iter().collect(),
        fields: ["deleted_at", "owner"].map(|key| Path::of(Key::of(key))).to_vec(),
        limit: PAGE,
        cursor,
        ..ListQuery::default()
    };
    let page = records::list(work, module, &query)?;
    Ok((scene, page))
}

fn view(signed: &Signed, scene: &Scene, page: &RecordPage) -> Markup {
    let rights = &signed.actor.rights;
    let catalogue = &scene.snapshot.schema.catalogue;
    let modules =
        catalogue.modules().filter(|module| rights.delete.contains_key(&module.key) && rights.may_read(&module.key));
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title: "Recycle bin", at: "/bin" },
        html! {
            div.page-header { div {
                h1.page-title { (icon("trash-2")) " Recycle bin" }
                p.page-subtitle { "What was deleted, with everything that hangs on it. Restoring brings all of it back." }
            } }
            nav.tabs aria-label="Modules" {
                @for module in modules {
                    a href={ "/bin?module=" (module.key) } aria-current=[(module.key == scene.module.key).then_some("page")] { (module.label.many) }
                }
            }
            @if page.records.is_empty() {
                (empty::empty("trash-2", &format!("No deleted {}", scene.many()), "What you delete comes here and can be brought back.", html! {}))
            } @else { (table(scene, page)) }
            @if let Some(next) = &page.next {
                nav.pager aria-label="Pages" {
                    a.button.small rel="next" href={ "/bin?module=" (scene.module.key) "&cursor=" (next) } { "Next " (icon("chevron-right")) }
                }
            }
        },
    )
}

fn table(scene: &Scene, page: &RecordPage) -> Markup {
    html! {
        div.table-wrap { table.table.cards {
            thead { tr {
                th scope="col" class="cell-title" { (scene.module.label.one) }
                th scope="col" { "Deleted" } th scope="col" { "Owner" }
                th scope="col" { span.visually-hidden { "Actions" } }
            } }
            tbody { @for record in &page.records { (row(scene, record)) } }
        } }
    }
}

fn row(scene: &Scene, record: &meta::Record) -> Markup {
    let href = scene.record(record.id);
    let owner = record.get("owner").id();
    let menu = format!("purge-{}", record.id);
    html! {
        tr {
            td.cell-title { a href=(href) { (called(record)) } }
            td data-label="Deleted" { @if let Value::Time(at) = record.get("deleted_at") { (scene.formats.time(*at)) } }
            td data-label="Owner" { @if let Some(owner) = owner { (person::person(owner, &person::name(&scene.snapshot, Some(owner)))) } }
            td { div.row {
                form method="post" action={ (href) "/restoration" } { button.button.small { (icon("rotate-ccw")) " Restore" } }
                button.button.quiet.small type="button" popovertarget=(menu) { "Remove" }
                div.menu.panel id=(menu) popover {
                    p { "Remove " strong { (called(record)) } " for good? This cannot be undone." }
                    form method="post" action={ (href) "/purge" } { button.button.danger.small { "Remove for good" } }
                }
            } }
        }
    }
}
