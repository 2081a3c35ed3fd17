//! `LayerText`: the text of a layer, changed value by value, everything else in it staying as it was written.

use toml_edit::{DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value};

use super::shaped::{Shaped, is_drop};
use crate::error::{Error, Result};

/// The text of a layer over the one below it.
pub(super) struct LayerText {
    doc: DocumentMut,
    base: toml::Table,
}

impl LayerText {
    /// The text of a module as it is drafted. To change one that retires is to keep it: a layer over a shipped module
    /// begins anew.
    pub(super) fn of(shaped: &Shaped) -> Result<LayerText> {
        let text = match (is_drop(&shaped.text), shaped.shipped.is_some()) {
            (true, true) => "",
            (true, false) => &shaped.in_force,
            (false, _) => &shaped.text,
        };
        let text = if text.is_empty() { format!("module = \"{}\"\n", shaped.key) } else { text.to_owned() };
        let doc = text.parse::<DocumentMut>().map_err(|error| Error::Conflict(error.to_string().into()))?;
        Ok(LayerText { doc, base: shaped.base() })
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.doc.to_string()
    }

    /// The text by its tables.
    pub(super) fn doc(&mut self) -> &mut DocumentMut {
        &mut self.doc
    }

    /// Sets a value; where the text below says the same, the layer says nothing.
    pub(super) fn put(&mut self, path: &[&str], value: Value) {
        if self.below(path).is_some_and(|below| Some(below) == plain(&value).as_ref()) {
            self.cut(path);
            return;
        }
        let Some((last, tables)) = path.split_last() else { return };
        let mut at: &mut dyn TableLike = self.doc.as_table_mut();
        for (depth, step) in tables.iter().enumerate() {
            at = inner(at, step, tables[0] == "fields" && depth > 0);
        }
        let written = at.get(last).and_then(Item::as_value).and_then(plain);
        if written.is_some() && written == plain(&value) {
            return;
        }
        at.insert(last, Item::Value(value));
        self.tidy(tables);
    }

    /// Takes a value out; says whether nothing of it is left, neither here nor below.
    pub(super) fn take(&mut self, path: &[&str]) -> bool {
        self.cut(path);
        self.below(path).is_none()
    }

    /// Whether the text below says something at a place.
    pub(super) fn says_below(&self, path: &[&str]) -> bool {
        self.below(path).is_some()
    }

    /// Says no more what the text below says just so, at places where lists name fields.
    pub(super) fn settle(&mut self) {
        let views = self.doc.get("views").and_then(Item::as_table_like);
        let views: Vec<String> =
            views.into_iter().flat_map(|views| views.iter().map(|(key, _)| key.to_owned())).collect();
        let of_views = views.iter().flat_map(|view| ["columns", "sort", "card"].map(|list| vec!["views", view, list]));
        for path in of_views.chain([vec!["layouts", "detail", "sections"], vec!["search"]]) {
            let written = path.iter().try_fold(self.doc.as_item(), |at, step| at.get(step));
            let written = written.and_then(Item::as_value).and_then(plain);
            if written.is_some() && written.as_ref() == self.below(&path) {
                self.cut(&path);
            }
        }
    }

    fn cut(&mut self, path: &[&str]) {
        let Some((last, tables)) = path.split_last() else { return };
        let mut at: &mut dyn TableLike = self.doc.as_table_mut();
        for step in tables {
            match at.get_mut(step).and_then(Item::as_table_like_mut) {
                Some(next) => at = next,
                None => return,
            }
        }
        at.remove(last);
        let empty = at.is_empty();
        self.tidy(tables);
        let around = tables.iter().try_fold(self.doc.as_item(), |at, step| at.get(step));
        // Where somebody remarked something on a table, it stays for the remark.
        if empty && !tables.is_empty() && !around.is_some_and(remarked) {
            self.cut(tables);
        }
    }

    /// What the text below says at a place.
    fn below(&self, path: &[&str]) -> Option<&toml::Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.base.get(*first)?, |at, step| at.get(*step))
    }

    /// Puts the blanks of a table in braces right once it was changed.
    fn tidy(&mut self, tables: &[&str]) {
        let mut at: &mut dyn TableLike = self.doc.as_table_mut();
        for (depth, step) in tables.iter().enumerate() {
            let Some(item) = at.get_mut(step) else { return };
            if depth + 1 == tables.len() {
                if let Some(inline) = item.as_inline_table_mut() {
                    inline.fmt();
                }
                return;
            }
            let Some(next) = item.as_table_like_mut() else { return };
            at = next;
        }
    }
}

/// Whether a comment stands on a table.
fn remarked(item: &Item) -> bool {
    let decor = match item {
        Item::Table(table) => table.decor(),
        Item::Value(value) => value.decor(),
        _ => return false,
    };
    let remarks = |text: Option<&RawString>| text.and_then(RawString::as_str).is_some_and(|text| text.contains('#'));
    remarks(decor.prefix()) || remarks(decor.suffix())
}

/// The table under a key, made where there is none: in braces, or under a heading.
fn inner<'t>(at: &'t mut dyn TableLike, key: &str, braces: bool) -> &'t mut dyn TableLike {
    if at.get(key).is_none_or(|item| !item.is_table_like()) {
        let made = if braces {
            Item::Value(Value::InlineTable(InlineTable::new()))
        } else {
            let mut table = Table::new();
            // Only the tables in it need headings.
            table.set_implicit(true);
            Item::Table(table)
        };
        at.insert(key, made);
    }
    at.get_mut(key).and_then(Item::as_table_like_mut).expect("it was made")
}

/// A value without its blanks.
pub(super) fn plain(value: &Value) -> Option<toml::Value> {
    let mut table: toml::Table = toml::from_str(&format!("value = {}", value.to_string().trim())).ok()?;
    table.remove("value")
}

#[cfg(test)]
mod tests {
    use meta::Key;

    use super::super::shaped::Shaped;
    use super::super::write::{lines, list};
    use super::*;

    const SHIPPED: &str =
        "module = \"visit\"\nicon = \"map\"\n[fields]\nname = { type = \"text\", label = \"Name\", max = 20 }\n";

    fn text(own: &str) -> LayerText {
        let shaped = Shaped::of(Key::of("visit"), Some(SHIPPED.into()), own.into(), None).unwrap();
        LayerText::of(&shaped).unwrap()
    }

    #[test]
    fn what_people_wrote_stays_as_it_is() {
        let own = "# ours\nmodule = \"visit\"\n\n[fields] # more\nmood  =  { type = \"text\" } # how it was\n";
        let mut layer = text(own);
        layer.put(&["fields", "name", "label"], "Called".into());
        layer.put(&["fields", "mood", "help"], "Of the guest".into());
        let expected = "# ours\nmodule = \"visit\"\n\n[fields] # more\nmood  =  { type = \"text\", help = \"Of the guest\" } # how it was\nname = { label = \"Called\" }\n";
        assert_eq!(layer.text(), expected);
        layer.put(&["fields", "name", "label"], "Name".into());
        layer.take(&["fields", "mood", "help"]);
        assert_eq!(layer.text(), own, "what the text below says need not be said");
    }

    #[test]
    fn a_table_with_a_remark_on_it_stays() {
        let own = "module = \"visit\"\n\n[fields] # what we call things\nname = { label = \"Called\" }\n";
        let mut layer = text(own);
        layer.take(&["fields", "name", "label"]);
        assert_eq!(layer.text(), "module = \"visit\"\n\n[fields] # what we call things\n");
    }

    #[test]
    fn a_text_is_begun_and_ends_bare() {
        let mut layer = text("");
        layer.put(&["views", "all", "columns"], list(["name"]));
        layer.put(
            &["layouts", "detail", "sections"],
            lines(&["{ label = \"A\", rows = [[\"name\"]] }".into()]).unwrap(),
        );
        layer.put(&["icon"], "flag".into());
        let made = layer.text();
        assert!(made.starts_with("module = \"visit\"\nicon = \"flag\"\n"), "{made}");
        assert!(made.contains("[views.all]\ncolumns = [\"name\"]\n"), "{made}");
        assert!(made.contains("[layouts.detail]\nsections = [\n  { label"), "{made}");
        assert!(toml::from_str::<toml::Table>(&made).is_ok(), "{made}");
        layer.take(&["views", "all", "columns"]);
        layer.take(&["layouts", "detail", "sections"]);
        layer.take(&["icon"]);
        assert_eq!(layer.text(), "module = \"visit\"\n");
        assert!(!layer.take(&["icon"]), "the text below still says it");
    }
}
