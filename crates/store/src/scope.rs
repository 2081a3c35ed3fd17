//! `Scope`: for whom and when a statement is compiled. It turns "may they see it?" into part of the WHERE clause.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use meta::{Field, Filter, Key, Module};
use uuid::Uuid;

use crate::schema::Schema;
use crate::{Error, Sql, filter};

/// Which records of a module somebody may see.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// Seen by rule.
    pub rows: Filter,
    /// Seen by hand: the user and the teams that records may have been shared with. Empty when nothing is shared.
    pub shared_with: Vec<Uuid>,
    /// Only shares that allow changes count.
    pub shared_to_edit: bool,
    /// Seen through another record: link and parent fields that lead to a record one may see.
    pub through: Vec<Key>,
}

impl Access {
    /// Every record.
    pub fn all() -> Access {
        Access::rule(Filter::Const(true))
    }

    /// Records by rule alone.
    pub fn rule(rows: Filter) -> Access {
        Access { rows, shared_with: Vec::new(), shared_to_edit: false, through: Vec::new() }
    }

    /// Whether it covers every record.
    pub fn is_all(&self) -> bool {
        self.rows == Filter::Const(true)
    }
}

/// For whom and when statements are compiled.
pub struct Scope<'a> {
    /// The modules.
    pub schema: &'a Schema,
    /// The instant that clock-dependent formulas take as now.
    pub now: DateTime<Utc>,
    access: Option<&'a HashMap<Key, Access>>,
    aliases: Cell<u32>,
    /// Set while a record is looked at through another: rights through a third are not followed.
    through: Cell<bool>,
}

impl<'a> Scope<'a> {
    /// For somebody: a module that `access` does not name is not seen at all.
    pub fn of(schema: &'a Schema, now: DateTime<Utc>, access: &'a HashMap<Key, Access>) -> Scope<'a> {
        Scope { schema, now, access: Some(access), aliases: Cell::new(0), through: Cell::new(false) }
    }

    /// For the system itself, which sees everything.
    pub fn system(schema: &'a Schema, now: DateTime<Utc>) -> Scope<'a> {
        Scope { schema, now, access: None, aliases: Cell::new(0), through: Cell::new(false) }
    }

    /// The present day in the company's time zone.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.schema.zone()).date_naive()
    }

    /// A table alias no other part of the statement uses.
    pub fn alias(&self) -> String {
        let n = self.aliases.get();
        self.aliases.set(n + 1);
        format!("t{n}")
    }

    /// Whether every record of a module is seen.
    pub fn sees_all(&self, module: &str) -> bool {
        match self.access {
            None => true,
            Some(access) => access.get(module).is_some_and(Access::is_all),
        }
    }

    /// What somebody sees of a module; `None` for the system, and for a module that is not seen at all a rule of nothing.
    pub(crate) fn rule(&self, module: &str) -> Option<Access> {
        let access = self.access?;
        Some(access.get(module).cloned().unwrap_or_else(|| Access::rule(Filter::Const(false))))
    }

    /// Writes from where and under which condition come the records that are seen because they were shared, and not
    /// otherwise. The shares come first, of which there are few: SQLite keeps to the order of a cross join.
    pub(crate) fn shared_alone(&self, q: &mut Sql, module: &Module, alias: &'static str) -> Result<(), Error> {
        let access = self.access.and_then(|access| access.get(&module.key));
        let Some(access) = access.filter(|access| !access.shared_with.is_empty()) else {
            q.push(" FROM ").table(&module.key).push(" ").push(alias).push(" WHERE FALSE");
            return Ok(());
        };
        q.push(" FROM (SELECT DISTINCT record ");
        self.shares(q, module, access);
        q.push(") s CROSS JOIN ").table(&module.key).push(" ").push(alias).push(" WHERE ");
        q.column(alias, "id").push(" = s.record AND (");
        filter::condition(q, self, module, alias, &access.rows)?;
        q.push(") IS NOT TRUE");
        Ok(())
    }

    fn shared(&self, q: &mut Sql, module: &Module, alias: &str, access: &Access) {
        q.column(alias, "id").push(" IN (SELECT record ");
        self.shares(q, module, access);
        q.push(")");
    }

    /// The shares of a module's records that count for a reader.
    fn shares(&self, q: &mut Sql, module: &Module, access: &Access) {
        q.push("FROM ")
            .table("kith_share")
            .push(" WHERE module = ")
            .bind(module.key.as_str())
            .push(" AND grantee IN (");
        q.binds(access.shared_with.iter().copied());
        q.push(if access.shared_to_edit { ") AND may_edit" } else { ")" });
    }

    /// Writes the condition under which the record at `alias` is seen; in the bin or not.
    pub fn visible(&self, q: &mut Sql, module: &Module, alias: &str) -> Result<(), Error> {
        let Some(access) = self.access else {
            q.push("TRUE");
            return Ok(());
        };
        let Some(access) = access.get(&module.key) else {
            q.push("FALSE");
            return Ok(());
        };
        q.push("(");
        filter::condition(q, self, module, alias, &access.rows)?;
        if !access.is_all() {
            let followed = if self.through.get() { &[][..] } else { &access.through[..] };
            for field in followed {
                q.push(" OR ");
                self.through(q, module, alias, field)?;
            }
            if !access.shared_with.is_empty() {
                q.push(" OR ");
                self.shared(q, module, alias, access);
            }
        }
        q.push(")");
        Ok(())
    }

    fn through(&self, q: &mut Sql, module: &Module, alias: &str, key: &Key) -> Result<(), Error> {
        let field = module.field(key).ok_or_else(|| Error::Missing(format!("field {key}")))?;
        let targets = crate::links::targets(self.schema, &field.kind);
        self.through.set(true);
        let written = self.arms(q, alias, field, &targets);
        self.through.set(false);
        written
    }

    fn arms(&self, q: &mut Sql, alias: &str, field: &Field, targets: &[&Arc<Module>]) -> Result<(), Error> {
        let key = &field.key;
        q.push("(FALSE");
        for target in targets {
            q.push(" OR (");
            if field.kind.target().is_none() {
                q.column(alias, &format!("{key}__module")).push(" = ").bind(target.key.as_str()).push(" AND ");
            }
            let other = self.alias();
            q.push("EXISTS (SELECT 1 FROM ").table(&target.key).push(" ").ident(&other);
            q.push(" WHERE ").column(&other, "id").push(" = ").column(alias, key).push(" AND ");
            self.visible(q, target, &other)?;
            q.push("))");
        }
        q.push(")");
        Ok(())
    }
}
