//! Lengths of time in whole seconds.

/// The message that says what a duration looks like.
pub(crate) const EXPECTED: &str = "expected-duration";

/// Reads `1:30` (hours and minutes), `1:30:15`, `1h 30m`, `90 min`, `1.5 hours`, `2 days` and ISO 8601 up to weeks; a day
/// is 24 hours. A bare number is refused, since nobody can know its unit.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let seconds = if body.contains(':') { clock(body)? } else { units(&body.to_lowercase())? };
    Some(if negative { -seconds } else { seconds })
}

fn clock(text: &str) -> Option<i64> {
    let steps: Vec<&str> = text.split(':').collect();
    if steps.len() > 3 || !steps.iter().all(|step| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut seconds: i64 = 0;
    for (at, length) in [3600, 60, 1].into_iter().enumerate().take(steps.len()) {
        let count: i64 = steps[at].parse().ok()?;
        if at > 0 && (steps[at].len() != 2 || count > 59) {
            return None;
        }
        seconds = seconds.checked_add(count.checked_mul(length)?)?;
    }
    Some(seconds)
}

fn units(text: &str) -> Option<i64> {
    let mut rest = match text.strip_prefix('p') {
        Some(iso) if iso.ends_with(|c: char| c.is_ascii_alphabetic()) && !iso.ends_with('t') => iso,
        Some(_) => return None,
        None => text,
    };
    let iso = rest.len() < text.len();
    let mut seconds: i64 = 0;
    let (mut any, mut timed) = (false, false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('t').filter(|_| iso) {
            (rest, timed) = (time, true);
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (count, tail) = (&rest[..digits], rest[digits..].trim_start());
        let letters = tail.find(|c: char| !c.is_ascii_alphabetic() || (iso && c == 't')).unwrap_or(tail.len());
        // Before the T an M would be months, whose length nobody knows.
        if iso && !timed && &tail[..letters] == "m" {
            return None;
        }
        seconds = seconds.checked_add(length(count, unit(&tail[..letters])?)?)?;
        rest = tail[letters..].trim_start_matches([' ', ',']);
        any = true;
    }
    any.then_some(seconds)
}

fn unit(name: &str) -> Option<i64> {
    match name {
        "w" | "week" | "weeks" => Some(604_800),
        "d" | "day" | "days" => Some(86_400),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(3600),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1),
        _ => None,
    }
}

/// `count` units in seconds, when that is a whole number of them.
fn length(count: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = count.split_once('.').unwrap_or((count, ""));
    let whole = whole.parse::<i64>().ok()?.checked_mul(unit)?;
    if fraction.len() > 9 || fraction.contains('.') {
        return None;
    }
    let parts = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()? * unit };
    let of = 10_i64.pow(u32::try_from(fraction.len()).ok()?);
    (parts % of == 0).then(|| whole.checked_add(parts / of)).flatten()
}

/// ISO 8601 in hours, minutes and seconds: `PT1H30M`, `-PT5S`, `PT0S`.
pub(crate) fn to_iso(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let length = seconds.unsigned_abs();
    let mut text = format!("{sign}PT");
    for (count, unit) in [(length / 3600, 'H'), (length / 60 % 60, 'M'), (length % 60, 'S')] {
        if count > 0 || (length == 0 && unit == 'S') {
            text.push_str(&format!("{count}{unit}"));
        }
    }
    text
}

/// As people read it: `1:30`, `0:00:45`.
pub(crate) fn show(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let length = seconds.unsigned_abs();
    let (hours, minutes, rest) = (length / 3600, length / 60 % 60, length % 60);
    if rest == 0 { format!("{sign}{hours}:{minutes:02}") } else { format!("{sign}{hours}:{minutes:02}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::{parse, show, to_iso};

    #[test]
    fn durations_are_read_as_people_write_them() {
        for text in
            ["1:30", "90m", "90 min", "1h 30m", "1h30m", "1.5h", "1 hour, 30 minutes", "PT1H30M", "pt90m", "1:30:00"]
        {
            assert_eq!(parse(text), Some(5400), "{text}");
        }
        assert_eq!(parse("P1DT2H"), Some(93_600));
        assert_eq!(parse("P2W"), Some(1_209_600));
        assert_eq!(parse("-PT5S"), Some(-5));
        for text in [
            "",
            "90",
            "1:60",
            "1:3",
            "P",
            "PT",
            "P1DT",
            "P1Y",
            "P1M",
            "P1DT1M1Y",
            "1h 30",
            "h",
            "0.0001s",
            "99999999999999999w",
            "1:2:3:4",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_extremes_are_written() {
        assert_eq!(to_iso(0), "PT0S");
        assert_eq!(to_iso(-3661), "-PT1H1M1S");
        assert_eq!(to_iso(i64::MIN), "-PT2562047788015215H30M8S");
        assert_eq!(show(5445), "1:30:45");
    }
}
