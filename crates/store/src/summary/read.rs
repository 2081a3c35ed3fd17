//! Reading a summary in the place of the records, where it holds all that is asked about.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use meta::{Filter, Module, Op, Operand, Test, Value};

use super::{Summary, of};
use crate::groups::{self, Asked, Group, Span};
use crate::{Result, Scope, Sql, Tx, filter};

/// The groups of a module's records, as [`groups::groups`]; `None` where the summary does not tell.
pub(crate) fn groups(tx: &mut Tx, scope: &Scope, module: &Arc<Module>, asked: &Asked) -> Result<Option<Vec<Group>>> {
    let Some(summary) = of(module) else { return Ok(None) };
    let Some(plan) = plan(&summary, scope, asked) else { return Ok(None) };
    let kinds = asked.by.iter().map(|by| groups::kind(scope, module, &by.path)).collect::<Result<Vec<_>>>()?;
    let mut q = tx.sql();
    q.push("SELECT ").pick("sum(r.n)", "CAST(sum(r.n) AS bigint)");
    for by in &plan.by {
        q.push(", ").column("r", by);
    }
    for at in &plan.sums {
        for part in ["h", "l"] {
            // Null where no record holds a number, as a sum of nothing is.
            q.push(", CASE WHEN sum(").column("r", &format!("c{at}")).push(") > 0 THEN ");
            q.pick("sum(", "CAST(sum(").column("r", &format!("{part}{at}")).pick(") END", ") AS bigint) END");
        }
    }
    q.push(" FROM ").table(&summary.table()).push(" r WHERE (");
    filter::condition(&mut q, scope, module, "r", &plan.rule)?;
    q.push(") AND ");
    filter::condition(&mut q, scope, module, "r", &plan.filter)?;
    if !plan.by.is_empty() {
        q.push(" GROUP BY ").join(0..plan.by.len(), ", ", |q: &mut Sql, at| {
            q.int(at as i64 + 2);
        });
    }
    q.push(" HAVING sum(r.n) > 0 ORDER BY 1 DESC").limit(asked.limit);
    q.stamp(scope.schema.catalogue.version);
    let mut found = tx.query(&q, |row| groups::group(row, &kinds, plan.sums.len()))?;
    if plan.shared {
        let beside = groups::shared(tx, scope, module, asked)?;
        found = groups::joined(found, beside, asked.limit);
    }
    Ok(Some(found))
}

/// How a question is put to a summary.
struct Plan {
    by: Vec<String>,
    sums: Vec<usize>,
    filter: Filter,
    /// What the reader sees by rule.
    rule: Filter,
    /// Whether records shared by hand must be added.
    shared: bool,
}

fn plan(summary: &Summary, scope: &Scope, asked: &Asked) -> Option<Plan> {
    let by = asked.by.iter().map(|by| {
        let found = summary.by.iter().find(|kept| by.path.single() == Some(&kept.field.key))?;
        let kept = if found.month { Span::Month } else { Span::Value };
        (by.span == kept).then(|| found.column.clone())
    });
    let sums = asked.sums.iter().map(|path| summary.sums.iter().position(|field| path.single() == Some(&field.key)));
    let (rule, shared) = match scope.rule(&summary.module.key) {
        None => (Filter::Const(true), false),
        Some(access) if access.through.is_empty() => {
            (access.rows.clone(), !access.is_all() && !access.shared_with.is_empty())
        }
        Some(_) => return None,
    };
    Some(Plan {
        by: by.collect::<Option<_>>()?,
        sums: sums.collect::<Option<_>>()?,
        filter: told(summary, asked.filter)?,
        rule: told(summary, &rule)?,
        shared,
    })
}

/// A filter in the words of the summary; `None` where it asks for more.
fn told(summary: &Summary, filter: &Filter) -> Option<Filter> {
    let all = |parts: &[Filter]| parts.iter().map(|part| told(summary, part)).collect::<Option<Vec<_>>>();
    match filter {
        Filter::Const(holds) => Some(Filter::Const(*holds)),
        Filter::And(parts) => all(parts).map(Filter::And),
        Filter::Or(parts) => all(parts).map(Filter::Or),
        Filter::Not(inner) => told(summary, inner).map(|inner| Filter::Not(Box::new(inner))),
        Filter::Related { .. } => None,
        Filter::Test(test) => {
            let kept = summary.by.iter().find(|by| by.field.key == *test.path.first())?;
            if kept.month { month(test) } else { Some(Filter::Test(test.clone())) }
        }
    }
}

/// A test of days that begins and ends with months, as one of months.
fn month(test: &Test) -> Option<Filter> {
    let Operand::One(value) = &test.operand else { return None };
    let first = |day: NaiveDate| day.with_day(1);
    let month = match (test.op, value) {
        (Op::Empty, value) => value.clone(),
        (Op::Gte | Op::Lt, Value::Date(day)) if first(*day)? == *day => Value::Date(*day),
        (Op::Lte | Op::Gt, Value::Date(day)) if day.succ_opt()?.day() == 1 => Value::Date(first(*day)?),
        _ => return None,
    };
    Some(Filter::Test(Test { operand: Operand::One(month), ..test.clone() }))
}
