//! Counts tests from the closing lines of nextest, cargo test and node's runner.

/// How many tests passed and failed so far, over all runners.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
}

impl Tally {
    /// Adds a line's counts when it is a runner's closing line, and otherwise nothing.
    pub fn see(&mut self, line: &str) {
        // nextest shows a failed test's own output indented, closing lines included: those are not another runner's.
        let a_whole_run = line.starts_with("test result:");
        let line = line.trim();
        let counts_both = line.starts_with("Summary [") || a_whole_run;
        if counts_both || line.starts_with("ℹ pass ") {
            self.passed += number_by("pass", line);
        }
        if counts_both || line.starts_with("ℹ fail ") {
            self.failed += number_by("fail", line);
        }
    }
}

/// The number beside the first word that starts so: `12 passed`, `pass 12`.
fn number_by(word: &str, line: &str) -> u32 {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || ",;:".contains(c)).filter(|w| !w.is_empty()).collect();
    let Some(at) = words.iter().position(|found| found.starts_with(word)) else { return 0 };
    let before = at.checked_sub(1).and_then(|before| words[before].parse().ok());
    before.or_else(|| words.get(at + 1)?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn seen(lines: &[&str]) -> (u32, u32) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.see(line));
        (tally.passed, tally.failed)
    }

    #[test]
    fn the_closing_lines_of_each_runner_are_counted() {
        assert_eq!(seen(&["     Summary [   1.2s] 20 tests run: 18 passed (1 slow), 2 failed, 3 skipped"]), (18, 2));
        assert_eq!(seen(&["test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured"]), (4, 1));
        assert_eq!(seen(&["ℹ tests 7", "ℹ pass 5", "ℹ fail 2"]), (5, 2));
    }

    #[test]
    fn other_lines_are_not() {
        assert_eq!(
            seen(&[
                "12 passed, 1 failed",
                "    PASS [0.1s] crm records",
                "    test result: FAILED. 0 passed; 1 failed"
            ]),
            (0, 0)
        );
    }
}
