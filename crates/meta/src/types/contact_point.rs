//! E-mail addresses and phone numbers with their marks.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use words::said;

use super::{Fault, several, text};

/// One e-mail address of a record. Of several, exactly one is primary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Email {
    /// The address.
    pub value: String,
    /// What it is for: `work`, `home`, `other`.
    pub r#type: String,
    /// The one used first.
    pub primary: bool,
    /// Asked not to be written to.
    pub opted_out: bool,
    /// Known not to work.
    pub invalid: bool,
}

/// One phone number of a record. Of several, exactly one is primary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Phone {
    /// The number as written.
    pub value: String,
    /// What it is for: `work`, `mobile`, `home`, `fax`, `other`.
    pub r#type: String,
    /// The one used first.
    pub primary: bool,
    /// Asked not to be called.
    pub opted_out: bool,
    /// Known not to work.
    pub invalid: bool,
}

/// What e-mail addresses and phone numbers have in common.
pub(crate) trait ContactPoint: Default + Clone + Serialize + DeserializeOwned {
    /// What it may be for; the first is taken when nothing is said.
    const TYPES: &'static [&'static str];
    /// The message that says what one looks like.
    const EXPECTED: &'static str;
    /// The value in normal form, if it is one.
    fn normal(text: &str) -> Option<String>;
    /// By what two are the same.
    fn identity(&self) -> String;
    /// Value, type, primary, opted out, invalid.
    fn parts(&mut self) -> (&mut String, &mut String, &mut bool, &mut bool, &mut bool);
    /// One without marks.
    fn of(value: &str) -> Self {
        let mut point = Self::default();
        *point.parts().0 = value.to_string();
        point
    }
}

impl ContactPoint for Email {
    const TYPES: &'static [&'static str] = &["work", "home", "other"];
    const EXPECTED: &'static str = "expected-email";
    fn normal(text: &str) -> Option<String> {
        let line = text::line(text);
        let inside = line.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')).map_or(line.as_str(), |(_, a)| a);
        let bare = inside.strip_prefix("mailto:").unwrap_or(inside).trim();
        is_address(bare).then(|| bare.to_string())
    }
    fn identity(&self) -> String {
        self.value.to_lowercase()
    }
    fn parts(&mut self) -> (&mut String, &mut String, &mut bool, &mut bool, &mut bool) {
        (&mut self.value, &mut self.r#type, &mut self.primary, &mut self.opted_out, &mut self.invalid)
    }
}

impl ContactPoint for Phone {
    const TYPES: &'static [&'static str] = &["work", "mobile", "home", "fax", "other"];
    const EXPECTED: &'static str = "expected-phone";
    fn normal(text: &str) -> Option<String> {
        let line = text::line(text);
        let bare = line.strip_prefix("tel:").unwrap_or(&line).trim();
        (digits(bare).len() >= 3 && bare.chars().count() <= 60).then(|| bare.to_string())
    }
    fn identity(&self) -> String {
        let plus = if self.value.starts_with('+') { "+" } else { "" };
        let letters: String = self.value.chars().filter(|c| c.is_alphabetic()).collect();
        format!("{plus}{}{letters}", digits(&self.value))
    }
    fn parts(&mut self) -> (&mut String, &mut String, &mut bool, &mut bool, &mut bool) {
        (&mut self.value, &mut self.r#type, &mut self.primary, &mut self.opted_out, &mut self.invalid)
    }
}

/// The ASCII digits of a phone number in their order: the key by which numbers are found.
pub fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a text is an e-mail address and nothing else.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let strange = |c: char| {
        c.is_whitespace() || matches!(c, '@' | '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']')
    };
    let labels_fit = domain.split('.').all(|label| {
        let inner = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        !label.is_empty() && label.len() <= 63 && inner && !label.starts_with('-') && !label.ends_with('-')
    });
    let dots_fit = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let length_fits = !local.is_empty() && local.len() <= 64 && text.len() <= 254;
    length_fits && dots_fit && !local.contains(strange) && domain.contains('.') && labels_fit
}

/// Most values of one field.
const MAX_COUNT: usize = 50;

/// Reads `ana@example.com; ana@home.org (home opted_out)`: values in a row, each perhaps with its type and marks.
pub(crate) fn parse<P: ContactPoint>(text: &str) -> Vec<P> {
    text::several(text).map(parse_one).collect()
}

fn parse_one<P: ContactPoint>(text: &str) -> P {
    let mut point = P::default();
    let marked = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let value = match marked {
        Some((value, marks)) if marks.split_whitespace().all(|mark| set_mark(&mut point, mark)) => value,
        _ => {
            point = P::default();
            text
        }
    };
    *point.parts().0 = value.trim().to_string();
    point
}

fn set_mark<P: ContactPoint>(point: &mut P, mark: &str) -> bool {
    let (_, kind, primary, opted_out, invalid) = point.parts();
    match mark {
        "primary" => *primary = true,
        "opted_out" => *opted_out = true,
        "invalid" => *invalid = true,
        other if P::TYPES.contains(&other) => *kind = other.to_string(),
        _ => return false,
    }
    true
}

/// The values alone, in a row.
pub(crate) fn show<P: ContactPoint>(points: &[P]) -> String {
    let values: Vec<String> = points.iter().map(|point| point.clone().parts().0.clone()).collect();
    values.join("; ")
}

/// What `parse` reads back with all marks, for points in normal form.
pub(crate) fn cell<P: ContactPoint>(points: &[P]) -> String {
    let cells = points.iter().enumerate().map(|(at, point)| {
        let mut point = point.clone();
        let (value, kind, primary, opted_out, invalid) = point.parts();
        let typed = (*kind != P::TYPES[0]).then_some(kind.as_str());
        let flags = [(*primary && at > 0, "primary"), (*opted_out, "opted_out"), (*invalid, "invalid")];
        let marks: Vec<&str> = typed.into_iter().chain(flags.iter().filter(|(set, _)| *set).map(|(_, m)| *m)).collect();
        if marks.is_empty() { value.clone() } else { format!("{value} ({})", marks.join(" ")) }
    });
    cells.collect::<Vec<_>>().join("; ")
}

/// Points in normal form: without repeats, with a type, exactly one of them primary.
pub(crate) fn check<P: ContactPoint>(points: Vec<P>) -> Result<Vec<P>, Fault> {
    let mut clean = Vec::with_capacity(points.len());
    for mut point in points {
        let (value, kind, ..) = point.parts();
        if text::line(value).is_empty() {
            continue;
        }
        *value = P::normal(value).ok_or_else(|| Fault::unreadable(P::EXPECTED, value))?;
        if kind.is_empty() {
            *kind = P::TYPES[0].to_string();
        } else if !P::TYPES.contains(&kind.as_str()) {
            let types = P::TYPES.join(", ");
            return Err(Fault::new("unknown_option", said!("fault-point-type", types = types, given = kind.as_str())));
        }
        clean.push(point);
    }
    let mut kept = several::distinct(clean, P::identity);
    several::at_most(MAX_COUNT, kept.len())?;
    let chosen = kept.iter_mut().position(|point| *point.parts().2).unwrap_or(0);
    for (at, point) in kept.iter_mut().enumerate() {
        *point.parts().2 = at == chosen;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for good in ["ana@example.com", "a.b+c@x-y.co.uk", "josé@münchen.de", "o'hara@example.com"] {
            assert_eq!(Email::normal(good).as_deref(), Some(good));
        }
        assert_eq!(Email::normal("Ana <ana@example.com>").as_deref(), Some("ana@example.com"));
        for bad in
            ["ana", "ana@", "@x.com", "a b@x.com", "a@b@c.com", "a@x", "a@x..com", ".a@x.com", "a@-x.com", "a@x.com."]
        {
            assert_eq!(Email::normal(bad), None, "{bad}");
        }
    }

    #[test]
    fn exactly_one_point_is_primary_and_repeats_are_gone() {
        let read = parse::<Email>("a@x.org, A@X.org; b@x.org (home primary)\nc@x.org (primary)");
        let kept = check(read).unwrap();
        assert_eq!(cell(&kept), "a@x.org; b@x.org (home primary); c@x.org");
        assert_eq!(show(&check(parse::<Phone>("+49 (0)30 123; (030)")).unwrap()), "+49 (0)30 123; (030)");
        assert_eq!(check(parse::<Phone>("call me")).unwrap_err().code, "invalid");
    }
}
