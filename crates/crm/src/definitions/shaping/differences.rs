//! What one text of a definition says otherwise than another, value by value.

use meta::definition::lay_over;

use super::shaped::{Shaped, is_drop, table};

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands: `fields.industry.label`.
    pub place: String,
    /// What the first text says, as TOML.
    pub before: Option<String>,
    /// What the second says.
    pub after: Option<String>,
}

impl Shaped {
    /// What the company says otherwise than what is shipped, as it is drafted.
    pub fn differences(&self) -> Vec<Difference> {
        let Some(shipped) = &self.shipped else { return Vec::new() };
        let own = if is_drop(&self.text) { "" } else { self.text.as_str() };
        between(&table(shipped), &table(own), false)
    }

    /// What the draft changes of what is in force.
    pub fn changes(&self) -> Vec<Difference> {
        let over = |text: &str| {
            let mut whole = self.base();
            if !is_drop(text) {
                lay_over(&mut whole, table(text));
            }
            whole
        };
        between(&over(&self.in_force), &over(&self.text), true)
    }
}

/// What a text says otherwise than the one before it. Of a layer over another, `whole` is false: what it does not say
/// stays.
fn between(before: &toml::Table, after: &toml::Table, whole: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    tables("", before, after, whole, &mut found);
    found
}

fn tables(place: &str, before: &toml::Table, after: &toml::Table, whole: bool, found: &mut Vec<Difference>) {
    let gone = before.iter().filter(|(key, _)| whole && !after.contains_key(*key));
    for (key, value) in gone {
        each(&join(place, key), Some(value), None, whole, found);
    }
    for (key, value) in after {
        each(&join(place, key), before.get(key), Some(value), whole, found);
    }
}

fn each(
    place: &str,
    before: Option<&toml::Value>,
    after: Option<&toml::Value>,
    whole: bool,
    found: &mut Vec<Difference>,
) {
    if before == after {
        return;
    }
    let none = toml::Table::new();
    match (before, after) {
        (Some(toml::Value::Table(before)), Some(toml::Value::Table(after))) => {
            tables(place, before, after, whole, found);
        }
        (None, Some(toml::Value::Table(after))) => tables(place, &none, after, whole, found),
        (Some(toml::Value::Table(before)), None) => tables(place, before, &none, whole, found),
        (Some(toml::Value::Array(before)), Some(toml::Value::Array(after))) => match known(before, after) {
            Some((before, after)) => entries(place, &before, &after, found),
            _ => lists(place, before, after, found),
        },
        _ => found.push(Difference { place: place.to_owned(), before: before.map(written), after: after.map(written) }),
    }
}

fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}

/// The tables of two lists by what tells one from another: an option by its key, a section by its heading. `None` for
/// lists of anything else.
fn known(before: &[toml::Value], after: &[toml::Value]) -> Option<(Entries, Entries)> {
    let tables = before.iter().chain(after).any(toml::Value::is_table);
    if tables { Some((named_entries(before)?, named_entries(after)?)) } else { None }
}

type Entries = Vec<(String, toml::Table)>;

fn named_entries(items: &[toml::Value]) -> Option<Entries> {
    let mut known = Entries::new();
    for item in items {
        let table = match item {
            toml::Value::Table(table) => table.clone(),
            // An option that is nothing but its key.
            toml::Value::String(key) => toml::Table::from_iter([("key".to_owned(), key.as_str().into())]),
            _ => return None,
        };
        let called = |table: &toml::Table| {
            table.get("key").or_else(|| table.get("label")).and_then(toml::Value::as_str).map(str::to_owned)
        };
        let name = called(&table)?;
        let again = known.iter().filter(|(_, other)| called(other).as_ref() == Some(&name)).count();
        known.push((if again == 0 { name } else { format!("{name} {}", again + 1) }, table));
    }
    Some(known)
}

/// Tables of a list: those that come and go, what differs of the others, and their order.
fn entries(place: &str, before: &Entries, after: &Entries, found: &mut Vec<Difference>) {
    let find = |all: &Entries, name: &str| all.iter().find(|(known, _)| known == name).cloned();
    for (name, table) in before.iter().filter(|(name, _)| find(after, name).is_none()) {
        found.push(Difference { place: join(place, name), before: Some(named(table)), after: None });
    }
    for (name, table) in after {
        match find(before, name) {
            Some((_, was)) => tables(&join(place, name), &was, table, true, found),
            None => found.push(Difference { place: join(place, name), before: None, after: Some(named(table)) }),
        }
    }
    let shared = |of: &Entries, other: &Entries| -> Vec<String> {
        of.iter().map(|(name, _)| name.clone()).filter(|name| find(other, name).is_some()).collect()
    };
    if shared(before, after) != shared(after, before) {
        let told = |of: &Entries| Some(of.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "));
        found.push(Difference { place: place.to_owned(), before: told(before), after: told(after) });
    }
}

/// Lists of anything else: what one holds and the other does not; both whole, where the order differs too.
fn lists(place: &str, before: &[toml::Value], after: &[toml::Value], found: &mut Vec<Difference>) {
    let part = |of: &[toml::Value], other: &[toml::Value], shared: bool| -> Vec<toml::Value> {
        of.iter().filter(|item| other.contains(item) == shared).cloned().collect()
    };
    let same_order = part(before, after, true) == part(after, before, true);
    let told = |of: &[toml::Value], other: &[toml::Value]| {
        written(&toml::Value::Array(if same_order { part(of, other, false) } else { of.to_vec() }))
    };
    let (before, after) = (told(before, after), told(after, before));
    found.push(Difference { place: place.to_owned(), before: Some(before), after: Some(after) });
}

/// A value as people read it: texts without quotes, lists in one line.
fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => {
            let nested = items.iter().any(toml::Value::is_array);
            let items: Vec<String> = items.iter().map(written).collect();
            items.join(if nested { " | " } else { ", " })
        }
        toml::Value::Table(table) => named(table),
        other => other.to_string(),
    }
}

/// A table within a list in one line: what it is called, and all else it says.
fn named(table: &toml::Table) -> String {
    let called = table.get("label").or_else(|| table.get("key")).map(written).unwrap_or_default();
    let rest = table.iter().filter(|(name, value)| *name != "label" && written(value) != called);
    let rest = rest.map(|(name, value)| match (name.as_str(), value) {
        ("key" | "rows", value) => written(value),
        (name, toml::Value::Boolean(true)) => name.to_owned(),
        (name, value) => format!("{name} {}", written(value)),
    });
    let rest: Vec<String> = rest.collect();
    if rest.is_empty() { called } else { format!("{called} ({})", rest.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<(String, String, String)> {
        let one = |one: Difference| (one.place, one.before.unwrap_or_default(), one.after.unwrap_or_default());
        between(&table(before), &table(after), true).into_iter().map(one).collect()
    }

    fn owned<const N: usize>(expected: [(&str, &str, &str); N]) -> Vec<(String, String, String)> {
        expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into()
    }

    #[test]
    fn values_are_told_one_by_one() {
        let before = "module = \"a\"\nicon = \"x\"\n[fields]\nn = { type = \"text\" }\n";
        let after = "module = \"a\"\n[fields]\nn = { type = \"text\", max = 3 }\nk = { type = \"select\", options = [\"p\", { key = \"q\", label = \"Q\", hue = 4 }] }\n";
        let expected = [
            ("icon", "x", ""),
            ("fields.n.max", "", "3"),
            ("fields.k.type", "", "select"),
            ("fields.k.options", "", "p, Q (q, hue 4)"),
        ];
        assert_eq!(told(before, after), owned(expected));
        assert_eq!(between(&table(before), &table(after), false).len(), 3, "a layer over another takes nothing away");
    }

    #[test]
    fn options_and_sections_are_told_by_what_differs() {
        let less = "options = [\"p\", { key = \"r\", label = \"R\", retired = true }, \"x\"]\n";
        let more =
            "options = [{ key = \"p\", label = \"P\" }, \"q\", { key = \"r\", label = \"Rr\", retired = false }]\n";
        let expected = [
            ("options.x", "x", ""),
            ("options.p.label", "", "P"),
            ("options.q", "", "q"),
            ("options.r.label", "R", "Rr"),
            ("options.r.retired", "true", "false"),
        ];
        assert_eq!(told(less, more), owned(expected));
        let page = "sections = [{ label = \"A\", rows = [[\"a\"], [\"b\"]], visible_if = \"x\" }, { label = \"B\", rows = [] }]\n";
        let turned = "sections = [{ label = \"B\", rows = [[\"b\"]] }, { label = \"A\", rows = [[\"a\"]], visible_if = \"y\" }]\n";
        let expected = [
            ("sections.B.rows", "", "b"),
            ("sections.A.rows", "b", ""),
            ("sections.A.visible_if", "x", "y"),
            ("sections", "A, B", "B, A"),
        ];
        assert_eq!(told(page, turned), owned(expected));
    }

    #[test]
    fn an_order_is_told_beside_what_is_added() {
        assert_eq!(told("c = [\"a\", \"b\"]", "c = [\"a\", \"x\", \"b\"]"), owned([("c", "", "x")]));
        assert_eq!(told("c = [\"a\", \"b\"]", "c = [\"b\", \"x\", \"a\"]"), owned([("c", "a, b", "b, x, a")]));
        let (strings, tables) = ("options = [\"a\", \"b\"]", "options = [\"a\", { key = \"b\", hue = 2 }]");
        assert_eq!(told(strings, tables), owned([("options.b.hue", "", "2")]));
    }
}
