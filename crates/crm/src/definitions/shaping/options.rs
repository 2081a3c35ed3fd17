//! The options of a select, as rows of a form.

use meta::FieldType;
use meta::field_type::Choice;
use toml_edit::Value;
use words::said;

use super::write::{key_of, lines, quoted};
use crate::error::{Error, FieldError};

/// One option as it was given in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionGiven {
    /// Its key; made from the label for a new one.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// Hue of its badge, 1 to 12; 0 is neutral.
    pub hue: u8,
    /// No longer offered.
    pub retired: bool,
}

/// The options of a field; none of a field without.
pub fn options_of(kind: &FieldType) -> Vec<OptionGiven> {
    let (FieldType::Select { options } | FieldType::MultiSelect { options }) = kind else { return Vec::new() };
    let given = |choice: &Choice| OptionGiven {
        key: choice.key.clone(),
        label: choice.label.clone(),
        hue: choice.hue,
        retired: choice.retired,
    };
    options.iter().map(given).collect()
}

/// Options with keys; rows in which nothing was typed are left out. One that has a key goes by being taken out, not by
/// losing its name.
pub(super) fn keyed(given: &[OptionGiven]) -> Result<Vec<OptionGiven>, FieldError> {
    let unnamed = |option: &&OptionGiven| !option.key.is_empty() && option.label.trim().is_empty();
    if let Some(option) = given.iter().find(unnamed) {
        let wrong = said!("modules-option-unnamed", option = option.key.as_str());
        return Err(FieldError::new("options", "required", wrong));
    }
    let mut keyed: Vec<OptionGiven> = Vec::new();
    for option in given.iter().filter(|option| !option.label.trim().is_empty()) {
        let made = if option.key.is_empty() { key_of(&option.label, 40) } else { option.key.clone() };
        let made = if made.is_empty() { "option".to_owned() } else { made };
        let taken =
            |key: &str| keyed.iter().any(|other| other.key == key) || given.iter().any(|other| other.key == key);
        let key = match option.key.is_empty() && taken(&made) {
            true => (2..).map(|number| format!("{made}_{number}")).find(|key| !taken(key)).unwrap_or(made),
            false => made,
        };
        keyed.push(OptionGiven { key, label: option.label.trim().to_owned(), ..option.clone() });
    }
    Ok(keyed)
}

/// Options as a definition writes them, one a line.
pub(super) fn written(options: &[OptionGiven]) -> Result<Value, Error> {
    let one = |option: &OptionGiven| {
        let mut text = format!("{{ key = {}, label = {}", quoted(&option.key), quoted(&option.label));
        if option.hue > 0 {
            text.push_str(&format!(", hue = {}", option.hue));
        }
        text.push_str(if option.retired { ", retired = true }" } else { " }" });
        text
    };
    lines(&options.iter().map(one).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(label: &str, key: &str) -> OptionGiven {
        OptionGiven { key: key.into(), label: label.into(), ..OptionGiven::default() }
    }

    #[test]
    fn new_options_get_keys_of_their_own() {
        let given = [named("New one", "new_one"), named(" New one ", ""), named("", ""), named("日", "")];
        let keys: Vec<String> = keyed(&given).unwrap().into_iter().map(|option| option.key).collect();
        assert_eq!(keys, ["new_one", "new_one_2", "option"]);
        assert_eq!(keyed(&[named("A", ""), named(" ", "held")]).unwrap_err().field, "options");
    }

    #[test]
    fn options_are_written_one_a_line() {
        let option = OptionGiven { hue: 4, retired: true, ..named("A \"b\"", "a") };
        assert_eq!(
            written(&[option]).unwrap().to_string(),
            "[\n  { key = \"a\", label = 'A \"b\"', hue = 4, retired = true },\n]"
        );
    }
}
