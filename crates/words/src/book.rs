//! The messages of all languages, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;

use crate::Language;
use crate::said::{Arg, Said};

/// The files of each language.
macro_rules! files {
    ($($area:literal),+ $(,)?) => {
        [
            &[$(include_str!(concat!("en/", $area, ".ftl"))),+],
            &[$(include_str!(concat!("pt/", $area, ".ftl"))),+],
            &[$(include_str!(concat!("it/", $area, ".ftl"))),+],
            &[$(include_str!(concat!("es/", $area, ".ftl"))),+],
        ]
    };
}

const FILES: [&[&str]; 4] = files![
    "access",
    "act",
    "acts",
    "admin",
    "audit",
    "backing",
    "backups",
    "bin",
    "board",
    "bulk",
    "company",
    "credentials",
    "currencies",
    "dashboards",
    "errors",
    "failure",
    "filters",
    "form",
    "help",
    "history",
    "home",
    "importing",
    "imports",
    "likeness",
    "list",
    "me",
    "missing",
    "modules",
    "notices",
    "pipelines",
    "reasons",
    "record",
    "records",
    "reports",
    "roles",
    "scripts",
    "search",
    "settings",
    "shell",
    "signing",
    "styleguide",
    "teams",
    "types",
    "users",
    "usual",
    "values",
];

/// One language.
struct Book {
    bundle: FluentBundle<FluentResource>,
    /// Messages that need no arguments, in words already.
    plain: HashMap<String, String>,
}

static BOOKS: LazyLock<[Book; 4]> = LazyLock::new(|| Language::ALL.map(read));

/// Reads the files of a language. What is malformed is left out; a test sees to it that nothing is.
fn read(language: Language) -> Book {
    let mut bundle = FluentBundle::new_concurrent(language.locale().parse().into_iter().collect());
    // Marks of direction around each name would show in titles and in what people copy.
    bundle.set_use_isolating(false);
    let mut keys = Vec::new();
    for text in FILES[language as usize] {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(read, _)| read);
        keys.extend(resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        }));
        bundle.add_resource_overriding(resource);
    }
    let plain = keys.into_iter().filter_map(|key| {
        let text = written(&bundle, &key, None)?;
        Some((key, text))
    });
    let plain = plain.collect();
    Book { bundle, plain }
}

/// A message in words; `None` where it is not there or lacks what it speaks of.
fn written(bundle: &FluentBundle<FluentResource>, key: &str, with: Option<&FluentArgs>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut wrong = Vec::new();
    let text = bundle.format_pattern(pattern, with, &mut wrong).into_owned();
    wrong.is_empty().then_some(text)
}

/// A message without arguments, in English where the language lacks it; its key where there is none.
pub fn text(language: Language, key: &'static str) -> &'static str {
    plain(language, key).unwrap_or(key)
}

fn plain(language: Language, key: &str) -> Option<&'static str> {
    let books = [&BOOKS[language as usize], &BOOKS[0]];
    let found = books.into_iter().find_map(|book| book.plain.get(key));
    debug_assert!(found.is_some(), "there is no message {key} without arguments");
    found.map(String::as_str)
}

/// A message in words, in English where the language lacks it.
pub fn say(language: Language, said: &Said) -> String {
    let (key, with) = match said {
        Said::Plain(text) => return text.clone(),
        Said::All(all) => return all.iter().map(|one| say(language, one)).collect::<Vec<_>>().join("; "),
        Said::Message { key, with } if with.is_empty() => return plain(language, key).unwrap_or(key).to_owned(),
        Said::Message { key, with } => (key, with),
    };
    let mut args = FluentArgs::with_capacity(with.len());
    for (name, arg) in with {
        let value = match arg {
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Said(inner) => FluentValue::from(say(language, inner)),
        };
        args.set(name.as_str(), value);
    }
    let books = [&BOOKS[language as usize], &BOOKS[0]];
    let found = books.into_iter().find_map(|book| written(&book.bundle, key, Some(&args)));
    debug_assert!(found.is_some(), "there is no message {key} with {with:?}");
    found.unwrap_or_else(|| key.to_string())
}
