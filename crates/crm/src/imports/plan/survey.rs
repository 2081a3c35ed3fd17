//! The survey: one pass over the whole file before the first row is imported. It counts the rows and tells, column by
//! column, how numbers and dates are written: only what all of a column says is evidence.

use meta::types::{DateOrder, Reading};
use meta::{FieldType, Value};
use words::{Said, said};

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
    /// Cells that either decimal mark explains, as different numbers.
    either_mark: u64,
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
        let mut notes = Vec::new();
        if said.decimal.is_none() {
            let shown = seen.decimal().or(whole.decimal());
            reading.decimal = shown.unwrap_or('.');
            notes.extend(told_mark(reading.decimal, &seen, shown.is_none()));
        }
        let order = seen.date_order().or(whole.date_order());
        if said.date_order.is_none() {
            let usual = if seen.either > 0 || seen.both_orders() { usual_order(company) } else { DateOrder::Ymd };
            reading.date_order = order.unwrap_or(usual);
        }
        notes.extend(told_order(reading.date_order, &seen, order.is_none() && said.date_order.is_none()));
        let told = |how| said!("imports-in-column", column = source.header[column].as_str(), wrong = how);
        plan.notes.extend(notes.into_iter().map(told));
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
            let read = |decimal| kind.parse(text, &Reading { decimal, ..plain.clone() }).ok();
            match (read('.'), read(',')) {
                (Some(_), None) => self.point += 1,
                (None, Some(_)) => self.comma += 1,
                (one, other) => self.either_mark += u64::from(one != other),
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
            either_mark: self.either_mark + other.either_mark,
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            either: self.either + other.either,
        }
    }

    /// Whether some cells only fit one order of day and month, and some only the other.
    fn both_orders(&self) -> bool {
        self.day_first > 0 && self.month_first > 0
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

/// How the numbers of a column are read, where that is worth saying.
fn told_mark(decimal: char, seen: &Evidence, assumed: bool) -> Option<Said> {
    let doubtful = seen.either_mark > 0 && seen.decimal().is_none();
    match (decimal == ',', doubtful, assumed) {
        (true, true, true) => Some(said!("imports-comma-assumed")),
        (false, true, true) => Some(said!("imports-point-assumed")),
        (true, true, false) => Some(said!("imports-comma-of-others")),
        (false, true, false) => Some(said!("imports-point-of-others")),
        (true, false, _) => (seen.comma > 0).then(|| said!("imports-comma")),
        (false, false, _) => None,
    }
}

/// How the dates of a column are read, where that is worth saying.
fn told_order(order: DateOrder, seen: &Evidence, assumed: bool) -> Option<Said> {
    let day_first = match order {
        DateOrder::Ymd => return None,
        DateOrder::Dmy => true,
        DateOrder::Mdy => false,
    };
    let shown = seen.day_first + seen.month_first + seen.either > 0;
    match (day_first, seen.both_orders(), assumed) {
        (true, true, _) => Some(said!("imports-day-first-of-both")),
        (false, true, _) => Some(said!("imports-month-first-of-both")),
        (true, false, true) => shown.then(|| said!("imports-day-first-assumed")),
        (false, false, true) => shown.then(|| said!("imports-month-first-assumed")),
        (true, false, false) => shown.then(|| said!("imports-day-first")),
        (false, false, false) => shown.then(|| said!("imports-month-first")),
    }
}
