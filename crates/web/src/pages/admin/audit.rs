//! The audit trail: what everybody did, and whether the trail is whole.

use axum::extract::State;
use crm::acts::{self, Whose};
use crm::audit::{Report, verify};
use maud::{Markup, html};
use rust_decimal::Decimal;
use uuid::Uuid;
use words::said;

use super::{Administrator, Head, mono};
use crate::app::App;
use crate::components::control::{Control, Form};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
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
    let (lang, from) = (admin.lang(), before(&asked));
    let read =
        app.crm().read(admin.actor(), move |work| Ok((Formats::of(work)?, acts::list(work, whose, from, PAGE)?)));
    let (formats, acts) = read.await?;
    let mut people = people_choice::people(&admin.snapshot, lang.text("audit-everybody"), asked.text("person"));
    people.insert(1, ("kith".into(), lang.text("audit-kith-itself").into()));
    let form = Form { typed: asked.clone(), ..Form::empty(lang) };
    let content = html! {
        form.form-line data-autosubmit {
            (form.picker(Control::new("person", lang.text("act-who")), Some(people_choice::ADDRESS), people))
            button.button.no-js-only { (lang.text("audit-show")) }
        }
        @if acts.is_empty() {
            (empty::empty("history", lang.text("audit-nothing"), lang.text("audit-nothing-hint"), html! {}))
        } @else { (table::table(&formats, &acts, Some(&admin.snapshot))) (pager(AT, &asked, &acts, admin.lang())) }
    };
    let actions = html! { a.button href="/admin/audit/verification" { (icon("shield-check")) (lang.text("verify")) } };
    Ok(super::page(&admin, Head { actions, ..Head::new(AT, lang.text("admin-audit")) }, content))
}

/// `GET /admin/audit/verification`: reads the whole trail.
pub async fn verification(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let lang = admin.lang();
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let report = app.run(|crm| verify(crm, None)).await?;
    let head = lang.say(said!("audit-head", command = mark("kith audit verify")));
    let content = html! {
        div.stack {
            @if report.is_sound() {
                div.banner.success {
                    (icon("circle-check"))
                    p { strong { (lang.text("audit-whole")) } " " (lang.text("audit-whole-hint")) }
                }
            } @else {
                div.banner.danger {
                    (icon("triangle-alert"))
                    p { strong { (lang.text("audit-not-whole")) } " " (lang.text("audit-not-whole-hint")) }
                }
            }
            (figures(&formats, &report))
            @if !report.findings.is_empty() { (findings(&formats, &report)) }
            p.muted.small-text { (marked(&head, mono)) }
        }
    };
    let above = [(AT, lang.text("admin-audit"))];
    Ok(super::page(&admin, Head { above: &above, ..Head::new(AT, lang.text("audit-verification")) }, content))
}

fn figures(formats: &Formats, report: &Report) -> Markup {
    let lang = formats.lang();
    let figure = |label: &'static str, value: u64| stat(lang.text(label), &formats.number(&Decimal::from(value)));
    html! {
        div.stats {
            (figure("audit-sealed", report.rows)) (figure("audit-seals", report.seals))
            (figure("audit-waiting", report.unsealed))
        }
    }
}

fn findings(formats: &Formats, report: &Report) -> Markup {
    let (lang, further) = (formats.lang(), formats.number(&Decimal::from(report.further)));
    html! {
        section.card {
            div.card-header { h2 { (lang.text("audit-findings")) } }
            ul.card-list {
                @for finding in &report.findings {
                    li {
                        (icon("circle-alert"))
                        span {
                            (finding.words)
                            @if let Some(position) = finding.position {
                                " " span.faint { (lang.say(said!("audit-at", position = position.to_string()))) }
                            }
                        }
                    }
                }
                @if report.further > 0 {
                    li {
                        (icon("ellipsis"))
                        span { (lang.say(said!("audit-further", count = report.further, shown = further))) }
                    }
                }
            }
        }
    }
}
