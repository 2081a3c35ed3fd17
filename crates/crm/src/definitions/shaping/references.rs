//! Where a layer's own text names a field: the title, search, layout, views and rights. A field that is renamed or goes is
//! followed there; what expressions say is for their writer.

use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

/// Lists of a view that name fields or paths.
const LISTS: [&str; 3] = ["columns", "sort", "card"];

/// Follows a field to its new key; without one, takes it out.
pub(super) fn follow(doc: &mut DocumentMut, field: &str, now: Option<&str>) {
    for key in ["title", "rates_on"] {
        word(doc.as_table_mut(), key, field, now);
    }
    if let Some(search) = doc.get_mut("search").and_then(Item::as_array_mut) {
        paths(search, field, now);
    }
    if let Some(detail) = doc.get_mut("layouts").and_then(|layouts| layouts.get_mut("detail")) {
        sections(detail, field, now);
    }
    if let Some(views) = doc.get_mut("views").and_then(Item::as_table_like_mut) {
        for (_, view) in views.iter_mut() {
            let Some(view) = view.as_table_like_mut() else { continue };
            for list in LISTS {
                if let Some(list) = view.get_mut(list).and_then(Item::as_array_mut) {
                    paths(list, field, now);
                }
            }
            word(view, "lanes", field, now);
            word(view, "total", field, now);
        }
    }
    if let Some(levels) = doc.get_mut("field_access").and_then(Item::as_table_like_mut)
        && let Some(level) = levels.remove(field)
        && let Some(now) = now
    {
        levels.insert(now, level);
    }
}

fn word(table: &mut dyn TableLike, key: &str, field: &str, now: Option<&str>) {
    if table.get(key).and_then(Item::as_str) != Some(field) {
        return;
    }
    match now {
        Some(now) => drop(table.insert(key, Item::Value(now.into()))),
        None => drop(table.remove(key)),
    }
}

/// Renames the first step of paths, `-amount` and `account.name` among them.
fn paths(list: &mut Array, field: &str, now: Option<&str>) {
    let named = |value: &Value| {
        let text = value.as_str()?;
        let (sign, path) = text.strip_prefix('-').map_or(("", text), |path| ("-", path));
        let rest = path.strip_prefix(field)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{sign}{}{rest}", now.unwrap_or_default()))
    };
    match now {
        None => list.retain(|value| named(value).is_none()),
        Some(_) => {
            for value in list.iter_mut() {
                if let Some(renamed) = named(value) {
                    let decor = value.decor().clone();
                    *value = renamed.into();
                    *value.decor_mut() = decor;
                }
            }
        }
    }
}

fn sections(detail: &mut Item, field: &str, now: Option<&str>) {
    let Some(sections) = detail.get_mut("sections") else { return };
    match sections {
        Item::Value(Value::Array(sections)) => {
            for section in sections.iter_mut().filter_map(Value::as_inline_table_mut) {
                rows(section.get_mut("rows").and_then(Value::as_array_mut), field, now);
            }
        }
        Item::ArrayOfTables(sections) => {
            for section in sections.iter_mut() {
                rows(section.get_mut("rows").and_then(Item::as_array_mut), field, now);
            }
        }
        _ => {}
    }
}

fn rows(rows: Option<&mut Array>, field: &str, now: Option<&str>) {
    let Some(rows) = rows else { return };
    for row in rows.iter_mut().filter_map(Value::as_array_mut) {
        paths(row, field, now);
    }
    rows.retain(|row| row.as_array().is_none_or(|row| !row.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "module = \"visit\"
title = \"day\"
search = [\"name\", \"day\"]
[layouts.detail]
sections = [
  { label = \"A\", rows = [[\"day\"], [\"name\", \"day_end\"]] },
]
[views.all]
kind = \"list\"
columns = [\"day\", \"day.x\", \"day_end\"]
sort = [\"-day\"]
[field_access.day]
sales_rep = \"read\"
";

    #[test]
    fn a_renamed_field_is_followed() {
        let mut doc: DocumentMut = TEXT.parse().unwrap();
        follow(&mut doc, "day", Some("date"));
        let expected = TEXT.replace("\"day\"", "\"date\"").replace("day.x", "date.x").replace("-day", "-date");
        assert_eq!(doc.to_string(), expected.replace("access.day", "access.date"));
    }

    #[test]
    fn a_dropped_field_is_taken_out() {
        let mut doc: DocumentMut = TEXT.parse().unwrap();
        follow(&mut doc, "day", None);
        let text = doc.to_string();
        assert!(!text.contains("\"day\"") && !text.contains("field_access.day") && !text.contains("-day"), "{text}");
        assert!(text.contains("day_end"), "{text}");
        assert!(text.contains("rows = [[\"name\", \"day_end\"]]") || text.contains("[ [\"name\""), "{text}");
    }
}
