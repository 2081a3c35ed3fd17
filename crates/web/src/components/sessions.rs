//! Sessions of browsers, in a table.

use crm::signin::sessions::Session;
use maud::{Markup, html};
use uuid::Uuid;
use words::{Language, said};

use crate::components::badge::badge;
use crate::components::format::Formats;
use crate::components::icon::icon;

/// A table of sessions. `who` names the user of each, if they differ; `end` is the address that ends one.
pub fn table(
    formats: &Formats,
    sessions: &[Session],
    current: Uuid,
    who: Option<&dyn Fn(&Session) -> Markup>,
    end: &dyn Fn(&Session) -> String,
) -> Markup {
    let lang = formats.lang();
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    @if who.is_some() { th.cell-title scope="col" { (lang.text("session-user")) } th scope="col" { (lang.text("session-browser")) } }
                    @else { th.cell-title scope="col" { (lang.text("session-browser")) } }
                    th scope="col" { (lang.text("session-address")) }
                    th scope="col" { (lang.text("session-signed-in")) }
                    th scope="col" { (lang.text("session-last-used")) }
                    th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
                } }
                tbody {
                    @for session in sessions {
                        tr {
                            @if let Some(who) = who { td.cell-title { (who(session)) } td data-label=(lang.text("session-browser")) { (browser(session, current, lang)) } }
                            @else { td.cell-title { (browser(session, current, lang)) } }
                            td data-label=(lang.text("session-address")) { (session.address) }
                            td data-label=(lang.text("session-signed-in")) { (formats.time(session.created_at)) }
                            td data-label=(lang.text("session-last-used")) { (formats.time(session.seen_at)) }
                            td.cell-actions {
                                @if session.id != current {
                                    form method="post" action=(end(session)) {
                                        button.icon-button aria-label=(lang.say(said!("session-end", browser = agent(&session.agent, lang)))) { (icon("log-out")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn browser(session: &Session, current: Uuid, lang: Language) -> Markup {
    html! {
        span title=(session.agent) { (agent(&session.agent, lang)) }
        @if session.id == current { " " (badge(lang.text("session-this"), 5)) }
        @if session.as_user.is_some() { " " (badge(lang.text("session-sees-as"), 3)) }
    }
}

/// What a browser is called: `Firefox on Linux`.
pub fn agent(text: &str, lang: Language) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: [(&str, &'static str); 6]| {
        known.into_iter().find(|(sign, _)| text.contains(sign)).map(|(_, name)| name)
    };
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => lang.say(said!("session-browser-on", browser = browser, system = system)),
        (Some(only), None) | (None, Some(only)) => only.to_string(),
        (None, None) => lang.text("session-another").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use words::Language::En;

    use super::agent;

    #[test]
    fn browsers_are_told_apart_although_they_all_claim_to_be_others() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(agent(edge, En), "Edge on Windows");
        assert_eq!(agent(safari, En), "Safari on iPhone");
        assert_eq!(
            agent("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", En),
            "Firefox on Linux"
        );
        assert_eq!(agent("python", En), "Another program");
    }
}
