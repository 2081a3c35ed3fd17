//! What can be done with a field of a type in filters, sorts, groups and sums, and what its operands are.

use crate::{FieldType, Op};

/// Longest text of an operand in characters.
pub(crate) const MAX_OPERAND: u32 = 1000;

const EMPTY: &[Op] = &[Op::Empty];
const DISCRETE: &[Op] = &[Op::Eq, Op::Ne, Op::In, Op::Empty];
const ORDERED: &[Op] = &[Op::Eq, Op::Ne, Op::Lt, Op::Lte, Op::Gt, Op::Gte, Op::In, Op::Empty];
const WORDS: &[Op] = &[Op::Eq, Op::Ne, Op::In, Op::Contains, Op::Starts, Op::Empty];
const SEARCHED: &[Op] = &[Op::Contains, Op::Empty];

impl FieldType {
    /// The operators that filters may use with the type.
    pub fn ops(&self) -> &'static [Op] {
        match self.shown() {
            FieldType::Text { .. } | FieldType::Autonumber { .. } | FieldType::Url | FieldType::PersonName => &Op::ALL,
            FieldType::LongText { .. } | FieldType::Tags | FieldType::Emails | FieldType::Phones => WORDS,
            FieldType::Int { .. }
            | FieldType::Decimal { .. }
            | FieldType::Percent { .. }
            | FieldType::Money { .. }
            | FieldType::Date
            | FieldType::DateTime
            | FieldType::Duration
            | FieldType::Rating { .. } => ORDERED,
            FieldType::Id
            | FieldType::Bool
            | FieldType::Select { .. }
            | FieldType::MultiSelect { .. }
            | FieldType::Stage
            | FieldType::Link { .. }
            | FieldType::Links { .. }
            | FieldType::Parent { .. }
            | FieldType::User
            | FieldType::Team => DISCRETE,
            FieldType::Address => SEARCHED,
            FieldType::Geo | FieldType::Children { .. } => EMPTY,
            FieldType::Formula { .. } | FieldType::Rollup { .. } | FieldType::Lookup { .. } => EMPTY,
        }
    }

    /// Whether lists can be sorted by the type.
    pub fn sortable(&self) -> bool {
        let kind = self.shown();
        kind.ops().contains(&Op::Lt)
            || matches!(
                kind,
                FieldType::Bool
                    | FieldType::Select { .. }
                    | FieldType::Stage
                    | FieldType::Link { .. }
                    | FieldType::User
                    | FieldType::Team
                    | FieldType::Id
            )
    }

    /// Whether reports and boards can group by the type: one value of few.
    pub fn groupable(&self) -> bool {
        matches!(
            self.shown(),
            FieldType::Bool
                | FieldType::Select { .. }
                | FieldType::Stage
                | FieldType::Link { .. }
                | FieldType::User
                | FieldType::Team
                | FieldType::Rating { .. }
                | FieldType::Date
                | FieldType::DateTime
                | FieldType::Text { .. }
        )
    }

    /// Whether values can be added up.
    pub fn summable(&self) -> bool {
        matches!(
            self.shown(),
            FieldType::Int { .. }
                | FieldType::Decimal { .. }
                | FieldType::Percent { .. }
                | FieldType::Money { .. }
                | FieldType::Duration
                | FieldType::Rating { .. }
        )
    }

    /// The type of the operand of an operator: what a filter form offers and what a given value is read as. Bounds of the
    /// field do not bind it: asking for more than a field can hold is answered with nothing. `In` takes several of them.
    pub fn operand(&self, op: Op) -> FieldType {
        match (op, self.shown()) {
            (Op::Empty, _) => FieldType::Bool,
            (Op::Contains | Op::Starts, _) => text(),
            (_, FieldType::Int { .. } | FieldType::Rating { .. }) => FieldType::Int { min: None, max: None },
            (_, FieldType::Decimal { scale, .. }) => FieldType::Decimal { scale: *scale, min: None, max: None },
            (_, FieldType::Percent { scale, .. }) => FieldType::Percent { scale: *scale, min: None, max: None },
            (_, FieldType::Money { .. }) => FieldType::Money { min: None, max: None },
            (_, FieldType::MultiSelect { options }) => FieldType::Select { options: options.clone() },
            (_, FieldType::Links { to, .. }) => {
                FieldType::Link { to: to.clone(), inverse: None, on_delete: crate::field_type::OnDelete::Keep }
            }
            (
                _,
                kind @ (FieldType::Bool
                | FieldType::Date
                | FieldType::DateTime
                | FieldType::Duration
                | FieldType::Select { .. }
                | FieldType::Stage
                | FieldType::User
                | FieldType::Team
                | FieldType::Id
                | FieldType::Parent { .. }
                | FieldType::Link { .. }),
            ) => kind.clone(),
            _ => text(),
        }
    }
}

fn text() -> FieldType {
    FieldType::Text { max: MAX_OPERAND }
}
