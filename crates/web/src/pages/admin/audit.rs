//! The audit trail: what everybody did, and whether the trail is whole.

use axum::extract::State;
use crm::acts::{self, Whose};
use crm::audit::{Report, verify};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::stat::stat;
use crate::components::{acts as table, empty, people_choice};
use crate::failure::Failure;
use crate::pages::acts::{PAGE, before, pager};
use crate::pairs::Pairs;

const AT: &str = "/admin/audit";

/// `GET /admin/audit?person=&before=`
pub async fn index(State(app): State<App>, admin: Administrator, asked: Pairs) -> Result<Markup, Failure> {
    let whose = match (asked.text("person"), Uuid::parse_str(asked.text("person"))) {
        (_, Ok(person)) => Whose::Person(person),
        ("kith", _) => Whose::Kith,
        _ => Whose::All,
    };
    let from = before(&asked);
    let read =
        app.crm().read(admin.actor(), move |work| Ok((Formats::of(work)?, acts::list(work, whose, from, PAGE)?)));
    let (formats, acts) = read.await?;
    let mut people = people_choice::people(&admin.snapshot, "Everybody", asked.text("person"));
    people.insert(1, ("kith".into(), "Kith itself".into()));
    let form = Form { typed: asked.clone(), ..Form::default() };
    let content = html! {
        form.form-line data-autosubmit {
            (form.picker(Control::new("person", "Who"), Some(people_choice::ADDRESS), people))
            button.button.no-js-only { "Show" }
        }
        @if acts.is_empty() {
            (empty::empty("history", "Nothing here", "Nothing was done by whom you chose.", html! {}))
        } @else { (table::table(&formats, &acts, Some(&admin.snapshot))) (pager(AT, &asked, &acts)) }
    };
    let actions = html! { a.button href="/admin/audit/verification" { (icon("shield-check")) "Verify" } };
    Ok(super::page(&admin, Head { actions, ..Head::new(AT, "Audit trail") }, content))
}

/// `GET /admin/audit/verification`: reads the whole trail.
pub async fn verification(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let report = app.run(|crm| verify(crm, None)).await?;
    let content = html! {
        div.stack {
            @if report.is_sound() {
                div.banner.success {
                    (icon("circle-check"))
                    p { strong { "The trail is whole." } " Nothing in it was changed, removed or reordered." }
                }
            } @else {
                div.banner.danger {
                    (icon("triangle-alert"))
                    p { strong { "The trail is not whole." } " Keep the database as it is, and look into what follows." }
                }
            }
            (figures(&report))
            @if !report.findings.is_empty() { (findings(&report)) }
            p.muted.small-text {
                "Whether the newest rows were cut off shows against the head kept in the data directory: "
                span.mono { "kith audit verify" } " compares it too."
            }
        }
    };
    Ok(super::page(&admin, Head { above: &[(AT, "Audit trail")], ..Head::new(AT, "Verification") }, content))
}

fn figures(report: &Report) -> Markup {
    let figure = |label: &str, value: u64| stat(label, &value.to_string());
    html! {
        div.stats {
            (figure("Sealed rows", report.rows)) (figure("Seals", report.seals))
            (figure("Waiting to be sealed", report.unsealed))
        }
    }
}

fn findings(report: &Report) -> Markup {
    html! {
        section.card {
            div.card-header { h2 { "Findings" } }
            ul.card-list {
                @for finding in &report.findings {
                    li {
                        (icon("circle-alert"))
                        span {
                            (finding.words)
                            @if let Some(position) = finding.position { " " span.faint { "at " (position) } }
                        }
                    }
                }
                @if report.further > 0 { li { (icon("ellipsis")) span { "and " (report.further) " more" } } }
            }
        }
    }
}
