//! What one text of a definition says otherwise than another, value by value.

use super::shaped::{Shaped, is_drop, lay_over, table};

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
    let (none, as_table) =
        (toml::Table::new(), |value: Option<&toml::Value>| value.and_then(toml::Value::as_table).cloned());
    match (as_table(before), as_table(after)) {
        (Some(before), Some(after)) => tables(place, &before, &after, whole, found),
        (None, Some(after)) if before.is_none() => tables(place, &none, &after, whole, found),
        (Some(before), None) if after.is_none() => tables(place, &before, &none, whole, found),
        _ if before == after => {}
        _ => {
            let text =
                |value: Option<&toml::Value>, other: Option<&toml::Value>| value.map(|value| apart(value, other));
            let (before, after) = (text(before, after), text(after, before));
            found.push(Difference { place: place.to_owned(), before, after });
        }
    }
}

fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}

/// A value as people read it; of a list with one on the other side, only what that does not hold, unless both hold the
/// same in another order.
fn apart(value: &toml::Value, other: Option<&toml::Value>) -> String {
    let (Some(items), Some(others)) = (value.as_array(), other.and_then(toml::Value::as_array)) else {
        return written(value);
    };
    let own = |items: &[toml::Value], others: &[toml::Value]| -> Vec<toml::Value> {
        items.iter().filter(|item| !others.contains(item)).cloned().collect()
    };
    let same = own(items, others).is_empty() && own(others, items).is_empty();
    written(&toml::Value::Array(if same { items.clone() } else { own(items, others) }))
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

/// A table within a list by what names it: an option by its label, a section by its heading and what it shows.
fn named(table: &toml::Table) -> String {
    let text = |key: &str| table.get(key).map(written);
    match (text("label"), text("rows"), text("key")) {
        (Some(label), Some(rows), _) => format!("{label}: {rows}"),
        (label, _, Some(key)) => {
            let mut marks: Vec<String> = text("hue").into_iter().collect();
            marks.extend(table.get("retired").is_some().then(|| "retired".to_owned()));
            let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
            format!("{}{marks}", label.unwrap_or(key))
        }
        _ => toml::to_string(table).unwrap_or_default().trim().replace('\n', "; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_one_by_one() {
        let before = "module = \"a\"\nicon = \"x\"\n[fields]\nn = { type = \"text\" }\n";
        let after = "module = \"a\"\n[fields]\nn = { type = \"text\", max = 3 }\nk = { type = \"select\", options = [\"p\", { key = \"q\", label = \"Q\", hue = 4 }] }\n";
        let told: Vec<_> = between(&table(before), &table(after), true)
            .into_iter()
            .map(|one| (one.place, one.before.unwrap_or_default(), one.after.unwrap_or_default()))
            .collect();
        let expected = [
            ("icon", "x", ""),
            ("fields.n.max", "", "3"),
            ("fields.k.type", "", "select"),
            ("fields.k.options", "", "p, Q (4)"),
        ];
        assert_eq!(told, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
        let less = "[fields.k]\noptions = [\"p\", \"r\"]\n";
        let more = "[fields.k]\noptions = [\"p\", \"q\", \"r\", { key = \"s\", retired = true }]\n";
        let lists = between(&table(less), &table(more), true).remove(0);
        assert_eq!((lists.before.unwrap(), lists.after.unwrap()), (String::new(), "q, s (retired)".to_owned()));
        assert_eq!(between(&table(before), &table(after), false).len(), 3, "a layer over another takes nothing away");
    }
}
