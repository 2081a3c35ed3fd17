//! What countries and currencies are called in each language, as the Unicode consortium has it; put beside the assets when
//! they are bundled.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use words::Language;

use crate::assets;

#[derive(Deserialize)]
struct Names {
    countries: HashMap<String, String>,
    currencies: HashMap<String, String>,
}

static ALL: LazyLock<HashMap<String, Names>> = LazyLock::new(|| assets::data("names.json"));

/// The name of a country by its code; the code where it has none.
pub fn country(code: &str, lang: Language) -> &str {
    ALL[lang.code()].countries.get(code).map_or(code, String::as_str)
}

/// The name of a currency by its code; the code where it has none.
pub fn currency(code: &str, lang: Language) -> &str {
    ALL[lang.code()].currencies.get(code).map_or(code, String::as_str)
}
