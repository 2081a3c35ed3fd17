//! Writing values as people write them in a definition: short lists in one line, lists of tables one a line.

use meta::Key;
use meta::fold::fold;
use toml_edit::{Array, Value};

use crate::error::{Error, Result};

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `["a", "b"]`
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(|item| item.as_ref().to_owned()).collect::<Array>())
}

/// A list with one item a line; the items are TOML.
pub(super) fn lines(items: &[String]) -> Result<Value> {
    let text: String = items.iter().map(|item| format!("  {item},\n")).collect();
    format!("[\n{text}]").parse().map_err(|error: toml_edit::TomlError| Error::failed(&error))
}

/// A key made from what people call something: `Straße und Ort` becomes `strasse_und_ort`. Empty when nothing is left.
pub fn key_of(label: &str, longest: usize) -> String {
    let mut key = String::new();
    for letter in fold(label).chars() {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            _ if !key.is_empty() && !key.ends_with('_') => key.push('_'),
            _ => {}
        }
    }
    if key.starts_with(|first: char| first.is_ascii_digit()) {
        key.insert_str(0, "n_");
    }
    key.truncate(longest);
    let key = key.trim_end_matches('_');
    if Key::new(key).is_ok() { key.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_what_people_say() {
        assert_eq!(key_of("Straße & Ort", 36), "strasse_ort");
        assert_eq!(key_of("Código  do cliente!", 36), "codigo_do_cliente");
        assert_eq!(key_of("2nd mail", 36), "n_2nd_mail");
        assert_eq!(key_of("a very long name", 7), "a_very");
        assert_eq!(key_of("日本", 36), "");
    }

    #[test]
    fn lists_of_tables_stand_one_a_line() {
        let value = lines(&["{ key = \"a\" }".to_owned(), quoted("b")]).unwrap();
        assert_eq!(value.to_string(), "[\n  { key = \"a\" },\n  \"b\",\n]");
        assert!(lines(&["{ key".to_owned()]).is_err(), "what cannot be read is not written as nothing");
    }
}
