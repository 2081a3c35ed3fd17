//! What can be said of a field of each type in a form, and how what is typed becomes a value of a definition.

use meta::definition::TypeName;
use rust_decimal::Decimal;
use toml_edit::Value;
use words::{Said, said};

use super::write::list;

/// How a parameter is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole,
    /// A number, perhaps with decimals.
    Number,
    /// Keys of modules.
    Modules,
    /// A value of the field itself.
    Default,
    /// A list of options, edited in its own rows.
    Options,
}

/// Parameters in the order in which a form asks for them.
const ALL: [(&str, Shape); 25] = [
    ("label", Shape::Text),
    ("help", Shape::Text),
    ("to", Shape::Modules),
    ("inverse", Shape::Text),
    ("by", Shape::Text),
    ("on_delete", Shape::Text),
    ("options", Shape::Options),
    ("format", Shape::Text),
    ("expr", Shape::Text),
    ("path", Shape::Text),
    ("of", Shape::Text),
    ("function", Shape::Text),
    ("field", Shape::Text),
    ("filter", Shape::Text),
    ("scale", Shape::Whole),
    ("min", Shape::Number),
    ("max", Shape::Number),
    ("default", Shape::Default),
    ("required", Shape::Flag),
    ("unique", Shape::Flag),
    ("audit", Shape::Flag),
    ("read_only", Shape::Flag),
    ("index", Shape::Flag),
    ("visible_if", Shape::Text),
    ("required_if", Shape::Text),
];

/// The parameters that a field of a type may have, in the order of a form.
pub fn offered(kind: TypeName) -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name).filter(move |name| applies(kind, name))
}

/// How a parameter of a type is typed.
pub fn shape(kind: TypeName, name: &str) -> Shape {
    use TypeName as T;
    let whole = matches!(kind, T::Text | T::LongText | T::Rating | T::Int);
    let found = ALL.iter().find(|(known, _)| *known == name).map_or(Shape::Text, |(_, shape)| *shape);
    if found == Shape::Number && whole { Shape::Whole } else { found }
}

fn applies(kind: TypeName, name: &str) -> bool {
    use TypeName as T;
    let given = !kind.derived();
    match name {
        "label" | "help" | "audit" | "visible_if" => true,
        "required" | "required_if" | "read_only" => given && kind != T::Children,
        "index" => given && !matches!(kind, T::Children | T::Links | T::Tags | T::MultiSelect | T::Emails | T::Phones),
        "unique" => {
            matches!(kind, T::Text | T::Url | T::Int | T::Decimal | T::Date | T::DateTime | T::Link | T::User)
        }
        "default" => {
            use T::{Bool, Decimal, Int, LongText, MultiSelect, Percent, Rating, Select, Text};
            matches!(kind, Text | LongText | Int | Decimal | Percent | Bool | Select | MultiSelect | Rating)
        }
        other => kind.needs().contains(&other) || kind.may().contains(&other),
    }
}

/// What was typed as a value of a definition; `None` when nothing was.
pub(super) fn read(kind: TypeName, name: &str, typed: &str) -> Result<Option<Value>, Said> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let value = match shape(kind, name) {
        Shape::Text => typed.into(),
        Shape::Flag => return Ok((typed == "true").then(|| true.into())),
        Shape::Whole => whole(typed)?,
        Shape::Number => number(typed)?,
        Shape::Modules if kind == TypeName::Parent => list(words(typed)),
        Shape::Modules => typed.into(),
        Shape::Default => default(kind, typed)?,
        Shape::Options => return Ok(None),
    };
    Ok(Some(value))
}

fn default(kind: TypeName, typed: &str) -> Result<Value, Said> {
    use TypeName as T;
    match kind {
        T::Bool => Ok((typed == "true").into()),
        T::Int | T::Rating => whole(typed),
        T::Decimal | T::Percent => number(typed),
        T::MultiSelect => Ok(list(words(typed))),
        _ => Ok(typed.into()),
    }
}

/// Words set apart by commas or blanks.
fn words(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty())
}

fn whole(typed: &str) -> Result<Value, Said> {
    typed.parse::<i64>().map(Value::from).map_err(|_| said!("modules-must-be-whole"))
}

fn number(typed: &str) -> Result<Value, Said> {
    let plain = if typed.contains('.') { typed.to_owned() } else { typed.replace(',', ".") };
    let number: Decimal = plain.parse().map_err(|_| said!("modules-must-be-number"))?;
    match i64::try_from(number) {
        Ok(whole) if number.fract().is_zero() => Ok(whole.into()),
        _ => Ok(number.to_string().into()),
    }
}

/// Whether what was typed says what a definition says already; `None` where it says nothing.
pub(super) fn same(kind: TypeName, name: &str, typed: &str, said: Option<&str>) -> bool {
    let said = said.unwrap_or_default().trim();
    let typed = typed.trim().replace("\r\n", "\n");
    let several = kind == TypeName::Parent && name == "to" || kind == TypeName::MultiSelect && name == "default";
    match shape(kind, name) {
        Shape::Flag => (typed == "true") == (said == "true"),
        _ if several => words(&typed).eq(words(said)),
        // To keep a link needs no saying.
        _ if name == "on_delete" && said.is_empty() => matches!(typed.as_str(), "" | "keep"),
        _ => typed == said,
    }
}

/// A value of a definition as somebody would have typed it.
pub(super) fn typed(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(typed).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use meta::definition;

    use super::*;

    #[test]
    fn every_parameter_of_every_type_is_offered() {
        for kind in TypeName::ALL {
            for name in kind.needs().iter().chain(kind.may()) {
                assert!(offered(kind).any(|offered| offered == *name), "{name} of {kind:?}");
            }
        }
    }

    #[test]
    fn what_is_offered_is_taken() {
        let given = |name: &str| match name {
            "format" => "N-{000}",
            "visible_if" | "required_if" => "name = \"x\"",
            "expr" => "1 + 1",
            "min" | "max" | "scale" | "default" => "3",
            "path" => "account.name",
            "function" => "sum",
            "on_delete" => "restrict",
            "to" => "account",
            _ => "word",
        };
        for kind in TypeName::ALL {
            let mut text = format!(
                "module = \"visit\"\n[fields]\nname = {{ type = \"text\" }}\n[fields.it]\ntype = \"{}\"\n",
                kind.name()
            );
            // A field is either required or required where something holds.
            for name in offered(kind).filter(|name| !matches!(*name, "required_if" | "default")) {
                match shape(kind, name) {
                    Shape::Options => text.push_str("options = [\"word\"]\n"),
                    Shape::Flag => text.push_str(&format!("{name} = {}\n", read(kind, name, "true").unwrap().unwrap())),
                    _ => text.push_str(&format!("{name} = {}\n", read(kind, name, given(name)).unwrap().unwrap())),
                }
            }
            if let Err(problems) = definition::load("visit.toml", &text) {
                panic!("{text}\n{problems:#?}");
            }
        }
    }

    #[test]
    fn what_is_said_already_is_the_same() {
        assert!(same(TypeName::Bool, "required", "", Some("false")) && same(TypeName::Bool, "required", "", None));
        assert!(same(TypeName::Parent, "to", "account contact", Some("account, contact")));
        assert!(same(TypeName::Text, "help", "One\r\ntwo", Some("One\ntwo\n")));
        assert!(same(TypeName::Link, "on_delete", "keep", None));
        assert!(!same(TypeName::Link, "on_delete", "keep", Some("restrict")));
        assert!(!same(TypeName::Text, "max", "", Some("40")));
    }

    #[test]
    fn numbers_are_kept_exactly() {
        assert_eq!(read(TypeName::Decimal, "min", "0,10").unwrap().unwrap().to_string(), "\"0.10\"");
        assert_eq!(read(TypeName::Money, "max", "12").unwrap().unwrap().to_string(), "12");
        assert!(read(TypeName::Text, "max", "1.5").is_err());
        assert_eq!(read(TypeName::Percent, "default", "50").unwrap().unwrap().to_string(), "50");
        assert_eq!(read(TypeName::Decimal, "default", "0,5").unwrap().unwrap().to_string(), "\"0.5\"");
        assert!(read(TypeName::Bool, "required", "").unwrap().is_none());
    }
}
