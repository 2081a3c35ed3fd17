//! Notifications: what one is told, and the bell that counts what is new.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use crm::notices::{self, COUNTED, Kind, Notice, Place};
use maud::{Markup, html};
use serde_json::json;
use words::{Language, Said, said};

use crate::app::App;
use crate::assets::url;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{empty, person};
use crate::failure::Failure;
use crate::guard::local;
use crate::pages::records::values;
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// Notifications a page.
const PAGE: usize = 50;

/// `GET /notices`
pub async fn index(State(app): State<App>, signed: Signed, asked: Pairs) -> Result<Markup, Failure> {
    let before = asked.get("before").and_then(|nr| nr.parse().ok());
    let read = app.crm().read(&signed.actor, move |work| {
        Ok((work.snapshot.clone(), Formats::of(work)?, notices::list(work, before, PAGE)?))
    });
    let (snapshot, formats, (all, next)) = read.await?;
    let lang = signed.lang();
    let title = lang.text("notices");
    let new = all.iter().any(|notice| notice.new);
    let content = html! {
        link rel="stylesheet" href=(url("notices.css"));
        div.page-header {
            div { h1.page-title { (title) } }
            div.page-actions {
                @if new {
                    form method="post" action="/notices/seen" { button.button { (icon("check")) (lang.text("notices-see-all")) } }
                }
                a.button.quiet href="/me/notifications" { (icon("settings")) (lang.text("notices-choose")) }
            }
        }
        @if all.is_empty() {
            (empty::empty("bell", lang.text("notices-none"), lang.text("notices-none-hint"), html! {}))
        } @else {
            ul.notices {
                @for notice in &all {
                    @let who = person::name(&snapshot, notice.actor, lang);
                    li class={ "notice" @if notice.new { " new" } } {
                        (icon(symbol(notice.kind)))
                        form method="post" action="/notices/seen" {
                            input type="hidden" name="nr" value=(notice.nr);
                            input type="hidden" name="to" value=(address(notice));
                            button.link-button { (lang.say(told(notice, &who))) }
                            @if is_task(notice) {
                                button.button.small name="done" value="true" { (icon("check")) (lang.text("record-mark-done")) }
                            }
                        }
                        time.faint datetime=(notice.at.to_rfc3339()) { (formats.time(notice.at)) }
                    }
                }
            }
            @if let Some(next) = next {
                nav.pager aria-label=(lang.text("pages")) {
                    a.button.small rel="next" href={ "/notices?before=" (next) } { (lang.text("earlier")) " " (icon("chevron-right")) }
                }
            }
        }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title, at: "/notices" }, content))
}

/// `POST /notices/seen`: one, and on to its record, or its task is done; or all.
pub async fn see(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let one = typed.text("nr").parse().ok();
    app.crm().write(&signed.actor, "notices", move |work| notices::see(work, one)).await?;
    if let (true, Some(task)) = (typed.get("done").is_some(), typed.text("to").strip_prefix("/task/")) {
        let given = Pairs::default().with("status", "done").with("_back", "/notices");
        let task = Path(("task".into(), task.parse().unwrap_or_default()));
        return values::set(State(app), signed, task, HeaderMap::new(), Posted(given)).await;
    }
    Ok(Redirect::to(local(typed.text("to")).unwrap_or("/notices")).into_response())
}

/// `GET /notices/bell`: the bell, with how much is new.
pub async fn bell(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let unseen = app.crm().read(&signed.actor, notices::unseen).await?;
    Ok(ringing(unseen, "notice from:body", signed.lang()))
}

/// The bell of the bar at the top, which asks how much is new when the page is there.
pub fn silent_bell(lang: Language) -> Markup {
    ringing(0, "load, notice from:body", lang)
}

/// A bell with how much is new, which looks anew when the page hears that there is more.
fn ringing(unseen: i64, trigger: &str, lang: Language) -> Markup {
    let most = COUNTED as i64;
    let shown = if unseen >= most { format!("{}+", most - 1) } else { unseen.to_string() };
    let label = lang.say(said!("notices-bell", count = unseen, shown = shown.as_str()));
    html! {
        a.icon-button.bell #bell href="/notices" aria-label=(label) title=(label)
            hx-get="/notices/bell" hx-trigger=(trigger) hx-swap="outerHTML" {
            (icon("bell"))
            @if unseen > 0 { span.bell-count aria-hidden="true" { (shown) } }
        }
    }
}

/// `GET /notices/newest`: what the browser may say aloud: `{"nr", "text", "href"}`, or 204 where it may not.
pub async fn newest(State(app): State<App>, signed: Signed) -> Result<Response, Failure> {
    let read = app.crm().read(&signed.actor, |work| {
        Ok((work.snapshot.clone(), notices::list(work, None, 1)?.0.pop(), notices::heard(work)?))
    });
    let (snapshot, notice, heard) = read.await?;
    let aloud = notice.filter(|notice| notice.new && heard.contains(&(notice.kind, Place::Browser)));
    let Some(notice) = aloud else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let lang = signed.lang();
    let text = lang.say(told(&notice, &person::name(&snapshot, notice.actor, lang)));
    Ok(Json(json!({ "nr": notice.nr, "text": text, "href": address(&notice) })).into_response())
}

fn address(notice: &Notice) -> String {
    format!("/{}/{}", notice.module, notice.record)
}

/// Whether it is new and of one task alone, which can be done from here.
fn is_task(notice: &Notice) -> bool {
    notice.new && notice.kind == Kind::Due && notice.more == 0 && notice.module == "task"
}

fn symbol(kind: Kind) -> &'static str {
    match kind {
        Kind::Assigned => "user-check",
        Kind::Mentioned => "at-sign",
        Kind::Followed => "eye",
        Kind::Due => "calendar",
    }
}

fn told(notice: &Notice, who: &str) -> Said {
    let title = if notice.title.is_empty() { said!("without-a-name") } else { notice.title.as_str().into() };
    let title = match notice.more {
        0 => title,
        more => said!("notices-and-more", title = title, more = more),
    };
    match notice.kind {
        Kind::Assigned => said!("notices-assigned", who = who, title = title),
        Kind::Mentioned => said!("notices-mentioned", who = who, title = title),
        Kind::Followed => said!("notices-followed", who = who, title = title),
        Kind::Due => said!("notices-due", title = title),
    }
}
