//! Which place of a text a problem speaks of, so that a form can show it beside its control.

use meta::definition::{self, Problem};

/// A problem with the place it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The dotted place in the module's own text: `fields.industry.max`; empty where it speaks of another text.
    pub place: String,
    /// Line in the text.
    pub line: u32,
    /// What is wrong, and what to do.
    pub words: String,
}

/// Problems with their places in a text.
pub fn told(file: &str, text: &str, problems: &[Problem]) -> Vec<Told> {
    let source = definition::source(file, text);
    let place = |problem: &Problem| {
        let before =
            |(_, spot): &(&String, &meta::module::Spot)| spot.line == problem.line && spot.column <= problem.column;
        // Of what begins at the same spot, the most inner.
        let near = source.spots.iter().filter(before).max_by_key(|(place, spot)| (spot.column, place.len()));
        near.map(|(place, _)| place.clone()).unwrap_or_default()
    };
    let words = |problem: &Problem| match problem.help.as_str() {
        "" => problem.message.clone(),
        help => format!("{}; {help}", problem.message),
    };
    let own = |problem: &Problem| problem.file == file;
    let one = |problem: &Problem| Told {
        place: if own(problem) { place(problem) } else { String::new() },
        line: problem.line,
        words: if own(problem) { words(problem) } else { format!("{}: {}", problem.file, words(problem)) },
    };
    problems.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_where_it_stands() {
        let text = "module = \"visit\"\n[fields]\nname = { type = \"text\", max = 0 }\n";
        let problems = definition::load("visit.toml", text).unwrap_err();
        let told = told("visit.toml", text, &problems);
        assert_eq!((told[0].place.as_str(), told[0].line), ("fields.name.max", 3));
        assert!(told[0].words.contains("from 1 to"), "{told:?}");
    }
}
