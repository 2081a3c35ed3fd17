//! Dashboards: the list of them, and a new one.

mod bars;
mod draw;
mod form;
mod lanes;
mod place;
pub mod show;
pub mod tile;
pub mod tiles;

use axum::extract::State;
use axum::response::Response;
use crm::dashboards::{self, Dashboard, is_open};
use crm::views::Audience;
use crm::{Error, Snapshot, Work};
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

pub use place::{Place, any, grid, read};

use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::components::{empty, person};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Posted;
use crate::who::Signed;

/// The address of all dashboards.
const AT: &str = "/dashboards";
/// What controls of a dashboard are called.
const CALLED: [(&str, &str); 2] = [("label", "name"), ("audience", "list-view-for")];

fn address(id: Uuid) -> String {
    format!("{AT}/{id}")
}

/// `GET /dashboards`
pub async fn index(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let read = |work: &mut Work| {
        let home = dashboards::home(work)?.map(|dashboard| dashboard.id);
        Ok::<_, Error>((work.snapshot.clone(), dashboards::list(work)?, home))
    };
    let (snapshot, all, home) = app.crm().read(&signed.actor, read).await?;
    let lang = signed.lang();
    let title = lang.text("dashboards");
    let new =
        html! { a.button.primary href="/dashboards/new" data-key="n" { (icon("plus")) (lang.text("dashboards-new")) } };
    let content = html! {
        div.page-header {
            div { h1.page-title { (icon("layout-dashboard")) (title) } }
            @if !all.is_empty() { div.page-actions { (new) } }
        }
        @if all.is_empty() {
            (empty::empty("layout-dashboard", lang.text("dashboards-none"), lang.text("dashboards-none-hint"), new))
        } @else {
            div.table-wrap { table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("name")) }
                    th scope="col" { (lang.text("list-view-for")) }
                    th scope="col" { (lang.text("dashboards-made-by")) }
                    th scope="col" { (lang.text("home")) }
                } }
                tbody { @for one in &all { tr {
                    td.cell-title { a href=(address(one.id)) { (one.label) } }
                    td data-label=(lang.text("list-view-for")) { (audience(&snapshot, one, lang)) }
                    td data-label=(lang.text("dashboards-made-by")) { (person::name(&snapshot, one.owner, lang)) }
                    td data-label=(lang.text("home")) { (home_button(one, home == Some(one.id), lang)) }
                } } }
            } }
        }
    };
    Ok(shell::page(&Shell { signed: &signed, snapshot: &snapshot, title, at: AT }, content))
}

/// The button that makes a dashboard one's home, or no more.
fn home_button(dashboard: &Dashboard, is_home: bool, lang: Language) -> Markup {
    let (way, words) = if is_home { ("leave", "dashboards-home-leave") } else { ("choose", "dashboards-home-choose") };
    html! {
        form method="post" action={ (address(dashboard.id)) "/home" } {
            @if is_home { span.badge { (lang.text("dashboards-is-home")) } " " }
            button.button.quiet.small name="as" value=(way) { (icon("house")) (lang.text(words)) }
        }
    }
}

/// For whom a dashboard is, in words.
fn audience(snapshot: &Snapshot, dashboard: &Dashboard, lang: Language) -> String {
    match Audience::parse(Audience::told(&dashboard.audience)) {
        Some(Audience::Me) => lang.text("list-view-for-me").into(),
        Some(Audience::Team) => lang.text("list-view-for-team").into(),
        Some(Audience::All) => lang.text("list-view-for-all").into(),
        Some(Audience::Role(role)) => {
            snapshot.roles.get(&role).map_or_else(|| role.to_string(), |found| found.label.clone())
        }
        None => String::new(),
    }
}

/// The controls of a dashboard: its name, and for whom it is; `now` is for whom it is already.
fn controls(signed: &Signed, snapshot: &Snapshot, form: &Form, now: &str) -> Markup {
    let (actor, lang) = (&signed.actor, signed.lang());
    let mut audiences = vec![("me".to_string(), lang.text("list-view-for-me").to_string())];
    if actor.team.is_some() {
        audiences.push(("team".into(), lang.text("list-view-for-team").into()));
    }
    if actor.is_administrator() {
        let roles = snapshot.roles.iter().map(|(key, role)| (format!("role:{key}"), role.label.clone()));
        audiences.extend(roles.chain([("all".into(), lang.text("list-view-for-all").into())]));
    }
    // For whom it is now can stay, also where the reader could not choose it.
    if audiences.iter().all(|(word, _)| word != now) {
        audiences.push((now.to_string(), lang.text("list-view-for-now").into()));
    }
    html! {
        div.form-grid {
            (form.text("text", Control::new("label", lang.text("name")).required()))
            (form.select(Control::new("audience", lang.text("list-view-for")), audiences))
        }
    }
}

/// `GET /dashboards/new`
pub async fn new(State(app): State<App>, signed: Signed) -> Markup {
    let form = Form::of(signed.lang(), [("label", String::new()), ("audience", "me".into())]);
    sheet(&signed, &app.crm().snapshot().read_in(signed.lang()), &form)
}

/// `POST /dashboards`
pub async fn create(State(app): State<App>, signed: Signed, Posted(typed): Posted) -> Result<Response, Failure> {
    let given = typed.clone();
    let done = app.crm().write(&signed.actor, "configure", move |work| {
        dashboards::save(work, None, given.text("label"), &chosen(given.text("audience"))?)
    });
    match outcome(done.await)? {
        Ok(dashboard) => {
            let news = News::done(said!("dashboards-saved", dashboard = dashboard.label.as_str()));
            Ok(flash::redirect(&format!("{}/edit", address(dashboard.id)), news))
        }
        Err(errors) => {
            let form = Form::refused(signed.lang(), typed, errors);
            Ok(mend(sheet(&signed, &app.crm().snapshot().read_in(signed.lang()), &form)))
        }
    }
}

/// The audience of a word that was sent.
fn chosen(word: &str) -> crm::Result<Audience> {
    Audience::parse(word).ok_or_else(|| Error::invalid("audience", "invalid", said!("list-view-not-for")))
}

fn sheet(signed: &Signed, snapshot: &Snapshot, form: &Form) -> Markup {
    let lang = signed.lang();
    let (title, form) = (lang.text("dashboards-new"), form.clone().calling(&CALLED));
    let content = html! {
        div.page-header { div {
            ol.crumbs { li { a href=(AT) { (lang.text("dashboards")) } } li { (title) } }
            h1.page-title { (title) }
        } }
        form.form method="post" action=(AT) novalidate {
            (form.summary())
            fieldset.form-section { legend { (lang.text("dashboards-one")) } (controls(signed, snapshot, &form, "me")) }
            div.form-actions {
                button.button.primary { (lang.text("create")) }
                a.button.quiet href=(AT) { (lang.text("cancel")) }
            }
        }
    };
    shell::page(&Shell { signed, snapshot, title, at: AT }, content)
}

/// The dashboards that the reader may change, for a choice.
fn choices(work: &mut Work) -> crm::Result<Vec<Dashboard>> {
    let actor = work.actor;
    Ok(dashboards::list(work)?.into_iter().filter(|one| is_open(actor, one)).collect())
}
