//! Where a layer's own text names a field: the title, search, layout, views, rights, conditions, formulas, and what other
//! fields of the module say of it. A field that is renamed or goes is followed there; what expressions say of one that
//! goes is for their writer, and so is what other modules say.

use std::collections::BTreeSet;

use expr::ast::{Expr, Kind};
use meta::{FieldType, Module};
use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

/// Lists of a view that name fields or paths.
const LISTS: [&str; 3] = ["columns", "sort", "card"];

/// Parameters of a field that are expressions about its own record.
const EXPRESSIONS: [&str; 3] = ["expr", "visible_if", "required_if"];

/// A field that is called otherwise, or goes.
pub(super) struct Follow<'a> {
    field: &'a str,
    /// Its new key; without one it goes.
    now: Option<&'a str>,
    module: &'a str,
    /// Links that lead back to the module itself.
    links: BTreeSet<&'a str>,
    /// Relations that lead back to the module itself.
    relations: BTreeSet<&'a str>,
}

impl<'a> Follow<'a> {
    /// What becomes of a field of a module as it is now.
    pub(super) fn new(module: &'a Module, field: &'a str, now: Option<&'a str>) -> Follow<'a> {
        let (mut links, mut relations) = (BTreeSet::new(), BTreeSet::new());
        for own in module.own_fields() {
            let (to, inverse) = match &own.kind {
                FieldType::Link { to, inverse, .. } => (to, inverse.as_ref()),
                FieldType::Links { to, inverse } => (to, inverse.as_ref()),
                FieldType::Children { to, .. } => (to, None),
                _ => continue,
            };
            if *to != module.key {
                continue;
            }
            match own.kind {
                FieldType::Link { .. } => links.insert(own.key.as_str()),
                _ => relations.insert(own.key.as_str()),
            };
            relations.extend(inverse.map(|name| name.as_str()));
        }
        Follow { field, now, module: module.key.as_str(), links, relations }
    }

    /// Follows it wherever the text names it.
    pub(super) fn through(&self, doc: &mut DocumentMut) {
        for key in ["title", "rates_on"] {
            self.word(doc.as_table_mut(), key);
        }
        if let Some(search) = doc.get_mut("search").and_then(Item::as_array_mut) {
            self.paths(search);
        }
        if let Some(fields) = doc.get_mut("fields").and_then(Item::as_table_like_mut) {
            let tables = fields.iter_mut().filter_map(|(_, item)| item.as_table_like_mut());
            tables.for_each(|field| self.in_field(field));
        }
        if let Some(detail) = doc.get_mut("layouts").and_then(|layouts| layouts.get_mut("detail")) {
            self.sections(detail);
            if let Some(related) = detail.get_mut("related").and_then(Item::as_array_mut) {
                self.paths(related);
            }
        }
        if let Some(views) = doc.get_mut("views").and_then(Item::as_table_like_mut) {
            views.iter_mut().filter_map(|(_, view)| view.as_table_like_mut()).for_each(|view| self.in_view(view));
        }
        if let Some(levels) = doc.get_mut("field_access").and_then(Item::as_table_like_mut)
            && let Some(level) = levels.remove(self.field)
            && let Some(now) = self.now
        {
            levels.insert(now, level);
        }
    }

    fn in_view(&self, view: &mut dyn TableLike) {
        for list in LISTS {
            if let Some(list) = view.get_mut(list).and_then(Item::as_array_mut) {
                self.paths(list);
            }
        }
        self.word(view, "lanes");
        self.word(view, "total");
    }

    /// What another field says; of one that goes, its writer is told by the check.
    fn in_field(&self, field: &mut dyn TableLike) {
        if self.now.is_none() {
            return;
        }
        for name in EXPRESSIONS {
            self.expression(field, name);
        }
        if let Some(path) = field.get("path").and_then(Item::as_str).and_then(|path| self.path(path)) {
            set(field, "path", &path);
        }
        let text = |name: &str| field.get(name).and_then(Item::as_str).unwrap_or_default();
        let (leads_back, sums_own) = (text("to") == self.module, self.relations.contains(text("of")));
        if leads_back {
            self.word(field, "by");
        }
        if sums_own {
            self.word(field, "field");
            self.expression(field, "filter");
        }
        // Links and lines are relations under their own keys.
        self.word(field, "of");
    }

    fn word(&self, table: &mut dyn TableLike, key: &str) {
        if table.get(key).and_then(Item::as_str) != Some(self.field) {
            return;
        }
        match self.now {
            Some(now) => set(table, key, now),
            None => drop(table.remove(key)),
        }
    }

    fn expression(&self, table: &mut dyn TableLike, key: &str) {
        let renamed = table.get(key).and_then(Item::as_str).and_then(|text| self.in_expression(text));
        if let Some(text) = renamed {
            set(table, key, &text);
        }
    }

    /// An expression that names the field otherwise; `None` where it does not name it.
    fn in_expression(&self, text: &str) -> Option<String> {
        let now = self.now?;
        let mut spots = Vec::new();
        self.names(&expr::parse(text).ok()?, &mut spots);
        let mut renamed = text.to_owned();
        spots.sort_unstable();
        for (start, end) in spots.iter().rev() {
            renamed.replace_range(*start as usize..*end as usize, now);
        }
        (!spots.is_empty()).then_some(renamed)
    }

    fn names(&self, of: &Expr, spots: &mut Vec<(u32, u32)>) {
        if let Kind::Path(steps) = of.kind() {
            let named = self.own(steps.iter().map(|step| step.text.as_str()));
            spots.extend(named.into_iter().map(|at| (steps[at].span.start, steps[at].span.end)));
        }
        of.kind().children(&mut |child| self.names(child, spots));
    }

    /// Which steps of a path name the field: the first, and those after links that lead back to the module.
    fn own<'t>(&self, steps: impl Iterator<Item = &'t str>) -> Vec<usize> {
        let mut within = true;
        let mut found = Vec::new();
        for (at, step) in steps.enumerate() {
            if within && step == self.field {
                found.push(at);
            }
            within &= self.links.contains(step);
        }
        found
    }

    /// A path, perhaps of a sort such as `-amount`, that names the field otherwise; `None` where it does not name it.
    fn path(&self, text: &str) -> Option<String> {
        let (sign, path) = text.strip_prefix('-').map_or(("", text), |path| ("-", path));
        let mut steps: Vec<&str> = path.split('.').collect();
        let named = self.own(steps.iter().copied());
        for at in &named {
            steps[*at] = self.now.unwrap_or_default();
        }
        (!named.is_empty()).then(|| format!("{sign}{}", steps.join(".")))
    }

    fn paths(&self, list: &mut Array) {
        let renamed = |value: &Value| value.as_str().and_then(|text| self.path(text));
        if self.now.is_none() {
            return list.retain(|value| renamed(value).is_none());
        }
        for value in list.iter_mut() {
            if let Some(text) = renamed(value) {
                let decor = value.decor().clone();
                *value = text.into();
                *value.decor_mut() = decor;
            }
        }
    }

    fn sections(&self, detail: &mut Item) {
        match detail.get_mut("sections") {
            Some(Item::Value(Value::Array(sections))) => {
                sections.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|section| self.section(section));
            }
            Some(Item::ArrayOfTables(sections)) => sections.iter_mut().for_each(|section| self.section(section)),
            _ => {}
        }
    }

    fn section(&self, section: &mut dyn TableLike) {
        self.expression(section, "visible_if");
        let Some(rows) = section.get_mut("rows").and_then(Item::as_array_mut) else { return };
        rows.iter_mut().filter_map(Value::as_array_mut).for_each(|row| self.paths(row));
        rows.retain(|row| row.as_array().is_none_or(|row| !row.is_empty()));
    }
}

/// Sets a text, with the blanks and remarks around it as they are.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    let Some(value) = table.get_mut(key).and_then(Item::as_value_mut) else { return };
    let decor = value.decor().clone();
    *value = text.into();
    *value.decor_mut() = decor;
}

#[cfg(test)]
mod tests {
    use meta::definition;

    use super::*;

    const TEXT: &str = "module = \"visit\"
title = \"name\"
search = [\"name\", \"day\"]
[fields]
name = { type = \"text\" }
day = { type = \"text\", visible_if = 'before.day = \"x\"' }
day_end = { type = \"text\", visible_if = 'day_end != \"day\" and day = name' } # as long
before = { type = \"link\", to = \"visit\", inverse = \"later\" }
first = { type = \"lookup\", path = \"before.before.day\" }
last = { type = \"rollup\", of = \"later\", function = \"max\", field = \"day\", filter = 'day != \"\"' }
[layouts.detail]
sections = [
  { label = \"A\", rows = [[\"day\"], [\"name\", \"day_end\"]], visible_if = 'day = \"day\"' },
]
[views.all]
kind = \"list\"
columns = [\"day\", \"before.day\", \"day_end\"]
sort = [\"-day\"]
[field_access.day]
sales_rep = \"read\"
";

    fn followed(now: Option<&str>) -> String {
        let module = definition::load("visit.toml", TEXT).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let mut doc: DocumentMut = TEXT.parse().unwrap();
        Follow::new(&module, "day", now).through(&mut doc);
        doc.to_string()
    }

    #[test]
    fn a_renamed_field_is_followed() {
        let text = followed(Some("date"));
        // The field itself moves elsewhere; texts in quotes within expressions are no names.
        let expected = TEXT
            .replace("\"day\"", "\"date\"")
            .replace("!= \"date\"", "!= \"day\"")
            .replace("day = \"date\"", "day = \"day\"")
            .replace(".day", ".date")
            .replace("\"-day\"", "\"-date\"")
            .replace("and day =", "and date =")
            .replace("'day", "'date")
            .replace("'date_end", "'day_end");
        assert_eq!(text, expected);
        assert!(text.contains("visible_if = 'date = \"day\"' }"), "{text}");
    }

    #[test]
    fn a_dropped_field_is_taken_out() {
        let text = followed(None);
        let listed = text.split_once("[layouts.detail]").unwrap().1;
        assert!(!listed.contains("[\"day\"") && !listed.contains("before.day") && !listed.contains("-day"), "{text}");
        assert!(!text.contains("field_access.day") && text.contains("search = [\"name\"]"), "{text}");
        assert!(text.contains("day_end"), "{text}");
        assert!(text.contains("rows = [[\"name\", \"day_end\"]]") || text.contains("[ [\"name\""), "{text}");
    }
}
