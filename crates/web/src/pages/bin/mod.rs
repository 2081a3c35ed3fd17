//! The recycle bin: what was deleted, module by module, to be brought back or removed for good.

use axum::extract::State;
use crm::records::{self, ListQuery, RecordPage};
use crm::{Error, Work};
use maud::{Markup, html};
use meta::layout::SortKey;
use meta::{Key, Path, Value};
use words::said;

use crate::app::App;
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
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
    let module = module.ok_or_else(|| Error::Forbidden(said!("bin-nothing-may")))?;
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
    let (rights, lang) = (&signed.actor.rights, signed.lang());
    let catalogue = &scene.snapshot.schema.catalogue;
    let modules =
        catalogue.modules().filter(|module| rights.delete.contains_key(&module.key) && rights.may_read(&module.key));
    shell::page(
        &Shell { signed, snapshot: &scene.snapshot, title: lang.text("recycle-bin"), at: "/bin" },
        html! {
            div.page-header { div {
                h1.page-title { (icon("trash-2")) " " (lang.text("recycle-bin")) }
                p.page-subtitle { (lang.text("bin-what")) }
            } }
            nav.tabs aria-label=(lang.text("bin-modules")) {
                @for module in modules {
                    a href={ "/bin?module=" (module.key) } aria-current=[(module.key == scene.module.key).then_some("page")] { (module.label.many) }
                }
            }
            @if page.records.is_empty() {
                (empty::empty("trash-2", &lang.say(said!("bin-empty", modules = scene.many())), lang.text("bin-empty-hint"), html! {}))
            } @else { (table(scene, page)) }
            @if let Some(next) = &page.next {
                nav.pager aria-label=(lang.text("bin-pages")) {
                    a.button.small rel="next" href={ "/bin?module=" (scene.module.key) "&cursor=" (next) } { (lang.text("bin-next")) " " (icon("chevron-right")) }
                }
            }
        },
    )
}

fn table(scene: &Scene, page: &RecordPage) -> Markup {
    let lang = scene.lang();
    html! {
        div.table-wrap { table.table.cards {
            thead { tr {
                th scope="col" class="cell-title" { (scene.module.label.one) }
                th scope="col" { (lang.text("bin-deleted")) } th scope="col" { (lang.text("bin-owner")) }
                th scope="col" { span.visually-hidden { (lang.text("actions")) } }
            } }
            tbody { @for record in &page.records { (row(scene, record)) } }
        } }
    }
}

fn row(scene: &Scene, record: &meta::Record) -> Markup {
    let (href, lang) = (scene.record(record.id), scene.lang());
    let owner = record.get("owner").id();
    let menu = format!("purge-{}", record.id);
    let sure = lang.say(said!("bin-remove-sure", record = mark(called(record, lang))));
    html! {
        tr {
            td.cell-title { a href=(href) { (called(record, lang)) } }
            td data-label=(lang.text("bin-deleted")) { @if let Value::Time(at) = record.get("deleted_at") { (scene.formats.time(*at)) } }
            td data-label=(lang.text("bin-owner")) { @if let Some(owner) = owner { (person::person(owner, &person::name(&scene.snapshot, Some(owner), lang))) } }
            td { div.row {
                form method="post" action={ (href) "/restoration" } { button.button.small { (icon("rotate-ccw")) " " (lang.text("bin-restore")) } }
                button.button.quiet.small type="button" popovertarget=(menu) { (lang.text("remove")) }
                div.menu.panel id=(menu) popover {
                    p { (marked(&sure, |name| html! { strong { (name) } })) }
                    form method="post" action={ (href) "/purge" } { button.button.danger.small { (lang.text("bin-remove")) } }
                }
            } }
        }
    }
}
