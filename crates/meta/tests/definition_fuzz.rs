//! No text makes the loader panic, and every problem points into the text.

use meta::definition;
use proptest::prelude::*;

const EVERYTHING: &str = include_str!("definition/everything.toml");

/// Values that are wrong in most places, and some that are right.
const VALUES: [&str; 16] = [
    "0",
    "-1",
    "1e300",
    "nan",
    "79228162514264337593543950335",
    "9223372036854775807",
    "0.0000000000001",
    "\"\"",
    "\"é\"",
    "\"y\"",
    "[]",
    "[[]]",
    "{}",
    "{ key = \"\" }",
    "2026-02-30",
    "true",
];

/// Loads, checks what loads, and asserts that problems have a place.
fn load(text: &str) -> Result<(), TestCaseError> {
    let lines = text.split('\n').count() as u32;
    let problems = match definition::load("fuzz.toml", text) {
        Ok(module) => definition::check(1, vec![module]).err().unwrap_or_default(),
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            problems
        }
    };
    for problem in problems {
        prop_assert!(problem.line >= 1 && problem.line <= lines && problem.column >= 1, "{problem}");
        prop_assert!(!problem.message.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        load(&text)?;
    }

    #[test]
    fn a_definition_with_a_piece_cut_out_or_put_in(at in 0..EVERYTHING.len(), cut in 0..12_usize, put in "[\\[\\]{}=\"a-z0-9.,é\n]{0,4}") {
        let at = EVERYTHING.floor_char_boundary(at);
        let end = EVERYTHING.ceil_char_boundary((at + cut).min(EVERYTHING.len()));
        load(&format!("{}{put}{}", &EVERYTHING[..at], &EVERYTHING[end..]))?;
    }

    #[test]
    fn a_parameter_with_a_strange_value(pick in 0..400_usize, value in prop::sample::select(VALUES.to_vec())) {
        let starts: Vec<usize> = EVERYTHING.match_indices(" = ").map(|(at, _)| at + 3).collect();
        let start = starts[pick % starts.len()];
        let rest = &EVERYTHING[start..];
        let end = start + rest.find([',', '}', '\n']).unwrap_or(rest.len());
        load(&format!("{}{value} {}", &EVERYTHING[..start], &EVERYTHING[end..]))?;
    }

    #[test]
    fn a_field_of_any_type_with_any_parameter(
        kind in prop::sample::select(definition::TypeName::ALL.to_vec()),
        parameter in prop::sample::select(vec!["max", "min", "scale", "options", "default", "to", "format", "label", "was", "unique"]),
        value in prop::sample::select(VALUES.to_vec()),
    ) {
        load(&format!("module = \"a\"\nlabel = \"Visité\"\nfields.name.type = \"text\"\nfields.x.type = \"{}\"\nfields.x.{parameter} = {value}\n", kind.name()))?;
    }
}
