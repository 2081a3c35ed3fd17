//! What other languages call the shipped modules and the fields that every module has.

use std::collections::HashMap;
use std::sync::LazyLock;

use meta::Catalogue;
use meta::definition::Labels;
use words::Language;

use crate::catalogue;

type Files = &'static [(&'static str, [&'static str; 3])];

macro_rules! labels {
    ($($area:literal / $name:literal),+ $(,)?) => {
        &[$(($name, [
            include_str!(concat!($area, "/", $name, "/", $name, ".pt.toml")),
            include_str!(concat!($area, "/", $name, "/", $name, ".it.toml")),
            include_str!(concat!($area, "/", $name, "/", $name, ".es.toml")),
        ])),+]
    };
}

const FILES: Files = register!(labels);

/// The fields that every module has.
const COMMON: [&str; 3] =
    [include_str!("common.pt.toml"), include_str!("common.it.toml"), include_str!("common.es.toml")];

/// What a language calls what.
struct Translation {
    common: Labels,
    modules: HashMap<&'static str, Labels>,
}

static ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| catalogue::shipped().map(|built| built.catalogue).unwrap_or_default());

static ALL: LazyLock<[Translation; 3]> = LazyLock::new(|| {
    [0, 1, 2].map(|at| {
        let read = |text| Labels::read(text).unwrap_or_default();
        let modules = FILES.iter().map(|(name, texts)| (*name, read(texts[at])));
        Translation { common: read(COMMON[at]), modules: modules.collect() }
    })
});

/// The catalogue with the names of a language.
pub fn put(catalogue: &Catalogue, language: Language) -> Catalogue {
    let Some(translation) = (language as usize).checked_sub(1).map(|at| &ALL[at]) else { return catalogue.clone() };
    catalogue.renamed(|module| {
        // Any shipped module has what all have.
        if let Some(english) = ENGLISH.module("account") {
            translation.common.put(module, english);
        }
        if let (Some(labels), Some(english)) =
            (translation.modules.get(module.key.as_str()), ENGLISH.module(&module.key))
        {
            labels.put(module, english);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_everything_shipped() {
        for (name, texts) in FILES {
            let module = ENGLISH.module(name).unwrap();
            for (language, text) in Language::ALL[1..].iter().zip(texts) {
                let labels = Labels::read(text).unwrap_or_else(|error| panic!("{name} in {language:?}: {error}"));
                assert_eq!(labels.lacking(module), Vec::<String>::new(), "{name} in {language:?}");
            }
        }
    }

    #[test]
    fn fields_of_all_modules_are_named_too() {
        for (language, text) in Language::ALL[1..].iter().zip(COMMON) {
            Labels::read(text).unwrap_or_else(|error| panic!("{language:?}: {error}"));
            let called = put(&ENGLISH, *language);
            let account = called.module("account").unwrap();
            for field in account.fields.values().filter(|field| field.system || field.key == "tags") {
                let english = ENGLISH.module("account").unwrap().field(&field.key).unwrap();
                let same = ["ID", "Tags", "Team"];
                assert!(field.label != english.label || same.contains(&&*field.label), "{} in {language:?}", field.key);
            }
        }
    }
}
