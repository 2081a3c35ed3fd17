//! `Shaped`: one module while it is shaped: the text below, the company's own text in force and as drafted, and what both
//! make together, called as the texts call it.

use meta::definition::{self, Layer, Problem, lay_over};
use meta::{Key, Module};

/// Where something of a module comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It comes with Kith.
    Shipped,
    /// It comes with Kith, and the company changed it.
    Changed,
    /// The company made it.
    Own,
}

/// One module while it is shaped.
#[derive(Debug, Clone)]
pub struct Shaped {
    /// Its key.
    pub key: Key,
    /// The text that comes with Kith; `None` for a module of the company's own.
    pub shipped: Option<String>,
    /// The company's own text in force; empty when there is none.
    pub in_force: String,
    /// The company's own text as it is drafted, else as it is in force.
    pub text: String,
    /// Whether something waits to be applied.
    pub drafted: bool,
    /// Whether what is in force changed since the draft was begun.
    pub stale: bool,
    /// What is shipped alone; `None` for a module of the company's own.
    pub below: Option<Module>,
    /// The module as it is in force; `None` for one that is only drafted.
    pub before: Option<Module>,
    /// The module as it would be; as it is in force where the draft is not sound, or retires it.
    pub now: Module,
    /// What is wrong with the draft by itself.
    pub problems: Vec<Problem>,
}

impl Shaped {
    /// What the texts make; `None` when there is no module at all.
    pub(super) fn of(key: Key, shipped: Option<String>, in_force: String, draft: Option<Draft>) -> Option<Shaped> {
        let draft = draft.filter(|draft| draft.waits(&in_force));
        let stale = draft.as_ref().is_some_and(|draft| draft.base != in_force);
        let drafted = draft.is_some();
        let text = draft.map_or_else(|| in_force.clone(), |draft| draft.text);
        let file = file(&key, shipped.is_some());
        let below = shipped.as_deref().and_then(|text| definition::load("", text).ok());
        let before = load(shipped.as_deref(), &file, &in_force).ok();
        let (now, problems) = match load(shipped.as_deref(), &file, &text) {
            Ok(now) => (now, Vec::new()),
            Err(problems) => (before.clone()?, if is_drop(&text) { Vec::new() } else { problems }),
        };
        Some(Shaped { key, shipped, in_force, text, drafted, stale, below, before, now, problems })
    }

    /// What tells this draft from another: whoever changes it names the one they saw.
    pub fn mark(&self) -> String {
        mark(&self.text)
    }

    /// What its own text is called in messages.
    pub fn file(&self) -> String {
        file(&self.key, self.shipped.is_some())
    }

    /// Whether the draft takes the module away, or all that the company changed of a shipped one.
    pub fn retires(&self) -> bool {
        self.drafted && is_drop(&self.text)
    }

    /// Where a field comes from.
    pub fn origin(&self, field: &str) -> Origin {
        let known = self.below.as_ref().is_some_and(|below| below.field(field).is_some());
        self.origin_in("fields", field, known)
    }

    /// Where a view comes from; one that is made for a module without any is its own.
    pub fn origin_of_view(&self, view: &str) -> Origin {
        let mut known = self.below.iter().flat_map(|below| &below.views);
        let known = known.any(|known| known.key == view);
        self.origin_in("views", view, known)
    }

    fn origin_in(&self, part: &str, key: &str, known: bool) -> Origin {
        let said = table(&self.text).get(part).and_then(|part| part.get(key)).is_some();
        match (known, said) {
            (true, false) => Origin::Shipped,
            (true, true) => Origin::Changed,
            (false, _) => Origin::Own,
        }
    }

    /// Whether the page of its records was arranged, and is not made from the fields.
    pub fn arranged(&self) -> bool {
        let merged = self.merged();
        let detail = merged.get("layouts").and_then(|layouts| layouts.get("detail"));
        detail.and_then(|detail| detail.get("sections")).is_some()
    }

    /// The text below as a table; empty for a module of the company's own.
    pub(super) fn base(&self) -> toml::Table {
        self.shipped.as_deref().map(table).unwrap_or_default()
    }

    /// Both texts as one table.
    pub(super) fn merged(&self) -> toml::Table {
        let mut merged = self.base();
        if !is_drop(&self.text) {
            lay_over(&mut merged, table(&self.text));
        }
        merged
    }
}

/// A draft as it is kept.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Draft {
    /// The text in force when it was begun.
    pub(super) base: String,
    /// The text as it shall be.
    pub(super) text: String,
}

impl Draft {
    /// Whether it says anything else than what is in force. To retire what is there no more is nothing.
    pub(super) fn waits(&self, in_force: &str) -> bool {
        self.text != in_force && !(in_force.is_empty() && is_drop(&self.text))
    }
}

/// What tells one text from another.
pub(super) fn mark(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// The module that a text speaks of, if it can be read.
pub fn module_of(text: &str) -> Option<String> {
    table(text).get("module").and_then(toml::Value::as_str).map(str::to_owned)
}

/// The name of a module's own text.
pub(super) fn file(key: &str, shipped: bool) -> String {
    if shipped { format!("{key}.overlay.toml") } else { format!("{key}.toml") }
}

/// A text that cannot be read is empty.
pub(super) fn table(text: &str) -> toml::Table {
    toml::from_str(text).unwrap_or_default()
}

/// Whether a text retires what was given before.
pub(super) fn is_drop(text: &str) -> bool {
    table(text).get("drop").and_then(toml::Value::as_bool) == Some(true)
}

fn load(shipped: Option<&str>, file: &str, text: &str) -> Result<Module, Vec<Problem>> {
    let own = (!(text.is_empty() || shipped.is_some() && is_drop(text))).then_some(Layer { file, text });
    let below = shipped.map(|text| Layer { file: "", text });
    let layers: Vec<Layer> = below.into_iter().chain(own).collect();
    if layers.is_empty() { Err(Vec::new()) } else { definition::load_layers(&layers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = "module = \"visit\"\n[fields]\nname = { type = \"text\" }\nday = { type = \"date\" }\n";
    const OWN: &str = "module = \"visit\"\n[fields]\nday = { label = \"When\" }\nmood = { type = \"text\" }\n";

    fn shaped(in_force: &str, draft: Option<&str>) -> Option<Shaped> {
        let draft = draft.map(|text| Draft { base: in_force.to_owned(), text: text.to_owned() });
        Shaped::of(Key::of("visit"), Some(SHIPPED.to_owned()), in_force.to_owned(), draft)
    }

    #[test]
    fn a_draft_shows_what_would_be_beside_what_is() {
        let shaped = shaped("", Some(OWN)).unwrap();
        assert!(shaped.drafted && !shaped.stale && !shaped.retires());
        assert_eq!(&*shaped.now.field("day").unwrap().label, "When");
        assert!(shaped.before.as_ref().unwrap().field("mood").is_none());
        let origins = ["name", "day", "mood"].map(|field| shaped.origin(field));
        assert_eq!(origins, [Origin::Shipped, Origin::Changed, Origin::Own]);
    }

    #[test]
    fn a_draft_that_retires_shows_what_is_in_force() {
        let drops = shaped(OWN, Some("module = \"visit\"\ndrop = true")).unwrap();
        assert!(drops.retires() && drops.problems.is_empty());
        assert!(drops.now.field("mood").is_none(), "a shipped module goes back to what it was");
        assert!(drops.before.unwrap().field("mood").is_some());
        assert!(!shaped(OWN, Some(OWN)).unwrap().drafted, "what is in force is no draft");
        let gone = Draft { base: OWN.into(), text: "module = \"visit\"\ndrop = true".into() };
        assert!(!gone.waits("") && gone.waits(OWN), "what is there no more is not retired");
    }

    #[test]
    fn a_draft_that_is_not_sound_says_so() {
        let broken = shaped("", Some("module = \"visit\"\n[fields]\nday = { max = 3 }\n")).unwrap();
        assert_eq!((broken.problems.len(), broken.problems[0].line), (1, 3));
        assert!(broken.now.field("day").is_some());
    }
}
