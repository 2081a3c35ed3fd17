//! A statement under construction: constant text, checked identifiers, bound parameters.
//!
//! Text can only be `&'static str`, so nothing a person typed can ever become SQL. Mistakes (a bad identifier)
//! are remembered and refused when the statement is run.

use crate::dialect::{ColumnType, Dialect, is_identifier};
use crate::{Error, Param, Result};

/// SQLite's limit, the lower of the two engines.
const MAX_PARAMS: usize = 32_766;

/// A statement, or a fragment of one, for one dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sql {
    dialect: Dialect,
    text: String,
    /// Byte offsets in `text` where the placeholders go, one for each parameter.
    holes: Vec<usize>,
    params: Vec<Param>,
    stamp: Option<u64>,
    problem: Option<String>,
    /// The alias whose columns SQLite shall not look up by an index.
    tested: Option<&'static str>,
}

impl Sql {
    /// An empty statement. Inside a transaction use [`crate::Tx::sql`].
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            text: String::new(),
            holes: Vec::new(),
            params: Vec::new(),
            stamp: None,
            problem: None,
            tested: None,
        }
    }

    /// An empty fragment for the same engine.
    pub fn fresh(&self) -> Self {
        Self { tested: self.tested, ..Self::new(self.dialect.clone()) }
    }

    /// Whether, from here on, columns of an alias are only tested: rows are found by something else, and SQLite shall not
    /// take them for better, which it would not knowing how few rows are wanted. PostgreSQL reckons with that itself.
    pub(crate) fn only_test(&mut self, alias: Option<&'static str>) -> &mut Self {
        self.tested = alias.filter(|_| self.dialect.is_sqlite());
        self
    }

    /// Whether columns of an alias are only tested from here on.
    pub(crate) fn only_tests(&self, alias: &str) -> bool {
        self.tested == Some(alias)
    }

    /// The engine it is written for.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Appends constant text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends the text of the engine at hand.
    pub fn pick(&mut self, sqlite: &'static str, postgres: &'static str) -> &mut Self {
        let text = self.dialect.pick(sqlite, postgres);
        self.push(text)
    }

    /// Appends a whole number written out, for constants of the statement itself.
    pub fn int(&mut self, number: i64) -> &mut Self {
        match number {
            0.. => self.text.push_str(&number.to_string()),
            _ => self.text.push_str(&format!("({number})")),
        }
        self
    }

    /// Appends how many rows are wanted, written out: PostgreSQL can keep a plan only for a number it knows, since for an
    /// unknown one it expects a tenth of all rows.
    pub fn limit(&mut self, rows: usize) -> &mut Self {
        self.push(" LIMIT ").int(i64::try_from(rows).unwrap_or(i64::MAX))
    }

    /// Appends a quoted name: column, alias or index.
    pub fn ident(&mut self, name: &str) -> &mut Self {
        if self.check(name) {
            self.text.push('"');
            self.text.push_str(name);
            self.text.push('"');
        }
        self
    }

    /// Appends `"alias"."name"`.
    pub fn column(&mut self, alias: &str, name: &str) -> &mut Self {
        if self.tested == Some(alias) {
            self.text.push('+');
        }
        self.ident(alias);
        self.text.push('.');
        self.ident(name)
    }

    /// Appends the first day of the month of a date in a column.
    pub fn month(&mut self, alias: &str, name: &str) -> &mut Self {
        let mut day = self.fresh();
        day.column(alias, name);
        self.month_of(&day)
    }

    /// Appends the first day of the month of a date.
    pub fn month_of(&mut self, day: &Self) -> &mut Self {
        self.pick("CAST(strftime('%s', (", "CAST(date_trunc('month', CAST((").append(day);
        self.pick(") * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400", ") AS timestamp)) AS date)")
    }

    /// Appends a table's name, qualified by the workspace's schema on PostgreSQL.
    pub fn table(&mut self, name: &str) -> &mut Self {
        if self.check(name) {
            self.text.push_str(&self.dialect.qualify(name));
        }
        self
    }

    /// Appends a placeholder and its value.
    pub fn bind(&mut self, value: impl Into<Param>) -> &mut Self {
        self.holes.push(self.text.len());
        self.params.push(value.into());
        self
    }

    /// Appends a value with its type said, where PostgreSQL cannot infer it (SELECT lists, CASE, VALUES of a CTE).
    pub fn bind_as(&mut self, value: impl Into<Param>, column: ColumnType) -> &mut Self {
        let Some(cast) = self.dialect.cast_type(column) else { return self.bind(value) };
        self.push("CAST(").bind(value).push(" AS ").push(cast).push(")")
    }

    /// Appends placeholders separated by commas.
    pub fn binds<T: Into<Param>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        self.join(values, ", ", |sql, value| {
            sql.bind(value);
        })
    }

    /// Appends ` IN (…)`, as each engine likes it: SQLite takes a parameter a value, padded to a power of two by repeating
    /// the last, so that lists of any length share a few cached statements; PostgreSQL takes one array, since it would
    /// make an array of many parameters anew for every row it looks at. An empty list is refused: the caller must say
    /// what it means.
    pub fn in_list<T: Into<Param>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        let mut values: Vec<Param> = values.into_iter().map(Into::into).collect();
        let Some(last) = values.last().cloned() else {
            self.refuse("an IN list needs a value".to_owned());
            return self;
        };
        if !self.dialect.is_sqlite() {
            return self.push(" = ANY(").bind(Param::List(values)).push(")");
        }
        values.resize(values.len().next_power_of_two().min(MAX_PARAMS.max(values.len())), last);
        self.push(" IN (").binds(values).push(")")
    }

    /// Appends one fragment for each item, with a separator between them.
    pub fn join<I: IntoIterator>(
        &mut self,
        items: I,
        separator: &'static str,
        mut each: impl FnMut(&mut Self, I::Item),
    ) -> &mut Self {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.push(separator);
            }
            each(self, item);
        }
        self
    }

    /// Appends another fragment with its parameters.
    pub fn append(&mut self, other: &Self) -> &mut Self {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.holes.extend(other.holes.iter().map(|hole| hole + offset));
        self.params.extend(other.params.iter().cloned());
        self.stamp = self.stamp.max(other.stamp);
        if self.problem.is_none() {
            self.problem.clone_from(&other.problem);
        }
        self
    }

    /// Ends the statement with the version of the definitions it was built from, so that a changed column type
    /// never meets a cached statement.
    pub fn stamp(&mut self, version: u64) -> &mut Self {
        self.stamp = Some(version);
        self
    }

    /// How many rows of so many columns a statement can insert.
    pub(crate) fn most_rows(columns: usize) -> usize {
        (MAX_PARAMS / columns.max(1)).max(1)
    }

    /// Whether nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.holes.is_empty()
    }

    /// The values, in the order of their placeholders.
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// The text with placeholders `$1`, `$2`, …, or what is wrong with it.
    pub fn text(&self) -> Result<String> {
        use std::fmt::Write;
        if let Some(problem) = &self.problem {
            return Err(Error::statement(problem.as_str()));
        }
        // What is too much for one engine is refused by both.
        let given: usize =
            self.params.iter().map(|param| if let Param::List(list) = param { list.len() } else { 1 }).sum();
        if given > MAX_PARAMS {
            return Err(Error::TooMany { given, most: MAX_PARAMS });
        }
        let mut text = String::with_capacity(self.text.len() + self.holes.len() * 4 + 24);
        let mut from = 0;
        for (position, hole) in self.holes.iter().enumerate() {
            text.push_str(&self.text[from..*hole]);
            write!(text, "${}", position + 1).expect("a String takes everything");
            from = *hole;
        }
        text.push_str(&self.text[from..]);
        if let Some(version) = self.stamp {
            write!(text, " /* v{version} */").expect("a String takes everything");
        }
        Ok(text)
    }

    fn check(&mut self, name: &str) -> bool {
        let good = is_identifier(name);
        if !good {
            self.refuse(format!("{name:?} is not a name"));
        }
        good
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}
