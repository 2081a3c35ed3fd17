//! What stands often on a page, written at once: maud takes a text byte by byte.

use maud::Render;
use uuid::Uuid;

/// A text, escaped.
pub struct Text<'a>(pub &'a str);

impl Render for Text<'_> {
    fn render_to(&self, page: &mut String) {
        let mut rest = self.0;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
            page.push_str(&rest[..at]);
            rest[at..=at].render_to(page);
            rest = &rest[at + 1..];
        }
        page.push_str(rest);
    }
}

/// An id, which has nothing to escape.
pub struct Id(pub Uuid);

impl Render for Id {
    fn render_to(&self, page: &mut String) {
        page.push_str(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
}

#[cfg(test)]
mod tests {
    use maud::{Render, html};
    use uuid::Uuid;

    use super::{Id, Text};

    #[test]
    fn texts_are_escaped_as_maud_does() {
        for text in ["", "plain", "<b>\"Ana & Søn\"</b>", "&&", "a'b", "日本 <"] {
            assert_eq!(Text(text).render().0, html! { (text) }.0);
        }
    }

    #[test]
    fn ids_are_written_in_lower_case_with_hyphens() {
        let id = Uuid::now_v7();
        assert_eq!(Id(id).render().0, id.to_string());
    }
}
