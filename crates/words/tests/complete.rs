//! Every message stands in every language, speaks of the same things there, and is said somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use regex::Regex;
use words::Language;

/// What each message of a language speaks of.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(language.code()), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let read =
            fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{file:?}: {errors:?}"));
        for entry in read.body {
            let Entry::Message(message) = entry else { continue };
            let mut names = BTreeSet::new();
            spoken_of(message.value.as_ref().expect("a message has words"), &mut names);
            let before = all.insert(message.id.name.to_owned(), names);
            assert_eq!(before, None, "{} stands twice, the second time in {file:?}", message.id.name);
        }
    }
    all
}

fn spoken_of(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => variable(inline, names),
            Expression::Select { selector, variants } => {
                variable(selector, names);
                variants.iter().for_each(|variant| spoken_of(&variant.value, names));
            }
        }
    }
}

fn variable(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(names.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|inner| variable(inner, names));
        }
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inner) => variable(inner, names),
            Expression::Select { .. } => {}
        },
        _ => {}
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { files(&path, ending) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|is| is == ending)).collect()
}

/// All code of the product.
fn code() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let all = files(crates, "rs").into_iter().filter(|path| path.components().any(|part| part.as_os_str() == "src"));
    all.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_language_says_everything() {
    let english = messages(Language::En);
    for language in Language::ALL {
        let own = messages(language);
        let lacking: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let more: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(lacking.is_empty() && more.is_empty(), "{language:?} lacks {lacking:?} and has {more:?} besides");
        for (key, names) in &english {
            // A form of a number may be spelled out, so a language need not name all, but none that it is not given.
            assert!(own[key].is_subset(names), "{language:?} speaks in {key} of {:?}, English of {names:?}", own[key]);
        }
    }
}

#[test]
fn what_is_said_is_in_the_files_and_what_is_in_the_files_is_said() {
    let (english, code) = (messages(Language::En), code());
    let said = Regex::new(r#"(?s)(?:\b(?:lang|lang\(\)|En)\s*\.text\(|\bsaid!\(\s*)"([a-z0-9-]+)""#).unwrap();
    let lacking: BTreeSet<_> =
        said.captures_iter(&code).map(|found| found[1].to_owned()).filter(|key| !english.contains_key(key)).collect();
    assert!(lacking.is_empty(), "not in the files: {lacking:?}");
    let unsaid: Vec<_> = english.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unsaid.is_empty(), "said nowhere: {unsaid:?}");
}
