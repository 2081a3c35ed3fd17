//! The result of a formula as a field holds it: at the field's scale, texts trimmed and not too long, and in the column
//! types of the engine.

use expr::ty::MAX_RESULT;
use expr::{Type, Typed};
use meta::FieldType;

use super::{Writer, Written};
use crate::{ColumnType, Sql};

/// White space as `str::trim` knows it.
const SPACE: &str = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

impl Writer<'_> {
    /// The value for a field, still in the form that formulas compute with.
    pub(super) fn result(&self, typed: &Typed, kind: &FieldType) -> Written {
        let value = self.node(&typed.root)?;
        Ok(match (typed.ty(), kind.shown()) {
            (Type::Number { scale }, kind) => match scale_of(kind) {
                Some(to) => self.blank.dialect().rescaled(&value, *scale, to),
                None => self.null(&Type::Null),
            },
            (ty, _) if ty.is_text() => self.held(&value, None),
            _ => value,
        })
    }

    /// The folded key of a text.
    pub(super) fn result_key(&self, typed: &Typed, kind: &FieldType) -> Written {
        if !typed.ty().is_text() || super::text::is_choice(kind.shown()) {
            let value = self.result(typed, kind)?;
            return Ok(self.option_key(kind.shown(), &value));
        }
        Ok(self.held(&self.node(&typed.root)?, Some(&self.key(&typed.root)?)))
    }

    /// A text, or its key, where a field can hold the text.
    fn held(&self, text: &Sql, key: Option<&Sql>) -> Sql {
        let mut q = self.sql();
        q.push("(SELECT CASE WHEN length(whole) BETWEEN 1 AND ").int(MAX_RESULT.into()).push(" THEN ");
        q.push(if key.is_some() { "folded" } else { "whole" }).push(" END FROM (SELECT ");
        q.pick("trim(", "btrim(").append(text).push(", ").bind(SPACE).push(") AS whole");
        if let Some(key) = key {
            q.push(", ").append(key).push(" AS folded");
        }
        q.push(") AS made)");
        q
    }
}

/// The scale of what a field holds as an integer.
fn scale_of(kind: &FieldType) -> Option<u32> {
    match kind {
        FieldType::Int { .. } | FieldType::Rating { .. } => Some(0),
        FieldType::Decimal { scale, .. } | FieldType::Percent { scale, .. } => Some(*scale),
        FieldType::Money { .. } => Some(meta::types::MONEY_SCALE),
        _ => None,
    }
}

/// A value of a formula in the type of its column.
pub(super) fn stored(value: &Sql, kind: &FieldType) -> Sql {
    let mut q = value.fresh();
    if q.dialect().is_sqlite() {
        q.append(value);
        return q;
    }
    match column_type(kind) {
        ColumnType::Int => q.push("CAST(").append(value).push(" AS bigint)"),
        ColumnType::Date => q.push("(DATE '1970-01-01' + CAST(").append(value).push(" AS integer))"),
        ColumnType::Time => {
            q.push("(SELECT TIMESTAMPTZ 'epoch' + CAST(div(at, 86400000000) AS integer) * INTERVAL '1 day'");
            q.push(" + CAST(mod(at, 86400000000) AS bigint) * INTERVAL '1 microsecond' FROM (SELECT ");
            q.append(value).push(" AS at) AS made)")
        }
        ColumnType::Text => q.push("(").append(value).push(" COLLATE \"C\")"),
        _ => q.append(value),
    };
    q
}

fn column_type(kind: &FieldType) -> ColumnType {
    match kind.shown() {
        FieldType::Date => ColumnType::Date,
        FieldType::DateTime => ColumnType::Time,
        FieldType::Bool => ColumnType::Bool,
        kind if kind.target().is_some() => ColumnType::Uuid,
        FieldType::Text { .. } | FieldType::Select { .. } => ColumnType::Text,
        _ => ColumnType::Int,
    }
}
