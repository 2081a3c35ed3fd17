//! What stands above a list or board: heading, views as tabs, find, filter, columns, count. The panels of filter and columns
//! come when they are opened.

use crm::views::Audience;
use maud::{Markup, html};
use meta::Key;
use meta::layout::ViewKind;
use words::said;

use super::ask::{Ask, MINE, groups as is_group, has_lanes};
use super::filters::OPEN;
use crate::components::icon::icon;
use crate::pages::records::around::Around;
use crate::pages::records::board;
use crate::pages::records::{Scene, lower};
use crate::pairs::Pairs;

/// The heading with the acts on the whole module.
pub fn header(scene: &Scene, ask: &Ask) -> Markup {
    let module = &scene.module;
    let home = scene.home();
    let may_create = scene.rights.may_create(&module.key);
    let lang = scene.lang();
    let new = lang.say(said!("new-of", module = scene.one()));
    let board = Around::of(lang, |field| said!("list-board-by", field = field));
    let file = Around::of(lang, |format| said!("list-export-as", format = format));
    html! {
        div.page-header {
            div { h1.page-title { (icon(&module.icon)) " " (module.label.many) } }
            div.page-actions {
                @if may_create && module.uses("import") {
                    a.button.hide-phone href={ "/imports/new?module=" (module.key) } { (icon("upload")) (lang.text("import")) }
                }
                @if may_create {
                    a.button.primary href={ (home) "/new" } data-key="n" data-dialog-load=(new) { (icon("plus")) (new) }
                }
                button.icon-button type="button" popovertarget="list-menu" aria-label=(lang.text("more")) { (icon("ellipsis")) }
            }
        }
        div.menu #list-menu popover {
            @for field in module.own_fields().filter(|field| has_lanes(scene, &field.key)) {
                a.menu-item href={ (home) "?lanes=" (field.key) } { (icon("square-kanban")) (board.before) (lower(&field.label)) (board.after) }
            }
            @if may_create && module.uses("import") {
                a.menu-item.only-phone href={ "/imports/new?module=" (module.key) } { (icon("upload")) (lang.text("import")) }
            }
            @if module.uses("export") {
                @for (format, name) in [("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON")] {
                    a.menu-item href=(export(scene, ask, format)) download { (icon("download")) (file.before) (name) (file.after) }
                }
            }
            @if ask.base().is_some() {
                a.menu-item href=(saving(scene, ask)) data-dialog-load=(lang.text("list-this-view")) {
                    (icon("bookmark")) (lang.text("list-change-view"))
                }
            }
            a.menu-item href=(tile(scene, ask)) { (icon("layout-dashboard")) (lang.text("dashboards-add")) }
            a.menu-item href={ "/bin?module=" (module.key) } { (icon("trash-2")) (lang.text("recycle-bin")) }
        }
    }
}

/// The address at which what is shown becomes a tile of a dashboard.
fn tile(scene: &Scene, ask: &Ask) -> String {
    ask.pairs.without(&["cursor", "from", "add"]).on(&format!("{}/tiles/new", scene.home()))
}

/// The address of a file of the records that are shown, on all pages.
fn export(scene: &Scene, ask: &Ask, format: &str) -> String {
    let mut pairs = Pairs::default().with("format", format).with("find", &ask.find);
    ask.whole_filter().to_query().into_iter().for_each(|(name, value)| pairs.push(name, value));
    pairs.on(&format!("/exports/{}", scene.module.key))
}

/// The views, and the reader's own records.
pub fn tabs(scene: &Scene, ask: &Ask) -> Markup {
    let home = scene.home();
    let kept = ask.pairs.keeping(|name, _| name == "find" || super::ask::is_filter(name));
    let mine = scene.module.area != "admin";
    let base = ask.base().map(|saved| saved.id);
    html! {
        nav.tabs aria-label=(scene.lang().text("list-views")) {
            @for (at, view) in scene.module.views.iter().enumerate() {
                @let key = if at == 0 { "" } else { view.key.as_str() };
                @let current = (!ask.mine && base.is_none() && view.key == ask.view.key).then_some("page");
                a href=(kept.with("view", key).on(&home)) aria-current=[current] {
                    @if view.kind == ViewKind::Board { (icon("square-kanban")) } (view.label)
                }
            }
            @if base.is_none() && scene.module.views.iter().all(|view| view.key != ask.view.key) {
                a href=(kept.with("lanes", &ask.view.key).on(&home)) aria-current="page" { (icon("square-kanban")) (ask.view.label) }
            }
            @if mine {
                @let current = (ask.mine && base.is_none()).then_some("page");
                a href=(kept.with("view", MINE).on(&home)) aria-current=[current] { (scene.lang().text("list-mine")) }
            }
            @for saved in &ask.saved {
                @let current = (base == Some(saved.id)).then_some("page");
                a href={ (home) "?saved=" (saved.id) } aria-current=[current] {
                    @if Audience::word(saved) != "me" { (icon("users")) } (saved.label)
                }
            }
        }
    }
}

/// The address at which what is shown is saved as a view.
fn saving(scene: &Scene, ask: &Ask) -> String {
    ask.pairs.without(&["cursor", "from", "add"]).on(&format!("{}/views/new", scene.home()))
}

/// Find, filter, order, groups, columns and count; of a list with how many records it shows.
pub fn bar(scene: &Scene, ask: &Ask, shown: Option<usize>) -> Markup {
    let home = scene.home();
    let kept = ask.pairs.without(&["find", "cursor", "from", "add"]);
    let lang = scene.lang();
    let panel = |name: &str| ask.pairs.without(&["add"]).on(&format!("{home}/{name}"));
    html! {
        div.list-bar {
            form.list-search role="search" aria-label=(lang.text("list-this-list")) action=(home) {
                (icon("search"))
                @for (name, value) in kept.iter() { input type="hidden" name=(name) value=(value); }
                input type="search" name="find" value=(ask.find) aria-label=(lang.text("list-find-in")) placeholder=(lang.text("list-find"));
            }
            button.button.quiet.js-only type="button" popovertarget="filter-panel" { (icon("list-filter")) " " (lang.text("list-filter")) }
            a.button.quiet.no-js-only href=(ask.pairs.with("add", OPEN).on(&home)) { (icon("list-filter")) " " (lang.text("list-filter")) }
            @if ask.is_changed() {
                @let save = lang.text("list-save-view");
                a.button.quiet href=(saving(scene, ask)) data-dialog-load=(save) { (icon("bookmark")) " " (save) }
            }
            @if let Some(shown) = shown { (looks(scene, ask, shown)) } @else { div.list-bar-end { (board::button(scene)) } }
        }
        div.menu.panel.wide #filter-panel popover hx-get=(panel("filters")) hx-trigger="beforetoggle once" {}
        @if shown.is_some() {
            div.menu.panel #order-panel popover hx-get=(panel("order")) hx-trigger="beforetoggle once" {}
            div.menu.panel #column-panel popover hx-get=(panel("columns")) hx-trigger="beforetoggle once" {}
            (groups(scene, ask))
        }
    }
}

/// What a list alone has: count, order, groups and columns; on a phone their icons.
fn looks(scene: &Scene, ask: &Ask, shown: usize) -> Markup {
    let lang = scene.lang();
    let count =
        ask.pairs.without(&["cursor", "from", "sort", "columns", "group"]).on(&format!("{}/count", scene.home()));
    let button = |panel: &str, symbol: &str, words: &str, script: bool| {
        html! {
            button.button.quiet.js-only[script] type="button" popovertarget=(panel) aria-label=(words) {
                (icon(symbol)) " " span.hide-phone { (words) }
            }
        }
    };
    html! {
        div.list-bar-end {
            span.list-count hx-get=(count) hx-trigger="load" hx-swap="innerHTML" {
                // How many the groups show says nothing.
                @if ask.group.is_none() { (lang.say(said!("list-shown", count = shown))) }
            }
            (button("order-panel", "arrow-up-down", lang.text("list-sort"), true))
            @if scene.module.fields.keys().any(|field| is_group(scene, field)) {
                (button("group-menu", "rows-3", lang.text("list-group"), false))
            }
            (button("column-panel", "columns-3", lang.text("list-columns"), true))
        }
    }
}

/// The fields by which the records can stand in groups.
fn groups(scene: &Scene, ask: &Ask) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let kept = ask.pairs.without(&["cursor", "from", "add"]);
    let current = |field: Option<&Key>| (ask.group.as_ref() == field).then_some("true");
    html! {
        div.menu #group-menu popover {
            a.menu-item href=(kept.with("group", "").on(&home)) aria-current=[current(None)] { (lang.text("list-group-none")) }
            @for field in scene.module.fields.values().filter(|field| is_group(scene, &field.key)) {
                a.menu-item href=(kept.with("group", &field.key).on(&home)) aria-current=[current(Some(&field.key))] { (field.label) }
            }
        }
    }
}
