//! Likeness: which field a header means. It looks at names alone, never at values.

use meta::catalogue::Part;
use meta::fold::fold;
use meta::{Field, FieldType, Module};

/// How alike two names must be, from 0 to 1, to be taken for the same without being equal.
const ALIKE: f64 = 0.93;

/// Names by which files call parts of a person's name and of an address.
const PARTS: [(&str, Part); 15] = [
    ("first name", Part::Given),
    ("given name", Part::Given),
    ("last name", Part::Family),
    ("surname", Part::Family),
    ("family name", Part::Family),
    ("street", Part::Street),
    ("zip", Part::PostalCode),
    ("zip code", Part::PostalCode),
    ("postal code", Part::PostalCode),
    ("postcode", Part::PostalCode),
    ("city", Part::City),
    ("state", Part::Region),
    ("province", Part::Region),
    ("region", Part::Region),
    ("country", Part::Country),
];

/// The field, or part of one, that a header means, as it is written in a map: `close_date`, `address.city`.
pub fn target(header: &str, module: &Module, fields: &[&Field]) -> Option<String> {
    let wanted = plain(header);
    let first =
        |fits: &dyn Fn(&Field) -> bool| fields.iter().find(|field| fits(field)).map(|field| field.key.to_string());
    let named = |equal: &dyn Fn(&str) -> bool| first(&|field| names(module, field).iter().any(|name| equal(name)));
    // A key is meant before any other name: exports have keys for headers.
    first(&|field| plain(&field.key) == wanted)
        .or_else(|| first(&|field| plain(&field.label) == wanted))
        .or_else(|| named(&|name| name == wanted))
        .or_else(|| part(&wanted, fields))
        .or_else(|| named(&|name| name.trim_end_matches('s') == wanted.trim_end_matches('s')))
        .or_else(|| named(&|name| wanted.len() > 4 && strsim::jaro_winkler(name, &wanted) >= ALIKE))
}

/// The name among these that is nearest to a text.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = plain(text);
    let graded = names.into_iter().map(|name| (strsim::jaro_winkler(&plain(name), &wanted), name));
    graded.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, name)| name)
}

/// The key of the field whose key or label is nearest to a text.
pub fn nearest_field<'a>(text: &str, fields: &[&'a Field]) -> Option<&'a str> {
    let wanted = plain(text);
    let grade = |field: &Field| {
        let names = [plain(&field.key), plain(&field.label)];
        names.iter().map(|name| strsim::jaro_winkler(name, &wanted)).fold(0.0, f64::max)
    };
    let best = fields.iter().max_by(|a, b| grade(a).total_cmp(&grade(b)));
    best.map(|field| field.key.as_str())
}

/// A name by which headers are compared: folded letters and digits alone.
pub fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What files may call a field: its key, its label, and either after the module's name; a link also by the name of what
/// it leads to.
fn names(module: &Module, field: &Field) -> Vec<String> {
    // Keys stand for the English names of what is called otherwise in the reader's language.
    let mut names = vec![plain(&field.key), plain(&field.label)];
    names.push(plain(&format!("{} {}", module.label.one, field.label)));
    names.push(plain(&format!("{} {}", module.key, field.key)));
    if field.key == module.title {
        names.extend([plain(&module.label.one), plain(&module.key)]);
    }
    if field.kind.target().is_some() {
        names.extend([&*field.label, &*field.key].map(|name| plain(&format!("{name} name"))));
    }
    names
}

fn part(wanted: &str, fields: &[&Field]) -> Option<String> {
    for field in fields {
        for part in Part::ALL {
            let full = [format!("{} {}", field.key, part.name()), format!("{} {}", field.label, part.name())];
            if Part::of(&field.kind, part.name()).is_some() && full.iter().any(|name| plain(name) == wanted) {
                return Some(format!("{}.{}", field.key, part.name()));
            }
        }
    }
    let (_, part) = PARTS.iter().find(|(name, _)| plain(name) == wanted)?;
    let holder = fields.iter().find(|field| {
        matches!(field.kind, FieldType::PersonName | FieldType::Address) && Part::of(&field.kind, part.name()).is_some()
    })?;
    Some(format!("{}.{}", holder.key, part.name()))
}
