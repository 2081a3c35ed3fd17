//! `describe`: a filter in words that a person reads back: `Amount is at least 50,000 and Stage is won`.

use uuid::Uuid;
use words::{Language, Said, said};

use super::{Filter, Op, Operand, Test};
use crate::catalogue::Resolved;
use crate::{Catalogue, FieldType, Value};

/// What a record of a module is called; `None` when that is not known or may not be.
pub type Names<'a> = &'a dyn Fn(&str, Uuid) -> Option<String>;

/// The filter in words; every record is `everything`.
pub fn describe(filter: &Filter, catalogue: &Catalogue, module: &str, lang: Language, names: Names<'_>) -> String {
    Teller { catalogue, lang, names }.filter(filter, module)
}

/// Who tells filters to somebody.
struct Teller<'a> {
    catalogue: &'a Catalogue,
    lang: Language,
    names: Names<'a>,
}

impl Teller<'_> {
    fn filter(&self, filter: &Filter, module: &str) -> String {
        let lang = self.lang;
        match filter {
            Filter::Const(true) => lang.text("filters-everything").to_string(),
            Filter::Const(false) => lang.text("filters-nothing").to_string(),
            Filter::And(all) if all.is_empty() => lang.text("filters-everything").to_string(),
            Filter::Or(any) if any.is_empty() => lang.text("filters-nothing").to_string(),
            Filter::And(all) => self.list(all, module, |one, next| said!("filters-and", first = one, next = next)),
            Filter::Or(any) => self.list(any, module, |one, next| said!("filters-or", first = one, next = next)),
            Filter::Not(one) => lang.say(said!("filters-not", what = self.filter(one, module))),
            Filter::Related { relation, filter } => self.related(relation, filter, module),
            Filter::Test(test) => match self.catalogue.resolve(module, &test.path) {
                Some(end) => self.test(test, &end),
                None => lang.say(said!("filters-unknown", what = test.path.to_string())),
            },
        }
    }

    fn list(&self, all: &[Filter], module: &str, join: fn(String, String) -> Said) -> String {
        let inner = |one: &Filter| match one {
            Filter::And(list) | Filter::Or(list) if list.len() > 1 => format!("({})", self.filter(one, module)),
            one => self.filter(one, module),
        };
        let joined = all.iter().map(inner).reduce(|first, next| self.lang.say(join(first, next)));
        joined.unwrap_or_default()
    }

    fn related(&self, relation: &str, filter: &Filter, module: &str) -> String {
        let found = self.catalogue.relation(module, relation);
        let called = match found.and_then(|found| self.catalogue.module(&found.target)) {
            // The names of relations are English.
            Some(target) if self.lang != Language::En => target.label.many.to_lowercase(),
            _ => relation.replace('_', " "),
        };
        self.lang.say(match (found, filter) {
            (Some(_), Filter::Const(true)) => said!("filters-has", what = called),
            (Some(found), filter) => {
                said!("filters-has-with", what = called, filter = self.filter(filter, &found.target))
            }
            (None, _) => said!("filters-unknown", what = called),
        })
    }

    fn test(&self, test: &Test, end: &Resolved<'_>) -> String {
        let (kind, field) = (end.operand(test.op), end.label(self.lang));
        let dated = matches!(kind, FieldType::Date | FieldType::DateTime);
        self.lang.say(match (test.op, &test.operand) {
            (Op::Empty, Operand::One(Value::Bool(true))) => said!("filters-empty", field = field),
            (Op::Empty, Operand::One(Value::Bool(false))) => said!("filters-filled", field = field),
            (Op::Lt, operand) if dated => said!("filters-before", field = field, value = self.of(&kind, operand)),
            (Op::Lte, operand) if dated => said!("filters-not-after", field = field, value = self.of(&kind, operand)),
            (Op::Gt, operand) if dated => said!("filters-after", field = field, value = self.of(&kind, operand)),
            (Op::Gte, operand) if dated => said!("filters-not-before", field = field, value = self.of(&kind, operand)),
            (op, operand) => {
                let value = self.operand(&kind, operand);
                match op {
                    Op::Eq | Op::In | Op::Empty => said!("filters-is", field = field, value = value),
                    Op::Ne => said!("filters-is-not", field = field, value = value),
                    Op::Lt => said!("filters-less", field = field, value = value),
                    Op::Lte => said!("filters-most", field = field, value = value),
                    Op::Gt => said!("filters-more", field = field, value = value),
                    Op::Gte => said!("filters-least", field = field, value = value),
                    Op::Contains => said!("filters-contains", field = field, value = value),
                    Op::Starts => said!("filters-starts", field = field, value = value),
                }
            }
        })
    }

    /// An operand behind `before` or `after`.
    fn of(&self, kind: &FieldType, operand: &Operand) -> Said {
        match operand {
            Operand::Period(period) => period.words_of(),
            operand => said!("filters-of", value = self.operand(kind, operand)),
        }
    }

    fn operand(&self, kind: &FieldType, operand: &Operand) -> Said {
        match operand {
            Operand::One(value) => self.show(kind, value).into(),
            Operand::Many(values) => either(values.iter().map(|value| self.show(kind, value)).collect()),
            Operand::Period(period) => period.words(),
            Operand::Me => said!("filters-me"),
            Operand::MyTeam => said!("filters-my-team"),
            Operand::MyPeople => said!("filters-my-people"),
        }
    }

    fn show(&self, kind: &FieldType, value: &Value) -> String {
        let named = |module: &str, id: Uuid| (self.names)(module, id).unwrap_or_else(|| id.to_string());
        match (kind, value) {
            (kind, Value::Id(id)) => named(kind.target().unwrap_or_default(), *id),
            (_, Value::Ref(module, id)) => named(module, *id),
            (FieldType::Text { .. }, Value::Text(text)) => format!("“{text}”"),
            (_, Value::Bool(yes)) => self.lang.text(if *yes { "yes" } else { "no" }).to_string(),
            (_, Value::Int(_) | Value::Decimal(_) | Value::Money(_)) => grouped(&kind.show(value)),
            (kind, value) => kind.show(value),
        }
    }
}

fn either(mut values: Vec<String>) -> Said {
    match values.pop() {
        None => said!("filters-nothing"),
        Some(last) if values.is_empty() => last.into(),
        Some(last) => said!("filters-or", first = values.join(", "), next = last),
    }
}

/// Sets thousands apart: `-1234567.5 EUR` becomes `-1,234,567.5 EUR`.
fn grouped(text: &str) -> String {
    let start = usize::from(text.starts_with('-'));
    let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| start + at);
    let digits = &text[start..end];
    let mut out = text[..start].to_string();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &text[end..]
}
