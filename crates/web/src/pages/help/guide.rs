//! A page of `docs/` as HTML: headings that can be linked to, links that lead to other pages of the help.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A page of the help.
pub struct Guide {
    /// Its first heading.
    pub title: String,
    /// Its headings, with the ids they can be linked to by.
    pub headings: Vec<Heading>,
    /// All of it.
    pub body: Markup,
}

/// A heading of a page.
pub struct Heading {
    /// What stands behind the `#` of a link.
    pub id: String,
    /// Its words.
    pub words: String,
    level: HeadingLevel,
}

impl Heading {
    /// Whether it begins a part of the page, not a part of a part.
    pub fn is_part(&self) -> bool {
        self.level == HeadingLevel::H2
    }
}

impl Guide {
    /// Reads Markdown. HTML in it is shown as text.
    pub fn read(text: &str) -> Guide {
        let mut events: Vec<Event> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
        let headings = name_headings(&mut events);
        let mut followed = true;
        let events = events.into_iter().filter_map(|event| match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let address = address(&dest_url);
                followed = address.is_some();
                address.map(|to| Event::Start(Tag::Link { link_type, dest_url: to.into(), title, id }))
            }
            Event::End(TagEnd::Link) => followed.then_some(event),
            other => Some(framed(other)),
        });
        let mut body = String::new();
        html::push_html(&mut body, events);
        Guide { title: title(text).to_string(), headings, body: PreEscaped(body) }
    }
}

/// A page's title, without reading the rest.
pub fn title(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches("# ")
}

/// Gives every heading the id that it can be linked to by.
fn name_headings(events: &mut [Event]) -> Vec<Heading> {
    let mut headings = Vec::new();
    for at in 0..events.len() {
        let Event::Start(Tag::Heading { level, .. }) = events[at] else { continue };
        let inside = events[at..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let words: String = inside.filter_map(words).collect();
        let name = slug(&words);
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(CowStr::from(name.clone()));
        }
        headings.push(Heading { id: name, words, level });
    }
    headings
}

fn words<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

/// As GitHub does it, so that a link works there too: `Size and interruption` → `size-and-interruption`.
fn slug(words: &str) -> String {
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// Where a link leads within the product: `import.md#headers` → `/help/import#headers`. `None` for what only the
/// source tree has.
fn address(link: &str) -> Option<String> {
    if link.starts_with('#') || link.starts_with("https://") {
        return Some(link.to_string());
    }
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let page = file.strip_suffix(".md").filter(|page| !page.contains('/'))?;
    Some(heading.map_or_else(|| format!("/help/{page}"), |heading| format!("/help/{page}#{heading}")))
}

/// What is wide scrolls by itself, also by keyboard; what claims to be HTML is text.
fn framed(event: Event) -> Event {
    match event {
        Event::Start(Tag::Table(_)) => Event::Html("<div class=\"table-wrap\" tabindex=\"0\"><table>".into()),
        Event::End(TagEnd::Table) => Event::Html("</tbody></table></div>".into()),
        Event::Start(Tag::CodeBlock(_)) => Event::Html("<pre tabindex=\"0\"><code>".into()),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_can_be_linked_to() {
        let guide = Guide::read("# The API\n\n## Size and `limit`\n\ntext");
        assert_eq!(guide.title, "The API");
        assert_eq!(guide.headings[1].id, "size-and-limit");
        assert!(guide.body.0.contains("<h2 id=\"size-and-limit\">"), "{}", guide.body.0);
    }

    #[test]
    fn links_lead_to_the_help_and_never_into_the_source_tree() {
        let guide = Guide::read("[a](import.md#headers) [b](#here) [c](../examples/x) [d](https://kith.example)");
        let body = guide.body.0;
        assert!(body.contains("<a href=\"/help/import#headers\">a</a>"), "{body}");
        assert!(body.contains("<a href=\"#here\">b</a> c "), "{body}");
        assert!(body.contains("<a href=\"https://kith.example\">d</a>"), "{body}");
    }

    #[test]
    fn html_is_text() {
        let body = Guide::read("<script>alert(1)</script>\n\na <b>c</b>").body.0;
        assert!(!body.contains("<script>") && !body.contains("<b>"), "{body}");
    }
}
