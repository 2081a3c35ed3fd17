//! Tables: a list with everything a list may have, and those that are components.

use chrono::{DateTime, Duration, Utc};
use crm::acts::{Act, Listed};
use crm::signin::sessions::Session;
use crm::signin::tokens::Token;
use maud::{Markup, html};
use meta::types::Money;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::sample::amount;
use super::{Guide, part};
use crate::components::badge::badge;
use crate::components::icon::icon;
use crate::components::{acts, person, sessions, tokens};

/// Rows: a name, the hue of its badge, and how many times the amount.
const ROWS: [(&str, u8, i64); 4] = [
    ("Acme renewal", 5, 3),
    ("Betasoloin rollout across four regions", 3, 1),
    ("Cancity pilot", 8, 2),
    ("Konex site survey", 1, 4),
];

/// The page.
pub fn page(guide: &Guide) -> Markup {
    let lang = guide.lang();
    html! {
        form method="get" action="/styleguide" { (list(guide)) }
        (part(lang.text("styleguide-acts"), acts_table(guide)))
        (part(lang.text("admin-sessions"), sessions_table(guide)))
        (part(lang.text("admin-tokens"), tokens_table(guide)))
    }
}

fn list(guide: &Guide) -> Markup {
    let (lang, formats) = (guide.lang(), &guide.formats);
    let times = |count: i64| formats.money(&Money { amount: amount().amount * Decimal::from(count), ..amount() });
    html! {
        div.filters {
            span.filter-chip {
                a href="#main" { strong { (lang.text("name")) } }
                a.filter-remove href="#main" aria-label=(lang.text("remove")) { (icon("x")) }
            }
            a.button.quiet.small href="#main" { (lang.text("show-all")) }
        }
        div.table-wrap { table.table.cards {
            thead { tr {
                th.cell-check { input type="checkbox" data-check-all aria-label=(lang.text("show-all")); }
                th.cell-title scope="col" aria-sort="ascending" { a.sort href="#main" { (lang.text("name")) " " (icon("arrow-up")) } }
                th scope="col" { a.sort href="#main" { (lang.text("record-stage")) " " (icon("arrow-down")) } }
                th.num scope="col" { a.sort href="#main" { (lang.text("styleguide-figures")) " " (icon("arrow-down")) } }
                th scope="col" { (lang.text("admin-users")) }
                th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
            } }
            tbody {
                tr.group-row { th colspan="6" { (lang.text("today")) } }
                @for (name, hue, count) in ROWS {
                    tr {
                        td.cell-check { input.row-check type="checkbox" name="id" value=(name) aria-label=(name); }
                        td.cell-title { a href="#main" { (name) } }
                        td data-label=(lang.text("record-stage")) { (badge(lang.text("today"), hue)) }
                        td.num data-label=(lang.text("styleguide-figures")) { (times(count)) }
                        td data-label=(lang.text("admin-users")) { (person::person(Uuid::nil(), &guide.signed.actor.name)) }
                        td.cell-actions { button.icon-button.small type="button" aria-label={ (lang.text("actions")) ": " (name) } { (icon("ellipsis")) } }
                    }
                }
            }
            tfoot { tr { td {} th scope="row" { (lang.text("styleguide-sum")) } td {} td.num { (times(10)) } td {} td {} } }
        } }
        div.bulk-bar role="region" aria-label=(lang.text("actions")) {
            span.bulk-count { span data-check-count { "0" } " " (lang.text("styleguide-chosen")) }
            button.button.small type="button" { (lang.text("change")) }
        }
    }
}

fn acts_table(guide: &Guide) -> Markup {
    let now = guide.formats.now();
    let act = |kind: &str, ago: i64, undone: bool, changes: i64| Listed {
        act: act_of(guide, kind, now - Duration::hours(ago), undone),
        changes,
    };
    let all = [
        act("update", 1, false, 3),
        act("create", 20, true, 1),
        act("sign_in", 30, false, 0),
        act("delete", 50, false, 1_001),
    ];
    acts::table(&guide.formats, &all, Some(&guide.snapshot))
}

fn act_of(guide: &Guide, kind: &str, at: DateTime<Utc>, undone: bool) -> Act {
    Act {
        id: Uuid::nil(),
        at,
        actor: guide.signed.actor.user,
        as_user: None,
        kind: kind.into(),
        summary: String::new(),
        cause: None,
        depth: 0,
        undone_by: undone.then(Uuid::nil),
    }
}

fn sessions_table(guide: &Guide) -> Markup {
    let (now, user) = (guide.formats.now(), guide.signed.actor.user.unwrap_or(Uuid::nil()));
    let session = |id: u128, agent: &str, as_user: Option<Uuid>| Session {
        id: Uuid::from_u128(id),
        user,
        as_user,
        created_at: now - Duration::days(2),
        seen_at: now,
        expires_at: now + Duration::days(12),
        address: "192.0.2.7".into(),
        agent: agent.into(),
    };
    let all = [session(1, "Firefox/127.0 Linux", None), session(2, "Safari/604.1 iPhone", Some(user))];
    sessions::table(&guide.formats, &all, Uuid::from_u128(1), None, &|_| "/styleguide".into())
}

fn tokens_table(guide: &Guide) -> Markup {
    let (now, user) = (guide.formats.now(), guide.signed.actor.user.unwrap_or(Uuid::nil()));
    let token = |name: &str, seen: bool, ended: bool| Token {
        id: Uuid::nil(),
        user,
        name: name.into(),
        created_at: now - Duration::days(40),
        seen_at: seen.then_some(now),
        ended_at: ended.then_some(now),
    };
    let all = [token("Website", true, false), token("Import", false, false), token("Old", true, true)];
    let who = |_: &Token| person::person(user, &guide.signed.actor.name);
    tokens::table(&guide.formats, &all, Some(&who), &|_| "/styleguide".into())
}
