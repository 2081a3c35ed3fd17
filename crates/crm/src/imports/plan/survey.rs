//! The survey: one pass over the whole file before the first row is imported. It counts the rows and tells, column by
//! column, how numbers and dates are written: only what all of a column says is evidence.

use meta::types::{DateOrder, Reading};
use meta::{FieldType, Value};

use super::{Piece, Plan};
use crate::company::Company;
use crate::error::Result;
use crate::imports::file::Source;
use crate::imports::map::Map;

/// What the pass found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Rows below the header that hold anything.
    pub rows: u64,
}

/// How many cells only one way of writing can explain.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    point: u64,
    comma: u64,
    day_first: u64,
    month_first: u64,
    /// Cells that either order of day and month explains.
    either: u64,
}

/// Passes over the file and settles how the columns of a plan are read, except where the map says it.
pub fn survey(source: &Source, map: &Map, company: &Company, plan: &mut Plan) -> Result<Survey> {
    let watched: Vec<(usize, usize, usize)> = watched(plan);
    let mut evidence = vec![Evidence::default(); watched.len()];
    let (mut rows, mut count) = (source.rows()?, 0);
    while let Some(row) = rows.next()? {
        count += 1;
        for ((r, p, column), seen) in watched.iter().zip(&mut evidence) {
            let text = row.cells.get(*column).unwrap_or_default().trim();
            if !text.is_empty() {
                seen.look(text, &plan.recipes[*r].field.kind, &plan.recipes[*r].pieces[*p]);
            }
        }
    }
    let whole = evidence.iter().fold(Evidence::default(), |sum, one| sum.and(one));
    for ((r, p, column), seen) in watched.into_iter().zip(evidence) {
        let said = map.reading.of(&source.header[column]);
        let reading = &mut plan.recipes[r].pieces[p].reading;
        if said.decimal.is_none() {
            reading.decimal = seen.decimal().or(whole.decimal()).unwrap_or('.');
        }
        let assumed = seen.either > 0 && seen.date_order().or(whole.date_order()).is_none();
        if said.date_order.is_none() {
            let usual = if assumed { usual_order(company) } else { DateOrder::Ymd };
            reading.date_order = seen.date_order().or(whole.date_order()).unwrap_or(usual);
        }
        let told = told(reading, &seen, assumed && said.date_order.is_none());
        plan.notes.extend(told.map(|how| format!("{}: {how}", source.header[column])));
    }
    Ok(Survey { rows: count })
}

/// Recipe, piece and column of whatever is written in more than one way.
fn watched(plan: &Plan) -> Vec<(usize, usize, usize)> {
    let mut watched = Vec::new();
    for (r, recipe) in plan.recipes.iter().enumerate() {
        for (p, piece) in recipe.pieces.iter().enumerate() {
            let kind = piece.part.map_or_else(|| recipe.field.kind.clone(), |part| part.kind());
            if let (Some(column), true) = (piece.column, is_number(&kind) || is_day(&kind)) {
                watched.push((r, p, column));
            }
        }
    }
    watched
}

fn is_number(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(kind, T::Int { .. } | T::Decimal { .. } | T::Percent { .. } | T::Money { .. } | T::Rating { .. } | T::Geo)
}

fn is_day(kind: &FieldType) -> bool {
    matches!(kind, FieldType::Date | FieldType::DateTime)
}

/// The order of a company's country.
fn usual_order(company: &Company) -> DateOrder {
    if company.default_country == "US" { DateOrder::Mdy } else { DateOrder::Dmy }
}

impl Evidence {
    fn look(&mut self, text: &str, kind: &FieldType, piece: &Piece) {
        let kind = piece.part.map_or_else(|| kind.clone(), |part| part.kind());
        let plain = &piece.reading;
        if is_day(&kind) {
            let read = |date_order| kind.parse(text, &Reading { date_order, ..plain.clone() }).ok();
            self.weigh_days(read(DateOrder::Ymd), read(DateOrder::Dmy), read(DateOrder::Mdy));
        } else if text.contains([',', '.']) {
            let read = |decimal| kind.parse(text, &Reading { decimal, ..plain.clone() }).is_ok();
            match (read('.'), read(',')) {
                (true, false) => self.point += 1,
                (false, true) => self.comma += 1,
                _ => {}
            }
        }
    }

    fn weigh_days(&mut self, plain: Option<Value>, day_first: Option<Value>, month_first: Option<Value>) {
        match (day_first, month_first) {
            (Some(a), Some(b)) if a != b => self.either += 1,
            (Some(_), None) if plain.is_none() => self.day_first += 1,
            (None, Some(_)) if plain.is_none() => self.month_first += 1,
            // A day after the twelfth shows the order although it can be read without knowing it.
            (Some(day), None) if plain.as_ref() == Some(&day) => self.day_first += 1,
            (None, Some(day)) if plain.as_ref() == Some(&day) => self.month_first += 1,
            _ => {}
        }
    }

    fn and(self, other: &Evidence) -> Evidence {
        Evidence {
            point: self.point + other.point,
            comma: self.comma + other.comma,
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            either: self.either + other.either,
        }
    }

    fn decimal(&self) -> Option<char> {
        match self.comma.cmp(&self.point) {
            std::cmp::Ordering::Greater => Some(','),
            std::cmp::Ordering::Less => Some('.'),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn date_order(&self) -> Option<DateOrder> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::Dmy),
            std::cmp::Ordering::Less => Some(DateOrder::Mdy),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// How a column is read, where that is worth saying.
fn told(reading: &Reading, seen: &Evidence, assumed: bool) -> Option<String> {
    let order = match reading.date_order {
        DateOrder::Ymd => None,
        DateOrder::Dmy => Some("day first"),
        DateOrder::Mdy => Some("month first"),
    };
    let dated = seen.day_first + seen.month_first + seen.either > 0;
    match order.filter(|_| dated) {
        Some(order) if assumed => Some(format!(
            "dates are read {order}, which the file does not show: date_order in [reading] says otherwise"
        )),
        Some(order) => Some(format!("dates are read {order}")),
        None => (reading.decimal == ',' && seen.comma > 0).then(|| "numbers are read with a decimal comma".to_string()),
    }
}
