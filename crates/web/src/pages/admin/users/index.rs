//! The list of users.

use axum::extract::State;
use crm::records::{ListQuery, RecordPage, list};
use maud::{Markup, html};
use meta::layout::SortKey;
use meta::record::LinkTitle;
use meta::{Filter, Key, Op, Path, Record, Value};

use super::AT;
use crate::app::App;
use crate::components::badge::badge;
use crate::components::icon::icon;
use crate::components::{empty, person};
use crate::failure::Failure;
use crate::pages::admin::roles;
use crate::pages::admin::{self, Administrator, Head};
use crate::pairs::Pairs;

const FIELDS: [&str; 6] = ["name", "email", "role", "team", "manager", "active"];

/// `GET /admin/users?find=&show=active|inactive|all&cursor=`
pub async fn index(State(app): State<App>, admin: Administrator, asked: Pairs) -> Result<Markup, Failure> {
    let active = |yes: bool| Filter::test(Key::of("active"), Op::Eq, Value::Bool(yes));
    let query = ListQuery {
        filter: match asked.text("show") {
            "inactive" => active(false),
            "all" => Filter::Const(true),
            _ => active(true),
        },
        find: asked.get("find").map(str::to_string),
        sort: vec![SortKey { path: Path::of(Key::of("name")), descending: false }],
        fields: FIELDS.iter().map(|key| Path::of(Key::of(key))).collect(),
        cursor: asked.get("cursor").map(str::to_string),
        ..ListQuery::default()
    };
    let page = app.crm().read(admin.actor(), move |work| list(work, "user", &query)).await?;
    Ok(view(&admin, &asked, &page))
}

fn view(admin: &Administrator, asked: &Pairs, page: &RecordPage) -> Markup {
    let lang = admin.lang();
    let tab = |words: &'static str, show: &str| {
        let here = asked.text("show") == show;
        let address = asked.without(&["cursor"]).with("show", show).on(AT);
        html! { a href=(address) aria-current=[here.then_some("page")] { (lang.text(words)) } }
    };
    let content = html! {
        nav.tabs aria-label=(lang.text("admin-users")) {
            (tab("users-active", "")) (tab("users-deactivated", "inactive")) (tab("users-all", "all"))
        }
        div.list-bar {
            form.list-search role="search" aria-label=(lang.text("admin-users")) {
                (icon("search"))
                input type="search" name="find" value=(asked.text("find"))
                    aria-label=(lang.text("users-find-users")) placeholder=(lang.text("users-find"));
                @if !asked.text("show").is_empty() { input type="hidden" name="show" value=(asked.text("show")); }
            }
        }
        @if page.records.is_empty() {
            (empty::empty("users", lang.text("users-nobody-here"), lang.text("users-nothing-fits"), html! {}))
        } @else { (table(admin, &page.records)) }
        @if let Some(next) = &page.next {
            nav.pager aria-label=(lang.text("pages")) {
                a.button.small rel="next" href=(asked.with("cursor", next).on(AT)) { (lang.text("next")) " " (icon("chevron-right")) }
            }
        }
    };
    let invite =
        html! { a.button.primary href="/admin/users/new" data-key="n" { (icon("plus")) (lang.text("users-invite")) } };
    admin::page(admin, Head { actions: invite, ..Head::new(AT, lang.text("admin-users")) }, content)
}

fn table(admin: &Administrator, users: &[Record]) -> Markup {
    let lang = admin.lang();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("name")) }
                    th scope="col" { (lang.text("users-email")) }
                    th scope="col" { (lang.text("users-role")) }
                    th scope="col" { (lang.text("users-team")) }
                    th scope="col" { (lang.text("users-manager")) }
                } }
                tbody data-follow { @for user in users { (row(admin, user)) } }
            }
        }
    }
}

fn row(admin: &Administrator, user: &Record) -> Markup {
    let (lang, address) = (admin.lang(), format!("{AT}/{}", user.id));
    let role = roles::called(&admin.snapshot, user.get("role").text().unwrap_or_default());
    html! {
        tr {
            td.cell-title {
                a href=(address) { (person::person(user.id, &user.title)) }
                @if *user.get("active") != Value::Bool(true) { " " (badge(lang.text("users-is-deactivated"), 0)) }
            }
            td data-label=(lang.text("users-email")) { (user.get("email").text().unwrap_or_default()) }
            td data-label=(lang.text("users-role")) { (role) }
            td data-label=(lang.text("users-team")) { (linked(user, "team")) }
            td data-label=(lang.text("users-manager")) { (linked(user, "manager")) }
        }
    }
}

fn linked(user: &Record, key: &str) -> Markup {
    match user.link_title(key) {
        Some(LinkTitle::Open(title) | LinkTitle::Binned(title)) => html! { (title) },
        _ => html! { span.none {} },
    }
}
