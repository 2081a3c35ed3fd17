//! How each engine builds JSON inside a statement.

use super::Dialect;
use crate::Sql;

impl Dialect {
    /// The function that makes an array of its arguments.
    pub fn json_array(&self) -> &'static str {
        self.pick("json_array", "json_build_array")
    }

    /// A uuid column as text that `Uuid::parse_str` reads.
    pub fn uuid_text(&self, alias: &str, column: &str) -> Sql {
        let mut q = Sql::new(self.clone());
        q.pick("hex(", "").column(alias, column).pick(")", "::text");
        q
    }

    /// A JSON expression as text.
    pub fn as_text(&self, json: &Sql) -> Sql {
        let mut q = Sql::new(self.clone());
        q.pick("", "(").append(json).pick("", ")::text");
        q
    }

    /// A subquery that gathers `item` over `from`, which has the alias `s`, as a JSON array in order of `s.position`.
    pub fn json_group(&self, item: &Sql, from: &Sql) -> Sql {
        let mut q = Sql::new(self.clone());
        match self {
            // SQLite gathers in the order of the subquery; json() keeps arrays arrays instead of quoting them.
            Dialect::Sqlite => {
                q.push("(SELECT json_group_array(json(item)) FROM (SELECT json_array(").append(item);
                q.push(")->'$[0]' AS item FROM ").append(from).push(" ORDER BY s.position))")
            }
            Dialect::Postgres { .. } => q
                .push("(SELECT json_agg(")
                .append(item)
                .push(" ORDER BY s.position)::text FROM ")
                .append(from)
                .push(")"),
        };
        q
    }
}
