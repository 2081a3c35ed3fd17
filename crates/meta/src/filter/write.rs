//! Filters as JSON and as pairs of a query string, for saved views and links. Reading them gives the same filter back.

use serde_json::{Value as Json, json};

use super::{Filter, Test, operand};

impl Filter {
    /// The JSON form that [`super::Reader::json`] reads.
    pub fn to_json(&self) -> Json {
        match self {
            Filter::Const(holds) => json!(holds),
            Filter::And(all) => json!({ "and": all.iter().map(Filter::to_json).collect::<Vec<_>>() }),
            Filter::Or(any) => json!({ "or": any.iter().map(Filter::to_json).collect::<Vec<_>>() }),
            Filter::Not(inner) => json!({ "not": inner.to_json() }),
            Filter::Related { relation, filter } => json!({ "related": relation.as_str(), "where": filter.to_json() }),
            Filter::Test(Test { path, op, operand }) => {
                json!({ "field": path.to_string(), "op": op.name(), "value": operand::to_json(operand) })
            }
        }
    }

    /// Decoded pairs that [`super::Reader::query`] reads: one a test where all must hold, else the JSON form in one.
    pub fn to_query(&self) -> Vec<(String, String)> {
        let tests = match self {
            Filter::Const(true) => Some(Vec::new()),
            Filter::Test(test) => pair(test).map(|pair| vec![pair]),
            Filter::And(all) if all.len() > 1 => all
                .iter()
                .map(|one| match one {
                    Filter::Test(test) => pair(test),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        tests.unwrap_or_else(|| vec![("filter".to_string(), self.to_json().to_string())])
    }
}

fn pair(test: &Test) -> Option<(String, String)> {
    Some((format!("filter[{}][{}]", test.path, test.op.name()), operand::to_text(&test.operand)?))
}
