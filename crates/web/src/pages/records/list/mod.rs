//! The list of a module: a page of records under the address's view, filter, words and order; or its board.

pub mod ask;
pub mod bar;
pub mod cell;
pub mod chips;
pub mod columns;
pub mod filters;
pub mod grouped;
mod operands;
pub mod order;
mod pager;
mod shift;
pub mod views;

pub mod table;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use crm::records::{self, Counting, ListQuery, RecordPage};
use crm::{Error, FieldError, Result, Work};
use maud::{Markup, html};
use meta::layout::ViewKind;
use words::{Said, said};

use self::ask::{Ask, PAGE};
use super::Scene;
use crate::app::App;
use crate::components::empty;
use crate::components::icon::icon;
use crate::components::live;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pages::records::board;
use crate::pairs::Pairs;
use crate::who::Signed;

/// What a list page shows.
pub struct Listed {
    scene: Scene,
    ask: Ask,
    page: RecordPage,
}

/// `GET /{module}`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    headers: HeaderMap,
    pairs: Pairs,
) -> std::result::Result<Response, Failure> {
    let (asked, given, folded) = (module.clone(), pairs.clone(), board::Folded::read(&headers));
    // Who looks anew already sees groups, and shall not see them go and come.
    let anew = headers.contains_key("hx-request");
    match app.crm().read(&signed.actor, move |work| view(work, &asked, &given, &folded, anew)).await {
        Ok(View::List(listed)) => Ok(page(&signed, &listed).into_response()),
        Ok(View::Groups(groups)) => Ok(grouped::page(&signed, &groups).into_response()),
        Ok(View::Waiting(both)) => Ok(grouped::waiting(&signed, &both.0, &both.1).into_response()),
        Ok(View::Board(board)) => Ok(board::page(&signed, &board).into_response()),
        Ok(View::Elsewhere(address)) => Ok(Redirect::to(&address).into_response()),
        Err(Error::BadRequest(errors)) => Ok(mended(&module, &pairs, errors)),
        Err(error) => Err(error.into()),
    }
}

/// What an address leads to.
enum View {
    List(Box<Listed>),
    Groups(Box<grouped::Grouped>),
    /// The same, before its groups are known.
    Waiting(Box<(Scene, Ask)>),
    Board(Box<board::Board>),
    /// The same, by its tidy address.
    Elsewhere(String),
}

fn view(work: &mut Work, module: &str, pairs: &Pairs, folded: &board::Folded, anew: bool) -> Result<View> {
    let mut scene = Scene::set(work, module)?;
    if filters::is_loose(pairs) {
        return Ok(View::Elsewhere(filters::tidy(&scene, pairs).on(&scene.home())));
    }
    let pairs = views::opened(work, &scene, pairs)?;
    let mut ask = Ask::read(&scene, pairs)?;
    ask.saved = crm::views::list(work, &scene.module.key)?;
    match ask.view.kind {
        ViewKind::Board => Ok(View::Board(Box::new(board::read(work, scene, ask, folded)?))),
        ViewKind::List if ask.group.is_some() && anew => Ok(View::Groups(Box::new(grouped::read(work, scene, ask)?))),
        ViewKind::List if ask.group.is_some() => {
            let wanted = chips::records(&scene, &ask);
            scene.name(work, &wanted)?;
            Ok(View::Waiting(Box::new((scene, ask))))
        }
        ViewKind::List => Ok(View::List(Box::new(listed(work, scene, ask)?))),
    }
}

/// The list without what was wrong with its address, saying so unless it was only a page that is no more.
fn mended(module: &str, pairs: &Pairs, errors: Vec<FieldError>) -> Response {
    let home = format!("/{module}");
    if errors.iter().any(|error| error.field == "cursor") {
        return Redirect::to(&pairs.without(&["cursor", "from"]).on(&home)).into_response();
    }
    let plain = pairs.keeping(|name, _| matches!(name, "view" | "find" | "columns"));
    let plain = if *pairs == plain { Pairs::default() } else { plain };
    let said = errors.into_iter().map(|error| said!("error-of-field", field = error.field, wrong = error.detail));
    flash::redirect(&plain.on(&home), News::refused(Said::all(said)))
}

/// Reads a page of a list.
pub fn listed(work: &mut Work, mut scene: Scene, ask: Ask) -> Result<Listed> {
    let query = ListQuery { limit: PAGE, ..query(&ask) };
    let page = records::list(work, &scene.module.key, &query)?;
    let wanted = chips::records(&scene, &ask);
    scene.name(work, &wanted)?;
    Ok(Listed { scene, ask, page })
}

fn query(ask: &Ask) -> ListQuery {
    ListQuery {
        filter: ask.whole_filter(),
        find: Some(ask.find.clone()).filter(|find| !find.is_empty()),
        sort: ask.sort.clone(),
        fields: ask.columns.clone(),
        cursor: ask.pairs.get("cursor").map(str::to_string),
        ..ListQuery::default()
    }
}

/// `GET /{module}/count`: how many records there are, fetched after the page.
pub async fn count(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> std::result::Result<Markup, Failure> {
    let counted = app.crm().read(&signed.actor, move |work| {
        let scene = Scene::set(work, &module)?;
        let ask = Ask::read(&scene, pairs.without(&["cursor"]))?;
        let query =
            ListQuery { limit: 1, fields: Vec::new(), sort: Vec::new(), count: Counting::Capped, ..query(&ask) };
        let count = records::list(work, &module, &query)?.count;
        Ok::<_, Error>((count, scene))
    });
    let (count, scene) = counted.await?;
    let words = count.map(|count| {
        let number = scene.formats.number(&count.value.into());
        let name = if count.value == 1 && !count.capped { scene.one() } else { scene.many() };
        let said = match count.capped {
            true => said!("list-count-capped", count = number, modules = name),
            false => said!("list-count", count = number, modules = name),
        };
        scene.lang().say(said)
    });
    Ok(html! { (words.unwrap_or_default()) })
}

fn page(signed: &Signed, listed: &Listed) -> Markup {
    let Listed { scene, ask, page } = listed;
    framed(
        signed,
        scene,
        ask,
        page.records.len(),
        html! {
            @if page.records.is_empty() { (nothing(scene, ask)) } @else {
                (table::table(scene, ask, &page.records))
                (pager::pager(scene, ask, page))
            }
        },
    )
}

/// A list in its frame: what stands above it, and its rows.
fn framed(signed: &Signed, scene: &Scene, ask: &Ask, shown: usize, rows: Markup) -> Markup {
    let at = scene.home();
    let shell = Shell { signed, snapshot: &scene.snapshot, title: &scene.module.label.many, at: &at };
    shell::page(
        &shell,
        html! {
            (live::watch(&scene.module.key, scene.lang()))
            (bar::header(scene, ask))
            (bar::tabs(scene, ask))
            (bar::bar(scene, ask, Some(shown)))
            (chips::chips(scene, ask))
            @if ask.pairs.get("add").is_some() { (filters::inline(scene, ask)) }
            (rows)
        },
    )
}

/// What stands where there are no records.
fn nothing(scene: &Scene, ask: &Ask) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let symbol = &scene.module.icon;
    if ask.is_narrowed() {
        let all = ask.with_filter(&meta::Filter::Const(true)).without(&["find"]).on(&home);
        return empty::empty(
            "search",
            &lang.say(said!("list-nothing-match", modules = scene.many())),
            lang.text("list-nothing-match-hint"),
            html! { a.button.primary href=(all) { (lang.text("show-all")) } },
        );
    }
    let may_create = scene.rights.may_create(&scene.module.key);
    let imports = may_create && scene.module.uses("import");
    let new = lang.say(said!("new-of", module = scene.one()));
    let title = match ask.mine {
        true => said!("list-none-of-yours", modules = scene.many()),
        false => said!("list-none-yet", modules = scene.many()),
    };
    empty::empty(
        symbol,
        &lang.say(title),
        lang.text(if may_create { "list-none-yet-create" } else { "list-none-yet-wait" }),
        html! {
            @if may_create { a.button.primary href={ (home) "/new" } { (icon("plus")) (new) } }
            @if imports { a.button href={ "/imports/new?module=" (scene.module.key) } { (icon("upload")) (lang.text("import")) } }
        },
    )
}
