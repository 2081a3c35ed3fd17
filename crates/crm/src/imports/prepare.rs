//! Preparing: the texts of a row become values as far as that goes without looking at the database. What is wrong with
//! a row is found here for all its cells at once.

use csv::StringRecord;
use meta::catalogue::Part;
use meta::types::{Currency, Money, PersonName, Reading};
use meta::{FieldType, Value};
use rust_decimal::Decimal;
use words::said;

use super::countries;
use super::file::Row;
use super::plan::{Filling, Piece, Place, Plan, Recipe};
use crate::error::FieldError;

/// A row on its way to become a record.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The physical line it begins on.
    pub line: u64,
    /// Its cells as they stand in the file.
    pub cells: StringRecord,
    /// The record's own id, when the file holds it.
    pub id: Option<uuid::Uuid>,
    /// What it gives, one for each recipe.
    pub given: Vec<Given>,
}

/// What a row gives for a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Nothing: what is there stays.
    Keep,
    /// A value; null takes away what is there.
    Value(Value),
    /// Parts of a value; others stay as they are.
    Parts(Vec<(Part, Value)>),
    /// Texts for which records are to be found.
    Links(Vec<String>),
}

/// Prepares a row, or says what is wrong with it, field by field.
pub fn prepare(plan: &Plan, row: Row) -> Result<Prepared, (Row, Vec<FieldError>)> {
    if let Some(problem) = misshapen(plan, &row) {
        return Err((row, vec![problem]));
    }
    let cells = Cells { plan, cells: &row.cells };
    let mut errors = Vec::new();
    let id = match plan.id.map(|at| cells.cell(at)).filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => uuid::Uuid::try_parse(text).map_err(|_| errors.push(not_an_id(text))).ok(),
    };
    let given = plan.recipes.iter().map(|recipe| {
        cells.given(recipe).unwrap_or_else(|fault| {
            errors.push(FieldError::of(&recipe.field.key, fault));
            Given::Keep
        })
    });
    let given = given.collect();
    match errors.is_empty() {
        true => Ok(Prepared { line: row.line, cells: row.cells, id, given }),
        false => Err((row, errors)),
    }
}

/// Why the cells of a row cannot be told apart or read.
fn misshapen(plan: &Plan, row: &Row) -> Option<FieldError> {
    let cells = &row.cells;
    if row.unclosed {
        return Some(FieldError::new("", "unclosed", said!("imports-row-unclosed")));
    }
    let (count, width) = (cells.len(), plan.columns.len());
    if count != width {
        let detail = said!("imports-row-width", count = count, width = width);
        return Some(FieldError::new("", "width", detail));
    }
    let lost = plan.doubtful && cells.iter().any(|cell| cell.contains('\u{fffd}'));
    lost.then(|| FieldError::new("", "encoding", said!("imports-row-encoding")))
}

fn not_an_id(text: &str) -> FieldError {
    FieldError::new("id", "invalid", said!("fault-unreadable", expected = said!("expected-id"), text = text))
}

type Fault = meta::types::Fault;

struct Cells<'a> {
    plan: &'a Plan,
    cells: &'a StringRecord,
}

impl<'a> Cells<'a> {
    /// A cell without the mark by which an export keeps spreadsheets from running it.
    fn cell(&self, at: usize) -> &'a str {
        let text = self.cells.get(at).unwrap_or_default().trim();
        let bare = text.trim_start_matches('\'');
        match bare.len() < text.len() && bare.starts_with(crate::exports::FORMULA) {
            true => &text[1..],
            false => text,
        }
    }

    fn given(&self, recipe: &Recipe) -> Result<Given, Fault> {
        let single = recipe.pieces.len() == 1 && recipe.pieces[0].part.is_none();
        if single && recipe.link.is_some() {
            let text = self.text(&recipe.pieces[0]);
            return Ok(if text.is_empty() { self.nothing(&recipe.pieces[0]) } else { links(recipe, &text) });
        }
        if single {
            let piece = &recipe.pieces[0];
            let text = self.text(piece);
            return match text.is_empty() {
                true => Ok(self.nothing(piece)),
                false => Ok(Given::Value(read(&recipe.field.kind, &text, &piece.reading, piece.times)?)),
            };
        }
        self.composed(recipe)
    }

    /// What an empty text gives: nothing, unless the map says that it clears.
    fn nothing(&self, piece: &Piece) -> Given {
        match (self.plan.empty, piece.column) {
            (super::map::Empty::Clear, Some(_)) => Given::Value(Value::Null),
            _ => Given::Keep,
        }
    }

    /// A value of several pieces: an amount with its currency, or parts of a name or an address.
    fn composed(&self, recipe: &Recipe) -> Result<Given, Fault> {
        let texts: Vec<(&Piece, String)> = recipe.pieces.iter().map(|piece| (piece, self.text(piece))).collect();
        if matches!(recipe.field.kind, FieldType::Money { .. }) {
            return self.money(recipe, &texts);
        }
        let mut parts = Vec::new();
        for (piece, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            match piece.part {
                Some(Part::Country) => parts.push((Part::Country, country(text)?)),
                Some(part) => parts.push((part, kind_of(part).parse(text, &piece.reading)?)),
                None => return Ok(Given::Value(recipe.field.kind.parse(text, &piece.reading)?)),
            }
        }
        Ok(if parts.is_empty() { Given::Keep } else { Given::Parts(parts) })
    }

    fn money(&self, recipe: &Recipe, texts: &[(&Piece, String)]) -> Result<Given, Fault> {
        let of = |part| texts.iter().find(|(piece, text)| piece.part == part && !text.is_empty());
        let Some((piece, amount)) = of(None).or_else(|| of(Some(Part::Amount))) else { return Ok(Given::Keep) };
        let base_currency = match of(Some(Part::Currency)) {
            None => piece.reading.base_currency,
            Some((_, code)) => {
                Currency::parse(code).ok_or_else(|| Fault::invalid(said!("fault-currency", given = code.as_str())))?
            }
        };
        let reading = Reading { base_currency, ..piece.reading.clone() };
        Ok(Given::Value(read(&recipe.field.kind, amount, &reading, piece.times)?))
    }

    /// The text of a piece: its column's, else its template's, else its constant; translated.
    fn text(&self, piece: &Piece) -> String {
        let direct = self.direct(piece);
        if !direct.is_empty() || piece.templates.is_empty() {
            return direct;
        }
        let mut filled = String::new();
        for filling in &piece.templates {
            let (text, whole) = self.fill(filling);
            filled = text;
            if whole {
                break;
            }
        }
        translated(piece, &filled)
    }

    /// The text of a piece without its templates, so that templates cannot go round in circles.
    fn direct(&self, piece: &Piece) -> String {
        let cell = piece.column.map(|at| self.cell(at)).unwrap_or_default();
        match cell.is_empty() && piece.templates.is_empty() {
            true => translated(piece, piece.constant.as_deref().unwrap_or_default()),
            false => translated(piece, cell),
        }
    }

    fn fill(&self, filling: &Filling) -> (String, bool) {
        let values: Vec<String> = filling.places.iter().map(|place| self.place(*place)).collect();
        filling.template.fill(&values.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn place(&self, place: Place) -> String {
        match place {
            Place::Column(at) => self.cell(at).to_string(),
            Place::Piece(recipe, piece) => self.direct(&self.plan.recipes[recipe].pieces[piece]),
            Place::First => self.person().given,
            Place::Last => self.person().family,
        }
    }

    fn person(&self) -> PersonName {
        let recipe = self.plan.recipes.iter().find(|recipe| matches!(recipe.field.kind, FieldType::PersonName));
        let Some(recipe) = recipe else { return PersonName::default() };
        let text = |part: Option<Part>| {
            let piece = recipe.pieces.iter().find(|piece| piece.part == part);
            piece.map(|piece| self.direct(piece)).unwrap_or_default()
        };
        match text(None) {
            whole if !whole.is_empty() => PersonName::parse(&whole),
            _ => {
                let (given, family) = (text(Some(Part::Given)), text(Some(Part::Family)));
                PersonName { given, family, ..PersonName::default() }
            }
        }
    }
}

fn country(text: &str) -> Result<Value, Fault> {
    let unknown = || Fault::invalid(said!("fault-unreadable", expected = said!("expected-country"), text = text));
    countries::code(text).map(Value::Text).ok_or_else(unknown)
}

/// The type of a part as a file gives it: a street may have several lines.
fn kind_of(part: Part) -> FieldType {
    match (part, part.kind()) {
        (Part::Street, FieldType::Text { max }) => FieldType::LongText { max },
        (_, kind) => kind,
    }
}

fn translated(piece: &Piece, text: &str) -> String {
    piece.values.get(text).map_or(text, String::as_str).to_string()
}

/// The texts of a link; several in a row are set apart by semicolons or line breaks.
fn links(recipe: &Recipe, text: &str) -> Given {
    let several = matches!(recipe.field.kind, FieldType::Links { .. });
    let mut texts: Vec<String> = match several {
        true => text.split([';', '\n']).map(|one| one.trim().to_string()).filter(|one| !one.is_empty()).collect(),
        false => vec![text.to_string()],
    };
    texts.dedup();
    Given::Links(texts)
}

/// Reads a text, and multiplies a number as the map says.
fn read(kind: &FieldType, text: &str, reading: &Reading, times: Option<Decimal>) -> Result<Value, Fault> {
    let Some(times) = times else { return kind.parse(text, reading) };
    let whole = matches!(kind, FieldType::Int { .. });
    let broken = FieldType::Decimal { scale: meta::types::number::MAX_SCALE, min: None, max: None };
    let product = |number: Decimal| {
        let too_large = || Fault::new("too_large", said!("imports-product-too-large"));
        number.checked_mul(times).map(|product| product.normalize()).ok_or_else(too_large)
    };
    let value = match if whole { broken.parse(text, reading)? } else { kind.parse(text, reading)? } {
        Value::Decimal(number) if whole => {
            let number = product(number)?;
            let number = i64::try_from(number).ok().filter(|_| number.is_integer());
            Value::Int(number.ok_or_else(|| Fault::invalid(said!("fault-unlike", expected = said!("expected-whole"))))?)
        }
        Value::Decimal(number) => Value::Decimal(product(number)?),
        Value::Money(money) => Value::Money(Money { amount: product(money.amount)?, ..money }),
        other => other,
    };
    kind.check(value)
}
