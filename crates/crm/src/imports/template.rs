//! `Template`: a text with places for the values of a row: `{first}.{last}@example.com`.

use meta::fold::fold;
use words::{Said, said};

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Place(usize),
}

/// A text with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
    /// The names in the places, in order, each once.
    names: Vec<String>,
    /// Whether it makes an e-mail address, in which only what may stand there is left of values.
    address: bool,
}

impl Template {
    /// Reads a template; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Template, Said> {
        let mut template = Template { pieces: Vec::new(), names: Vec::new(), address: text.contains('@') };
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            let close = from.find('}').ok_or_else(|| said!("imports-template-open", text = text))?;
            let name = from[1..close].trim().to_string();
            if name.is_empty() {
                return Err(said!("imports-template-nameless", text = text));
            }
            template.pieces.push(Piece::Text(before.to_string()));
            let known = template.names.iter().position(|other| *other == name);
            template.pieces.push(Piece::Place(known.unwrap_or(template.names.len())));
            if known.is_none() {
                template.names.push(name);
            }
            rest = &from[close + 1..];
        }
        template.pieces.push(Piece::Text(rest.to_string()));
        Ok(template)
    }

    /// The names in its places.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The text with the values of its names put in; and whether all were there.
    pub fn fill(&self, values: &[&str]) -> (String, bool) {
        let whole = values.iter().all(|value| !value.trim().is_empty());
        (if self.address { self.address(values) } else { self.words(values) }, whole)
    }

    fn words(&self, values: &[&str]) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(part) => part.as_str(),
            Piece::Place(at) => values[*at].trim(),
        });
        pieces.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An address, in which a place without a value takes a mark beside it along.
    fn address(&self, values: &[&str]) -> String {
        let (mut text, mut bare) = (String::new(), false);
        for piece in &self.pieces {
            let value = match piece {
                Piece::Text(part) if bare => part.strip_prefix(SEPARATORS).unwrap_or(part).to_string(),
                Piece::Text(part) => part.clone(),
                Piece::Place(at) => for_address(values[*at]),
            };
            let empty = value.is_empty() && matches!(piece, Piece::Place(_));
            bare = (empty && !text.ends_with(SEPARATORS)) || (bare && value.is_empty());
            if empty && text.ends_with(SEPARATORS) {
                text.pop();
            }
            text.push_str(&value);
        }
        text.to_lowercase()
    }
}

/// What stands between the parts of an address.
const SEPARATORS: [char; 4] = ['.', '-', '_', '+'];

/// What of a value may stand in an e-mail address: letters and digits in lower case without accents, and a few marks.
fn for_address(value: &str) -> String {
    let may_stand = |c: &char| c.is_alphanumeric() || *c == '@' || SEPARATORS.contains(c);
    fold(value).chars().filter(may_stand).collect::<String>().trim_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn filled(template: &str, values: &[&str]) -> (String, bool) {
        Template::parse(template).unwrap().fill(values)
    }

    #[test]
    fn places_are_filled() {
        assert_eq!(filled("{a} for {b}", &["GTX Pro ", "Acme"]), ("GTX Pro for Acme".into(), true));
        assert_eq!(filled("{a} for {b}", &["GTX Pro", ""]), ("GTX Pro for".into(), false));
        assert_eq!(filled("{a}-{a}", &["x"]), ("x-x".into(), true));
        assert_eq!(filled("plain", &[]), ("plain".into(), true));
    }

    #[test]
    fn an_address_keeps_only_what_may_stand_in_one() {
        let (address, _) = filled("{first}.{last}@Example.com", &["José María", "O'Brien-Núñez"]);
        assert_eq!(address, "josemaria.obrien-nunez@example.com");
    }

    #[test]
    fn a_place_without_a_value_leaves_no_mark_beside_it_in_an_address() {
        let address = |values: [&str; 3]| filled("{first}.{middle}-{last}@example.com", &values).0;
        assert_eq!(address(["", "", "Cher"]), "cher@example.com");
        assert_eq!(address(["Cher", "", ""]), "cher@example.com");
        assert_eq!(address(["", "Q.", "Cher"]), "q-cher@example.com");
        assert_eq!(address(["Cher", "", "X"]), "cher-x@example.com");
        assert_eq!(address(["Cher", "Q", ""]), "cher.q@example.com");
        assert_eq!(address(["", "", ""]), "@example.com");
        assert_eq!(filled("sales+{a}@example.com", &[""]).0, "sales@example.com");
    }

    #[test]
    fn broken_places_are_refused() {
        assert!(Template::parse("{a").is_err());
        assert!(Template::parse("{ }").is_err());
    }
}
